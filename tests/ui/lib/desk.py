"""Drives a real window: its own X server, window manager, session bus; AT-SPI to look, xdotool to act.

    with Screen("1280x760") as screen:
        app = screen.start(["build/src/ui/sijil", "--profile", folder], LANG="ar_EG.UTF-8")
        app.wait_for(lambda: app.find(role="entry"), "the entry")
        screen.type_keys("29311241578319")
        screen.press("Return")
        screen.screenshot("out.png")

Nothing here sleeps for a fixed time: wait_for() polls until the thing is there. Run with
/usr/bin/python3 (another python has no gi)."""
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

# Hardware key codes (evdev + 8): a place on the keyboard, whatever layout is on.
KEYS = {
    **{c: 10 + i for i, c in enumerate("1234567890")},
    **{c: 24 + i for i, c in enumerate("qwertyuiop")},
    **{c: 38 + i for i, c in enumerate("asdfghjkl")},
    **{c: 52 + i for i, c in enumerate("zxcvbnm")},
    "-": 20, " ": 65, "Return": 36, "Escape": "Escape", "Tab": 23, "BackSpace": 22, "Delete": 119,
    "Up": 111, "Down": 116, "Left": 113, "Right": 114, "Home": 110, "End": 115,
    **{"F%d" % (i + 1): 67 + i for i in range(10)},
}
INVISIBLE = {ord(c): None for c in "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e"}


# How much longer than usual a thing may take: the sanitizers make the program slow.
patience = 1.0


class TimedOut(AssertionError):
    pass


def plain(text):
    """A text as a person compares it: no marks of direction, plain spaces, Latin digits."""
    out = (text or "").translate(INVISIBLE).replace("\u00a0", " ")
    return "".join(chr(48 + ord(c) - 0x660) if "\u0660" <= c <= "\u0669" else c for c in out)


def wait_for(condition, what="something", timeout=20.0, alive=None):
    """Polls until condition() is true and returns its value."""
    end = time.monotonic() + timeout * patience
    pause = 0.02
    while True:
        try:
            value = condition()
        except Exception as error:  # a widget that vanished while it was being read
            if error.__class__.__name__ not in ("Error", "GError", "AttributeError"):
                raise
            value = None
        if value:
            return value
        if alive is not None and not alive():
            raise TimedOut("the program ended before there was " + what)
        if time.monotonic() > end:
            raise TimedOut("waited %g s in vain for %s" % (timeout, what))
        time.sleep(pause)
        pause = min(pause * 1.5, 0.25)


class Screen(contextlib.AbstractContextManager):
    """A display with a window manager and a session bus; own=False takes the person's."""

    def __init__(self, size="1280x760", own=True, layout="us,ara"):
        self.size, self.own, self.layout = size, own, layout
        self.processes, self.apps = [], []
        self.env = dict(os.environ)
        self.folder = None

    def __enter__(self):
        try:
            if self.own:
                self._start_display()
            self._start_bus()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *unused):
        self.close()

    def _spawn(self, command, **options):
        process = subprocess.Popen(command, env=self.env, stdin=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, **options)
        self.processes.append(process)
        return process

    def _start_display(self):
        self.folder = tempfile.mkdtemp(prefix="sijil-screen-")
        read, write = os.pipe()
        self._spawn(["Xvfb", "-displayfd", str(write), "-screen", "0", self.size + "x24",
                     "-nolisten", "tcp", "-noreset"], pass_fds=[write], stdout=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        for name in ("WAYLAND_DISPLAY", "XAUTHORITY"):
            self.env.pop(name, None)
        self.env.update(DISPLAY=":" + number, GDK_BACKEND="x11", GSK_RENDERER="cairo",
                        GDK_DEBUG="gl-disable", GSETTINGS_BACKEND="memory",
                        XDG_RUNTIME_DIR=self.folder)
        os.chmod(self.folder, 0o700)
        self._spawn(["openbox", "--sm-disable"], stdout=subprocess.DEVNULL)
        subprocess.run(["setxkbmap", "-layout", self.layout], env=self.env, check=False,
                       stderr=subprocess.DEVNULL)

    def _start_bus(self):
        if not self.own and self.env.get("DBUS_SESSION_BUS_ADDRESS"):
            return
        bus = self._spawn(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                          stdout=subprocess.PIPE, text=True)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self.env.pop("AT_SPI_BUS_ADDRESS", None)

    def close(self):
        for app in self.apps:
            app.stop()
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()
        self.processes, self.apps = [], []
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, command, log=None, **environment):
        app = App(self, command, log, environment)
        self.apps.append(app)
        return app

    def _xdotool(self, *arguments):
        subprocess.run(["xdotool", *arguments], env=self.env, check=True, stdin=subprocess.DEVNULL)

    def press(self, combination):
        """One key with modifiers, by its place: "Return", "alt+1", "ctrl+f"."""
        *modifiers, key = combination.split("+")
        self._xdotool("key", "--clearmodifiers", "+".join(modifiers + [str(KEYS[key])]))

    def type_keys(self, text):
        """Presses the keys of these letters and digits one after the other, as a scanner does."""
        self._xdotool("key", "--clearmodifiers", "--delay", "15",
                      *[str(KEYS[c.lower()]) for c in text])

    def type_ascii(self, text):
        """Types ASCII text, capitals and signs too. Arabic loses letters this way."""
        assert text.isascii()
        self._xdotool("type", "--clearmodifiers", "--delay", "25", text)

    def wait_window(self, title):
        """Waits until a window of this title is there, and gives it the keys."""
        self._xdotool("search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync")

    def choose_layout(self, layout, variant=""):
        """"us" or "ara": what the keys mean from now on; the variant "digits" has Arabic digits."""
        subprocess.run(["setxkbmap", "-layout", layout, "-variant", variant], env=self.env,
                       check=True)

    def pixels(self):
        """What is on the screen now, for a comparison."""
        return subprocess.run(["/usr/bin/import", "-silent", "-window", "root", "rgb:-"],
                              env=self.env, check=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE).stdout

    def screenshot(self, path, window=None):
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        subprocess.run(["/usr/bin/import", "-silent", "-window", window or "root", path],
                       env=self.env, check=True, stdin=subprocess.DEVNULL)
        return path


class App:
    """A program on a Screen and what AT-SPI says of it."""

    def __init__(self, screen, command, log, environment):
        self.screen = screen
        env = dict(screen.env, **environment)
        env.pop("GTK_A11Y", None)
        if "LANG" in environment:
            env.pop("LC_ALL", None)
        self.log_path = log or os.path.join(screen.folder or tempfile.gettempdir(),
                                            "app-%d.log" % len(screen.apps))
        with open(self.log_path, "wb") as output:
            self.process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL,
                                            stdout=output, stderr=subprocess.STDOUT)
        self._root = None

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        if self.alive():
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def wait_end(self, timeout=20):
        return self.process.wait(timeout)

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def _atspi(self):
        # libatspi takes its bus from the environment at the first use, once for a process.
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self.screen.env["DBUS_SESSION_BUS_ADDRESS"]
        os.environ["DISPLAY"] = self.screen.env.get("DISPLAY", "")
        os.environ.pop("AT_SPI_BUS_ADDRESS", None)
        # Windows must not complain, but libatspi does now and then, of a cache that is not there.
        os.environ.pop("G_DEBUG", None)
        import gi

        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi

        return Atspi

    def root(self):
        """The application in the accessible tree, or None while it is not there."""
        Atspi = self._atspi()
        if self._root is not None:
            return self._root
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid:
                # Always ask the program: nothing here runs a main loop that would refresh a cache.
                child.set_cache_mask(Atspi.Cache.NONE)
                self._root = child
                return child
        return None

    def walk(self, start=None, showing=True, longest=None):
        """Every accessible below start, in order; showing=True leaves out what is not on screen,
        longest what is in a list of more children than that."""
        Atspi = self._atspi()
        start = start or self.root()
        if start is None:
            return
        stack = [start]
        while stack:
            node = stack.pop()
            if showing and node is not start and node.get_role() != Atspi.Role.APPLICATION:
                if not node.get_state_set().contains(Atspi.StateType.VISIBLE):
                    continue
            yield node
            count = node.get_child_count()
            if longest is not None and count > longest:
                continue
            children = [node.get_child_at_index(i) for i in range(count)]
            children = [child for child in children if child is not None]
            if showing and children and children[0].get_name() == "GtkStackPage":
                shown = self._shown_page(node)
                children = [child for child in children if shown is None or child == shown]
            stack.extend(reversed(children))

    def _shown_page(self, stack):
        """The page of a GtkStack that a person sees. GTK 4.8 calls all of them visible, so the
        window is asked what lies under a point."""
        Atspi = self._atspi()
        frame = stack
        while frame is not None and frame.get_role() != Atspi.Role.FRAME:
            frame = frame.get_parent()
        if frame is None:
            return None
        place = Atspi.Component.get_extents(stack, Atspi.CoordType.WINDOW)
        whole = Atspi.Component.get_extents(frame, Atspi.CoordType.WINDOW)
        left, right = max(place.x, 0), min(place.x + place.width, whole.width)
        top, bottom = max(place.y, 0), min(place.y + place.height, whole.height)
        for across, down in ((2, 2), (4, 4), (1.3, 3), (3, 1.2)):
            if right <= left or bottom <= top:
                break
            node = Atspi.Component.get_accessible_at_point(
                frame, int(left + (right - left) / across), int(top + (bottom - top) / down),
                Atspi.CoordType.WINDOW)
            while node is not None and node != frame:
                parent = node.get_parent()
                if parent == stack:
                    return node
                node = parent
        return None

    def find_all(self, role=None, name=None, start=None, showing=True, longest=None):
        """role: AT-SPI's role name ("push button"); name: part of the accessible name, compared as
        a person reads it."""
        wanted = plain(name) if name is not None else None
        return self.steady(lambda: [
            node for node in self.walk(start, showing, longest)
            if (role is None or node.get_role_name() == role)
            and (wanted is None or wanted in plain(node.get_name()))
        ])

    @staticmethod
    def steady(look, tries=6):
        """Looks again if a widget vanished while the tree was being walked."""
        for left in reversed(range(tries)):
            try:
                return look()
            except Exception as error:
                if error.__class__.__name__ not in ("Error", "GError") or left == 0:
                    raise

    def find(self, role=None, name=None, start=None, showing=True, longest=None):
        found = self.find_all(role, name, start, showing, longest)
        return found[0] if found else None

    def wait_for(self, condition, what="something", timeout=20.0):
        try:
            return wait_for(condition, what, timeout, self.alive)
        except TimedOut as error:
            raise TimedOut("%s; the window shows:\n%s\nand the program said:\n%s"
                           % (error, "\n".join(self.texts()[:80]), self.log()[-2000:])) from None

    def wait_text(self, text, timeout=20.0):
        return self.wait_for(lambda: self.find(name=text), "the text “%s”" % text, timeout)

    def texts(self):
        """What a person could read now, in order; for messages and for checks of a whole page."""
        try:
            names = [plain(n.get_name()) for n in self.walk() if (n.get_name() or "").strip()]
        except Exception:
            return []
        # GTK 4.8 gives a widget without a label the name of its class.
        return [n for n in names if not re.fullmatch(r"(Gtk|Adw|Sijil)[A-Z]\w+", n)]

    def text_of(self, node):
        """The content of an entry (its name is its label)."""
        Atspi = self._atspi()
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def set_text(self, node, text):
        """Puts any text, Arabic too, into an entry."""
        return node.get_editable_text_iface().set_text_contents(text)

    def click(self, node):
        return node.get_action_iface().do_action(0)

    def focused(self):
        Atspi = self._atspi()
        return self.steady(lambda: next(
            (node for node in self.walk()
             if node.get_state_set().contains(Atspi.StateType.FOCUSED)), None))

    def activate(self, action, *texts):
        """A command of the window with a text, as a script calls it over the bus: what a file
        chooser of the desktop would answer cannot be typed here."""
        import gi

        gi.require_version("Gio", "2.0")
        from gi.repository import Gio, GLib

        bus = Gio.DBusConnection.new_for_address_sync(
            self.screen.env["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

        def ask(name, path, interface, method, parameters=None):
            return bus.call_sync(name, path, interface, method, parameters, None,
                                 Gio.DBusCallFlags.NONE, 5000, None).unpack()

        this = "org.freedesktop.DBus"
        for name in ask(this, "/org/freedesktop/DBus", this, "ListNames")[0]:
            try:
                pid = ask(this, "/org/freedesktop/DBus", this, "GetConnectionUnixProcessID",
                          GLib.Variant("(s)", (name,)))[0]
                if name.startswith(":") and pid == self.process.pid:
                    ask(name, "/org/sijil/Sijil/window/1", "org.gtk.Actions", "Activate",
                        GLib.Variant("(sava{sv})", (action, [GLib.Variant("s", text) for text in texts], {})))
                    return
            except GLib.Error:
                continue  # gone meanwhile, or the connection to the accessibility bus
        raise TimedOut("the program does not listen on the bus")

    def window(self):
        """The X id of the program's window, brought to the front."""
        run = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid",
                              str(self.process.pid)], env=self.screen.env, capture_output=True,
                             text=True, timeout=30, check=False, stdin=subprocess.DEVNULL)
        ids = run.stdout.split()
        if not ids:
            raise TimedOut("the program has no window")
        self.screen._xdotool("windowactivate", "--sync", ids[-1])
        return ids[-1]

    def fill_screen(self):
        """Makes the window as large as the screen, without a frame around it."""
        window = self.window()
        width, height = self.screen.size.split("x")[:2]
        self.screen._xdotool("windowmove", window, "0", "0", "windowsize", window, width, height)
        return window

    def unlock(self, passphrase, language="ar"):
        """From the start of the program to the desk, as a clerk does it."""
        asked, inside = {"ar": ("من على المكتب", "المبادرات"),
                         "en": ("Who is at the desk", "Programmes")}[language]
        self.wait_for(lambda: self.find(name=asked), "the question for the passphrase", 60)
        self.fill_screen()
        self.screen.type_ascii(passphrase)
        self.screen.press("Return")
        # A coordinator's card among those who may unlock holds the word too.
        self.wait_for(lambda: self.find(name=inside) and not self.find(name=asked), "the desk", 60)
