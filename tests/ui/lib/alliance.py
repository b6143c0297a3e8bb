"""A registry with real TLS and desks beside it, made with the programs of the build tree."""
import datetime
import json
import os
import secrets
import shlex
import subprocess
import sys

sys.dont_write_bytecode = True
from desk import TimedOut, wait_for  # noqa: E402

ROOT = os.environ.get("SIJIL_SOURCE_ROOT") or os.path.abspath(
    os.path.join(os.path.dirname(__file__), "..", "..", ".."))
BUILD = os.environ.get("SIJIL_BUILD_ROOT", os.path.join(ROOT, "build"))
PASSPHRASE = "ahlan desk 1448"
NAMES = {"a": "جمعية رعاية الأسرة", "b": "جمعية الخير بالأنشا"}
OFFICES = {"a": "مكتب منية مسير", "b": "مكتب الأنشا"}
CLERKS = {"a": "منى", "b": "سامي"}


class Wrong(AssertionError):
    pass


def quiet(text=""):
    pass


def program(name):
    for place in ("ui", "cli", "registry"):
        path = os.path.join(BUILD, "src", place, name)
        if os.path.isfile(path):
            return path
    raise Wrong("%s has not been built (looked in %s/src)" % (name, BUILD))


def run(command, expect=(0,), env=None, shown=None, say=quiet, text=None):
    """Runs a program to its end and says so; another exit status than expected is Wrong."""
    say("$ " + shlex.join([os.path.basename(command[0])] + (shown or command)[1:]))
    source = {"stdin": subprocess.DEVNULL} if text is None else {"input": text}
    done = subprocess.run(command, env=dict(os.environ, **(env or {})), capture_output=True,
                          text=True, timeout=300, check=False, **source)
    if done.returncode not in expect:
        raise Wrong("%s ended with %d instead of %s\n%s%s"
                    % (os.path.basename(command[0]), done.returncode,
                       " or ".join(map(str, expect)), done.stdout, done.stderr))
    return done


CA_CONFIG = """
[ca]
default_ca = d
[d]
new_certs_dir = .
database = index.txt
serial = serial
default_md = sha256
policy = p
unique_subject = no
copy_extensions = none
[p]
commonName = supplied
[ca_ext]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[server_ext]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost,IP:127.0.0.1
"""


def make_certificates(folder):
    """A CA and a server's certificate, back-dated by two years and good for ten, so that all this
    also works on a PC whose clock is wrong."""
    os.makedirs(folder)
    now = datetime.datetime.now(datetime.timezone.utc)
    start = (now - datetime.timedelta(days=2 * 365)).strftime("%Y%m%d%H%M%SZ")
    end = (now + datetime.timedelta(days=10 * 365)).strftime("%Y%m%d%H%M%SZ")
    with open(os.path.join(folder, "ca.cnf"), "w", encoding="utf-8") as file:
        file.write(CA_CONFIG)
    open(os.path.join(folder, "index.txt"), "w", encoding="utf-8").close()
    with open(os.path.join(folder, "serial"), "w", encoding="utf-8") as file:
        file.write("01\n")

    def openssl(*arguments):
        done = subprocess.run(["openssl", *arguments], cwd=folder, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Wrong("openssl %s: %s" % (arguments[0], done.stderr))

    for name, subject in (("ca", "/CN=Sijil demo CA"), ("server", "/CN=localhost")):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", name + ".key")
        os.chmod(os.path.join(folder, name + ".key"), 0o600)
        openssl("req", "-new", "-key", name + ".key", "-subj", subject, "-out", name + ".csr")
    common = ["-config", "ca.cnf", "-batch", "-notext", "-startdate", start, "-enddate", end]
    openssl("ca", *common, "-selfsign", "-keyfile", "ca.key", "-extensions", "ca_ext", "-in",
            "ca.csr", "-out", "ca.pem")
    openssl("ca", *common, "-keyfile", "ca.key", "-cert", "ca.pem", "-extensions", "server_ext",
            "-in", "server.csr", "-out", "server.pem")
    with open(os.path.join(folder, "chain.pem"), "w", encoding="utf-8") as chain:
        for name in ("server.pem", "ca.pem"):
            with open(os.path.join(folder, name), encoding="utf-8") as part:
                chain.write(part.read())
    openssl("verify", "-CAfile", "ca.pem", "server.pem")


class Registry:
    """sijil-registry with its data in folder; it keeps its port when it is started again."""

    def __init__(self, folder, certificates, say=quiet):
        self.data, self.key = os.path.join(folder, "data"), os.path.join(folder, "registry.key")
        self.folder, self.certificates, self.say = folder, certificates, say
        self.process, self.address = None, "127.0.0.1:0"
        os.makedirs(folder)
        with open(self.key, "w", encoding="ascii", opener=lambda p, f: os.open(p, f, 0o600)) as file:
            file.write(secrets.token_hex(32) + "\n")

    def admin(self, *arguments):
        return run([program("sijil-registry"), *arguments, "--data", self.data, "--key-file",
                    self.key], say=self.say).stdout.strip()

    def found(self, associations, catalogue=None):
        self.admin("init")
        for name in associations:
            self.admin("association", "add", name)
        self.admin("catalogue", "load", catalogue or os.path.join(ROOT, "data", "catalogue.json"))

    def invite(self, association):
        return self.admin("device", "invite", association, "--url", "https://" + self.address,
                          "--ca", os.path.join(self.certificates, "ca.pem"))

    def start(self):
        port_file = os.path.join(self.folder, "port")
        if os.path.exists(port_file):
            os.unlink(port_file)
        command = [program("sijil-registry"), "serve", "--data", self.data, "--key-file", self.key,
                   "--listen", self.address, "--cert", os.path.join(self.certificates, "chain.pem"),
                   "--key", os.path.join(self.certificates, "server.key"), "--port-file", port_file]
        self.say("$ " + shlex.join([os.path.basename(command[0])] + command[1:]) + " &")
        with open(os.path.join(self.folder, "log"), "ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=subprocess.STDOUT)

        def port():
            with open(port_file, encoding="utf-8") as file:
                return int(file.read().strip() or 0)

        try:
            number = wait_for(lambda: os.path.exists(port_file) and port(), "the registry's port",
                              30, lambda: self.process.poll() is None)
        except TimedOut as error:
            with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as log:
                raise Wrong("%s\n%s" % (error, log.read()[-2000:])) from None
        self.address = "127.0.0.1:%d" % number

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Desk:
    """The profile of one association, worked on with sijilctl."""

    def __init__(self, side, folder, say=quiet):
        self.side, self.profile = side, os.path.join(folder, "profile-" + side)
        self.name, self.office, self.clerk = NAMES[side], OFFICES[side], CLERKS[side]
        self.say, self.env = say, {}

    def ctl(self, *arguments, expect=(0,), as_json=False, text=None):
        command = [program("sijilctl"), "--profile", self.profile]
        command += (["--json"] if as_json else []) + list(arguments)
        shown = ["sijilctl", "--profile", self.side.upper()] + command[3:]
        env = dict(self.env, SIJIL_PASSPHRASE=PASSPHRASE)
        done = run(command, expect, env, shown, self.say, text)
        if not as_json:
            return done
        try:
            return json.loads(done.stdout)
        except ValueError:
            raise Wrong("no JSON came from sijilctl:\n" + done.stdout) from None

    def init(self):
        return self.ctl("init", "--association", self.name, "--office", self.office, "--clerk",
                        self.clerk, as_json=True)["recovery_code"]

    def register(self, head, **household):
        """Registers a family of a head (a dict of fields) and returns its card."""
        members = household.pop("members", [])
        record = dict({"governorate": "EG-KFS", "village": "منية مسير", "consent_basis": "signed",
                       "consent_date": "2026-11-01"}, **household)
        record["persons"] = [dict({"relation": "head"}, **head)] + members
        return self.ctl("register", "-", as_json=True, text=json.dumps(record))["card"]

    def served(self, card):
        """What this association itself handed to a family, oldest first: names of programmes."""
        shown = self.ctl("show", card, as_json=True)
        return [r for r in shown["received"] if r.get("distribution")]

    def overlaps(self):
        return [f for f in self.ctl("review", as_json=True) if f["kind"] == "overlap"]
