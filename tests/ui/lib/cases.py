"""Cases of one window test, in TAP. They build on each other, so the first that fails ends the test.

    @case("Enter opens the family")
    def enter(t): ...

    main(lambda t: t.desk("a").init())"""
import gettext
import json
import os
import shutil
import sys
import tempfile
import time
import traceback

sys.dont_write_bytecode = True
import desk  # noqa: E402
from alliance import BUILD, PASSPHRASE, Desk, Registry, make_certificates, program  # noqa: E402
from desk import Screen, plain  # noqa: E402

CASES = []
LOCALES = os.path.join(BUILD, "locale")
ARABIC = {"LANG": "ar_EG.UTF-8", "LANGUAGE": "ar",
          # The build for the sanitizers uses the locales of the other, which ./dev names.
          "LOCPATH": LOCALES if os.path.isdir(LOCALES) else os.environ.get("LOCPATH", ""),
          "SIJIL_LOCALE_DIR": os.path.join(BUILD, "po-tree")}


def is_sanitized():
    path = os.path.join(BUILD, "meson-info", "intro-buildoptions.json")
    with open(path, encoding="utf-8") as file:
        return any(o["name"] == "b_sanitize" and o["value"] != "none" for o in json.load(file))


if is_sanitized():
    desk.patience = 6.0


def case(name):
    def keep(function):
        CASES.append((name, function))
        return function
    return keep


class Words:
    """What the window says, in Arabic: the test names it by its English words."""

    def __init__(self):
        self.catalogue = gettext.translation("sijil", os.path.join(BUILD, "po-tree"), ["ar"])

    def __call__(self, english, *values):
        arabic = self.catalogue.gettext(english)
        assert arabic != english, "not translated: " + english
        return plain(arabic % values if values else arabic)

    def many(self, one, several, n):
        arabic = self.catalogue.ngettext(one, several, n)
        assert arabic not in (one, several), "not translated: " + one
        return plain(arabic.replace("%s", str(n)))

    def before(self, english):
        """The words before the first thing that is filled in."""
        return self(english).split("%s")[0].strip()


say = Words()


class Test:
    """What the cases share: a folder, a screen, programs, desks, a registry."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="sijil-ui-")
        self.screen = Screen("1366x768")
        self.app, self.registry, self.desks = None, None, {}
        self.say = say

    def desk(self, side):
        if side not in self.desks:
            self.desks[side] = Desk(side, self.folder)
            self.desks[side].env = dict(ARABIC, LC_ALL="")
        return self.desks[side]

    def start_registry(self):
        """A registry that knows both associations and the catalogue of the alliance."""
        certificates = os.path.join(self.folder, "certificates")
        make_certificates(certificates)
        self.registry = Registry(os.path.join(self.folder, "registry"), certificates)
        self.registry.found([self.desk(side).name for side in "ab"])
        self.registry.start()

    def close(self):
        self.screen.close()
        if self.registry is not None:
            self.registry.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- the window

    def open(self, profile, wrap=()):
        """Starts Sijil in Arabic on a profile; what it says on stderr is kept in its log."""
        self.app = self.screen.start(
            [*wrap, program("sijil"), "--profile", profile], G_DEBUG="fatal-warnings", **ARABIC)
        return self.app

    def open_at_desk(self, side="a"):
        self.open(self.desk(side).profile)
        self.app.unlock(PASSPHRASE)
        self.find_entry()
        return self.app

    def find_entry(self):
        label = say("Name, national ID or phone, or scan the card")
        self.entry = self.app.wait_for(lambda: self.app.find("entry", label), "the desk's entry")
        return self.entry

    def leave(self):
        """Ctrl+Q, and how the program ended."""
        self.press("ctrl+q")
        return self.app.wait_end(30 * desk.patience)

    def outside(self, side="a"):
        """Leaves the window, so that sijilctl may open the register; returns the desk."""
        status = self.leave()
        assert status == 0, "the program ended with %d\n%s" % (status, self.app.log())
        return self.desk(side)

    def press(self, *keys):
        for key in keys:
            self.screen.press(key)

    def scan(self, text):
        self.screen.type_keys(text)

    def has(self, node, state):
        states = self.app._atspi().StateType
        return node.get_state_set().contains(getattr(states, state))

    def wait(self, condition, what, timeout=20.0):
        return self.app.wait_for(condition, what, timeout)

    def wait_said(self, english, *values, timeout=20.0):
        return self.app.wait_text(say(english, *values), timeout)

    def push(self, english, *values):
        """Presses a button as soon as it is there; a list that is read again brings another one."""
        def pushed():
            node = self.app.find("push button", say(english, *values))
            action = node.get_action_iface() if node is not None else None
            return action is not None and action.do_action(0)
        return self.wait(pushed, "the button “%s”" % say(english, *values))

    def says(self, english, *values):
        return self.app.find(name=say(english, *values)) is not None

    def wait_focus(self, name, role=None, timeout=10.0):
        """Waits until what is called so has the focus."""
        def there():
            node = self.app.focused()
            return (node is not None and plain(name) in plain(node.get_name())
                    and (role is None or node.get_role_name() == role) and node)
        return self.wait(there, "the focus on “%s”" % name, timeout)

    def entry_has_focus(self):
        return self.has(self.entry, "FOCUSED")

    def wait_entry(self):
        return self.wait(self.entry_has_focus, "the focus in the desk's entry")

    def field(self, english, index=0):
        """The row of a form that is called so; it can be read and written."""
        rows = self.app.steady(lambda: [
            row for row in self.app.find_all("text", say(english))
            if plain(row.get_name()) == say(english) and "Text" in row.get_interfaces()])
        return rows[index] if len(rows) > index else None

    def value(self, english, index=0):
        row = self.field(english, index)
        return plain(self.app.text_of(row)) if row is not None else None

    def put(self, english, text, index=0):
        """Puts text, Arabic too, into the row that is called so."""
        row = self.wait(lambda: self.field(english, index), "the row “%s”" % english)
        assert self.app.set_text(row, text)
        self.wait(lambda: self.app.text_of(row) == text, "“%s” in %s" % (text, english))

    def put_here(self, english, text):
        """The same, where the focus must be in that row already."""
        self.wait_focus(say(english), "text")
        self.put(english, text)

    def names(self, role, part):
        """The names of all that has this role and this in its name."""
        return self.app.steady(
            lambda: [plain(node.get_name()) for node in self.app.find_all(role, part)])

    def title_of(self, number):
        """The programme in the row of this Alt+digit."""
        for name in self.names("list item", "Alt %d" % number):
            if name.endswith("Alt %d" % number):
                return name.split("،")[0].strip()
        return None

    def row_key(self, text):
        """Which Alt+digit acts on the row that says text; its accessible name ends with the key."""
        for name in self.names("list item", text):
            if "Alt " in name:
                return int(name.rsplit("Alt ", 1)[1][0])
        return 0


def main(prepare=None):
    test, done = Test(), 0
    print("1..%d" % len(CASES), flush=True)
    try:
        if prepare is not None:
            prepare(test)
        test.screen.__enter__()
        for name, function in CASES:
            start = time.monotonic()
            function(test)
            done += 1
            print("ok %d - %s # %.1f s" % (done, name, time.monotonic() - start)
                  if os.environ.get("SIJIL_TEST_TIMES") else "ok %d - %s" % (done, name), flush=True)
    except Exception:
        print("not ok %d - %s" % (done + 1, CASES[done][0]))
        for line in traceback.format_exc().splitlines():
            print("# " + line)
        keep(test, CASES[done][0])
        for name, _ in CASES[done + 1:]:
            done += 1
            print("not ok %d - %s # not reached" % (done + 1, name))
        return 1
    finally:
        sys.stdout.flush()
        test.close()
    return 0


def keep(test, name):
    """A picture of the screen at the moment of a failure, and what the window said."""
    try:
        folder = os.path.join(BUILD, "ui-failures")
        path = os.path.join(folder, name.replace(" ", "-").replace("/", "-")[:60] + ".png")
        test.screen.screenshot(path)
        print("# the screen is in " + path)
        shown = traceback.format_exc()
        if test.app is not None and "the window shows" not in shown:
            for text in test.app.texts()[:80]:
                print("# | " + text)
            for line in test.app.log().splitlines()[-15:]:
                print("# > " + line)
    except Exception as error:
        print("# no picture: %s" % error)
