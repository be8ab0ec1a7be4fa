-- SPDX-License-Identifier: GPL-3.0-or-later
-- Payloads beside their entries, and attachments in chunks: sealed by the desks, so the hub cannot
-- look into them. What was erased stays erased, whoever brings it again.
SELECT version < 4 AS wanted FROM hub.meta \gset
\if :wanted
\set door 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET hub.unit = '''' SET enable_seqscan = off SET jit = off'
SET ROLE hub_owner;

-- The payload of an entry that is here: 1 with sealed bytes, or 2. The state as it is afterwards.
-- Only the entry's own desk may bring another in the place of one that is here.
CREATE FUNCTION hub.put_payload (p_device bytea, p_seq bigint, p_state smallint, p_sealed bytea) RETURNS smallint
LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text;
  v_device bytea;
  v_state smallint;
BEGIN
  SELECT m.unit, m.device INTO v_unit, v_device FROM hub.me() m;
  PERFORM hub.want(p_device, 16, 'device');
  IF p_state IS NULL OR p_state NOT IN (1, 2) OR (p_state = 1) <> (p_sealed IS NOT NULL) THEN
    PERFORM hub.refuse('DT002', 'a payload is 1 with sealed bytes, or 2 without');
  END IF;
  IF octet_length(p_sealed) > 73400320 THEN
    PERFORM hub.refuse('DT006', 'a payload is larger than 70 MiB');
  END IF;
  SELECT e.state INTO v_state FROM hub.entries e
    WHERE e.unit = v_unit AND e.device = p_device AND e.seq = p_seq FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM hub.deny();
  END IF;
  IF v_state = 0 OR (v_state = 1 AND (p_state = 2 OR p_device = v_device)) THEN
    UPDATE hub.entries e SET state = p_state, sealed = p_sealed WHERE e.unit = v_unit AND e.device = p_device AND e.seq = p_seq;
    RETURN p_state;
  END IF;
  RETURN v_state;
END
$$;

-- Those of the named entries that have a state but 0, in the order asked. At most 64 MiB, but at
-- least one: ask again for what is behind the last one.
CREATE FUNCTION hub.get_payloads (p_devices bytea[], p_seqs bigint[])
RETURNS TABLE (device bytea, seq bigint, state smallint, sealed bytea)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  IF cardinality(p_devices) > 20000 OR cardinality(p_seqs) > 20000 THEN
    PERFORM hub.refuse('DT006', 'more than 20000 entries');
  END IF;
  RETURN QUERY
  WITH w AS (
    SELECT h.device, h.seq, h.i, sum(coalesce(e.size, 0)) OVER (ORDER BY h.i) AS total, row_number() OVER (ORDER BY h.i) AS no
      FROM unnest(p_devices, p_seqs) WITH ORDINALITY AS h (device, seq, i)
      CROSS JOIN LATERAL (SELECT octet_length(e.sealed) AS size FROM hub.entries e
                            WHERE e.unit = v_unit AND e.device = h.device AND e.seq = h.seq AND e.state <> 0) e
  )
  SELECT w.device, w.seq, e.state, e.sealed
    FROM w CROSS JOIN LATERAL (SELECT e.state, e.sealed FROM hub.entries e
                                 WHERE e.unit = v_unit AND e.device = w.device AND e.seq = w.seq OFFSET 0) e
    WHERE w.total <= 67108864 OR w.no = 1 ORDER BY w.i;
END
$$;

-- An entry that is not here is passed over: it comes with its state, if it comes.
CREATE FUNCTION hub.erase_payloads (p_devices bytea[], p_seqs bigint[]) RETURNS void LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
  v_n bigint[];
BEGIN
  IF cardinality(p_devices) > 20000 OR cardinality(p_seqs) > 20000 THEN
    PERFORM hub.refuse('DT006', 'more than 20000 entries');
  END IF;
  -- In one order, so that two desks that erase the same do not wait for each other.
  SELECT array_agg(e.n) INTO v_n FROM (
    SELECT e.n FROM unnest(p_devices, p_seqs) AS h (device, seq) CROSS JOIN LATERAL (
      SELECT e.n FROM hub.entries e WHERE e.unit = v_unit AND e.device = h.device AND e.seq = h.seq OFFSET 0) e) e;
  PERFORM FROM hub.entries e WHERE e.unit = v_unit AND e.n = ANY (v_n) ORDER BY e.n FOR NO KEY UPDATE;
  UPDATE hub.entries e SET state = 2, sealed = NULL WHERE e.unit = v_unit AND e.n = ANY (v_n) AND e.state <> 2;
END
$$;

-- The attachment's state: 1, or 2 if it was erased and the chunk was not kept.
CREATE FUNCTION hub.put_chunk (p_address bytea, p_size bigint, p_no int, p_count int, p_sealed bytea) RETURNS smallint
LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
  v_row record;
BEGIN
  PERFORM hub.want(p_address, 32, 'address');
  IF octet_length(p_sealed) > 300000 OR p_count > 10000 THEN
    PERFORM hub.refuse('DT006', 'a chunk is larger than 300000 bytes, or an attachment has more than 10000');
  END IF;
  IF p_sealed IS NULL OR p_count IS NULL OR p_no IS NULL OR p_size IS NULL OR p_count < 1 OR p_no < 0 OR p_no >= p_count
     OR p_size < 0 OR p_size > p_count::bigint * 300000 THEN
    PERFORM hub.refuse('DT002', 'a chunk does not fit its attachment');
  END IF;
  INSERT INTO hub.attachments (unit, address, size, count, state) VALUES (v_unit, p_address, p_size, p_count, 1)
    ON CONFLICT (unit, address) DO NOTHING;
  SELECT a.size, a.count, a.state INTO v_row FROM hub.attachments a WHERE a.unit = v_unit AND a.address = p_address FOR SHARE;
  IF v_row.state = 2 THEN
    RETURN 2;
  END IF;
  IF v_row.size <> p_size OR v_row.count <> p_count THEN
    PERFORM hub.refuse('DT002', 'a chunk does not fit its attachment');
  END IF;
  INSERT INTO hub.chunks (unit, address, no, sealed) VALUES (v_unit, p_address, p_no, p_sealed)
    ON CONFLICT (unit, address, no) DO NOTHING;
  RETURN 1;
END
$$;

-- Chunks from p_first on. One row without number and bytes for an erased attachment.
CREATE FUNCTION hub.get_chunks (p_address bytea, p_first int, p_max int)
RETURNS TABLE (no int, sealed bytea, size bigint, count int, state smallint)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  RETURN QUERY
  SELECT c.no, c.sealed, a.size, a.count, a.state
    FROM hub.attachments a
    LEFT JOIN LATERAL (SELECT c.no, c.sealed FROM hub.chunks c
        WHERE c.unit = v_unit AND c.address = a.address AND c.no >= coalesce(p_first, 0)
        ORDER BY c.no LIMIT least(greatest(p_max, 1), 200)) c ON true
    WHERE a.unit = v_unit AND a.address = p_address AND (a.state = 2 OR c.no IS NOT NULL) ORDER BY c.no;
END
$$;

-- Which chunks are here, so that a broken line goes on where it stopped.
CREATE FUNCTION hub.chunk_numbers (p_address bytea) RETURNS SETOF int LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  RETURN QUERY SELECT c.no FROM hub.chunks c WHERE c.unit = v_unit AND c.address = p_address ORDER BY c.no;
END
$$;

CREATE FUNCTION hub.erase_attachment (p_address bytea) RETURNS void LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  PERFORM hub.want(p_address, 32, 'address');
  INSERT INTO hub.attachments (unit, address, size, count, state) VALUES (v_unit, p_address, 0, 0, 2)
    ON CONFLICT (unit, address) DO UPDATE SET state = 2;
  DELETE FROM hub.chunks c WHERE c.unit = v_unit AND c.address = p_address;
END
$$;

GRANT EXECUTE ON FUNCTION hub.put_payload (bytea, bigint, smallint, bytea), hub.get_payloads (bytea[], bigint[]),
  hub.erase_payloads (bytea[], bigint[]),
  hub.put_chunk (bytea, bigint, int, int, bytea), hub.get_chunks (bytea, int, int), hub.chunk_numbers (bytea),
  hub.erase_attachment (bytea) TO hub_desk;
RESET ROLE;
UPDATE hub.meta SET version = 4;
\endif
