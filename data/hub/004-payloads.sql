-- SPDX-License-Identifier: GPL-3.0-or-later
-- Payloads beside their entries, and attachments in chunks: sealed by the desks, so the hub cannot
-- look into them. What was erased stays erased, whoever brings it again.
SELECT version < 4 AS wanted FROM hub.meta \gset
\if :wanted
\set door 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET hub.unit = '''' SET enable_seqscan = off SET jit = off'
SET ROLE hub_owner;

-- The state as it is afterwards. Who brought a payload may bring it anew; others may not replace it.
CREATE FUNCTION hub.put_payload (p_hash bytea, p_state smallint, p_sealed bytea) RETURNS smallint
LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text;
  v_device bytea;
  v_state smallint;
BEGIN
  SELECT m.unit, m.device INTO v_unit, v_device FROM hub.me() m;
  PERFORM hub.want(p_hash, 32, 'hash');
  IF p_state IS NULL OR p_state NOT IN (1, 2) OR (p_state = 1) <> (p_sealed IS NOT NULL) THEN
    PERFORM hub.refuse('DT002', 'a payload is 1 with sealed bytes, or 2 without');
  END IF;
  IF octet_length(p_sealed) > 73400320 THEN
    PERFORM hub.refuse('DT006', 'a payload is larger than 70 MiB');
  END IF;
  INSERT INTO hub.payloads AS p (unit, hash, state, device, sealed) VALUES (v_unit, p_hash, p_state, v_device, p_sealed)
    ON CONFLICT (unit, hash) DO UPDATE SET state = excluded.state, sealed = excluded.sealed
      WHERE p.state = 1 AND (excluded.state = 2 OR p.device = excluded.device);
  SELECT p.state INTO v_state FROM hub.payloads p WHERE p.unit = v_unit AND p.hash = p_hash;
  RETURN v_state;
END
$$;

-- At most 64 MiB, but at least one: ask again for those that did not come and are not known to wait.
CREATE FUNCTION hub.get_payloads (p_hashes bytea[]) RETURNS TABLE (hash bytea, state smallint, sealed bytea)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  IF cardinality(p_hashes) > 1000 THEN
    PERFORM hub.refuse('DT006', 'more than 1000 hashes');
  END IF;
  RETURN QUERY
  WITH w AS (
    SELECT p.hash, p.i, sum(coalesce(p.size, 0)) OVER (ORDER BY p.i) AS total, row_number() OVER (ORDER BY p.i) AS no
      FROM unnest(p_hashes) WITH ORDINALITY AS h (hash, i)
      CROSS JOIN LATERAL (SELECT p.hash, h.i, octet_length(p.sealed) AS size FROM hub.payloads p
                            WHERE p.unit = v_unit AND p.hash = h.hash) p
  )
  SELECT w.hash, p.state, p.sealed
    FROM w CROSS JOIN LATERAL (SELECT p.state, p.sealed FROM hub.payloads p WHERE p.unit = v_unit AND p.hash = w.hash OFFSET 0) p
    WHERE w.total <= 67108864 OR w.no = 1 ORDER BY w.i;
END
$$;

CREATE FUNCTION hub.erase_payloads (p_hashes bytea[]) RETURNS void LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text;
  v_device bytea;
BEGIN
  SELECT m.unit, m.device INTO v_unit, v_device FROM hub.me() m;
  IF cardinality(p_hashes) > 20000 THEN
    PERFORM hub.refuse('DT006', 'more than 20000 hashes');
  END IF;
  IF EXISTS (SELECT FROM unnest(p_hashes) h WHERE h IS NULL OR octet_length(h) <> 32) THEN
    PERFORM hub.refuse('DT002', 'hash is not 32 bytes');
  END IF;
  -- In one order, so that two desks that erase the same do not wait for each other.
  INSERT INTO hub.payloads AS p (unit, hash, state, device) SELECT DISTINCT v_unit, h, 2, v_device FROM unnest(p_hashes) h ORDER BY 2
    ON CONFLICT (unit, hash) DO UPDATE SET state = 2, sealed = NULL WHERE p.state = 1;
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

GRANT EXECUTE ON FUNCTION hub.put_payload (bytea, smallint, bytea), hub.get_payloads (bytea[]), hub.erase_payloads (bytea[]),
  hub.put_chunk (bytea, bigint, int, int, bytea), hub.get_chunks (bytea, int, int), hub.chunk_numbers (bytea),
  hub.erase_attachment (bytea) TO hub_desk;
RESET ROLE;
UPDATE hub.meta SET version = 4;
\endif
