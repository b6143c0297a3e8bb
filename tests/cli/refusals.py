"""What sijilctl may refuse: the verbs are read from its help and the sentences from the source, so
that a new one of either fails the test until somebody has tried it."""
import os
import re
import sys

ROOT = os.environ["SIJIL_SOURCE_ROOT"]
sys.path.insert(0, os.path.join(ROOT, "tests", "lint"))
from lint import read, without_comments  # noqa: E402

# The commands, and what of the store says no to them.
STORE = ["clerks", "families", "family-merge", "hand-over", "households", "life",
         "office-phone", "programmes", "review", "roles", "shifts", "visits", "volunteers"]
OPERATOR = ["accounts", "admin", "admin-bundle", "epoch", "registry"]
LITERAL = re.compile(r'(?<![\w$])_ \(\s*("(?:\\.|[^"\\])*"(?:\s*"(?:\\.|[^"\\])*")*)\)')
# What is said in these is no refusal: results, help, notes in the register.
RESULTS = {"g_print", "sijil_cli_say", "g_string_new", "g_string_append_printf", "say_duplicate",
           "g_option_context_new", "g_option_context_set_description", "ngettext", "sijil_record_set_text", "g_prefix_error", "print_family"}


def around(text, place):
    """The name of the call in which this place is."""
    depth = 0
    while place > 0:
        place -= 1
        depth += {")": 1, "(": -1}.get(text[place], 0)
        if depth < 0:
            name = re.search(r"(\w+)\s*$", text[:place])
            if name is not None and name.group(1) not in ("_", "if", "return"):
                return name.group(1)
            depth = 0
        if text[place] in ";{}":
            break
    return None


def of_the_desk():
    folder = os.path.join(ROOT, "src", "cli")
    paths = ["src/cli/" + name for name in sorted(os.listdir(folder)) if name.endswith(".c")]
    return paths + ["src/store/sijil-%s.c" % name for name in STORE]


def of_the_registry():
    return ["src/registry/sijil-%s.c" % name for name in OPERATOR]


def sentences(paths):
    """(file, words, pattern) of each sentence that says no."""
    found = []
    for path in paths:
        text = without_comments(read(path))
        for match in LITERAL.finditer(text):
            if around(text, match.start()) in RESULTS:
                continue
            words = "".join(re.findall(r'"((?:\\.|[^"\\])*)"', match.group(1)))
            parts = re.split(r"%[-0-9$.l]*[a-z]", words.replace('\\"', '"').replace("\\n", "\n"))
            found.append((path, words, re.compile(".*".join(map(re.escape, parts)), re.S)))
    return found


def verbs_of_table(path):
    """The verbs of the table in a source: two literals, or one and NULL, then a function."""
    text = read(path)
    return [" ".join(filter(None, match)) for match in
            re.findall(r'\{ "([a-z-]+)", (?:"([a-z-]+)"|NULL), \w+ \}', text)]


def verbs(explained):
    """The verbs of a program's help: the words before the first in capitals."""
    found = []
    for line in explained.split("Commands:", 1)[1].split("\n\n", 1)[0].splitlines():
        words = line.strip().split("  ", 1)[0].split()
        verb = []
        while words and re.fullmatch(r"[a-z][a-z-]*", words[0]) and len(verb) < 2:
            verb.append(words.pop(0))
        if verb:
            found.append(" ".join(verb))
    return found


# What the command line finds out before the register could say it.
NEVER = {
    "These are not two members of one family": "no verb merges persons",
    "That was taken back already": "no verb merges persons",
    "These are too many persons for one family": "who reads the JSON stops before",
    "The head of the new family is one of those who leave": "who is named first heads it",
    "Say who the volunteer is": "asked for by the verb",
    "There is no such training": "then it is the id of a volunteer",
    "This programme is the alliance’s; only the alliance changes it": "programme add makes new ones",
    "%s: this registry was never finished. Remove the folder and make it again": "it has to be killed in init",
    "Stopped: nobody of this sheet is registered": "Ctrl+C, see test-import",
    "%s stays: something happened to this family since\\n": "import-undo is done, with a remark",
}


def unheard(paths, heard):
    """(case, faults): whether all was heard that the source has to say, and nothing that cannot be."""
    found = sentences(paths)
    yield "every sentence that says no was heard", [
        "%s: %s" % (path, words) for path, words, pattern in found
        if words not in NEVER and not pattern.search(heard)]
    yield "and none that cannot be heard", [
        words for _, words, pattern in found if words in NEVER and pattern.search(heard)]
    every = {words for _, words, _ in sentences(of_the_desk() + of_the_registry())}
    yield "which still exist", sorted(set(NEVER) - every)
