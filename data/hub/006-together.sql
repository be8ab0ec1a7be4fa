-- SPDX-License-Identifier: GPL-3.0-or-later
-- Several desks at one unit: checkpoints they witness, leases, and who is at what.
SELECT version < 6 AS wanted FROM hub.meta \gset
\if :wanted
\set door 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET hub.unit = '''' SET enable_seqscan = off SET jit = off'
SET ROLE hub_owner;

-- DT003 for another note of the same desk, day and size: that desk or this hub has two truths.
CREATE FUNCTION hub.put_checkpoint (p_note text, p_day int, p_size bigint) RETURNS void LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text;
  v_device bytea;
  v_note text;
  v_at timestamptz;
BEGIN
  SELECT m.unit, m.device INTO v_unit, v_device FROM hub.me() m;
  IF octet_length(p_note) > 8192 THEN
    PERFORM hub.refuse('DT006', 'a note is longer than 8192 bytes');
  END IF;
  IF p_note IS NULL OR p_day IS NULL OR p_size IS NULL OR p_size < 1 OR p_day NOT BETWEEN 0 AND 1000000 THEN
    PERFORM hub.refuse('DT002', 'a checkpoint has a note, a day and a size');
  END IF;
  -- In turns, so that received is in the order of commits and get_checkpoints() misses none.
  SELECT greatest(clock_timestamp(), u.last_checkpoint + interval '1 microsecond') INTO v_at
    FROM hub.units u WHERE u.unit = v_unit FOR NO KEY UPDATE;
  SELECT c.note INTO v_note FROM hub.checkpoints c
    WHERE c.unit = v_unit AND c.device = v_device AND c.day = p_day AND c.size = p_size;
  IF NOT FOUND THEN
    INSERT INTO hub.checkpoints (unit, device, day, size, note, received) VALUES (v_unit, v_device, p_day, p_size, p_note, v_at);
    UPDATE hub.units u SET last_checkpoint = v_at WHERE u.unit = v_unit;
  ELSIF v_note <> p_note THEN
    PERFORM hub.refuse('DT003', 'another checkpoint of this day and size is here');
  END IF;
END
$$;

-- At most 1000, in the order of receipt; go on after the last one's.
CREATE FUNCTION hub.get_checkpoints (p_after timestamptz)
RETURNS TABLE (device bytea, day int, size bigint, note text, received timestamptz) LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  RETURN QUERY SELECT c.device, c.day, c.size, c.note, c.received FROM hub.checkpoints c
    WHERE c.unit = v_unit AND c.received > coalesce(p_after, '-infinity') ORDER BY c.received LIMIT 1000;
END
$$;

-- One desk at a time. The generation grows with each taking, so that what a desk still does under
-- an older one can be told and refused.
CREATE FUNCTION hub.lease_take (p_name text, p_seconds int) RETURNS TABLE (generation bigint, until timestamptz)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text;
  v_device bytea;
BEGIN
  SELECT m.unit, m.device INTO v_unit, v_device FROM hub.me() m;
  IF p_name IS NULL OR octet_length(p_name) NOT BETWEEN 1 AND 200 OR p_seconds IS NULL OR p_seconds NOT BETWEEN 1 AND 86400 THEN
    PERFORM hub.refuse('DT002', 'a lease has a name of 1 to 200 bytes and lasts 1 to 86400 seconds');
  END IF;
  RETURN QUERY
  INSERT INTO hub.leases AS l (unit, name, device, until, generation)
    VALUES (v_unit, p_name, v_device, clock_timestamp() + make_interval(secs => p_seconds), 1)
    ON CONFLICT (unit, name) DO UPDATE
      SET device = excluded.device, until = excluded.until, generation = l.generation + 1
      WHERE l.until <= clock_timestamp() OR l.device = excluded.device
    RETURNING l.generation, l.until;
END
$$;
CREATE FUNCTION hub.lease_renew (p_name text, p_generation bigint, p_seconds int) RETURNS boolean LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text;
  v_device bytea;
BEGIN
  SELECT m.unit, m.device INTO v_unit, v_device FROM hub.me() m;
  IF p_seconds IS NULL OR p_seconds NOT BETWEEN 1 AND 86400 THEN
    PERFORM hub.refuse('DT002', 'a lease lasts 1 to 86400 seconds');
  END IF;
  UPDATE hub.leases l SET until = clock_timestamp() + make_interval(secs => p_seconds)
    WHERE l.unit = v_unit AND l.name = p_name AND l.device = v_device AND l.generation = p_generation AND l.until > clock_timestamp();
  RETURN FOUND;
END
$$;
CREATE FUNCTION hub.lease_release (p_name text, p_generation bigint) RETURNS boolean LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text;
  v_device bytea;
BEGIN
  SELECT m.unit, m.device INTO v_unit, v_device FROM hub.me() m;
  UPDATE hub.leases l SET until = '-infinity'
    WHERE l.unit = v_unit AND l.name = p_name AND l.device = v_device AND l.generation = p_generation AND l.until > clock_timestamp();
  RETURN FOUND;
END
$$;

-- What the desk is at: a code of the desks' own, 0 for no more. The others are told at once.
CREATE FUNCTION hub.presence_set (p_subject bytea, p_what smallint, p_seconds int) RETURNS void LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text;
  v_device bytea;
  v_before smallint;
BEGIN
  SELECT m.unit, m.device INTO v_unit, v_device FROM hub.me() m;
  PERFORM hub.want(p_subject, 16, 'subject');
  IF p_what IS NULL OR p_what < 0 OR p_seconds IS NULL OR p_seconds NOT BETWEEN 1 AND 3600 THEN
    PERFORM hub.refuse('DT002', 'presence is a code from 0 and lasts 1 to 3600 seconds');
  END IF;
  SELECT p.what INTO v_before FROM hub.presence p
    WHERE p.unit = v_unit AND p.device = v_device AND p.subject = p_subject AND p.until > clock_timestamp();
  DELETE FROM hub.presence p WHERE p.unit = v_unit AND p.device = v_device
    AND (p.until <= clock_timestamp() OR (p.subject = p_subject AND p_what = 0));
  IF p_what > 0 THEN
    INSERT INTO hub.presence (unit, device, subject, what, until)
      VALUES (v_unit, v_device, p_subject, p_what, clock_timestamp() + make_interval(secs => p_seconds))
      ON CONFLICT (unit, device, subject) DO UPDATE SET what = excluded.what, until = excluded.until;
  END IF;
  IF coalesce(v_before, 0) <> p_what THEN
    PERFORM pg_notify(u.channel, 'presence') FROM hub.units u WHERE u.unit = v_unit;
  END IF;
END
$$;
CREATE FUNCTION hub.presence () RETURNS TABLE (device bytea, subject bytea, what smallint, until timestamptz)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  RETURN QUERY SELECT p.device, p.subject, p.what, p.until FROM hub.presence p
    WHERE p.unit = v_unit AND p.until > clock_timestamp() ORDER BY p.device, p.subject LIMIT 10000;
END
$$;

GRANT EXECUTE ON FUNCTION hub.put_checkpoint (text, int, bigint), hub.get_checkpoints (timestamptz), hub.lease_take (text, int),
  hub.lease_renew (text, bigint, int), hub.lease_release (text, bigint), hub.presence_set (bytea, smallint, int), hub.presence ()
  TO hub_desk;
RESET ROLE;
UPDATE hub.meta SET version = 6;
\endif
