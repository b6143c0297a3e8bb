"""What the lint checks share: the tree, comments, TAP."""
import os
import re
import sys

sys.dont_write_bytecode = True
ROOT = os.environ.get("SIJIL_SOURCE_ROOT") or os.path.abspath(
    os.path.join(os.path.dirname(__file__), "..", "..")
)


def files(folder, *endings):
    """Paths below folder, relative to the tree, sorted."""
    found = []
    for place, folders, names in os.walk(os.path.join(ROOT, folder)):
        folders[:] = [f for f in folders if not f.startswith((".", "build", "__"))]
        for name in names:
            if name.endswith(endings) and not name.startswith("."):
                found.append(os.path.relpath(os.path.join(place, name), ROOT))
    return sorted(found)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as file:
        return file.read()


TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)


def without_comments(text):
    """The C text with its comments blanked; line numbers stay."""

    def blank(match):
        token = match.group(0)
        return re.sub(r"[^\n]", " ", token) if token.startswith("/") else token

    return TOKEN.sub(blank, text)


def strings(text):
    """(line, literal) for each string literal of a C text; neighbours are joined."""
    out, last_end, clean = [], None, without_comments(text)
    for match in TOKEN.finditer(clean):
        token = match.group(0)
        if not token.startswith('"'):
            continue
        line = clean.count("\n", 0, match.start()) + 1
        if last_end is not None and clean[last_end : match.start()].strip() == "" and out:
            out[-1] = (out[-1][0], out[-1][1] + token[1:-1])
        else:
            out.append((line, token[1:-1]))
        last_end = match.end()
    return out


class Tap:
    def __init__(self):
        self.count = 0
        self.bad = 0

    def check(self, name, faults):
        """One case: it fails if there are faults, which are printed."""
        self.count += 1
        self.bad += bool(faults)
        print("%sok %d - %s" % ("not " if faults else "", self.count, name))
        for fault in faults:
            print("# " + fault)

    def skip(self, name, why):
        self.count += 1
        print("ok %d - %s # SKIP %s" % (self.count, name, why))

    def done(self):
        print("1..%d" % self.count)
        sys.exit(1 if self.bad else 0)
