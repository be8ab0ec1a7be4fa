# SPDX-License-Identifier: GPL-3.0-or-later
"""A private hub for a test, and connections to it through libpq: what a desk's program does, with
the SQLSTATE of what is refused. TAP for the tests of this folder."""

import atexit
import base64
import ctypes
import ctypes.util
import hashlib
import hmac
import json
import os
import secrets
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import traceback

SOURCE = os.environ.get("DT_SOURCE_DIR") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HUB = os.path.join(SOURCE, "build-aux", "hub")
ZERO = bytes(32)
PATIENCE = 60.0  # seconds that something may take on a busy machine

pq = ctypes.CDLL(ctypes.util.find_library("pq") or "libpq.so.5")
for name, result, arguments in (
        ("PQconnectdb", "p", "s"), ("PQstatus", "i", "p"), ("PQfinish", "", "p"), ("PQerrorMessage", "s", "p"),
        ("PQexecParams", "p", "psipppp" "i"), ("PQsendQueryParams", "i", "psipppp" "i"), ("PQgetResult", "p", "p"),
        ("PQconsumeInput", "i", "p"), ("PQisBusy", "i", "p"), ("PQsocket", "i", "p"),
        ("PQresultStatus", "i", "p"), ("PQresultErrorField", "s", "pi"), ("PQntuples", "i", "p"), ("PQnfields", "i", "p"),
        ("PQgetisnull", "i", "pii"), ("PQgetvalue", "p", "pii"), ("PQgetlength", "i", "pii"), ("PQftype", "u", "pi"),
        ("PQclear", "", "p"), ("PQnotifies", "p", "p"), ("PQfreemem", "", "p")):
    kinds = {"p": ctypes.c_void_p, "s": ctypes.c_char_p, "i": ctypes.c_int, "u": ctypes.c_uint, "": None}
    function = getattr(pq, name)
    function.restype, function.argtypes = kinds[result], [kinds[a] for a in arguments]

BYTEA, INT8, INT2, INT4, BOOL, BYTEA_ARRAY = 17, 20, 21, 23, 16, 1001


class Refused(Exception):
    """The server's answer when it is not a result."""
    def __init__(self, state, message):
        super().__init__(f"{state}: {message}")
        self.state, self.message = state, message

    def __eq__(self, other):
        return isinstance(other, Refused) and (self.state, self.message) == (other.state, other.message)

    __hash__ = Exception.__hash__


class Array(list):
    """A list that goes out as an array of bytea, or of smallint."""


def as_parameter(value):
    """Bytes, their length, whether they are binary, and the type if it must be said."""
    if value is None:
        return None, 0, 0, 0
    if isinstance(value, bytes):
        return value, len(value), 1, BYTEA
    if isinstance(value, Array) and all(v is None or isinstance(v, bytes) for v in value):
        parts = [struct.pack(">iii", 1, 1, BYTEA), struct.pack(">ii", len(value), 1)] if value else [struct.pack(">iii", 0, 0, BYTEA)]
        for v in value:
            parts += [b"\xff\xff\xff\xff"] if v is None else [struct.pack(">i", len(v)), v]
        data = b"".join(parts)
        return data, len(data), 1, BYTEA_ARRAY
    if isinstance(value, Array):
        text = "{" + ",".join("NULL" if v is None else str(v) for v in value) + "}"
    else:
        text = json.dumps(value) if isinstance(value, dict) else str(value)
    return text.encode(), 0, 0, 0


def as_value(data, kind):
    if kind == BYTEA:
        return bytes.fromhex(data[2:].decode())
    if kind in (INT8, INT2, INT4):
        return int(data)
    return data == b"t" if kind == BOOL else data.decode()


class Notify(ctypes.Structure):
    _fields_ = [("channel", ctypes.c_char_p), ("pid", ctypes.c_int), ("extra", ctypes.c_char_p)]


class Connection:
    def __init__(self, conninfo):
        self.at = pq.PQconnectdb(conninfo.encode())
        if pq.PQstatus(self.at) != 0:
            message = pq.PQerrorMessage(self.at).decode()
            self.close()
            raise ConnectionError(message)

    def close(self):
        if self.at:
            pq.PQfinish(self.at)
            self.at = None

    @staticmethod
    def _arguments(sql, values):
        columns = list(zip(*map(as_parameter, values))) or [(), (), (), ()]
        made = [ctypes.cast((kind * max(len(values), 1))(*columns[i]), ctypes.c_void_p)
                for i, kind in enumerate((ctypes.c_char_p, ctypes.c_int, ctypes.c_int, ctypes.c_uint))]
        return sql.encode(), len(values), made[3], made[0], made[1], made[2], 0

    def _rows(self, result):
        try:
            if pq.PQresultStatus(result) not in (1, 2):
                state = pq.PQresultErrorField(result, ord("C"))
                message = pq.PQresultErrorField(result, ord("M"))
                raise Refused((state or b"-----").decode(), (message or pq.PQerrorMessage(self.at)).decode())
            return [tuple(None if pq.PQgetisnull(result, r, f) else
                          as_value(ctypes.string_at(pq.PQgetvalue(result, r, f), pq.PQgetlength(result, r, f)), pq.PQftype(result, f))
                          for f in range(pq.PQnfields(result))) for r in range(pq.PQntuples(result))]
        finally:
            pq.PQclear(result)

    def run(self, sql, *values):
        return self._rows(pq.PQexecParams(self.at, *self._arguments(sql, values)))

    def start(self, sql, *values):
        """The same without waiting; is_ready() and finish() tell."""
        assert pq.PQsendQueryParams(self.at, *self._arguments(sql, values))

    def is_ready(self):
        pq.PQconsumeInput(self.at)
        return not pq.PQisBusy(self.at)

    def finish(self):
        result, rows, error = pq.PQgetResult(self.at), None, None
        while result:
            try:
                rows = self._rows(result)
            except Refused as refused:
                error = refused
            result = pq.PQgetResult(self.at)
        if error:
            raise error
        return rows

    def notified(self, patience=PATIENCE):
        """The next notification's (channel, payload), or None."""
        while True:
            pq.PQconsumeInput(self.at)
            at = pq.PQnotifies(self.at)
            if at:
                notify = ctypes.cast(at, ctypes.POINTER(Notify)).contents
                found = notify.channel.decode(), notify.extra.decode()
                pq.PQfreemem(at)
                return found
            if not select.select([pq.PQsocket(self.at)], [], [], patience)[0]:
                return None

    def call(self, function, *values):
        return self.run(f"SELECT * FROM hub.{function} ({', '.join(f'${i}' for i in range(1, len(values) + 1))})", *values)

    def refusal(self, function, *values):
        """The (state, message) of a call that must be refused."""
        try:
            rows = self.call(function, *values)
        except Refused as refused:
            return refused.state, refused.message
        raise AssertionError(f"{function}{values!r:.80} was not refused: {rows!r:.200}")


def verifier(password):
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 4096)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    keys = [base64.b64encode(b).decode() for b in (salt, stored, hmac.digest(salted, b"Server Key", "sha256"))]
    return "SCRAM-SHA-256$4096:{}${}:{}".format(*keys)


class Server:
    """A hub of the test's own, gone when the test ends."""
    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="dt-hub-")
        atexit.register(self.remove)
        self.conninfo = self.hub("--local", self.dir).strip()
        self.admin = Connection(self.conninfo)

    @staticmethod
    def hub(*args):
        run = subprocess.run([sys.executable, HUB, *args], capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(f"hub {' '.join(args)}: {run.stderr}")
        return run.stdout

    def remove(self):
        subprocess.run([sys.executable, HUB, "--stop", self.dir, "--immediate"], capture_output=True)
        shutil.rmtree(self.dir, ignore_errors=True)

    def login(self, user, password, **other):
        """The CONNINFO of a login, as desks use it."""
        words = dict(w.split("=", 1) for w in self.conninfo.split())
        del words["passfile"]
        words.update(user=user, password=password, **other)
        return " ".join(f"{k}={v}" for k, v in words.items() if v is not None)

    def connect(self, user, password, **other):
        return Connection(self.login(user, password, **other))

    def add_unit(self, code, name=None):
        """A unit with its first desk."""
        made = json.loads(self.hub("--connect", self.conninfo, "--json", "unit", "add", code, name or "Phường " + code))
        return Desk.enrol(self, made["login"], made["password"])

    def add_reader(self, name):
        made = json.loads(self.hub("--connect", self.conninfo, "--json", "reader", "add", name))
        return self.connect(made["login"], made["password"])


class Desk(Connection):
    """An enrolled desk with a chain of its own."""
    @classmethod
    def enrol(cls, server, login, password):
        device, key, secret = os.urandom(16), os.urandom(32), secrets.token_hex(20)
        newcomer = server.connect(login, password)
        rows = newcomer.call("enrol", device, key, verifier(secret))
        newcomer.close()
        unit, number, sealed_unit_key, own_login = rows[0]
        self = cls(server.login(own_login, secret))
        self.server, self.unit, self.number, self.device, self.key = server, unit, number, device, key
        self.user, self.password, self.sealed_unit_key = own_login, secret, sealed_unit_key
        self.chain = Chain(device)
        self.hello = self.call("hello", device, "test 1")[0]
        self.channel = self.hello[8]
        return self

    def invited(self, number=2, **other):
        """Invites another desk and lets it enrol."""
        ident, password = os.urandom(16), secrets.token_hex(20)
        self.call("invite", ident, number, other.get("verify_key"), other.get("sealed", b"sealed unit key"), verifier(password), 7)
        return Desk.enrol(self.server, "i_" + ident.hex(), password)

    def again(self):
        """Another connection of the same desk."""
        other = Desk(self.server.login(self.user, self.password))
        other.__dict__.update({k: v for k, v in self.__dict__.items() if k != "at"})
        return other

    def push(self, *entries):
        return self.call("push", *arrays(entries))

    def pull(self, known=None, size=1 << 22):
        return self.call("pull", {k.hex(): v for k, v in (known or {}).items()}, size)


class Entry:
    def __init__(self, device, seq, prev, text=b"", signed=True, sealed=None, state=None):
        self.device, self.seq, self.sealed = device, seq, sealed
        self.state = state if state is not None else int(sealed is not None)
        commit = hashlib.sha256(b"commit" + text).digest() if self.state else ZERO
        self.body = (b"DTE1" + device + struct.pack(">qqI", seq, (1764000000000 + seq) << 16, 1) + ZERO + prev + commit
                     + b"\x05actor" + b"\x0bcase.opened" + b"\x10" + b"s" * 16 + struct.pack(">I", len(text)) + text)
        self.hash = hashlib.sha256(self.body).digest()
        self.signature = hashlib.sha512(self.hash).digest() if signed else None


class Chain:
    """The entries of one device, one after the other."""
    def __init__(self, device):
        self.device, self.entries = device, []

    def add(self, **other):
        prev = self.entries[-1].hash if self.entries else ZERO
        self.entries.append(Entry(self.device, len(self.entries) + 1, prev, **other))
        return self.entries[-1]

    def many(self, count, **other):
        return [self.add(**other) for _ in range(count)]


def arrays(entries):
    return (Array(e.body for e in entries), Array(e.signature for e in entries),
            Array(e.sealed for e in entries), Array(e.state for e in entries))


def check(condition, *what):
    if not condition:
        raise AssertionError(" ".join(map(str, what)))


def same(found, wanted, what=""):
    check(found == wanted, what, f"\n  found  {found!r:.600}\n  wanted {wanted!r:.600}")


def run(*tests):
    """Every test by its name, in order, as TAP."""
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        words = (test.__doc__ or test.__name__).strip().splitlines()[0]
        try:
            test()
            print(f"ok {number} {words}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} {words}", flush=True)
            print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()), end="", flush=True)
    sys.exit(1 if failed else 0)
