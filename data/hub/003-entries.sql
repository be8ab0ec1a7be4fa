-- SPDX-License-Identifier: GPL-3.0-or-later
-- Entries in and out: push, pull, the vector, and the order of receipt that the days' trees use.
--
-- What an entry costs must not depend on how many there are. So nothing is counted, every look-up
-- goes by a key (enable_seqscan is off: a plan made while the table was small must not stay), and
-- a pull reads about as much as it returns.
SELECT version < 3 AS wanted FROM hub.meta \gset
\if :wanted
\set door 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET hub.unit = '''' SET enable_seqscan = off SET jit = off SET work_mem = ''64MB'''
SET ROLE hub_owner;

-- A batch in the order given. Outcomes: 1 taken, 2 known, 3 refused, 4 a fork (another entry with
-- this device and seq is here; both are kept). Reasons of 3: 'layout', 'device' (no such desk),
-- 'payload' (sealed bytes without a commitment), 'removed', 'chain' (does not follow the entry
-- before it), which go to quarantine; 'gap' (entries before it are not here: push those first) and
-- 'skipped' (behind a refused one of the same desk), which do not, since nothing is wrong with them.
-- A desk's chain here always ends at a signature, so every pull can end at one.
CREATE FUNCTION hub.push (p_bodies bytea[], p_signatures bytea[], p_sealed bytea[], p_states smallint[])
RETURNS TABLE (n bigint, device bytea, seq bigint, outcome smallint, reason text)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text;
  v_device bytea;
  v_last_n bigint;
  v_day int;
  v_channel text;
  v_quarantine bigint;
  v_now timestamptz;
  v_count int := coalesce(cardinality(p_bodies), 0);
  v_sum bigint;
  v_largest bigint;
  v_largest_sealed bigint;
  v_bad boolean;
  v_news boolean;
BEGIN
  SELECT m.unit, m.device INTO v_unit, v_device FROM hub.me() m;
  IF v_count = 0 THEN
    RETURN;
  END IF;
  IF v_count > 20000 THEN
    PERFORM hub.refuse('DT006', 'more than 20000 entries in a push');
  END IF;
  IF (cardinality(p_signatures), cardinality(p_sealed), cardinality(p_states)) IS DISTINCT FROM (v_count, v_count, v_count) THEN
    PERFORM hub.refuse('DT002', 'the arrays of a push differ in length');
  END IF;
  SELECT sum(octet_length(t.body) + coalesce(octet_length(t.sealed), 0)), max(octet_length(t.body)),
         coalesce(max(octet_length(t.sealed)), 0),
         bool_or(t.body IS NULL OR octet_length(t.signature) <> 64 OR coalesce(t.state, 0) NOT IN (0, 1, 2)
                 OR (t.sealed IS NOT NULL) <> (coalesce(t.state, 0) = 1))
    INTO v_sum, v_largest, v_largest_sealed, v_bad
    FROM unnest(p_bodies, p_signatures, p_sealed, p_states) AS t (body, signature, sealed, state);
  IF v_bad THEN
    PERFORM hub.refuse('DT002', 'a push has an entry without body, a signature that is not 64 bytes, or a payload that does not fit its state');
  END IF;
  IF v_sum > 67108864 OR v_largest > 1200000 OR v_largest_sealed > 1100000 THEN
    PERFORM hub.refuse('DT006', 'a push is larger than 64 MiB, a body than 1200000 bytes or a payload in it than 1100000');
  END IF;

  -- The row of the unit makes pushes take turns: n has no gaps and is in the order of commits.
  SELECT u.last_n, u.channel, u.last_quarantine, greatest(u.last_day, hub.day_of(clock_timestamp())), clock_timestamp()
    INTO v_last_n, v_channel, v_quarantine, v_day, v_now
    FROM hub.units u WHERE u.unit = v_unit FOR NO KEY UPDATE;

  RETURN QUERY
  WITH t AS MATERIALIZED (
    SELECT t.i, t.body, t.signature, t.sealed, coalesce(t.state, 0) AS state, sha256(t.body) AS hash
      FROM unnest(p_bodies, p_signatures, p_sealed, p_states) WITH ORDINALITY AS t (body, signature, sealed, state, i)
  ), b AS MATERIALIZED ( -- what the bytes say
    SELECT t.i, t.hash, t.signature IS NOT NULL AS signed, t.state, e.is_entry,
           CASE WHEN e.is_entry THEN substring(t.body FROM 5 FOR 16) END AS device,
           CASE WHEN e.is_entry THEN hub.read_bigint(t.body, 20) END AS seq,
           CASE WHEN e.is_entry THEN substring(t.body FROM 73 FOR 32) END AS prev,
           t.state <> 0 AND e.is_entry AND substring(t.body FROM 105 FOR 32) = decode(repeat('00', 32), 'hex') AS stray
      FROM t CROSS JOIN LATERAL (SELECT hub.is_entry(t.body) AS is_entry OFFSET 0) e
  ), c AS ( -- beside what is here and what went before in this push
    SELECT b.*, d.last_seq, d.last_hash, d.removed_seq,
           lag(b.seq) OVER w AS lag_seq, lag(b.hash) OVER w AS lag_hash, lead(b.i) OVER w IS NULL AS is_last,
           CASE WHEN b.seq <= d.last_seq
                THEN (SELECT e.hash FROM hub.entries e WHERE e.unit = v_unit AND e.device = b.device AND e.seq = b.seq)
           END AS here
      FROM b LEFT JOIN hub.desks d ON d.unit = v_unit AND d.device = b.device
      WINDOW w AS (PARTITION BY b.device ORDER BY b.i)
  ), j AS (
    SELECT c.*,
           CASE WHEN NOT c.is_entry OR c.seq < 1 THEN 'layout'
                WHEN c.last_seq IS NULL THEN 'device'
                WHEN c.stray THEN 'payload'
                WHEN c.seq <= c.last_seq THEN CASE WHEN c.here = c.hash THEN 'known' ELSE 'fork' END
                WHEN c.lag_seq = c.seq THEN CASE WHEN c.lag_hash = c.hash THEN 'known' ELSE 'fork' END
                WHEN c.seq > c.removed_seq THEN 'removed'
                WHEN c.seq <> greatest(c.lag_seq, c.last_seq) + 1 THEN 'gap'
                WHEN c.prev <> CASE WHEN c.lag_seq > c.last_seq THEN c.lag_hash ELSE c.last_hash END THEN 'chain'
                ELSE 'new' END AS verdict
      FROM c
  ), s AS (
    SELECT j.*, coalesce(bool_or(j.verdict NOT IN ('known', 'new')) OVER
             (PARTITION BY j.device, j.is_entry ORDER BY j.i ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
             AND j.is_entry, false) AS behind
      FROM j
  ), f AS (
    SELECT s.*, s.verdict = 'new' AND NOT s.behind AS fine FROM s
  ), g AS ( -- up to the last signature
    SELECT f.*, f.fine AND bool_or(f.fine AND f.signed) OVER
             (PARTITION BY f.device ORDER BY f.i ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS fresh,
           f.is_last AND f.is_entry AND NOT f.signed AS open_end
      FROM f
  ), k AS MATERIALIZED (
    SELECT g.i, g.device, g.seq, g.hash, g.verdict, g.fresh, g.behind, g.state,
           CASE WHEN g.fresh THEN v_last_n + count(*) FILTER (WHERE g.fresh) OVER (ORDER BY g.i ROWS UNBOUNDED PRECEDING)
                WHEN g.verdict = 'known' AND NOT g.behind
                THEN (SELECT e.n FROM hub.entries e WHERE e.unit = v_unit AND e.device = g.device AND e.seq = g.seq) END AS n,
           bool_or(g.open_end) OVER () AS is_open
      FROM g
  ), taken AS (
    INSERT INTO hub.entries (unit, n, device, seq, day, received, state, hash, signature, body, sealed)
      SELECT v_unit, k.n, k.device, k.seq, v_day, v_now, k.state, t.hash, t.signature, t.body, t.sealed
        FROM k JOIN t USING (i) WHERE k.fresh ORDER BY k.i
  ), brought AS ( -- a payload behind its entry, or its erasure
    UPDATE hub.entries e SET state = x.state, sealed = x.sealed
      FROM (SELECT DISTINCT ON (k.n) k.n, t.state, t.sealed FROM k JOIN t USING (i)
              WHERE k.verdict = 'known' AND NOT k.behind AND k.n IS NOT NULL AND t.state <> 0 ORDER BY k.n, t.state DESC) x
      WHERE e.unit = v_unit AND e.n = x.n AND (e.state = 0 OR (e.state = 1 AND x.state = 2))
  ), ends AS (
    UPDATE hub.desks d SET last_seq = x.seq, last_hash = x.hash
      FROM (SELECT DISTINCT ON (k.device) k.device, k.seq, k.hash FROM k WHERE k.fresh ORDER BY k.device, k.seq DESC) x
      WHERE d.unit = v_unit AND d.device = x.device
  ), counted AS (
    UPDATE hub.units u SET last_n = v_last_n + (SELECT count(*) FROM k WHERE k.fresh), last_day = v_day,
                           last_quarantine = v_quarantine + (SELECT count(*) FROM k WHERE k.verdict NOT IN ('known', 'new', 'gap') AND NOT k.behind)
      WHERE u.unit = v_unit
  ), set_aside AS (
    INSERT INTO hub.quarantine (unit, id, device, seq, hash, reason, body, signature, pushed_by, at)
      SELECT v_unit, v_quarantine + row_number() OVER (ORDER BY k.i), k.device, k.seq, t.hash, k.verdict, t.body, t.signature, v_device, v_now
        FROM k JOIN t USING (i) WHERE k.verdict NOT IN ('known', 'new', 'gap') AND NOT k.behind
      ON CONFLICT (unit, hash) DO NOTHING
  )
  SELECT k.n, k.device, k.seq,
         CASE WHEN k.is_open THEN hub.refuse('DT002', 'the last entry of a desk in a push bears no signature')
              WHEN k.fresh THEN 1 WHEN k.behind OR k.verdict = 'new' THEN 3 WHEN k.verdict = 'known' THEN 2
              WHEN k.verdict = 'fork' THEN 4 ELSE 3 END::smallint,
         CASE WHEN k.fresh THEN NULL WHEN k.behind OR k.verdict = 'new' THEN 'skipped' WHEN k.verdict = 'known' THEN NULL ELSE k.verdict END
    FROM k ORDER BY k.i;

  SELECT u.last_n > v_last_n OR u.last_quarantine > v_quarantine, u.last_n INTO v_news, v_last_n
    FROM hub.units u WHERE u.unit = v_unit;
  IF v_news THEN
    PERFORM pg_notify(v_channel, v_last_n::text);
  END IF;
END
$$;

-- Where each desk's chain ends here.
CREATE FUNCTION hub.vector () RETURNS TABLE (device bytea, last_seq bigint, last_hash bytea)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  RETURN QUERY SELECT d.device, d.last_seq, d.last_hash FROM hub.desks d WHERE d.unit = v_unit ORDER BY d.device;
END
$$;

-- What a caller knows: {"<device, hex>": seq}. DT002 for anything else.
CREATE FUNCTION hub.read_vector (p_known jsonb) RETURNS TABLE (device bytea, seq bigint)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF jsonb_typeof(p_known) <> 'object' OR octet_length(p_known::text) > 1000000
     OR EXISTS (SELECT FROM jsonb_each(p_known) v WHERE v.key !~ '^[0-9a-f]{32}$' OR v.value::text !~ '^[0-9]{1,18}$') THEN
    PERFORM hub.refuse('DT002', 'a vector is {"<device as 32 hexadecimal digits>": seq}');
  END IF;
  RETURN QUERY SELECT decode(v.key, 'hex'), v.value::text::bigint FROM jsonb_each(coalesce(p_known, '{}')) v;
END
$$;

-- What the caller does not know: for each desk that is ahead, from where and up to where, so that
-- the entries are whole transactions and about p_max bytes, but at least one transaction. Each of
-- these desks offers its next entries; what lies beyond the first desk's last one cannot be put in
-- order yet and waits for the next call.
CREATE FUNCTION hub.missing (p_unit text, p_known jsonb, p_max bigint, p_payloads boolean)
RETURNS TABLE (device bytea, known bigint, upto bigint)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_max bigint := least(greatest(coalesce(p_max, 0), 1), 67108864);
  v_devices bytea[];
  v_from bigint[];
  v_end bigint[];
  v_step bigint;
  v_first int;
BEGIN
  SELECT array_agg(d.device ORDER BY d.device), array_agg(coalesce(v.seq, 0) ORDER BY d.device)
    INTO v_devices, v_from
    FROM hub.desks d LEFT JOIN hub.read_vector(p_known) v ON v.device = d.device
    WHERE d.unit = p_unit AND d.last_seq > coalesce(v.seq, 0);
  IF v_devices IS NULL THEN
    RETURN;
  END IF;
  v_step := least(greatest(v_max / (300 * cardinality(v_devices)), 50), 20000);

  WITH l AS (
    SELECT l.* FROM unnest(v_devices, v_from) AS l (device, known)
  ), c AS MATERIALIZED (
    SELECT e.n, l.device, e.seq, e.signed, e.size, e.seq = l.known + v_step AS is_end
      FROM l CROSS JOIN LATERAL (
        SELECT e.n, e.seq, e.signature IS NOT NULL AS signed, octet_length(e.body) + 100
            + CASE WHEN p_payloads AND octet_length(e.sealed) <= 1100000 THEN octet_length(e.sealed) ELSE 0 END AS size
          FROM hub.entries e
          WHERE e.unit = p_unit AND e.device = l.device AND e.seq > l.known AND e.seq <= l.known + v_step
          ORDER BY e.seq LIMIT v_step) e
  ), s AS (
    SELECT c.device, c.seq, c.signed, sum(c.size) OVER (ORDER BY c.n) AS total
      FROM c WHERE c.n <= coalesce((SELECT min(c.n) FROM c WHERE c.is_end), 9223372036854775807)
  ), x AS (
    SELECT s.device, max(s.seq) AS seq FROM s WHERE s.signed AND s.total <= v_max GROUP BY s.device
  )
  SELECT array_agg(x.seq ORDER BY l.device) INTO v_end FROM l LEFT JOIN x USING (device);

  IF (SELECT bool_and(x IS NULL) FROM unnest(v_end) x) THEN
    -- Not even one fits: the transaction that comes first, whole.
    SELECT l.i INTO v_first FROM unnest(v_devices, v_from) WITH ORDINALITY AS l (device, known, i)
      ORDER BY (SELECT e.n FROM hub.entries e WHERE e.unit = p_unit AND e.device = l.device AND e.seq = l.known + 1) LIMIT 1;
    v_end[v_first] := (SELECT e.seq FROM hub.entries e
                         WHERE e.unit = p_unit AND e.device = v_devices[v_first] AND e.seq > v_from[v_first] AND e.signature IS NOT NULL
                         ORDER BY e.seq LIMIT 1);
  END IF;
  RETURN QUERY SELECT l.* FROM unnest(v_devices, v_from, v_end) AS l (device, known, upto) WHERE l.upto IS NOT NULL;
END
$$;

-- In the order of n. A payload over 1,100,000 bytes is named (state 1) and not sent: get_payloads()
-- gives it.
CREATE FUNCTION hub.pull (p_known jsonb, p_max_bytes int)
RETURNS TABLE (n bigint, device bytea, seq bigint, body bytea, signature bytea, state smallint, sealed bytea)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  RETURN QUERY
  SELECT e.n, e.device, e.seq, e.body, e.signature, e.state, CASE WHEN octet_length(e.sealed) <= 1100000 THEN e.sealed END
    FROM hub.missing(v_unit, p_known, p_max_bytes, true) l
    CROSS JOIN LATERAL (SELECT e.* FROM hub.entries e
      WHERE e.unit = v_unit AND e.device = l.device AND e.seq > l.known AND e.seq <= l.upto ORDER BY e.seq OFFSET 0) e
    ORDER BY e.n;
END
$$;

-- The order of receipt, for the days' trees.
CREATE FUNCTION hub.places (p_after bigint, p_max int)
RETURNS TABLE (n bigint, device bytea, seq bigint, hash bytea, day int)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  RETURN QUERY SELECT e.n, e.device, e.seq, e.hash, e.day FROM hub.entries e
    WHERE e.unit = v_unit AND e.n > coalesce(p_after, 0) ORDER BY e.n LIMIT least(greatest(p_max, 1), 20000);
END
$$;

-- What was set aside, newest first.
CREATE FUNCTION hub.refused (p_before bigint, p_max int)
RETURNS TABLE (id bigint, device bytea, seq bigint, hash bytea, reason text, body bytea, signature bytea, pushed_by bytea, at timestamptz)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  RETURN QUERY SELECT q.id, q.device, q.seq, q.hash, q.reason, q.body, q.signature, q.pushed_by, q.at FROM hub.quarantine q
    WHERE q.unit = v_unit AND q.id < coalesce(p_before, 9223372036854775807) ORDER BY q.id DESC LIMIT least(greatest(p_max, 1), 50);
END
$$;

GRANT EXECUTE ON FUNCTION hub.push (bytea[], bytea[], bytea[], smallint[]), hub.vector (), hub.pull (jsonb, int),
  hub.places (bigint, int), hub.refused (bigint, int) TO hub_desk;
RESET ROLE;
UPDATE hub.meta SET version = 3;
\endif
