-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the hub's functions use among themselves: who calls, what an entry's bytes say, and the
-- three functions that make and end logins. No login may call any of them.
SELECT version < 2 AS wanted FROM hub.meta \gset
\if :wanted
\set safely 'SET search_path = pg_catalog, pg_temp'

SET ROLE hub_owner;

-- One text for what is not allowed and for what does not exist.
CREATE FUNCTION hub.deny () RETURNS void LANGUAGE plpgsql :safely AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'DT001', MESSAGE = 'not allowed here';
END
$$;
-- Its type lets it stand where a query wants a number.
CREATE FUNCTION hub.refuse (p_code text, p_message text) RETURNS smallint LANGUAGE plpgsql :safely AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = p_code, MESSAGE = p_message;
END
$$;
-- DT002 unless the bytes are there and of that length.
CREATE FUNCTION hub.want (p_bytes bytea, p_size int, p_name text) RETURNS void LANGUAGE plpgsql :safely AS $$
BEGIN
  IF p_bytes IS NULL OR octet_length(p_bytes) <> p_size THEN
    PERFORM hub.refuse('DT002', format('%s is not %s bytes', p_name, p_size));
  END IF;
END
$$;

-- The desk that calls, from its login; the rows of its unit are open until the function that
-- called this ends.
CREATE FUNCTION hub.me (OUT unit text, OUT device bytea) LANGUAGE plpgsql :safely AS $$
DECLARE
  v_removed bigint;
BEGIN
  SELECT l.unit, l.device INTO unit, device FROM hub.logins l
    WHERE l.login = session_user::text AND l.device IS NOT NULL;
  IF NOT FOUND THEN
    PERFORM hub.deny();
  END IF;
  PERFORM set_config('hub.unit', unit, true);
  SELECT d.removed_seq INTO v_removed FROM hub.desks d WHERE d.unit = me.unit AND d.device = me.device;
  IF v_removed IS NOT NULL THEN
    PERFORM hub.refuse('DT005', 'this desk was removed from its unit');
  END IF;
END
$$;

-- Days since 1970-01-01 in Hanoi, which has kept UTC+7 and no summer time since 1975.
CREATE FUNCTION hub.day_of (p_time timestamptz) RETURNS int LANGUAGE sql IMMUTABLE :safely AS $$
  SELECT floor((extract(epoch FROM p_time) + 25200) / 86400)::int
$$;

-- These two run once an entry, inside functions that have set the path: a SET of their own would
-- cost more than what they do.
CREATE FUNCTION hub.read_bigint (p_bytes bytea, p_offset int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || encode(substring(p_bytes FROM p_offset + 1 FOR 8), 'hex'))::bit(64)::bigint
$$;

-- Layout 1 of an entry (src/ledger/dt-ledger-entry.h): its fixed places, and nothing behind the end.
CREATE FUNCTION hub.is_entry (p_body bytea) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_size int := octet_length(p_body);
  v_at int := 136;
BEGIN
  IF v_size < 143 OR substring(p_body FROM 1 FOR 4) <> '\x44544531'::bytea OR get_byte(p_body, 20) > 127 THEN
    RETURN false;
  END IF;
  v_at := v_at + 1 + get_byte(p_body, v_at);
  IF v_at + 6 > v_size THEN
    RETURN false;
  END IF;
  v_at := v_at + 1 + get_byte(p_body, v_at);
  IF v_at + 5 > v_size THEN
    RETURN false;
  END IF;
  v_at := v_at + 1 + get_byte(p_body, v_at);
  IF v_at + 4 > v_size OR get_byte(p_body, v_at) <> 0 THEN
    RETURN false;
  END IF;
  RETURN v_at + 4 + (get_byte(p_body, v_at + 1) << 16) + (get_byte(p_body, v_at + 2) << 8)
                  + get_byte(p_body, v_at + 3) = v_size;
END
$$;

-- The form PQencryptPasswordConn() gives. Anything else PostgreSQL would take for the password
-- itself, which must never come here.
CREATE FUNCTION hub.check_verifier (p_verifier text) RETURNS void LANGUAGE plpgsql :safely AS $$
BEGIN
  IF p_verifier IS NULL OR octet_length(p_verifier) > 300 OR p_verifier !~
     '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/]{16,88}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$' THEN
    PERFORM hub.refuse('DT002', 'not a SCRAM-SHA-256 verifier');
  END IF;
END
$$;

RESET ROLE;

-- These three run as hub_roles. TimeZone and DateStyle are the caller's otherwise, and would
-- change what VALID UNTIL means.
\set as_roles 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = ''UTC'' SET datestyle = ''ISO, YMD'''

-- A login of the group, or its new verifier. FALSE if the name is taken and p_ours is not set.
CREATE FUNCTION hub.role_make (p_login text, p_verifier text, p_until timestamptz, p_ours boolean)
RETURNS boolean LANGUAGE plpgsql :as_roles AS $$
DECLARE
  v_group text := CASE left(p_login, 2) WHEN 'd_' THEN 'hub_desk' WHEN 'i_' THEN 'hub_newcomer' WHEN 'r_' THEN 'hub_reader' END;
  v_there boolean;
BEGIN
  IF v_group IS NULL OR p_login !~ '^([di]_[0-9a-f]{32}|r_[a-z0-9]{1,40})$' OR p_verifier !~ '^SCRAM-SHA-256\$' THEN
    RAISE EXCEPTION USING ERRCODE = 'DT002', MESSAGE = 'not a login of the hub';
  END IF;
  SELECT true INTO v_there FROM pg_roles WHERE rolname = p_login;
  IF v_there AND NOT p_ours THEN
    RETURN false;
  END IF;
  IF v_there IS NULL THEN
    EXECUTE format('CREATE ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT IN ROLE %I',
                   p_login, v_group);
  END IF;
  EXECUTE format('ALTER ROLE %I LOGIN CONNECTION LIMIT 4 PASSWORD %L VALID UNTIL %L',
                 p_login, p_verifier, coalesce(p_until::text, 'infinity'));
  RETURN true;
END
$$;
-- Ends a login for good. The name stays, so that nobody can take it again, and so does the verifier:
-- whoever has the password is told that the login has ended, nobody else is.
CREATE FUNCTION hub.role_end (p_login text) RETURNS void LANGUAGE plpgsql :as_roles AS $$
BEGIN
  IF p_login ~ '^[di]_[0-9a-f]{32}$' AND EXISTS (SELECT FROM pg_roles WHERE rolname = p_login) THEN
    EXECUTE format('ALTER ROLE %I NOLOGIN', p_login);
    PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a
      WHERE a.usename = p_login AND a.pid <> pg_backend_pid();
  END IF;
END
$$;
-- Drops an invitation's login. A login that left something behind (ALTER DEFAULT PRIVILEGES is
-- everybody's) cannot be dropped, and must not stop those who clean up.
CREATE FUNCTION hub.role_drop (p_login text) RETURNS void LANGUAGE plpgsql :as_roles AS $$
BEGIN
  IF p_login !~ '^i_[0-9a-f]{32}$' OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = p_login) THEN
    RETURN;
  END IF;
  PERFORM hub.role_end(p_login);
  BEGIN
    EXECUTE format('DROP ROLE %I', p_login);
  EXCEPTION WHEN dependent_objects_still_exist THEN
    NULL;
  END;
END
$$;
ALTER FUNCTION hub.role_make (text, text, timestamptz, boolean) OWNER TO hub_roles;
ALTER FUNCTION hub.role_end (text) OWNER TO hub_roles;
ALTER FUNCTION hub.role_drop (text) OWNER TO hub_roles;
REVOKE ALL ON FUNCTION hub.role_make (text, text, timestamptz, boolean), hub.role_end (text), hub.role_drop (text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.role_make (text, text, timestamptz, boolean), hub.role_end (text), hub.role_drop (text) TO hub_owner;

UPDATE hub.meta SET version = 2;
\endif
