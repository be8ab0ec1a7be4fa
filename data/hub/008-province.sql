-- SPDX-License-Identifier: GPL-3.0-or-later
-- The province's readers, who see facts and never a payload, and what the administrator of the
-- database does (build-aux/hub): units, their first invitation, readers, a new epoch.
SELECT version < 8 AS wanted FROM hub.meta \gset
\if :wanted
\set door 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET hub.unit = '''' SET enable_seqscan = off SET jit = off SET work_mem = ''64MB'''
SET ROLE hub_owner;

CREATE FUNCTION hub.reader_units () RETURNS TABLE (unit text, name text, last_n bigint) LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('hub.unit', '*', true);
  RETURN QUERY SELECT u.unit, u.name, u.last_n FROM hub.units u ORDER BY u.unit;
END
$$;

-- Opens the rows of a unit, or DT001.
CREATE FUNCTION hub.reader_enter (p_unit text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM set_config('hub.unit', CASE WHEN p_unit IS NULL OR p_unit = '*' THEN '' ELSE p_unit END, true);
  PERFORM FROM hub.units u WHERE u.unit = p_unit;
  IF NOT FOUND THEN
    PERFORM hub.deny();
  END IF;
END
$$;
CREATE FUNCTION hub.reader_pull (p_unit text, p_known jsonb, p_max_bytes int)
RETURNS TABLE (n bigint, device bytea, seq bigint, body bytea, signature bytea) LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
BEGIN
  PERFORM hub.reader_enter(p_unit);
  RETURN QUERY
  SELECT e.n, e.device, e.seq, e.body, e.signature
    FROM hub.missing(p_unit, p_known, p_max_bytes, false) l
    CROSS JOIN LATERAL (SELECT e.n, e.device, e.seq, e.body, e.signature FROM hub.entries e
      WHERE e.unit = p_unit AND e.device = l.device AND e.seq > l.known AND e.seq <= l.upto ORDER BY e.seq OFFSET 0) e
    ORDER BY e.n;
END
$$;
-- Whose signatures the entries bear.
CREATE FUNCTION hub.reader_desks (p_unit text)
RETURNS TABLE (device bytea, number int, public_key bytea, last_seq bigint, last_hash bytea, removed_seq bigint)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
BEGIN
  PERFORM hub.reader_enter(p_unit);
  RETURN QUERY SELECT d.device, d.number, d.public_key, d.last_seq, d.last_hash, d.removed_seq FROM hub.desks d
    WHERE d.unit = p_unit ORDER BY d.number;
END
$$;
CREATE FUNCTION hub.reader_checkpoints (p_unit text, p_after timestamptz)
RETURNS TABLE (device bytea, day int, size bigint, note text, received timestamptz) LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
BEGIN
  PERFORM hub.reader_enter(p_unit);
  RETURN QUERY SELECT c.device, c.day, c.size, c.note, c.received FROM hub.checkpoints c
    WHERE c.unit = p_unit AND c.received > coalesce(p_after, '-infinity') ORDER BY c.received LIMIT 1000;
END
$$;
GRANT EXECUTE ON FUNCTION hub.reader_units (), hub.reader_pull (text, jsonb, int), hub.reader_desks (text),
  hub.reader_checkpoints (text, timestamptz) TO hub_reader;

-- From here on nobody is granted anything: only who may do everything in the database can call.
CREATE FUNCTION hub.admin_add_unit (p_unit text, p_name text) RETURNS void LANGUAGE plpgsql :door AS $$
BEGIN
  IF p_unit IS NULL OR p_unit !~ '^[0-9a-z][0-9a-z.-]{0,31}$' OR p_name IS NULL OR octet_length(p_name) NOT BETWEEN 1 AND 400 THEN
    PERFORM hub.refuse('DT002', 'a unit has a code (0-9 a-z . -, at most 32) and a name');
  END IF;
  PERFORM set_config('hub.unit', p_unit, true);
  INSERT INTO hub.units (unit, name) VALUES (p_unit, p_name) ON CONFLICT (unit) DO UPDATE SET name = excluded.name;
END
$$;
-- An invitation without the unit's key: for the first desk, which makes that key.
CREATE FUNCTION hub.admin_invite (p_unit text, p_id bytea, p_desk int, p_verify_key bytea, p_verifier text, p_days int) RETURNS void
LANGUAGE plpgsql :door AS $$
BEGIN
  PERFORM hub.reader_enter(p_unit);
  PERFORM hub.make_invitation(p_unit, p_id, p_desk, p_verify_key, NULL, p_verifier, p_days);
END
$$;
CREATE FUNCTION hub.admin_add_reader (p_name text, p_verifier text) RETURNS text LANGUAGE plpgsql :door AS $$
BEGIN
  IF p_name IS NULL OR p_name !~ '^[a-z0-9]{1,40}$' THEN
    PERFORM hub.refuse('DT002', 'a reader''s name is a-z 0-9, at most 40');
  END IF;
  PERFORM hub.check_verifier(p_verifier);
  PERFORM hub.role_make('r_' || p_name, p_verifier, NULL, true);
  RETURN 'r_' || p_name;
END
$$;
-- After a restore: desks see the new epoch and bring back what is missing. Leases are over, and
-- their generations go beyond any that was given out before.
CREATE FUNCTION hub.admin_restored () RETURNS uuid LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text;
  v_epoch uuid;
BEGIN
  PERFORM set_config('hub.unit', '*', true);
  FOR v_unit IN SELECT u.unit FROM hub.units u ORDER BY u.unit LOOP
    PERFORM set_config('hub.unit', v_unit, true);
    UPDATE hub.leases l SET until = '-infinity', generation = l.generation + 1000000000 WHERE l.unit = v_unit;
    DELETE FROM hub.presence p WHERE p.unit = v_unit;
    PERFORM pg_notify(u.channel, 'restored') FROM hub.units u WHERE u.unit = v_unit;
  END LOOP;
  UPDATE hub.meta m SET epoch = gen_random_uuid(), restored_at = clock_timestamp() RETURNING m.epoch INTO v_epoch;
  RETURN v_epoch;
END
$$;
RESET ROLE;
UPDATE hub.meta SET version = 8;
\endif
