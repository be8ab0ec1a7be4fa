#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries through a real hub: push, pull, vectors, and what is refused. Desks do not trust the hub
with signatures, so the bytes here bear none that would verify."""

import os
import random
import subprocess
import sys
import threading

from server import HUB, ZERO, Array, Entry, Server, arrays, check, run, same

server = Server()
one = server.add_unit("26740", "UBND phường Sài Gòn")
two = one.invited(2)


def stored(unit):
    return server.admin.run("SELECT n, device, seq, body, signature FROM hub.entries WHERE unit = $1 ORDER BY n", unit)


def gapless(unit):
    rows = server.admin.run("SELECT count(*), min(n), max(n), (SELECT last_n FROM hub.units WHERE unit = $1)"
                            " FROM hub.entries WHERE unit = $1", unit)[0]
    same(rows, (rows[0], 1, rows[0], rows[0]), "n is gapless")


def hello():
    """hello tells the unit, the number and the epoch; not under another desk's name"""
    same(one.hello[2:6], ("26740", "UBND phường Sài Gòn", 1, 0))
    same(two.hello[4], 2)
    same(two.sealed_unit_key, b"sealed unit key")
    same(one.refusal("hello", two.device, "x"), ("DT001", "not allowed here"))
    same([r[:3] for r in one.call("roster")], [(one.device, 1, one.key), (two.device, 2, two.key)])


def push_and_pull():
    """What one desk pushes the other pulls, byte for byte, with its payloads"""
    sent = [one.chain.add(text=b"{}", sealed=b"sealed 1"), one.chain.add(text=b"facts"), one.chain.add(text=b"x", state=2)]
    same([r[0:1] + r[2:] for r in one.push(*sent)], [(1, 1, 1, None), (2, 2, 1, None), (3, 3, 1, None)])
    same(two.pull(), [(i + 1, one.device, e.seq, e.body, e.signature, e.state, e.sealed) for i, e in enumerate(sent)])
    same(two.pull({one.device: 2}), [(3, one.device, 3, sent[2].body, sent[2].signature, 2, None)])
    same(two.pull({one.device: 3}), [])
    same(two.pull({one.device: 30}), [], "a desk that knows more than the hub")
    same(two.call("vector"), sorted([(one.device, 3, sent[2].hash), (two.device, 0, ZERO)]))
    same([r[:4] for r in two.call("places", 1, 10)], [(2, one.device, 2, sent[1].hash), (3, one.device, 3, sent[2].hash)])


def again():
    """Pushing again changes nothing, and a desk may bring another's entries"""
    before = stored("26740")
    same([r[3] for r in one.push(*one.chain.entries)], [2, 2, 2])
    same([r[:4] for r in two.push(*one.chain.entries)], [(n, one.device, n, 2) for n in (1, 2, 3)])
    same(stored("26740"), before)
    mine, other = two.chain.add(), one.chain.add()
    same([r[3] for r in two.push(other, mine)], [1, 1])
    same([r[3] for r in one.push(one.chain.entries[-1], one.chain.entries[-1])], [2, 2], "the same twice in a push")
    gapless("26740")


def gap():
    """A gap is told and not set aside; the other desk's entries go on"""
    skipped, later, mine = one.chain.add(), one.chain.add(), two.chain.add()
    same([r[3:] for r in two.push(later, mine)], [(3, "gap"), (1, None)])
    same(one.call("refused", None, 10), [])
    same([r[3] for r in one.push(skipped, later)], [1, 1])


def fork():
    """Another entry with the same place is a fork: both are kept and everybody is told"""
    listener = one.again()
    listener.run(f"LISTEN {one.channel}")
    last = one.chain.entries[-1]
    twin = Entry(one.device, last.seq, one.chain.entries[-2].hash, text=b"another truth")
    behind = Entry(one.device, last.seq + 1, twin.hash)
    same([r[3:] for r in two.push(twin, behind)], [(4, "fork"), (3, "skipped")])
    check(listener.notified(), "the fork was not told")
    row = one.call("refused", None, 10)[0]
    same((row[1], row[2], row[3], row[4], row[5], row[7]), (one.device, last.seq, twin.hash, "fork", twin.body, two.device))
    same(one.call("vector"), two.call("vector"))
    check(last.body in [r[3] for r in one.pull()], "the first one stays")
    # A fork in a push of its own.
    left = one.chain.add(text=b"left")
    right = Entry(one.device, left.seq, last.hash, text=b"right")
    same([r[3:] for r in one.push(left, right)], [(1, None), (4, "fork")])
    count = len(one.call("refused", None, 50))
    same([r[3:] for r in two.push(twin)], [(4, "fork")])
    same(len(one.call("refused", None, 50)), count, "the same fork is set aside once")
    listener.close()


def bad_entries():
    """A bad entry is set aside with its reason, the rest of its desk waits, other desks go on"""
    last = one.chain.entries[-1]
    stray = Entry(one.device, last.seq + 1, last.hash, text=b"no commitment")
    stray.state, stray.sealed = 1, b"sealed"
    cases = [("chain", Entry(one.device, last.seq + 1, b"\x01" * 32)), ("payload", stray),
             ("device", Entry(os.urandom(16), 1, ZERO))]
    for cut in (lambda b: b[:-1], lambda b: b + b"\0", lambda b: b"DTE2" + b[4:], lambda b: b[:100], lambda b: b"",
                lambda b: b[:20] + b"\xff" + b[21:], lambda b: b[:136] + b"\xff" + b[137:], lambda b: b[:20] + bytes(8) + b[28:]):
        entry = Entry(one.device, last.seq + 1, last.hash)
        entry.body = cut(entry.body)
        cases.append(("layout", entry))
    for reason, entry in cases:
        mine = two.chain.add()
        same([r[3:] for r in one.push(entry, mine)], [(3, reason), (1, None)], reason)
        same(one.call("refused", None, 1)[0][4:6], (reason, entry.body))
    for entry in cases[0][1], Entry(one.device, last.seq + 1, b"\2" * 32):
        same([r[3:] for r in one.push(entry, Entry(one.device, last.seq + 2, entry.hash))], [(3, "chain"), (3, "skipped")])
    same(one.call("vector"), two.call("vector"))
    gapless("26740")


def transactions():
    """A transaction comes whole, and an end without a signature does not get in"""
    unit = server.add_unit("1")
    chain = unit.chain
    parts = chain.many(4, signed=False) + [chain.add()] + chain.many(2, signed=False) + [chain.add()]
    same(unit.refusal("push", *arrays(parts[:4])), ("DT002", "the last entry of a desk in a push bears no signature"))
    second = unit.invited(2)
    same(unit.refusal("push", *arrays(parts[:4] + [second.chain.add()]))[0], "DT002")
    broken = Entry(unit.device, 7, b"\7" * 32)
    same([r[3:] for r in unit.push(*parts[:6], broken)], [(1, None)] * 5 + [(3, "skipped"), (3, "chain")])
    same([r[3] for r in unit.push(*parts[5:])], [1, 1, 1])
    for size in (1, 600, 900, 1300, 1 << 20):
        got, known = [], 0
        while True:
            rows = unit.pull({unit.device: known}, size)
            if not rows:
                break
            check(rows[-1][4] is not None, "a pull ends at a signature")
            got, known = got + rows, rows[-1][2]
        same([r[3] for r in got], [e.body for e in parts], f"in steps of {size}")
    same(len(unit.pull({}, 1)), 5, "at least one transaction, however small the limit")


def interleaved():
    """Desks that push in turns: every pull is in order, and pulls by any step make the whole"""
    unit = server.add_unit("2")
    desks = [unit, unit.invited(2), unit.invited(3)]
    dice = random.Random(5)
    for _ in range(60):
        desk = dice.choice(desks)
        size = dice.randint(1, 9)
        desk.push(*desk.chain.many(size - 1, signed=False, text=b"f" * dice.randint(0, 300)), desk.chain.add(sealed=b"p" * dice.randint(1, 900)))
    every = stored("2")
    for size in (1, 2000, 20000, 100000, 1 << 24):
        known, got, last = {d.device: dice.choice([0, 0, 3]) for d in desks}, {}, 0
        for desk in desks:
            got.update({(desk.device, s): None for s in range(1, known[desk.device] + 1)})
        while rows := unit.pull(known, size):
            same([r[0] for r in rows], sorted(r[0] for r in rows), "in the order of n")
            for n, device, seq, body, signature, state, sealed in rows:
                same(seq, known[device] + 1, "no gap")
                known[device], got[device, seq] = seq, body
        same(len(got), len(every), f"in steps of {size}")
    # Long runs of one desk: what another pushed later does not come before the rest of a run.
    for desk in desks * 2:
        desk.push(*desk.chain.many(150))
    known, order = {}, []
    while rows := unit.pull(known, 20000):
        order += [r[0] for r in rows]
        known.update((r[1], r[2]) for r in rows)
    same(order, list(range(1, len(every) + 901)), "in the order of n from pull to pull")
    gapless("2")


def payloads():
    """Payloads: large ones apart, brought later, erased for good"""
    entry = one.chain.add(text=b"large", state=0)
    big = os.urandom(1 << 21)
    one.push(entry)
    same(two.pull({one.device: entry.seq - 1, two.device: two.chain.entries[-1].seq})[-1][5:], (0, None))
    place = (Array([one.device]), Array([entry.seq]))
    same(one.call("get_payloads", *place), [])
    same(two.call("put_payload", one.device, entry.seq, 1, big), [(1,)], "any desk brings what is not here")
    same(two.pull({one.device: entry.seq - 1, two.device: two.chain.entries[-1].seq})[-1][5:], (1, None), "named, not sent")
    same(two.call("get_payloads", Array([os.urandom(16), one.device]), Array([1, entry.seq])), [(one.device, entry.seq, 1, big)])
    same(two.call("put_payload", one.device, entry.seq, 1, b"other"), [(1,)])
    same(two.call("get_payloads", *place)[0][3], big, "nobody but its own desk replaces a payload")
    same(one.call("put_payload", one.device, entry.seq, 1, big + b"!"), [(1,)])
    same(two.call("get_payloads", *place)[0][3], big + b"!")
    same(one.refusal("put_payload", one.device, entry.seq + 1, 1, b"x"), ("DT001", "not allowed here"))
    two.call("erase_payloads", Array([os.urandom(16), one.device]), Array([1, entry.seq]))
    same(one.call("put_payload", one.device, entry.seq, 1, big), [(2,)], "erased stays erased")
    same(one.push(entry)[0][3], 2)
    same(one.call("get_payloads", *place), [(one.device, entry.seq, 2, None)])
    later = one.chain.add(text=b"behind", sealed=b"comes behind")
    place = (Array([one.device]), Array([later.seq]))
    later.sealed, later.state = None, 0
    one.push(later)
    later.sealed, later.state = b"comes behind", 1
    one.push(later)
    same(two.call("get_payloads", *place), [(one.device, later.seq, 1, b"comes behind")])
    later.sealed, later.state = None, 2
    one.push(later)
    later.sealed, later.state = b"comes behind", 1
    one.push(later, later)
    same(two.call("get_payloads", *place), [(one.device, later.seq, 2, None)])


def attachments():
    """Attachments come in chunks, resume in the middle, and stay erased"""
    address, chunks = os.urandom(32), [os.urandom(1000) for _ in range(5)]
    for no in (0, 1, 3):
        same(one.call("put_chunk", address, 5000, no, 5, chunks[no]), [(1,)])
    same(two.call("chunk_numbers", address), [(0,), (1,), (3,)])
    for no in (2, 4, 4):
        one.call("put_chunk", address, 5000, no, 5, chunks[no])
    same(two.call("get_chunks", address, 0, 100), [(no, c, 5000, 5, 1) for no, c in enumerate(chunks)])
    same([r[0] for r in two.call("get_chunks", address, 3, 1)], [3])
    for bad in ((address, 5001, 0, 5, b"x"), (address, 5000, 5, 5, b"x"), (address, 5000, -1, 5, b"x"), (address[:5], 5000, 0, 5, b"x"),
                (address, 5000, 0, 5, None)):
        same(one.refusal("put_chunk", *bad)[0], "DT002")
    two.call("erase_attachment", address)
    same(one.call("put_chunk", address, 5000, 0, 5, chunks[0]), [(2,)])
    same(one.call("get_chunks", address, 0, 9), [(None, None, 5000, 5, 2)])
    same(one.call("get_chunks", os.urandom(32), 0, 9), [])


def sizes():
    """What is too large is refused whole, at the limit it is taken"""
    unit = server.add_unit("3")
    overhead = len(Entry(unit.device, 1, ZERO).body)
    over = Entry(unit.device, 1, ZERO, text=b"f" * (1200001 - overhead))
    same(unit.refusal("push", *arrays([over]))[0], "DT006")
    same(unit.refusal("push", *arrays([Entry(unit.device, 1, ZERO, sealed=bytes(1100001))]))[0], "DT006")
    large = Entry(unit.device, 1, ZERO)
    large.body = bytes(1200000)
    same(unit.refusal("push", *arrays([large] * 56))[0], "DT006")
    same(unit.refusal("push", *arrays([Entry(unit.device, 1, ZERO)] * 20001))[0], "DT006")
    same(unit.refusal("put_payload", unit.device, 1, 1, bytes(73400321))[0], "DT006")
    same(unit.refusal("put_chunk", ZERO, 1, 0, 1, bytes(300001))[0], "DT006")
    same(unit.refusal("put_checkpoint", "n" * 8193, 1, 1)[0], "DT006")
    same(unit.push(unit.chain.add(text=b"f" * (1200000 - overhead)))[0][3], 1)
    same([r[3] for r in unit.push(*unit.chain.many(20000))], [1] * 20000)
    gapless("3")
    for bad in ((Array([b"x"]), Array(), Array([None]), Array([0])), (Array([None]), Array([None]), Array([None]), Array([0])),
                (Array([b"x"]), Array([b"short"]), Array([None]), Array([0])), (Array([b"x"]), Array([None]), Array([b"y"]), Array([0])),
                (Array([b"x"]), Array([None]), Array([None]), Array([1])), (Array([b"x"]), Array([None]), Array([None]), Array([3]))):
        same(unit.refusal("push", *bad)[0], "DT002", bad)


def in_turns():
    """n is gapless in the order of commits, with pushers at once and a transaction held open"""
    unit = server.add_unit("4")
    desks = [unit] + [unit.invited(number) for number in range(2, 6)]
    holder, listener = desks[0].again(), desks[1].again()
    listener.run(f"LISTEN {unit.channel}")
    holder.run("BEGIN")
    holder.push(desks[0].chain.add())
    waiting = desks[1].again()
    mine = desks[1].chain.add()
    waiting.start("SELECT * FROM hub.push ($1, $2, $3, $4)", *arrays([mine]))
    check(server.admin.run("SELECT pg_backend_pid()"), "another session goes on")
    same(desks[2].pull(), [], "nothing of an open transaction is seen")
    other = server.add_unit("5")
    same(other.push(other.chain.add())[0][0], 1, "other units do not wait")
    check(not waiting.is_ready(), "a push did not wait for the one before it")
    holder.run("COMMIT")
    same(waiting.finish()[0][:3], (2, mine.device, 1))
    same([listener.notified()[1], listener.notified()[1]], ["1", "2"])
    holder.run("BEGIN")
    holder.push(desks[0].chain.add())
    holder.run("ROLLBACK")
    desks[0].chain.entries.pop()
    problems = []

    def work(desk):
        try:
            for _ in range(30):
                rows = desk.push(*desk.chain.many(3))
                if [r[3] for r in rows] != [1, 1, 1]:
                    problems.append(rows)
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=(d,)) for d in desks]
    seen = []
    for thread in threads:
        thread.start()
    while any(t.is_alive() for t in threads):
        rows = holder.run("SELECT coalesce(max(n), 0) FROM hub.places (0, 20000)")
        count = holder.run("SELECT count(*) FROM hub.places (0, 20000)")
        seen.append((rows[0][0], count[0][0]))
    for thread in threads:
        thread.join()
    same(problems, [])
    check(all(n <= c for n, c in seen), "a number was seen before the ones under it", seen)
    same(server.admin.run("SELECT last_n FROM hub.units WHERE unit = '4'"), [(2 + 5 * 90,)])
    gapless("4")


def removed():
    """A removed desk is cut at its last entry; what it still has is refused by name"""
    unit = server.add_unit("6")
    gone = unit.invited(2)
    gone.push(*gone.chain.many(3))
    session = gone.again()
    same(unit.call("remove_desk", gone.device), [(3,)])
    same(unit.call("remove_desk", gone.device), [(3,)])
    late = gone.chain.add()
    same(unit.push(late)[0][3:], (3, "removed"))
    same(unit.call("refused", None, 1)[0][4], "removed")
    for connection in (gone, session):
        try:
            connection.call("vector")
            raise AssertionError("the line of a removed desk still stands")
        except Exception as error:
            check("terminat" in str(error) or "DT005" in str(error), error)
    try:
        server.connect(gone.user, gone.password)
        raise AssertionError("a removed desk came in")
    except ConnectionError as error:
        check("not permitted to log in" in str(error), error)
    same([r[0] for r in unit.call("roster") if r[6] is not None], [gone.device])
    same(len(unit.pull()), 3, "what was taken before stays")


def restored():
    """A restored hub gets back what it lost, from any desk, even of one it has forgotten"""
    unit = server.add_unit("7")
    other = unit.invited(2)
    unit.push(*unit.chain.many(5))
    unit.push(*other.chain.many(5))
    epoch = unit.call("hello", unit.device, "x")[0][0]
    # What an older backup has: two entries of the first desk, nothing of the second.
    for sql in ("DELETE FROM hub.entries WHERE unit = '7' AND n > 2", "UPDATE hub.units SET last_n = 2 WHERE unit = '7'",
                "DELETE FROM hub.logins WHERE unit = '7' AND device = '\\x" + other.device.hex() + "'",
                "DELETE FROM hub.desks WHERE unit = '7' AND number = 2", "DELETE FROM hub.invitations WHERE unit = '7' AND desk = 2",
                "DROP ROLE d_" + other.device.hex()):
        server.admin.run(sql)
    server.admin.run("UPDATE hub.desks SET last_seq = 2, last_hash = $1 WHERE unit = '7'", unit.chain.entries[1].hash)
    new = server.hub("--connect", server.conninfo, "restored").strip()
    same(unit.call("hello", unit.device, "x")[0][0], new)
    check(new != epoch, "the epoch is new")
    same([r[3:] for r in unit.push(*other.chain.entries)][0], (3, "device"))
    unit.call("restore_desk", other.device, 2, other.key)
    unit.call("restore_desk", other.device, 2, other.key)
    same(unit.refusal("restore_desk", other.device, 2, os.urandom(32))[0], "DT002")
    same(unit.refusal("restore_desk", os.urandom(16), 1, os.urandom(32))[0], "DT002")
    same([r[3] for r in unit.push(*unit.chain.entries, *other.chain.entries)], [2, 2] + [1] * 8)
    gapless("7")
    # A desk that was removed after the backup: taken up to its end, no further.
    same(unit.call("remove_desk", other.device, 6), [(6,)])
    same([r[3] for r in unit.push(*other.chain.many(2))], [1, 3])


def twice():
    """Applying every file again changes nothing"""
    def state():
        dump = subprocess.run(["pg_dump", "-d", server.conninfo], capture_output=True, text=True, check=True).stdout
        roles = subprocess.run(["pg_dumpall", "-r", "--no-role-passwords", "-d", server.conninfo], capture_output=True, text=True, check=True).stdout
        return [line for line in (dump + roles).splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
    before = state()
    for _ in range(2):
        server.hub("apply", server.conninfo)
    same([line for line in state() if line not in before], [])
    same(len(state()), len(before))
    server.admin.run("UPDATE hub.meta SET version = 10000")
    done = subprocess.run([sys.executable, HUB, "apply", server.conninfo], capture_output=True, text=True)
    server.admin.run("UPDATE hub.meta SET version = 8")
    check(done.returncode == 1 and "use a newer one" in done.stderr, done)


run(hello, push_and_pull, again, gap, fork, bad_entries, transactions, interleaved, payloads, attachments, sizes, in_turns,
    removed, restored, twice)
