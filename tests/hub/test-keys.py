#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hub's schema is ready to be spread over machines by the unit (Citus): every key, foreign key
and join carries it. Read from the catalog of a real hub, so that a new table is looked at too."""

import re

from server import Server, check, run, same

server = Server()
admin = server.admin
REFERENCE = ["meta"]  # one row about the hub itself, the same everywhere
TABLES = [r[0] for r in admin.run("SELECT relname::text FROM pg_class WHERE relnamespace = 'hub'::regnamespace AND relkind IN ('r', 'p')")]
SOURCES = admin.run("SELECT proname::text, prosrc FROM pg_proc WHERE pronamespace = 'hub'::regnamespace")
# Who a login is has to be found without knowing its unit: logins is a reference table there.
# The list of units is the one question that is about all of them.
WITHOUT_UNIT = [("me", "l"), ("hello", "l"), ("enrol", "l"), ("reader_units", "u"), ("admin_restored", "u")]


def tables():
    """Every table has a unit, which is never missing"""
    check(len(TABLES) >= 15, TABLES)
    rows = admin.run("SELECT c.relname::text, a.attnotnull, a.atttypid::regtype::text FROM pg_class c LEFT JOIN pg_attribute a"
                     " ON a.attrelid = c.oid AND a.attname = 'unit' WHERE c.relnamespace = 'hub'::regnamespace AND c.relkind IN ('r', 'p')")
    same([r for r in rows if r[0] not in REFERENCE and r[1:] != (True, "text")], [])


def keys():
    """Every primary and unique key begins with the unit"""
    rows = admin.run("SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, a.attname::text FROM pg_index i"
                     " JOIN pg_class c ON c.oid = i.indrelid LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
                     " WHERE c.relnamespace = 'hub'::regnamespace AND c.relkind IN ('r', 'p') AND (i.indisunique OR i.indisprimary OR i.indisexclusion)")
    check(len(rows) >= 20, rows)
    same([r for r in rows if r[0].removeprefix("hub.") not in REFERENCE and r[2] != "unit"], [])
    same(sorted(t for t in TABLES if "hub." + t not in [r[0] for r in rows]), [], "without a key")


def foreign_keys():
    """Every foreign key begins with the unit on both sides"""
    rows = admin.run("SELECT k.conrelid::regclass::text, k.conname::text, a.attname::text, b.attname::text FROM pg_constraint k"
                     " JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]"
                     " JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]"
                     " WHERE k.contype = 'f' AND k.connamespace = 'hub'::regnamespace")
    check(len(rows) >= 10, rows)
    same([r for r in rows if r[2:] != ("unit", "unit")], [])


def sequences():
    """No number comes from a sequence: it would be one for all units, and have gaps"""
    same(admin.run("SELECT relname::text FROM pg_class WHERE relnamespace = 'hub'::regnamespace AND relkind = 'S'"), [])


def joins():
    """In every function each table that is read, joined or changed is tied to a unit"""
    problems, seen = [], 0
    for function, source in SOURCES:
        source = re.sub(r"--.*", "", source)
        for statement in source.split(";"):
            found = {}
            for table, alias in re.findall(r"(?:FROM|JOIN|UPDATE|,)\s+hub\.(\w+)\b(?!\s*\()(?:\s+AS)?\s+(\w+)", statement):
                if table not in REFERENCE:
                    found[alias] = found.get(alias, 0) + 1
            bare = re.findall(r"(?:FROM|JOIN|UPDATE)\s+hub\.(\w+)\b(?!\s*\()\s*(?:WHERE|SET|ORDER|LIMIT|$|\))", statement)
            problems += [(function, table, "has no alias") for table in bare if table not in REFERENCE]
            for alias, times in found.items():
                seen += times
                ties = len(re.findall(rf"\b{alias}\.unit\s*=|=\s*{alias}\.unit\b", statement))
                if ties < times and (function, alias) not in WITHOUT_UNIT:
                    problems.append((function, alias, f"{times} times, tied {ties} times", " ".join(statement.split())[:200]))
            for columns in re.findall(r"INSERT INTO hub\.\w+(?:\s+AS\s+\w+)?\s*\(([^)]*)\)", statement):
                seen += 1
                if not columns.strip().startswith("unit"):
                    problems.append((function, "INSERT", columns))
            for columns in re.findall(r"ON CONFLICT\s*\(([^)]*)\)", statement):
                if not columns.strip().startswith("unit"):
                    problems.append((function, "ON CONFLICT", columns))
    check(seen > 100, seen, "the sources were not read")
    same(problems, [])


def no_dynamic_sql():
    """SQL is made from texts in the three role functions alone"""
    same(sorted(name for name, source in SOURCES if re.search(r"\bEXECUTE\b", re.sub(r"--.*", "", source))), ["role_drop", "role_end", "role_make"])


run(tables, keys, foreign_keys, sequences, joins, no_dynamic_sql)
