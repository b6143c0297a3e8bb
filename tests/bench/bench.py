"""What the benches share: figures, their aims, and the register that they work on."""
import glob
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "ui", "lib"))
from alliance import BUILD, PASSPHRASE, ROOT  # noqa: E402
from cases import ARABIC  # noqa: E402

PROGRAMS = os.path.join(BUILD, "tests", "bench")
ENVIRONMENT = dict(ARABIC, SIJIL_PASSPHRASE=PASSPHRASE, LC_ALL="")


def load():
    return os.getloadavg()[0]


def figures_of(text):
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def run(command, env=None, text=None):
    """Runs a program of the bench to its end; its figures as a dict, name to (value, unit)."""
    environment = {**os.environ, **(env or {}), **ENVIRONMENT}
    if not environment["LC_ALL"]:
        environment.pop("LC_ALL")
    environment["BENCH_EXEC_US"] = str(time.monotonic_ns() // 1000)
    source = {"stdin": subprocess.DEVNULL} if text is None else {"input": text}
    done = subprocess.run([os.path.join(PROGRAMS, command[0])] + command[1:], env=environment,
                          stdout=subprocess.PIPE, stderr=None if os.environ.get("BENCH_TELL") else
                          subprocess.PIPE, text=True, check=False, timeout=900, **source)
    if done.returncode != 0:
        sys.exit("%s ended with %d\n%s" % (" ".join(command), done.returncode, done.stderr))
    return {f["name"]: (f["value"], f["unit"]) for f in figures_of(done.stdout)}


def median(runs, name):
    return statistics.median(r[name][0] for r in runs), runs[0][name][1]


def back_up(profile):
    """Makes the backup of the day, so that no window makes it while it is measured; seconds."""
    start = time.monotonic()
    done = subprocess.run([os.path.join(BUILD, "src", "cli", "sijilctl"), "--profile", profile,
                           "backup"], env=dict(os.environ, SIJIL_PASSPHRASE=PASSPHRASE),
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("sijilctl backup ended with %d\n%s" % (done.returncode, done.stderr))
    return time.monotonic() - start


class Report:
    """Prints figures: a table for people, with the aim beside each, or a line of JSON for each."""

    def __init__(self, as_json, aims):
        self.as_json, self.aims = as_json, aims

    def note(self, text):
        print(text, file=sys.stderr if self.as_json else sys.stdout, flush=True)

    def __call__(self, name, value, unit):
        if self.as_json:
            print(json.dumps({"name": name, "value": value, "unit": unit}), flush=True)
            return
        aim = self.aims.get(name)
        words = ""
        if aim:
            sign, limit = aim
            held = value <= limit if sign == "<=" else value >= limit
            words = "%s %g%s" % (sign, limit, "" if held else "   missed")
        print("%-26s %12.4g %-8s %s" % (name, value, unit, words), flush=True)

    def all(self, figures, *names):
        for name in names or figures:
            if name in figures:
                self(name, *figures[name])


def register(households, seed, note):
    """The folder of a register of so many families, made once and kept in build/bench: profile,
    sheet.csv (what it was made of) and more.csv (families that it does not know)."""
    digest = hashlib.sha256()
    for path in sorted(glob.glob(os.path.join(HERE, "*.[ch]"))) + [
            os.path.join(ROOT, "src", "store", name)
            for name in ("sijil-schema.c", "sijil-schema-steps.c")]:
        if os.path.basename(path) not in ("bench-desk.c", "bench-empty.c", "bench-line.c",
                                          "bench-match.c", "bench-sync.c", "ready.c", "ready.h"):
            with open(path, "rb") as file:
                digest.update(file.read())
    folder = os.path.join(BUILD, "bench", "%d-%d-%s" % (households, seed, digest.hexdigest()[:12]))
    made = os.path.join(folder, "made.json")
    if not os.path.exists(made):
        for old in glob.glob(os.path.join(BUILD, "bench", "%d-%d-*" % (households, seed))):
            shutil.rmtree(old)
        os.makedirs(folder)
        note("Making a register of %d families; it is kept for the next run." % households)
        start = time.monotonic()
        figures = run(["bench-register", "make", os.path.join(folder, "profile"),
                       os.path.join(folder, "sheet.csv"), str(households), str(seed)])
        run(["bench-register", "sheet", os.path.join(folder, "more.csv"),
             str(min(households, 5000)), str(seed + 1)])
        figures["made_s"] = (time.monotonic() - start, "s")
        with open(made, "w", encoding="utf-8") as file:
            json.dump(figures, file)
    with open(made, encoding="utf-8") as file:
        return folder, json.load(file)


class Copy:
    """A copy of the register to work on, removed afterwards."""

    def __init__(self, folder):
        self.source, self.path = os.path.join(folder, "profile"), os.path.join(folder, "work")

    def __enter__(self):
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(self.source, self.path)
        return self.path

    def __exit__(self, *unused):
        shutil.rmtree(self.path, ignore_errors=True)
