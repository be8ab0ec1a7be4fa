-- SPDX-License-Identifier: GPL-3.0-or-later
-- Parcels between units: sealed to the receiver's key, kept twice (with the sender and with the
-- receiver), and what was answered. The only functions that write another unit's rows: a row in its
-- box, from a sender it can see, and nothing else.
SELECT version < 7 AS wanted FROM hub.meta \gset
\if :wanted
\set door 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET hub.unit = '''' SET enable_seqscan = off SET jit = off SET lock_timeout = ''10s'''
SET ROLE hub_owner;

-- The key parcels to a unit are sealed to: open to all desks, as a directory is.
CREATE FUNCTION hub.sealing_key (p_unit text) RETURNS bytea LANGUAGE plpgsql :door AS $$
DECLARE
  v_key bytea;
BEGIN
  PERFORM hub.me();
  PERFORM set_config('hub.unit', CASE WHEN p_unit = '*' THEN '' ELSE p_unit END, true);
  SELECT u.sealing_key INTO v_key FROM hub.units u WHERE u.unit = p_unit;
  IF v_key IS NULL THEN
    PERFORM hub.deny();
  END IF;
  RETURN v_key;
END
$$;
CREATE FUNCTION hub.set_sealing_key (p_key bytea) RETURNS void LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  PERFORM hub.want(p_key, 32, 'key');
  UPDATE hub.units u SET sealing_key = p_key WHERE u.unit = v_unit;
END
$$;

-- Puts one event into one unit's box for a peer; hub.unit is that unit's meanwhile.
CREATE FUNCTION hub.put_event (p_unit text, p_peer text, p_from text, p_id bytea, p_no int, p_by text, p_state smallint, p_sealed bytea)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_place bigint;
BEGIN
  PERFORM set_config('hub.unit', p_unit, true);
  INSERT INTO hub.boxes AS b (unit, peer, last_place) VALUES (p_unit, p_peer, 1)
    ON CONFLICT (unit, peer) DO UPDATE SET last_place = b.last_place + 1 RETURNING b.last_place INTO v_place;
  INSERT INTO hub.parcel_events (unit, peer, place, from_unit, id, no, by_unit, state, sealed, at)
    VALUES (p_unit, p_peer, v_place, p_from, p_id, p_no, p_by, p_state, p_sealed, clock_timestamp());
  UPDATE hub.parcels p SET state = p_state, last_no = p_no WHERE p.unit = p_unit AND p.from_unit = p_from AND p.id = p_id;
  PERFORM pg_notify(u.channel, 'parcels') FROM hub.units u WHERE u.unit = p_unit;
END
$$;
-- The same event for both sides, in one order, so that two units that write to each other do not
-- wait for each other.
CREATE FUNCTION hub.put_events (p_one text, p_other text, p_from text, p_id bytea, p_no int, p_by text, p_state smallint, p_sealed bytea)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_first text COLLATE "C" := least(p_one COLLATE "C", p_other COLLATE "C");
  v_second text COLLATE "C" := greatest(p_one COLLATE "C", p_other COLLATE "C");
BEGIN
  PERFORM hub.put_event(v_first, v_second, p_from, p_id, p_no, p_by, p_state, p_sealed);
  PERFORM hub.put_event(v_second, v_first, p_from, p_id, p_no, p_by, p_state, p_sealed);
END
$$;

-- State 0: on its way. Harmless to repeat; DT003 if another parcel with this id was sent.
CREATE FUNCTION hub.parcel_send (p_to_unit text, p_id bytea, p_sealed bytea) RETURNS void LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
  v_old record;
BEGIN
  PERFORM hub.want(p_id, 16, 'id');
  IF p_sealed IS NULL OR p_to_unit IS NULL OR p_to_unit = v_unit THEN
    PERFORM hub.refuse('DT002', 'a parcel has sealed bytes and goes to another unit');
  END IF;
  IF octet_length(p_sealed) > 67108864 THEN
    PERFORM hub.refuse('DT006', 'a parcel is larger than 64 MiB');
  END IF;
  SELECT p.to_unit, e.sealed INTO v_old FROM hub.parcels p
    JOIN hub.parcel_events e ON e.unit = p.unit AND e.from_unit = p.from_unit AND e.id = p.id AND e.no = 0
    WHERE p.unit = v_unit AND p.from_unit = v_unit AND p.id = p_id;
  IF FOUND THEN
    IF v_old.to_unit <> p_to_unit OR v_old.sealed <> p_sealed THEN
      PERFORM hub.refuse('DT003', 'another parcel with this id was sent');
    END IF;
    RETURN;
  END IF;
  PERFORM set_config('hub.unit', CASE WHEN p_to_unit = '*' THEN '' ELSE p_to_unit END, true);
  PERFORM FROM hub.units u WHERE u.unit = p_to_unit;
  IF NOT FOUND THEN
    PERFORM hub.deny();
  END IF;
  INSERT INTO hub.parcels (unit, from_unit, to_unit, id, state) VALUES (p_to_unit, v_unit, p_to_unit, p_id, 0);
  PERFORM set_config('hub.unit', v_unit, true);
  INSERT INTO hub.parcels (unit, from_unit, to_unit, id, state) VALUES (v_unit, v_unit, p_to_unit, p_id, 0);
  PERFORM hub.put_events(v_unit, p_to_unit, v_unit, p_id, 0, v_unit, 0::smallint, p_sealed);
END
$$;

-- What happened to the unit's parcels, sent and received. p_known: {"<peer's code>": place}. Event 0
-- is the parcel itself. At most p_max rows and about 64 MiB, in order of place for each peer.
CREATE FUNCTION hub.parcels (p_known jsonb DEFAULT '{}', p_max int DEFAULT 100)
RETURNS TABLE (peer text, place bigint, id bytea, from_unit text, to_unit text, no int, by_unit text, state smallint, sealed bytea, at timestamptz)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
  v_max int := least(greatest(coalesce(p_max, 100), 1), 1000);
BEGIN
  IF jsonb_typeof(p_known) <> 'object' OR octet_length(p_known::text) > 1000000
     OR EXISTS (SELECT FROM jsonb_each(p_known) v WHERE v.value::text !~ '^[0-9]{1,18}$') THEN
    PERFORM hub.refuse('DT002', 'what is known of parcels is {"<unit>": place}');
  END IF;
  RETURN QUERY
  WITH w AS (
    SELECT x.peer, x.place, sum(coalesce(x.size, 0)) OVER o AS total, row_number() OVER o AS row
      FROM (SELECT b.peer, b.last_place, coalesce((p_known -> b.peer)::text::bigint, 0) AS known FROM hub.boxes b WHERE b.unit = v_unit) b
      CROSS JOIN LATERAL (
        SELECT e.peer, e.place, octet_length(e.sealed) AS size FROM hub.parcel_events e
          WHERE e.unit = v_unit AND e.peer = b.peer AND e.place > b.known AND b.last_place > b.known ORDER BY e.place LIMIT v_max) x
      WINDOW o AS (ORDER BY x.peer, x.place)
  )
  SELECT e.peer, e.place, e.id, e.from_unit, p.to_unit, e.no, e.by_unit, e.state, e.sealed, e.at
    FROM w JOIN hub.parcel_events e ON e.unit = v_unit AND e.peer = w.peer AND e.place = w.place
    JOIN hub.parcels p ON p.unit = e.unit AND p.from_unit = e.from_unit AND p.id = e.id
    WHERE w.row = 1 OR (w.total <= 67108864 AND w.row <= v_max) ORDER BY e.peer, e.place;
END
$$;

-- Either side says what became of a parcel (state: a code of the desks' own). no is the next one:
-- DT003 if it is taken by another event, DT004 if one is missing before it.
CREATE FUNCTION hub.parcel_answer (p_from_unit text, p_id bytea, p_no int, p_sealed bytea, p_state smallint) RETURNS void
LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
  v_parcel hub.parcels;
  v_old record;
BEGIN
  PERFORM hub.want(p_id, 16, 'id');
  IF p_no IS NULL OR p_no < 1 OR p_state IS NULL THEN
    PERFORM hub.refuse('DT002', 'an answer has a number from 1 and a state');
  END IF;
  IF octet_length(p_sealed) > 67108864 THEN
    PERFORM hub.refuse('DT006', 'an answer is larger than 64 MiB');
  END IF;
  SELECT p.* INTO v_parcel FROM hub.parcels p WHERE p.unit = v_unit AND p.from_unit = p_from_unit AND p.id = p_id;
  IF NOT FOUND THEN
    PERFORM hub.deny();
  END IF;
  -- The sender's copy is locked by both sides.
  PERFORM set_config('hub.unit', p_from_unit, true);
  SELECT p.* INTO v_parcel FROM hub.parcels p
    WHERE p.unit = p_from_unit AND p.from_unit = p_from_unit AND p.id = p_id FOR NO KEY UPDATE;
  PERFORM set_config('hub.unit', v_unit, true);
  SELECT e.by_unit, e.state, e.sealed INTO v_old FROM hub.parcel_events e
    WHERE e.unit = v_unit AND e.from_unit = p_from_unit AND e.id = p_id AND e.no = p_no;
  IF FOUND THEN
    IF v_old.by_unit <> v_unit OR v_old.state <> p_state OR v_old.sealed IS DISTINCT FROM p_sealed THEN
      PERFORM hub.refuse('DT003', 'another answer with this number is here');
    END IF;
    RETURN;
  END IF;
  IF p_no <> v_parcel.last_no + 1 THEN
    PERFORM hub.refuse('DT004', 'an answer before this one is not here');
  END IF;
  PERFORM hub.put_events(v_parcel.from_unit, v_parcel.to_unit, p_from_unit, p_id, p_no, v_unit, p_state, p_sealed);
END
$$;

GRANT EXECUTE ON FUNCTION hub.sealing_key (text), hub.set_sealing_key (bytea), hub.parcel_send (text, bytea, bytea),
  hub.parcels (jsonb, int), hub.parcel_answer (text, bytea, int, bytea, smallint) TO hub_desk;
RESET ROLE;
UPDATE hub.meta SET version = 7;
\endif
