#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hub under attack, one test for each way in: the line, the login, another unit's rows through
every function there is, tables, search paths, SQL in texts, and what was sent before."""

import itertools
import os
import secrets
import select
import socket
import ssl
import subprocess
import threading

from server import ZERO, Array, Connection, Entry, Refused, Server, arrays, check, run, same, verifier

DENIED = ("DT001", "not allowed here")
NASTY = ["'; DROP TABLE hub.entries; --", "x'); SELECT pg_sleep(9); --", '"; DROP ROLE hub_owner; --', "$$ || 1 || $$", "\\'; SELECT 1; --",
         "%I%L%s", "a''b", "*", "", "Ủy ban ‮ 🏛", "x" * 100000]

server = Server()
admin = server.admin
attacker, victim, third = server.add_unit("100", "Kẻ tấn công"), server.add_unit("200"), server.add_unit("300")
reader = server.add_reader("tinh")


NUMBERS = itertools.count(1001)


class Names:
    """What the functions are asked about: something of a unit's, or of nobody's."""
    def __init__(self, unit="999", device=None):
        self.unit, self.device, self.other = unit, device or os.urandom(16), os.urandom(16)
        self.entry = Entry(self.device, 1, ZERO, sealed=b"sealed")
        self.address, self.subject, self.invitation, self.parcel, self.sent = (os.urandom(n) for n in (32, 16, 16, 16, 16))
        self.lease = "channel/" + secrets.token_hex(4)
        self.day, self.key, self.number = 20700, os.urandom(32), next(NUMBERS)


def fill(desk):
    """Everything a unit can have at the hub."""
    names = Names(desk.unit, desk.device)
    names.other_desk = desk.invited(2)
    names.other = names.other_desk.device
    names.entry = desk.chain.add(sealed=b"sealed")
    desk.push(names.entry, *desk.chain.many(3))
    desk.push(Entry(desk.device, 4, b"\1" * 32), Entry(os.urandom(16), 1, ZERO))
    desk.call("put_chunk", names.address, 9, 0, 2, b"chunk")
    desk.call("lease_take", names.lease, 3600)
    desk.call("presence_set", names.subject, 1, 3600)
    desk.call("put_checkpoint", "note of " + desk.unit, names.day, 3)
    desk.call("invite", names.invitation, 9, os.urandom(32), b"sealed key", verifier("secret"), 7)
    return names


theirs = fill(victim)
victim.call("parcel_send", "300", theirs.sent, b"sealed parcel")
third.call("parcel_send", "200", theirs.parcel, b"sealed parcel")
victim.call("parcel_answer", "300", theirs.parcel, 1, b"sealed answer", 2)


def calls(n):
    """For every function a desk may call: its arguments about n."""
    v = {n.device.hex(): 0, n.other.hex(): 0}
    return {
        "hello": [(n.device, "test")], "vector": [()], "roster": [()], "presence": [()], "parcels": [({}, 100)],
        "push": [arrays([n.entry]), arrays([Entry(n.device, 9, b"\3" * 32)])],
        "pull": [(v, 1 << 20), ({n.device.hex(): 1}, 1)], "places": [(0, 1000)], "refused": [(None, 50)],
        "put_payload": [(n.device, 1, 1, b"mine"), (n.device, 1, 2, None)], "get_payloads": [(Array([n.device]), Array([1]))],
        "erase_payloads": [(Array([n.device]), Array([1]))],
        "put_chunk": [(n.address, 9, 1, 2, b"mine")], "get_chunks": [(n.address, 1, 0), (n.address, 0, 100)],
        "chunk_numbers": [(n.address,)], "erase_attachment": [(n.address,)],
        "restore_desk": [(n.device, n.number, n.key)], "remove_desk": [(n.other, None), (n.other, 5)], "uninvite": [(n.invitation,)],
        "invite": [(n.invitation, 55, None, None, verifier("x"), 7)],
        "put_checkpoint": [("note", n.day, 3)], "get_checkpoints": [(None,)],
        "lease_take": [(n.lease, 60)], "lease_renew": [(n.lease, 1, 60)], "lease_release": [(n.lease, 1)],
        "presence_set": [(n.subject, 0, 60), (n.subject, 2, 60)],
        "sealing_key": [(n.unit,)], "set_sealing_key": [(b"k" * 32,)],
        "parcel_send": [("300", n.sent, b"mine")],
        "parcel_answer": [("200", n.sent, 1, b"mine", 2), ("300", n.parcel, 2, b"mine", 2), (n.unit, n.parcel, 1, None, 2)],
    }


def functions_of(role):
    return {r[0]: r[1] for r in admin.run(
        "SELECT p.proname::text, p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'hub'::regnamespace"
        " AND has_function_privilege($1, p.oid, 'EXECUTE')", role)}


TABLES = [r[0] for r in admin.run("SELECT relname::text FROM pg_class WHERE relnamespace = 'hub'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') ORDER BY 1")]


def rows_of(unit):
    """Every row of a unit, whatever its table."""
    return {t: admin.run(f"SELECT t::text FROM hub.{t} t WHERE unit = $1 ORDER BY 1", unit) for t in TABLES if t != "meta"}


def answer(connection, function, args):
    """Rows or refusal. What bears the time of the call or of its own unit is no part of it."""
    try:
        rows = connection.call(function, *args)
    except Refused as refused:
        return refused.state, refused.message
    if function == "lease_take":
        return [r[0] for r in rows]
    return [tuple(x for x in r if not (isinstance(x, str) and "20" in x[:2] and ":" in x)) for r in rows]


def cannot_connect(words, user=None, password=None, **other):
    try:
        Connection(server.login(user or victim.user, password or victim.password, **other)).close()
    except ConnectionError as error:
        check(words in str(error), f"refused, but not for {words!r}: {error}")
        return
    raise AssertionError(f"came in, where this was to be refused: {words}")


def openssl(*args):
    subprocess.run(["openssl", *args], cwd=server.dir, check=True, capture_output=True)


def write(name, text):
    with open(os.path.join(server.dir, name), "w", encoding="utf-8") as out:
        out.write(text)
    return os.path.join(server.dir, name)


def right_line():
    """The right name, authority and password come in (what the next tests change one by one)"""
    Connection(server.login(victim.user, victim.password)).close()
    same(victim.run("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"), [("TLSv1.3",)])


def wrong_host():
    """A server whose certificate names another host"""
    cannot_connect("does not match host name", host="hub.example.vn")


def other_authority():
    """A server under another authority"""
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "other.key",
            "-subj", "/CN=Private hub CA", "-days", "9", "-out", "other.crt")
    cannot_connect("certificate verify failed", sslrootcert=os.path.join(server.dir, "other.crt"))


def expired_authority():
    """An authority that has expired"""
    write("index.txt", "")
    write("ca.cnf", "[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\nnew_certs_dir=.\nserial=old.srl\ndefault_md=sha256\npolicy=p\n"
          "x509_extensions=x\n[p]\ncommonName=supplied\n[x]\nbasicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n"
          "[req]\ndistinguished_name=d\n[d]\n")
    openssl("req", "-new", "-config", "ca.cnf", "-key", "ca.key", "-subj", "/CN=Private hub CA", "-out", "old.csr")
    for name, start, end in (("old", "20200101000000Z", "20210101000000Z"), ("new", "20200101000000Z", "20990101000000Z")):
        write("index.txt", "")
        openssl("ca", "-batch", "-selfsign", "-create_serial", "-config", "ca.cnf", "-keyfile", "ca.key", "-in", "old.csr",
                "-startdate", start, "-enddate", end, "-notext", "-out", name + ".crt")
    Connection(server.login(victim.user, victim.password, sslrootcert=os.path.join(server.dir, "new.crt"))).close()
    cannot_connect("certificate verify failed", sslrootcert=os.path.join(server.dir, "old.crt"))


def no_tls():
    """No TLS: not even the administrator"""
    for user in (victim.user, "postgres"):
        cannot_connect("no encryption", user=user, sslmode="disable", channel_binding=None)


def wrong_password():
    """A wrong password"""
    cannot_connect("password authentication failed", password="wrong")
    cannot_connect("password authentication failed", user="d_" + "0" * 32)


class Middle:
    """Someone in the middle who has a good certificate: ends TLS and begins it again."""
    def __init__(self):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "middle.key")
        openssl("req", "-new", "-key", "middle.key", "-subj", "/CN=localhost", "-out", "middle.csr")
        openssl("x509", "-req", "-in", "middle.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "9",
                "-extfile", "server.ext", "-out", "middle.crt")
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(os.path.join(server.dir, "middle.crt"), os.path.join(server.dir, "middle.key"))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.real = int(dict(w.split("=", 1) for w in server.conninfo.split())["port"])
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.relay, args=(client,), daemon=True).start()

    def relay(self, client):
        client.recv(8)
        client.sendall(b"S")
        client = self.context.wrap_socket(client, server_side=True)
        real = socket.create_connection(("127.0.0.1", self.real))
        real.sendall(b"\0\0\0\x08\x04\xd2\x16\x2f")
        real.recv(1)
        real = ssl._create_unverified_context().wrap_socket(real)
        # One thread for both ways: a TLS connection is not for two at once.
        other = {client: real, real: client}
        try:
            while True:
                for source in select.select([client, real], [], [])[0]:
                    data = source.recv(65536)
                    while source.pending():
                        data += source.recv(65536)
                    if not data:
                        return
                    other[source].sendall(data)
        except OSError:
            return
        finally:
            client.close()
            real.close()


def channel_binding():
    """A man in the middle with a good certificate, found out by channel binding alone"""
    middle = Middle()
    cannot_connect("channel binding", port=middle.port)
    # Without it he reads along: what the word in CONNINFO is for.
    Connection(server.login(victim.user, victim.password, port=middle.port, channel_binding="disable")).close()


def every_function():
    """Another unit's rows through every function: as if they were not there, and untouched"""
    mine = functions_of("hub_desk")
    same(sorted(mine), sorted(calls(theirs)), "a function of the desks without a test here")
    before, present, absent = rows_of("200"), calls(theirs), calls(Names())
    others = {t: rows for t, rows in rows_of("300").items() if t not in ("parcels", "parcel_events", "boxes")}
    for name in sorted(mine):
        for args_of_theirs, args_of_nobody in zip(present[name], calls(Names())[name] if name in ("restore_desk", "uninvite") else absent[name]):
            found, wanted = answer(attacker, name, args_of_theirs), answer(attacker, name, args_of_nobody)
            if name == "push":
                found, wanted = ([(r[0], r[3:]) for r in x] for x in (found, wanted))
                check(all(r[1] == (3, "device") for r in found), found)
            if name == "invite":  # an invitation's id is its login: taken is all that is told
                same((found, wanted), (DENIED, [("",)]), name)
                continue
            if name == "refused":
                check(all(r[7] == attacker.device for r in found), found)
            check(found == wanted, f"{name}: {found!r:.300}\n for what is not there: {wanted!r:.300}")
            same(rows_of("200"), before, f"{name} changed another unit's rows")
    same({t: r for t, r in rows_of("300").items() if t in others}, others)
    for name in ("vector", "roster", "places", "pull", "refused", "presence", "get_checkpoints", "get_chunks", "get_payloads", "parcels"):
        for args in present[name]:
            shown = repr(attacker.call(name, *args))
            for secret in (victim.device, victim.key, theirs.entry.body, theirs.entry.sealed, b"chunk"):
                if (name, secret) not in (("roster", victim.device), ("vector", victim.device), ("refused", victim.device), ("refused", theirs.entry.body)):
                    check(repr(secret) not in shown, f"{name} shows {secret!r:.60}")
    # The same calls do reach the victim's own rows: the comparison above is not of nothing with nothing.
    for name in ("vector", "roster", "places", "pull", "refused", "presence", "get_checkpoints", "get_chunks", "get_payloads", "parcels"):
        check(victim.call(name, *present[name][-1]), f"{name} shows the victim nothing of its own")


def newcomers():
    """An invitation may say hello and enrol; not as another unit's desk, not twice, not after its time"""
    same(sorted(functions_of("hub_newcomer")), ["enrol", "hello"])
    ident, other, late = os.urandom(16), os.urandom(16), os.urandom(16)
    for n, i in enumerate((ident, other, late)):
        attacker.call("invite", i, 20 + n, None, b"sealed", verifier("secret"), 1)
    newcomer = server.connect("i_" + ident.hex(), "secret")
    same(newcomer.call("hello", None, "x")[0][2:6] + newcomer.call("hello", None, "x")[0][7:], ("100", "Kẻ tấn công", 20, None, None, None))
    before = rows_of("200")
    for device in (victim.device, theirs.other):
        same(newcomer.refusal("enrol", device, os.urandom(32), verifier("x")), DENIED)
        same(newcomer.refusal("enrol", device, victim.key, verifier("x")), DENIED)
    same(rows_of("200"), before)
    Connection(server.login(victim.user, victim.password)).close()
    same(newcomer.refusal("enrol", attacker.device, attacker.key, verifier("x")), DENIED)
    device, key = os.urandom(16), os.urandom(32)
    same(newcomer.call("enrol", device, key, verifier("one"))[0], ("100", 20, b"sealed", "d_" + device.hex()))
    same(newcomer.call("enrol", device, key, verifier("two"))[0][1], 20, "the answer was lost: once more")
    same(newcomer.refusal("enrol", device, os.urandom(32), verifier("x")), DENIED)
    same(newcomer.refusal("enrol", os.urandom(16), key, verifier("x")), DENIED)
    cannot_connect("password authentication failed", user="d_" + device.hex(), password="one")
    second = server.connect("i_" + ident.hex(), "secret")
    server.connect("d_" + device.hex(), "two").call("hello", device, "x")
    for old in (newcomer, second):
        check(old.refusal("enrol", device, key, verifier("x"))[0] in ("57P01", "-----"), "its line is cut")
    cannot_connect("password authentication failed", user="i_" + ident.hex(), password="secret")
    same(admin.run("SELECT count(*) FROM pg_roles WHERE rolname = $1", "i_" + ident.hex()), [(0,)])
    # One whose time is over: by the login's end and by the hub's own look.
    line = server.connect("i_" + late.hex(), "secret")
    admin.run("UPDATE hub.invitations SET expires = now() - interval '1 second' WHERE id = $1", late)
    same(line.refusal("hello", None, "x"), DENIED)
    same(line.refusal("enrol", os.urandom(16), os.urandom(32), verifier("x")), DENIED)
    admin.run(f"ALTER ROLE i_{late.hex()} VALID UNTIL '2020-01-01'")
    cannot_connect("password authentication failed", user="i_" + late.hex(), password="secret")
    # Only verifiers, never a password; and what DROP ROLE stumbles on stops nobody.
    for bad in ("secret", "md5" + "0" * 32, verifier("x") + "'", verifier("x")[:-1], None, ""):
        same(attacker.refusal("invite", os.urandom(16), 40, None, None, bad, 1)[0], "DT002", bad)
    line = server.connect("i_" + other.hex(), "secret")
    line.run("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO hub_desk")
    attacker.call("uninvite", other)
    cannot_connect("not permitted to log in", user="i_" + other.hex(), password="secret")
    same(admin.run("SELECT count(*) FROM pg_authid WHERE rolname ~ '^[dir]_' AND rolpassword !~ '^SCRAM-SHA-256'"), [(0,)])


def readers():
    """A reader sees the facts of all units, never a payload, and changes nothing"""
    same(sorted(functions_of("hub_reader")), ["hello", "reader_checkpoints", "reader_desks", "reader_pull", "reader_units"])
    same([u[0] for u in reader.call("reader_units")], ["100", "200", "300"])
    rows = reader.call("reader_pull", "200", {}, 1 << 20)
    same([r[3] for r in rows], [e.body for e in victim.chain.entries])
    same(len(rows[0]), 5, "no column of a payload")
    same([r[0] for r in reader.call("reader_desks", "200")], [victim.device, theirs.other])
    same([r[3] for r in reader.call("reader_checkpoints", "200", None)], ["note of 200"])
    for unit in ("999", "*", "", None, "200 "):
        for name, args in (("reader_pull", ({}, 1)), ("reader_desks", ()), ("reader_checkpoints", (None,))):
            same(reader.refusal(name, unit, *args), DENIED, unit)
    check("sealed" not in repr(rows))
    same(reader.call("hello", None, "x")[0][2:6], (None, None, None, None))


def closed_functions():
    """Whatever is not granted is refused: functions of the others, of the inside, of the administrator"""
    newcomer_id = os.urandom(16)
    attacker.call("invite", newcomer_id, 60, None, None, verifier("secret"), 1)
    logins = {"hub_desk": attacker, "hub_reader": reader, "hub_newcomer": server.connect("i_" + newcomer_id.hex(), "secret")}
    every = admin.run("SELECT p.proname::text, p.pronargs, p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'hub'::regnamespace")
    for role, connection in logins.items():
        granted = functions_of(role)
        for name, count, signature in every:
            if name not in granted:
                nulls = ", ".join(f"NULL::{t.strip()}" for t in signature.split("(")[1].rstrip(")").split(",") if t.strip())
                try:
                    connection.run(f"SELECT hub.{name} ({nulls})")
                    raise AssertionError(f"{role} may call {signature}")
                except Refused as refused:
                    same(refused.state, "42501", signature)
    same(admin.run("SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'hub'::regnamespace AND"
                   " has_function_privilege('public', p.oid, 'EXECUTE')"), [])


def functions_made_safely():
    """Every function a login may call is SECURITY DEFINER, owned by hub_owner, with a path and no unit"""
    rows = admin.run("SELECT p.proname::text, p.prosecdef, pg_get_userbyid(p.proowner)::text, p.proconfig::text FROM pg_proc p"
                     " WHERE p.pronamespace = 'hub'::regnamespace AND (has_function_privilege('hub_desk', p.oid, 'EXECUTE')"
                     " OR has_function_privilege('hub_reader', p.oid, 'EXECUTE') OR has_function_privilege('hub_newcomer', p.oid, 'EXECUTE')"
                     " OR p.prosecdef OR p.proname ~ '^admin_')")
    check(len(rows) > 35)
    for name, definer, owner, config in rows:
        check(definer and '"search_path=pg_catalog, pg_temp"' in config, name, config)
        check(owner == "hub_roles" if name.startswith("role_") else owner == "hub_owner" and 'hub.unit=' in config, name, owner, config)
    same(admin.run("SELECT rolname::text FROM pg_roles WHERE rolname ~ '^hub_' AND (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreatedb OR rolreplication)"), [])
    same(admin.run("SELECT rolname::text FROM pg_roles WHERE rolname ~ '^(hub_|[dir]_)' AND rolcreaterole"), [("hub_roles",)])


def tables():
    """No login touches a table, by any verb"""
    check(len(TABLES) >= 15, TABLES)
    newcomer_id = os.urandom(16)
    attacker.call("invite", newcomer_id, 61, None, None, verifier("secret"), 1)
    for connection in (attacker, reader, server.connect("i_" + newcomer_id.hex(), "secret")):
        for table in TABLES:
            for sql in (f"SELECT * FROM hub.{table}", f"SELECT 1 FROM hub.{table}", f"SELECT count(*) FROM hub.{table}", f"TABLE hub.{table}",
                        f"INSERT INTO hub.{table} DEFAULT VALUES", f"DELETE FROM hub.{table}", f"TRUNCATE hub.{table}",
                        f"COPY hub.{table} TO STDOUT", f"LOCK hub.{table}", f"DROP TABLE hub.{table}", f"ALTER TABLE hub.{table} DISABLE ROW LEVEL SECURITY",
                        f"CREATE TRIGGER t BEFORE INSERT ON hub.{table} EXECUTE FUNCTION suppress_redundant_updates_trigger()"):
                connection.run("BEGIN")
                try:
                    connection.run(sql)
                    raise AssertionError(f"went through: {sql}")
                except Refused as refused:
                    check(refused.state == "42501", sql, refused)
                finally:
                    connection.run("ROLLBACK")


def nothing_left():
    """A login can make nothing here, take no other role, and learn no other unit from what all can see"""
    for sql in ("CREATE TEMP TABLE t (i int)", "CREATE SCHEMA s", "CREATE TABLE public.t (i int)", "CREATE TABLE hub.t (i int)",
                "CREATE FUNCTION public.f () RETURNS int LANGUAGE sql AS 'SELECT 1'", "SELECT lo_create (0)", "SELECT lo_creat (0)",
                "SELECT lo_from_bytea (0, '\\x00')", "CREATE ROLE x", "CREATE DATABASE x", "SET ROLE hub_owner", "SET ROLE hub_roles", "SET ROLE postgres",
                "SET SESSION AUTHORIZATION postgres", f"SET ROLE {victim.user}", "ALTER ROLE hub_owner LOGIN", f"ALTER ROLE {victim.user} PASSWORD 'x'",
                f"ALTER ROLE {attacker.user} CREATEROLE", f"ALTER ROLE {attacker.user} BYPASSRLS", "GRANT hub_owner TO CURRENT_USER", "SET session_replication_role = replica",
                "SELECT * FROM pg_authid", "SELECT pg_read_file ('/etc/passwd')", "COPY (SELECT 1) TO PROGRAM 'true'",
                f"SELECT pg_terminate_backend (pid) FROM pg_stat_activity WHERE usename = '{victim.user}'", "CREATE EXTENSION pgcrypto SCHEMA public"):
        try:
            attacker.run(sql)
            raise AssertionError(f"went through: {sql}")
        except Refused as refused:
            check(refused.state in ("42501", "0LP01"), sql, refused)
    for sql in ("SELECT rolname FROM pg_roles", "SELECT usename, query FROM pg_stat_activity", "SELECT * FROM pg_locks", "SELECT * FROM pg_stats WHERE schemaname = 'hub'",
                "SELECT * FROM pg_db_role_setting", "SELECT * FROM pg_shdescription"):
        shown = repr(attacker.run(sql))
        check(victim.channel not in shown and "'200'" not in shown and "_200" not in shown, sql)
    attacker.run("LISTEN hub_200")
    attacker.run("LISTEN \"200\"")
    victim.push(victim.chain.add())
    check(attacker.notified(0) is None, "another unit's news was heard")


def unit_of_the_session():
    """hub.unit and other settings of the caller's are not believed"""
    session = attacker.again()
    for sql in ("SET hub.unit = '200'", "SET hub.unit = '*'", "BEGIN; SET LOCAL hub.unit = '200'"):
        for part in sql.split("; "):
            session.run(part)
        same({r[0] for r in session.call("vector")} & {victim.device, theirs.other}, {victim.device} & {r[0] for r in attacker.call("vector")})
        same([r[3] for r in session.call("pull", {}, 1 << 20)], [r[3] for r in attacker.call("pull", {}, 1 << 20)])
        same(session.refusal("remove_desk", theirs.other, None), DENIED)
        if sql.startswith("BEGIN"):
            session.run("ROLLBACK")
    session.run("SET hub.unit = '200'")
    session.call("presence_set", os.urandom(16), 1, 60)
    same(session.run("SELECT current_setting ('hub.unit')"), [("200",)], "and nothing of ours stays in the session")
    session.run("SET row_security = off")
    same(session.refusal("places", 0, 100)[0], "42501", "without row-level security there is an error, not a row")
    session.close()


def second_wall():
    """Row-level security stands behind the functions: a function without a unit sees no row"""
    inside = Connection(server.conninfo)
    inside.run("SET ROLE hub_owner")
    for table in TABLES:
        if table == "meta":
            continue
        for unit in ("", "999"):
            inside.run("SELECT set_config ('hub.unit', $1, false)", unit)
            same(inside.run(f"SELECT count(*) FROM hub.{table}"), [(0,)], table)
        inside.run("SET hub.unit = '200'")
        count = inside.run(f"SELECT count(*) FROM hub.{table}")
        same(count, admin.run(f"SELECT count(*) FROM hub.{table} WHERE unit = '200'"), table)
        check(count[0][0] > 0, table, "is empty: nothing is shown by this test")
    inside.run("SET hub.unit = '*'")
    same([t for t in TABLES if t != "meta" and inside.run(f"SELECT count(*) FROM hub.{t}") != [(0,)]], ["units"])
    same(admin.run("SELECT relname::text FROM pg_class WHERE relnamespace = 'hub'::regnamespace AND relkind = 'r'"
                   " AND NOT (relrowsecurity AND relforcerowsecurity)"), [])
    same(admin.run("SELECT relname::text FROM pg_class WHERE relnamespace = 'hub'::regnamespace AND relkind IN ('r', 'S', 'v')"
                   " AND (relacl::text ~ '(^|,|{)=' OR relacl::text ~ 'hub_(desk|reader|newcomer|roles)')"), [])
    inside.close()


def search_path():
    """Functions, operators, casts and tables of an attacker's schema and of pg_temp are never used"""
    session = attacker.again()
    trap = "LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'HIJACKED as %', current_user; END $$"
    admin.run(f"CREATE SCHEMA evil AUTHORIZATION {attacker.user}")
    admin.run("GRANT USAGE ON SCHEMA evil TO PUBLIC")  # or hub_owner would pass it over
    admin.run("SET client_min_messages = warning")
    admin.run(f"GRANT TEMP ON DATABASE hub TO {attacker.user}")
    try:
        session.run("SET search_path = evil, pg_temp, hub, pg_catalog")
        for schema in ("evil", "pg_temp"):
            for head in ("sha256 (bytea) RETURNS bytea", "decode (text, text) RETURNS bytea", "encode (bytea, text) RETURNS text", "octet_length (bytea) RETURNS int",
                         "octet_length (text) RETURNS int", "current_setting (text, boolean) RETURNS text", "set_config (text, text, boolean) RETURNS text",
                         "clock_timestamp () RETURNS timestamptz", "format (text, text) RETURNS text", "get_byte (bytea, int) RETURNS int", "me () RETURNS text",
                         "cardinality (anyarray) RETURNS int", "pg_notify (text, text) RETURNS void", "jsonb_each (jsonb) RETURNS TABLE (key text, value jsonb)",
                         "text_eq (text, text) RETURNS boolean", "bytea_eq (bytea, bytea) RETURNS boolean", "int_le (bigint, bigint) RETURNS boolean",
                         "left (text, int) RETURNS text", "count_up (bigint, int) RETURNS bigint", "regexp_match (text, text) RETURNS boolean"):
                session.run(f"CREATE FUNCTION {schema}.{head} {trap}")
        for name, left, right, function in (("=", "text", "text", "text_eq"), ("=", "bytea", "bytea", "bytea_eq"), ("<>", "bytea", "bytea", "bytea_eq"),
                                            ("<=", "bigint", "bigint", "int_le"), (">", "bigint", "bigint", "int_le"), ("+", "bigint", "int", "count_up"),
                                            ("~", "text", "text", "regexp_match"), ("!~", "text", "text", "regexp_match")):
            session.run(f"CREATE OPERATOR evil.{name} (LEFTARG = {left}, RIGHTARG = {right}, FUNCTION = evil.{function})")
        for table in TABLES + ["pg_roles", "pg_stat_activity"]:
            session.run(f"CREATE TEMP TABLE {table} (unit text, login text, device bytea, last_n bigint)")
            session.run(f"CREATE TABLE evil.{table} (unit text, login text, device bytea, last_n bigint)")
            session.run(f"INSERT INTO pg_temp.{table} VALUES ('200', session_user, '\\x00', 1)")
        try:
            session.run("SELECT sha256 ('\\x00'::bytea)")
            raise AssertionError("the trap does not spring")
        except Refused as refused:
            check("HIJACKED" in refused.message)
        own = Names(attacker.unit, attacker.device)
        own.entry = attacker.chain.add(sealed=b"sealed")
        own.day += 1
        before = rows_of("200")
        for name, variants in calls(own).items():
            for args in variants:
                found = answer(session, name, args)
                check("HIJACKED" not in repr(found), name, found)
                check(not (isinstance(found, tuple) and found[0][:2] != "DT"), name, found)
        same(rows_of("200"), before)
        check(own.entry.body in [r[3] for r in attacker.call("pull", {}, 1 << 20)], "the entry came to the right table")
    finally:
        session.close()
        admin.run("DROP SCHEMA evil CASCADE")
        admin.run(f"REVOKE TEMP ON DATABASE hub FROM {attacker.user}")


def sql_in_texts():
    """SQL in every text that a login can send is a text"""
    types = {r[0]: r[1] for r in admin.run(
        "SELECT proname::text, oidvectortypes(proargtypes) FROM pg_proc WHERE pronamespace = 'hub'::regnamespace AND"
        " (has_function_privilege('hub_desk', oid, 'EXECUTE') OR has_function_privilege('hub_reader', oid, 'EXECUTE')"
        " OR has_function_privilege('hub_newcomer', oid, 'EXECUTE') OR proname ~ '^admin_')")}
    own = Names(attacker.unit, attacker.device)
    own.day += 2
    known = calls(own)
    known.update(reader_pull=[("200", {}, 1)], reader_desks=[("200",)], reader_checkpoints=[("200", None)], reader_units=[()],
                 enrol=[(os.urandom(16), os.urandom(32), verifier("x"), None)], admin_add_unit=[("400", "x")], admin_restored=[()],
                 admin_add_reader=[("x", verifier("x"))], admin_invite=[("100", os.urandom(16), 71, None, verifier("x"), 1)])
    same(sorted(known), sorted(types), "a function without a test here")
    roles, units = admin.run("SELECT rolname::text FROM pg_roles ORDER BY 1"), rows_of("200")
    newcomer_id = os.urandom(16)
    attacker.call("invite", newcomer_id, 62, None, None, verifier("secret"), 1)
    newcomer = server.connect("i_" + newcomer_id.hex(), "secret")
    tried = 0
    for name, kinds in types.items():
        kinds = kinds.split(", ")
        caller = admin if name.startswith("admin_") else reader if name.startswith("reader_") else newcomer if name == "enrol" else attacker
        for place, kind in enumerate(kinds):
            for text in NASTY if kind in ("text", "jsonb") else ():
                args = list(known[name][0])
                args[place] = {text: 1, "f" * 32: text} if kind == "jsonb" else text
                found = answer(caller, name, args)
                check(not isinstance(found, tuple) or found[0][:2] == "DT", name, place, text[:40], found)
                tried += 1
    check(tried > 100, tried)
    same([r for r in admin.run("SELECT rolname::text FROM pg_roles ORDER BY 1") if r not in roles], [("i_" + newcomer_id.hex(),)])
    same(rows_of("200"), units)
    same(admin.run("SELECT count(*) > 0 FROM hub.entries"), [(True,)])


def oversize():
    """Too much of anything is refused: numbers, sizes, times"""
    for name, args in (("places", (0, 2 ** 31 - 1)), ("pull", ({}, 2 ** 31 - 1)), ("pull", ({}, -5)), ("places", (-5, -5)), ("get_chunks", (os.urandom(32), -5, 2 ** 31 - 1)),
                       ("refused", (None, 2 ** 31 - 1)), ("parcels", ({}, 2 ** 31 - 1))):
        attacker.call(name, *args)
    check(len(attacker.call("refused", None, 2 ** 31 - 1)) <= 50)
    for name, args, state in (
            ("lease_take", ("x", 86401), "DT002"), ("lease_take", ("x" * 201, 60), "DT002"), ("lease_take", ("", 60), "DT002"), ("presence_set", (os.urandom(16), 1, 3601), "DT002"),
            ("presence_set", (os.urandom(17), 1, 60), "DT002"), ("invite", (os.urandom(16), 70, None, None, verifier("x"), 31), "DT002"),
            ("invite", (os.urandom(16), 10000, None, None, verifier("x"), 1), "DT002"), ("invite", (os.urandom(16), 70, None, bytes(1025), verifier("x"), 1), "DT002"),
            ("get_payloads", (Array([b""] * 20001), Array([1] * 20001)), "DT006"),
            ("erase_payloads", (Array([b""] * 20001), Array([1] * 20001)), "DT006"), ("put_chunk", (ZERO, 1, 0, 10001, b"x"), "DT006"),
            ("parcel_send", ("200", os.urandom(16), bytes(67108865)), "DT006"), ("set_sealing_key", (bytes(31),), "DT002"), ("put_checkpoint", ("x", -1, 1), "DT002"),
            ("pull", ({"zz": 1}, 1), "DT002"), ("pull", ({"f" * 32: -1}, 1), "DT002"), ("pull", ({"f" * 32: 2 ** 64}, 1), "DT002"), ("pull", ({"f" * 32: "1"}, 1), "DT002"), ("parcels", ({"200": -1}, 9), "DT002"),
            ("pull", ({f"{i:032x}": 1 for i in range(30000)}, 1), "DT002"), ("remove_desk", (None, None), "DT001")):
        same(attacker.refusal(name, *args)[0], state, name)
    logins = [Connection(server.login(attacker.user, attacker.password)) for _ in range(3)]
    cannot_connect("too many connections", user=attacker.user, password=attacker.password)
    for login in logins:
        login.close()


def replay():
    """What was sent before, sent again: by the same desk nothing changes, by another it is refused"""
    before = rows_of("200")
    victim.push(*victim.chain.entries)
    victim.call("parcel_send", "300", theirs.sent, b"sealed parcel")
    victim.call("parcel_answer", "300", theirs.parcel, 1, b"sealed answer", 2)
    victim.call("put_checkpoint", "note of 200", theirs.day, 3)
    victim.call("put_chunk", theirs.address, 9, 0, 2, b"other bytes")
    same(rows_of("200"), before)
    same(victim.refusal("put_checkpoint", "another note", theirs.day, 3)[0], "DT003")
    same(victim.refusal("parcel_send", "300", theirs.sent, b"another parcel")[0], "DT003")
    same(victim.refusal("parcel_answer", "300", theirs.parcel, 1, b"another", 2)[0], "DT003")
    same(victim.refusal("parcel_answer", "300", theirs.parcel, 3, b"x", 2)[0], "DT004")
    same([r[3:] for r in attacker.push(third.chain.add())], [(3, "device")])
    same(attacker.refusal("parcel_answer", "300", theirs.parcel, 2, b"x", 2), DENIED)
    same(victim.call("lease_renew", theirs.lease, 7, 60), [(False,)])
    same(rows_of("200"), before)
    # An unused invitation can be taken back, and its login does not come in again.
    victim.call("uninvite", theirs.invitation)
    cannot_connect("password authentication failed", user="i_" + theirs.invitation.hex(), password="secret")
    same(victim.refusal("invite", theirs.invitation, 9, None, None, verifier("x"), 1), DENIED)


def held():
    """A transaction that a unit holds open stops no other unit, not even one it writes to"""
    holder = attacker.again()
    holder.run("BEGIN")
    holder.call("parcel_send", "200", os.urandom(16), b"never committed")
    holder.push(attacker.chain.add())
    holder.call("hello", attacker.device, "x")
    try:
        for desk, work in ((victim, ("parcel_send", "300", os.urandom(16), b"s")), (third, ("parcel_send", "200", os.urandom(16), b"s")),
                           (victim, ("push", *arrays([victim.chain.add()]))), (victim, ("put_checkpoint", "later", theirs.day + 9, 1)),
                           (victim, ("parcel_answer", "300", theirs.parcel, 2, None, 3)), (third, ("parcels", {}, 100)), (victim, ("hello", victim.device, "x"))):
            desk.run("SET statement_timeout = '20s'")
            desk.call(*work)
    finally:
        attacker.chain.entries.pop()
        holder.run("ROLLBACK")
        holder.close()


def revoked():
    """A desk that was removed is outside, with its open line too"""
    gone = theirs.other_desk
    held = gone.again()
    held.run("BEGIN")
    held.call("vector")
    victim.call("remove_desk", gone.device, None)
    for connection in (gone, held):
        try:
            connection.call("pull", {}, 1 << 20)
            raise AssertionError("a removed desk still reads")
        except Refused as refused:
            check(refused.state in ("57P01", "-----", "DT005"), refused)
    cannot_connect("not permitted to log in", user=gone.user, password=gone.password)
    # One that came in between the end of its lines and the commit.
    admin.run(f"ALTER ROLE {gone.user} LOGIN")
    late = Connection(server.login(gone.user, gone.password))
    for name, variants in calls(theirs).items():
        if name != "hello":
            same(late.refusal(name, *variants[0])[0], "DT005", name)
    same(late.call("hello", gone.device, "x")[0][7:], (0, None))


run(right_line, wrong_host, other_authority, expired_authority, no_tls, wrong_password, channel_binding, every_function, newcomers,
    readers, closed_functions, functions_made_safely, tables, nothing_left, unit_of_the_session, second_wall, search_path,
    sql_in_texts, oversize, replay, held, revoked)
