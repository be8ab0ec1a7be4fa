#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Desks as processes against a real hub: killed at random, the hub killed under them, a transaction
held open while others commit, the hub restored from a base backup in the middle. What a desk said to
have written is in the end at every desk, all hold the same, every record is whole.

    DT_DESKS=20 DT_KILLS=60: how many desks, and how often one is killed."""

import json
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import server
from server import check, same, verifier

CHILD = os.environ["DT_DESK_CHILD"]
N_DESKS = int(os.environ.get("DT_DESKS", "20"))
N_KILLS = int(os.environ.get("DT_KILLS", "60"))
UNIT = "26740"


class Server(server.Server):
    """A hub that dies, is copied and set back."""
    def __init__(self):
        super().__init__()
        self.data = os.path.join(self.dir, "server", "data")
        self.copy = os.path.join(self.dir, "server", "copy")

    def crash(self):
        with open(os.path.join(self.data, "postmaster.pid"), encoding="ascii") as text:
            number = int(text.readline())
        os.kill(number, signal.SIGKILL)
        while os.path.exists(f"/proc/{number}"):
            time.sleep(0.01)

    def start(self):
        self.hub("--local", self.dir)

    def back_up(self):
        run = subprocess.run(["pg_basebackup", "-d", self.conninfo.replace("dbname=hub", "dbname=postgres"), "-D", self.copy,
                              "-X", "stream", "-c", "fast"], capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(run.stderr)

    def restore(self):
        """As data/hub/README.md says: stop, put the copy in place, start with the door closed to desks, say
        that it was restored, open the door."""
        owner = os.stat(self.data)
        self.hub("--stop", self.dir, "--immediate")
        shutil.rmtree(self.data)
        os.rename(self.copy, self.data)
        for folder, _, files in os.walk(self.data):
            for name in [folder, *(os.path.join(folder, f) for f in files)]:
                os.chown(name, owner.st_uid, owner.st_gid)
        os.chmod(self.data, 0o700)
        door = os.path.join(self.data, "pg_hba.conf")
        with open(door, encoding="ascii") as text:
            rules = text.read()
        with open(door, "w", encoding="ascii") as text:
            text.write(rules.replace("hub         all ", "hub         postgres "))
        self.start()
        self.hub("--connect", self.conninfo, "restored")
        with open(door, "w", encoding="ascii") as text:
            text.write(rules)
        server.Connection(self.conninfo).run("SELECT pg_reload_conf()")


class Desk:
    """A folder, a key, and how it signs in at the hub."""
    def __init__(self, unit, number):
        self.unit, self.number = unit, number
        self.folder = os.path.join(unit.folder, f"desk-{number}")
        os.mkdir(self.folder, 0o700)
        self.key = secrets.token_hex(32)
        self.said = open(os.path.join(unit.folder, f"said-{number}"), "ab")
        self.process = None

    def run(self, *words, check_code=True):
        run = subprocess.run([CHILD, self.folder, self.key, *map(str, words)], capture_output=True, text=True)
        if check_code and run.returncode:
            raise RuntimeError(f"desk {self.number} {words[0]}: {run.stderr[-600:]}")
        return run.stdout.split("\n")[:-1]

    def take_place(self, line):
        self.device, self.public_key, self.unit_key, self.founding = line.split()

    def sign_in(self, login, password):
        """Enrols at the hub with what an invitation gave."""
        newcomer = self.unit.server.connect(login, password)
        self.password = secrets.token_hex(20)
        rows = newcomer.call("enrol", bytes.fromhex(self.device), bytes.fromhex(self.public_key), verifier(self.password))
        newcomer.close()
        self.login = rows[0][3]

    def hub(self):
        words = dict(w.split("=", 1) for w in self.unit.server.conninfo.split())
        return ",".join((words["host"], words["port"], words["dbname"], self.login, self.password, words["sslrootcert"]))

    def start(self):
        self.process = subprocess.Popen([CHILD, self.folder, self.key, "work", self.hub(), str(random.randrange(1 << 30))],
                                        stdout=self.said, stderr=subprocess.DEVNULL)

    def kill(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


class Unit:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="dt-desks-")
        self.server = Server()
        self.desks = []
        first = Desk(self, 1)
        first.take_place(first.run("create", UNIT, 1)[0])
        made = json.loads(server.Server.hub("--connect", self.server.conninfo, "--json", "unit", "add", UNIT, "Phường Sài Gòn"))
        first.sign_in(made["login"], made["password"])
        self.desks.append(first)
        first.run("settle", first.hub())

    def invite(self):
        """What the window does: the entry first, then the hub's invitation, then the new desk."""
        host, number = self.desks[0], len(self.desks) + 1
        ident, secret, password = secrets.token_hex(16), secrets.token_hex(32), secrets.token_hex(20)
        host.run("invite", host.hub(), ident, secret, number)
        line = self.server.connect(host.login, host.password)
        line.call("invite", bytes.fromhex(ident), number, None, b"sealed", verifier(password), 7)
        line.close()
        desk = Desk(self, number)
        desk.take_place(desk.run("join", UNIT, number, ident, secret, host.unit_key, host.founding)[0])
        desk.sign_in("i_" + ident, password)
        self.desks.append(desk)

    def said(self):
        lines = set()
        for desk in self.desks:
            desk.said.flush()
            with open(desk.said.name, encoding="ascii") as text:
                lines.update(line for line in text.read().split("\n")[:-1])
        return lines

    def remove(self):
        for desk in self.desks:
            desk.kill()
            desk.said.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def disturb(unit, kills):
    """Desks are killed and started again, one after the other."""
    for _ in range(kills):
        time.sleep(random.uniform(0.0, 0.15))
        desk = random.choice(unit.desks)
        desk.kill()
        desk.start()


def settle(unit):
    """Three times through all: what the last brought the first has to get."""
    for _ in range(3):
        for desk in unit.desks:
            desk.run("settle", desk.hub())


def check_all(unit, alarms=()):
    said = unit.said()
    check(len(said) > 0, "no desk wrote anything")
    first = None
    for desk in unit.desks:
        held = set(desk.run("list"))
        check(said <= held, f"desk {desk.number} lacks", len(said - held), "of", len(said), sorted(said - held)[:3])
        lines = desk.run("digest")
        check(not [l for l in lines if l.startswith("problem")], desk.number, lines)
        found = {l for l in lines if l.startswith("alarm")}
        check(found <= set(alarms), f"desk {desk.number} raised", found - set(alarms))
        heads = [l for l in lines if l.startswith("head")]
        first = first or heads
        same(heads, first, f"desk {desk.number} holds something else than the first")
    print(f"# {len(unit.desks)} desks, {len(said)} entries said to be written", flush=True)


unit = None


def test_killed_desks():
    """desks killed at random lose nothing and come to hold the same"""
    global unit
    unit = Unit()
    while len(unit.desks) < N_DESKS:
        unit.invite()
    for desk in unit.desks:
        desk.start()
    disturb(unit, N_KILLS)
    for desk in unit.desks:
        desk.kill()
    settle(unit)
    check_all(unit)


def test_open_transaction():
    """a transaction held open while others commit hides nothing from anyone"""
    host = unit.desks[0]
    line = unit.server.connect(host.login, host.password)
    line.run("BEGIN")
    line.call("vector")
    for desk in unit.desks:
        desk.start()
    disturb(unit, N_KILLS // 4)
    line.run("COMMIT")
    line.close()
    for desk in unit.desks:
        desk.kill()
    settle(unit)
    check_all(unit)


def test_killed_hub():
    """the hub killed under its desks loses nothing that a desk gave it"""
    for desk in unit.desks:
        desk.start()
    for _ in range(3):
        disturb(unit, N_KILLS // 12)
        unit.server.crash()
        disturb(unit, 2)
        unit.server.start()
    for desk in unit.desks:
        desk.kill()
    settle(unit)
    check_all(unit)


def test_restored_hub():
    """a hub restored from a base backup gets again what it lost"""
    for desk in unit.desks:
        desk.start()
    disturb(unit, N_KILLS // 8)
    unit.server.back_up()
    disturb(unit, N_KILLS // 8)
    unit.server.restore()
    disturb(unit, N_KILLS // 8)
    for desk in unit.desks:
        desk.kill()
    settle(unit)
    check_all(unit, alarms=["alarm 4"])  # it says that it was restored


if __name__ == "__main__":
    code = server.run(test_killed_desks, test_open_transaction, test_killed_hub, test_restored_hub)
    if unit is not None:
        unit.remove()
    sys.exit(code)
