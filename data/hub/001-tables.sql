-- SPDX-License-Identifier: GPL-3.0-or-later
-- The hub's roles, tables and row-level security. One database serves a province; nobody but
-- hub_owner touches a table, and desks have nothing but the functions of the files that follow.
--
-- Why things are as they are:
--  * Every login may run any SQL it likes. So nobody may create anything here (no schema, no
--    temporary table, no large object), and no login, role or channel name tells of a unit:
--    pg_roles, pg_stat_activity and LISTEN are open to everybody.
--  * unit leads every key, so that the tables can be spread by it (README.md, "Sharding").
--  * Functions run as hub_owner, who is under row-level security too: a function that forgets
--    its unit sees nothing. The unit comes from session_user, which no login can change.
\set version 0
SELECT to_regclass('hub.meta') IS NOT NULL AS there \gset
\if :there
SELECT version FROM hub.meta \gset
\endif
SELECT :version < 1 AS wanted \gset
\if :wanted

DO $$
DECLARE
  v_role text;
BEGIN
  IF current_setting('server_version_num')::int < 150000 THEN
    RAISE EXCEPTION 'PostgreSQL 15 or newer is needed';
  END IF;
  FOREACH v_role IN ARRAY ARRAY['hub_owner', 'hub_desk', 'hub_reader', 'hub_newcomer', 'hub_roles'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = v_role) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
    END IF;
    EXECUTE format('ALTER ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOREPLICATION', v_role);
  END LOOP;
END
$$;
-- hub_roles makes logins. Before PostgreSQL 16 CREATEROLE reaches every role that is no superuser,
-- afterwards only those it made itself and, for membership, those it has with ADMIN OPTION. So it
-- owns three small functions (002) that know names of our own form alone, and nothing else.
ALTER ROLE hub_roles CREATEROLE;
GRANT hub_desk, hub_newcomer, hub_reader TO hub_roles WITH ADMIN OPTION;
GRANT pg_signal_backend TO hub_roles;
-- To write SET hub.unit = '' into a function's definition; SET in a session is everybody's.
GRANT SET ON PARAMETER hub.unit TO hub_owner;

CREATE SCHEMA hub AUTHORIZATION hub_owner;
REVOKE ALL ON SCHEMA hub FROM PUBLIC;
GRANT USAGE ON SCHEMA hub TO hub_desk, hub_reader, hub_newcomer, hub_roles;
DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO hub_desk, hub_reader, hub_newcomer', current_database());
  IF to_regnamespace('public') IS NOT NULL THEN
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
  END IF;
END
$$;
-- The one thing a login could still leave in a database.
REVOKE EXECUTE ON FUNCTION lo_creat (integer), lo_create (oid), lo_from_bytea (oid, bytea) FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE hub_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

SET ROLE hub_owner;

-- The one row of the hub itself. A new epoch says that the hub was restored from a backup.
CREATE TABLE hub.meta (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  epoch uuid NOT NULL DEFAULT gen_random_uuid(),
  version int NOT NULL,
  restored_at timestamptz
);

-- last_n is the number of the unit's last entry: gapless, in the order of commits. channel is the
-- name for LISTEN; it cannot be guessed.
CREATE TABLE hub.units (
  unit text COLLATE "C" PRIMARY KEY CHECK (unit ~ '^[0-9a-z][0-9a-z.-]{0,31}$'),
  name text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 400),
  last_n bigint NOT NULL DEFAULT 0,
  last_day int NOT NULL DEFAULT 0,
  last_checkpoint timestamptz NOT NULL DEFAULT '-infinity',
  last_quarantine bigint NOT NULL DEFAULT 0,
  channel text COLLATE "C" NOT NULL DEFAULT 'hub_' || replace(gen_random_uuid()::text, '-', ''),
  sealing_key bytea CHECK (octet_length(sealing_key) = 32)
);

CREATE TABLE hub.invitations (
  unit text COLLATE "C" NOT NULL REFERENCES hub.units,
  id bytea NOT NULL CHECK (octet_length(id) = 16),
  desk int NOT NULL CHECK (desk BETWEEN 1 AND 9999),
  verify_key bytea CHECK (octet_length(verify_key) = 32),
  sealed_unit_key bytea CHECK (octet_length(sealed_unit_key) <= 1024),
  expires timestamptz NOT NULL,
  used_by bytea CHECK (octet_length(used_by) = 16),
  closed boolean NOT NULL DEFAULT false,
  PRIMARY KEY (unit, id)
);

-- last_seq and last_hash are the end of the desk's chain here: always an entry that bears a
-- signature. proof is the invitation's signature over the desk's key, for the other desks.
CREATE TABLE hub.desks (
  unit text COLLATE "C" NOT NULL REFERENCES hub.units,
  device bytea NOT NULL CHECK (octet_length(device) = 16),
  number int NOT NULL CHECK (number BETWEEN 1 AND 9999),
  public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
  invitation bytea,
  proof bytea CHECK (octet_length(proof) <= 256),
  joined timestamptz,
  seen timestamptz,
  program text CHECK (octet_length(program) <= 200),
  last_seq bigint NOT NULL DEFAULT 0,
  last_hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex') CHECK (octet_length(last_hash) = 32),
  removed_seq bigint,
  PRIMARY KEY (unit, device),
  UNIQUE (unit, number),
  FOREIGN KEY (unit, invitation) REFERENCES hub.invitations
);

-- Who a login is: a desk or an invitation. Small and the same everywhere: a reference table when
-- the rest is sharded.
CREATE TABLE hub.logins (
  unit text COLLATE "C" NOT NULL REFERENCES hub.units,
  login text COLLATE "C" NOT NULL CHECK (login ~ '^[di]_[0-9a-f]{32}$'),
  device bytea,
  invitation bytea,
  PRIMARY KEY (unit, login),
  FOREIGN KEY (unit, device) REFERENCES hub.desks,
  FOREIGN KEY (unit, invitation) REFERENCES hub.invitations,
  CHECK ((device IS NULL) <> (invitation IS NULL))
);
CREATE INDEX logins_login ON hub.logins (login);

-- body and signature never change. The sealed payload lies beside them and can be erased; state: 0
-- none or not here, 1 here, 2 erased, which is final. It is found by the entry's place, not by its
-- hash: an index over hashes would be read and written at random, and dearer the more entries there
-- are. No foreign key: hub.push() is the only door, it looks the desk up itself, and a check by
-- trigger would cost more than the insertion.
CREATE TABLE hub.entries (
  unit text COLLATE "C" NOT NULL,
  n bigint NOT NULL,
  device bytea NOT NULL,
  seq bigint NOT NULL,
  day int NOT NULL,
  received timestamptz NOT NULL,
  state smallint NOT NULL,
  hash bytea NOT NULL,
  signature bytea,
  body bytea NOT NULL,
  sealed bytea,
  PRIMARY KEY (unit, n),
  UNIQUE (unit, device, seq),
  CHECK ((state = 1) = (sealed IS NOT NULL))
);

CREATE TABLE hub.attachments (
  unit text COLLATE "C" NOT NULL REFERENCES hub.units,
  address bytea NOT NULL CHECK (octet_length(address) = 32),
  size bigint NOT NULL,
  count int NOT NULL,
  state smallint NOT NULL CHECK (state IN (1, 2)),
  PRIMARY KEY (unit, address)
);
CREATE TABLE hub.chunks (
  unit text COLLATE "C" NOT NULL,
  address bytea NOT NULL,
  no int NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (unit, address, no),
  FOREIGN KEY (unit, address) REFERENCES hub.attachments
);
-- What is sealed does not get smaller.
ALTER TABLE hub.entries ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE hub.chunks ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE TABLE hub.checkpoints (
  unit text COLLATE "C" NOT NULL,
  device bytea NOT NULL,
  day int NOT NULL,
  size bigint NOT NULL,
  note text NOT NULL,
  received timestamptz NOT NULL,
  PRIMARY KEY (unit, device, day, size),
  FOREIGN KEY (unit, device) REFERENCES hub.desks
);
CREATE UNIQUE INDEX checkpoints_received ON hub.checkpoints (unit, received);

-- What was refused, and why: device and seq as the bytes say, pushed_by from the login.
CREATE TABLE hub.quarantine (
  unit text COLLATE "C" NOT NULL REFERENCES hub.units,
  id bigint NOT NULL,
  device bytea,
  seq bigint,
  hash bytea NOT NULL,
  reason text NOT NULL,
  body bytea NOT NULL,
  signature bytea,
  pushed_by bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (unit, id),
  UNIQUE (unit, hash)
);

CREATE TABLE hub.leases (
  unit text COLLATE "C" NOT NULL REFERENCES hub.units,
  name text COLLATE "C" NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 200),
  device bytea NOT NULL,
  until timestamptz NOT NULL,
  generation bigint NOT NULL,
  PRIMARY KEY (unit, name)
);
CREATE TABLE hub.presence (
  unit text COLLATE "C" NOT NULL,
  device bytea NOT NULL,
  subject bytea NOT NULL CHECK (octet_length(subject) = 16),
  what smallint NOT NULL CHECK (what > 0),
  until timestamptz NOT NULL,
  PRIMARY KEY (unit, device, subject),
  FOREIGN KEY (unit, device) REFERENCES hub.desks
);

-- A parcel lies twice: with the unit that sent it and with the one it is for, so that either reads
-- its own rows alone. place counts what happened between a unit and a peer, gapless: a count of the
-- unit's alone would let a sender that holds its transaction open stop all the others.
CREATE TABLE hub.boxes (
  unit text COLLATE "C" NOT NULL REFERENCES hub.units,
  peer text COLLATE "C" NOT NULL,
  last_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (unit, peer)
);
CREATE TABLE hub.parcels (
  unit text COLLATE "C" NOT NULL REFERENCES hub.units,
  from_unit text COLLATE "C" NOT NULL,
  to_unit text COLLATE "C" NOT NULL,
  id bytea NOT NULL CHECK (octet_length(id) = 16),
  state smallint NOT NULL,
  last_no int NOT NULL DEFAULT 0,
  PRIMARY KEY (unit, from_unit, id),
  CHECK (unit IN (from_unit, to_unit) AND from_unit <> to_unit)
);
CREATE TABLE hub.parcel_events (
  unit text COLLATE "C" NOT NULL,
  peer text COLLATE "C" NOT NULL,
  place bigint NOT NULL,
  from_unit text COLLATE "C" NOT NULL,
  id bytea NOT NULL,
  no int NOT NULL CHECK (no >= 0),
  by_unit text COLLATE "C" NOT NULL,
  state smallint NOT NULL,
  sealed bytea,
  at timestamptz NOT NULL,
  PRIMARY KEY (unit, peer, place),
  UNIQUE (unit, from_unit, id, no),
  FOREIGN KEY (unit, from_unit, id) REFERENCES hub.parcels
);
ALTER TABLE hub.parcel_events ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- A function says which unit it works for by hub.unit; every function of the schema begins with
-- none (SET hub.unit = '' in its definition), whatever the caller's session says.
DO $$
DECLARE
  v_table name;
BEGIN
  FOR v_table IN SELECT relname FROM pg_class WHERE relnamespace = 'hub'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('ALTER TABLE hub.%I ENABLE ROW LEVEL SECURITY', v_table);
    EXECUTE format('ALTER TABLE hub.%I FORCE ROW LEVEL SECURITY', v_table);
    EXECUTE format('REVOKE ALL ON hub.%I FROM PUBLIC', v_table);
    IF v_table NOT IN ('meta', 'units', 'logins') THEN
      EXECUTE format('CREATE POLICY own_unit ON hub.%I USING (unit = current_setting(''hub.unit'', true))', v_table);
    END IF;
  END LOOP;
END
$$;
CREATE POLICY everybody ON hub.meta USING (true);
-- '*' is no unit's code: the province's list of units alone is read under it.
CREATE POLICY own_unit ON hub.units
  USING (unit = current_setting('hub.unit', true) OR current_setting('hub.unit', true) = '*')
  WITH CHECK (unit = current_setting('hub.unit', true));
CREATE POLICY own_unit ON hub.logins
  USING (unit = current_setting('hub.unit', true) OR login = session_user::text)
  WITH CHECK (unit = current_setting('hub.unit', true));

INSERT INTO hub.meta (version) VALUES (1);
RESET ROLE;

\endif
