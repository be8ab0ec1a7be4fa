#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several desks and several units at a real hub: leases, presence, checkpoints, parcels."""

import os
import threading

from server import Server, check, run, same

server = Server()
one, far, province = server.add_unit("26740"), server.add_unit("26743"), server.add_unit("79", "Thành phố Hồ Chí Minh")
two = one.invited(2)


def leases():
    """A lease is one desk's at a time; an older generation neither renews nor gives back"""
    name = "channel/facebook"
    same(one.call("lease_take", name, 600)[0][0], 1)
    same(two.call("lease_take", name, 600), [])
    same(two.call("lease_renew", name, 1, 600), [(False,)])
    same(two.call("lease_release", name, 1), [(False,)])
    same(one.call("lease_renew", name, 1, 600), [(True,)])
    same(one.call("lease_take", name, 600)[0][0], 2, "the same desk, started again")
    same(one.call("lease_renew", name, 1, 600), [(False,)], "what ran before is out")
    same(one.call("lease_release", name, 2), [(True,)])
    same(two.call("lease_take", name, 600)[0][0], 3)
    server.admin.run("UPDATE hub.leases SET until = now() - interval '1 second' WHERE name = $1", name)
    same(two.call("lease_renew", name, 3, 600), [(False,)], "too late")
    same(one.call("lease_take", name, 600)[0][0], 4)
    same(far.call("lease_take", name, 600)[0][0], 1, "another unit has its own")
    taken = []
    lines = [desk.again() for desk in (one, two) for _ in range(2)]
    threads = [threading.Thread(target=lambda line=line: taken.append((line.device, line.call("lease_take", "race", 600)))) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    same(len({device for device, rows in taken if rows}), 1, "one desk won")
    for line in lines:
        line.close()
    server.hub("--connect", server.conninfo, "restored")
    check(two.call("lease_take", name, 600)[0][0] > 1000000, "after a restore no generation comes twice")


def presence():
    """Who is at what: the others of the unit are told and see it, until it ends"""
    listener, subject = two.again(), os.urandom(16)
    listener.run(f"LISTEN {two.channel}")
    one.call("presence_set", subject, 2, 600)
    same(listener.notified()[1], "presence")
    same([r[:3] for r in two.call("presence")], [(one.device, subject, 2)])
    same(far.call("presence"), [])
    one.call("presence_set", subject, 2, 600)
    same(listener.notified(0), None, "the same again is no news")
    one.call("presence_set", subject, 0, 600)
    same(listener.notified()[1], "presence")
    same(two.call("presence"), [])
    one.call("presence_set", subject, 1, 600)
    server.admin.run("UPDATE hub.presence SET until = now() - interval '1 second'")
    same(two.call("presence"), [])
    listener.close()


def checkpoints():
    """Checkpoints come in the order of receipt, none is missed, no second truth gets in"""
    for size in (1, 2, 3):
        one.call("put_checkpoint", f"note {size}", 20700, size)
    two.call("put_checkpoint", "note 3 of two", 20700, 3)
    one.call("put_checkpoint", "note 1", 20700, 1)
    same(one.refusal("put_checkpoint", "another", 20700, 1)[0], "DT003")
    rows = two.call("get_checkpoints", None)
    same([r[:4] for r in rows], [(one.device, 20700, s, f"note {s}") for s in (1, 2, 3)] + [(two.device, 20700, 3, "note 3 of two")])
    same([r[3] for r in two.call("get_checkpoints", rows[1][4])], ["note 3", "note 3 of two"])
    same(far.call("get_checkpoints", None), [])
    # A clock set back does not hide one.
    server.admin.run("UPDATE hub.units SET last_checkpoint = now() + interval '1 day' WHERE unit = '26740'")
    last = one.call("get_checkpoints", None)[-1][4]
    one.call("put_checkpoint", "note 4", 20700, 4)
    same([r[3] for r in two.call("get_checkpoints", last)], ["note 4"])


def parcels():
    """A parcel reaches its receiver and its answers the sender; the units between see nothing"""
    key, ident = os.urandom(32), os.urandom(16)
    same(one.refusal("sealing_key", "79"), ("DT001", "not allowed here"))
    province.call("set_sealing_key", key)
    same(one.call("sealing_key", "79"), [(key,)])
    listener = province.again()
    listener.run(f"LISTEN {province.channel}")
    one.call("parcel_send", "79", ident, b"sealed")
    one.call("parcel_send", "79", ident, b"sealed")
    same(listener.notified()[1], "parcels")
    same([r[:9] for r in province.call("parcels", {}, 10)], [("26740", 1, ident, "26740", "79", 0, "26740", 0, b"sealed")])
    same([r[:9] for r in two.call("parcels", {}, 10)], [("79", 1, ident, "26740", "79", 0, "26740", 0, b"sealed")])
    same(province.refusal("parcel_answer", "26740", ident, 2, b"x", 1)[0], "DT004")
    province.call("parcel_answer", "26740", ident, 1, b"accepted", 1)
    province.call("parcel_answer", "26740", ident, 1, b"accepted", 1)
    one.call("parcel_answer", "26740", ident, 2, None, 5)
    same([r[5:9] for r in one.call("parcels", {"79": 1}, 10)], [(1, "79", 1, b"accepted"), (2, "26740", 5, None)])
    same([r[1] for r in one.call("parcels", {"79": 0}, 2)], [1, 2])
    same(one.call("parcels", {"79": 3}, 10), [])
    same(far.call("parcels", {}, 10), [])
    same(far.refusal("parcel_answer", "26740", ident, 3, b"x", 1), ("DT001", "not allowed here"))
    same(one.refusal("parcel_send", "99999", os.urandom(16), b"x"), ("DT001", "not allowed here"))
    same(one.refusal("parcel_send", "26740", os.urandom(16), b"x")[0], "DT002")
    # The same id from another unit is another parcel.
    far.call("parcel_send", "79", ident, b"of far")
    same([r[:2] + r[8:9] for r in province.call("parcels", {"26740": 3}, 10)], [("26743", 1, b"of far")])
    listener.close()


def crossing():
    """Units that send to each other at once do not wait for each other for ever"""
    problems = []

    def work(desk, to):
        try:
            for _ in range(40):
                desk.call("parcel_send", to, os.urandom(16), b"x")
        except Exception as error:
            problems.append(error)
    threads = [threading.Thread(target=work, args=pair) for pair in ((one, "26743"), (far, "26740"), (two, "26743"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    same(problems, [])
    same([r[1] for r in far.call("parcels", {"79": 99}, 1000)], list(range(1, 121)), "places are gapless")


run(leases, presence, checkpoints, parcels, crossing)
