-- SPDX-License-Identifier: GPL-3.0-or-later
-- Desks: who is there, how one is invited, enrols and is removed.
--
-- An invitation is a login of its own (i_<its id>) that may call hello and enrol, no more. The hub
-- never sees the secret in the invitation, nor any password: the desks send SCRAM verifiers.
SELECT version < 5 AS wanted FROM hub.meta \gset
\if :wanted
\set door 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET hub.unit = '''' SET enable_seqscan = off SET jit = off'
SET ROLE hub_owner;

-- Drops the logins of invitations that are over. The first hello of a desk proves that its
-- enrolment reached it, so its invitation is over then.
CREATE FUNCTION hub.close_invitations (p_unit text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_id bytea;
BEGIN
  FOR v_id IN
    SELECT i.id FROM hub.invitations i LEFT JOIN hub.desks d ON d.unit = i.unit AND d.device = i.used_by
      WHERE i.unit = p_unit AND NOT i.closed
        AND (i.expires <= clock_timestamp() OR d.joined IS NOT NULL OR d.removed_seq IS NOT NULL)
      ORDER BY i.id FOR UPDATE OF i SKIP LOCKED
  LOOP
    PERFORM hub.role_drop('i_' || encode(v_id, 'hex'));
    DELETE FROM hub.logins l WHERE l.unit = p_unit AND l.invitation = v_id;
    UPDATE hub.invitations i SET closed = true, sealed_unit_key = NULL WHERE i.unit = p_unit AND i.id = v_id;
  END LOOP;
END
$$;

-- For desks, newcomers (their unit and the number they will have) and readers (no unit). A removed
-- desk whose line still stands learns removed_seq here, and DT005 everywhere else.
CREATE FUNCTION hub.hello (p_device bytea, p_program text)
RETURNS TABLE (epoch uuid, version int, unit text, unit_name text, number int, last_n bigint, now timestamptz,
               removed_seq bigint, channel text)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text;
  v_device bytea;
  v_invitation bytea;
  v_desk hub.desks;
  v_number int;
BEGIN
  SELECT l.unit, l.device, l.invitation INTO v_unit, v_device, v_invitation FROM hub.logins l WHERE l.login = session_user::text;
  IF v_unit IS NULL THEN
    IF NOT pg_has_role(session_user, 'hub_reader', 'USAGE') THEN
      PERFORM hub.deny();
    END IF;
  ELSE
    PERFORM set_config('hub.unit', v_unit, true);
    IF v_invitation IS NOT NULL THEN
      SELECT i.desk INTO v_number FROM hub.invitations i
        WHERE i.unit = v_unit AND i.id = v_invitation AND i.expires > clock_timestamp() AND NOT i.closed;
      IF NOT FOUND THEN
        PERFORM hub.deny();
      END IF;
    ELSE
      IF p_device IS DISTINCT FROM v_device THEN
        PERFORM hub.deny();
      END IF;
      SELECT d.* INTO v_desk FROM hub.desks d WHERE d.unit = v_unit AND d.device = v_device;
      v_number := v_desk.number;
      IF v_desk.removed_seq IS NULL THEN
        UPDATE hub.desks d SET seen = clock_timestamp(), joined = coalesce(d.joined, clock_timestamp()),
            program = left(regexp_replace(p_program, '[^ -~]', '?', 'g'), 100)
          WHERE d.unit = v_unit AND d.device = v_device;
        IF v_desk.joined IS NULL THEN
          PERFORM hub.close_invitations(v_unit);
        END IF;
      END IF;
    END IF;
  END IF;
  RETURN QUERY
  SELECT m.epoch, m.version, u.unit, u.name, v_number, CASE WHEN v_device IS NOT NULL THEN u.last_n END, clock_timestamp(),
         v_desk.removed_seq, CASE WHEN v_device IS NOT NULL AND v_desk.removed_seq IS NULL THEN u.channel END
    FROM hub.meta m LEFT JOIN hub.units u ON u.unit = v_unit;
END
$$;

-- The unit's desks and how each came. The hub vouches for nothing here: a desk trusts another by
-- the entry that added it, or by proof under verify_key.
CREATE FUNCTION hub.roster ()
RETURNS TABLE (device bytea, number int, public_key bytea, joined timestamptz, seen timestamptz, last_seq bigint,
               removed_seq bigint, invitation bytea, verify_key bytea, proof bytea)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  RETURN QUERY
  SELECT d.device, d.number, d.public_key, d.joined, d.seen, d.last_seq, d.removed_seq, d.invitation, i.verify_key, d.proof
    FROM hub.desks d LEFT JOIN hub.invitations i ON i.unit = d.unit AND i.id = d.invitation
    WHERE d.unit = v_unit ORDER BY d.number;
END
$$;

CREATE FUNCTION hub.make_invitation (p_unit text, p_id bytea, p_desk int, p_verify_key bytea, p_sealed_unit_key bytea,
                                     p_verifier text, p_days int)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_login text;
  v_old hub.invitations;
  v_expires timestamptz := clock_timestamp() + make_interval(days => p_days);
BEGIN
  PERFORM hub.want(p_id, 16, 'id');
  PERFORM hub.check_verifier(p_verifier);
  IF p_days IS NULL OR p_days NOT BETWEEN 1 AND 30 OR p_desk IS NULL OR p_desk NOT BETWEEN 1 AND 9999
     OR octet_length(p_verify_key) <> 32 OR octet_length(p_sealed_unit_key) > 1024 THEN
    PERFORM hub.refuse('DT002', 'an invitation is for 1 to 30 days and a desk from 1 to 9999, with a key of 32 bytes');
  END IF;
  PERFORM FROM hub.units u WHERE u.unit = p_unit FOR NO KEY UPDATE;
  PERFORM hub.close_invitations(p_unit);
  v_login := 'i_' || encode(p_id, 'hex');
  SELECT i.* INTO v_old FROM hub.invitations i WHERE i.unit = p_unit AND i.id = p_id;
  IF FOUND THEN
    -- The same again, because the answer was lost.
    IF v_old.used_by IS NOT NULL OR v_old.closed OR v_old.desk <> p_desk OR v_old.verify_key IS DISTINCT FROM p_verify_key
       OR v_old.sealed_unit_key IS DISTINCT FROM p_sealed_unit_key THEN
      PERFORM hub.deny();
    END IF;
    UPDATE hub.invitations i SET expires = v_expires WHERE i.unit = p_unit AND i.id = p_id;
    PERFORM hub.role_make(v_login, p_verifier, v_expires, true);
    RETURN;
  END IF;
  IF EXISTS (SELECT FROM hub.desks d WHERE d.unit = p_unit AND d.number = p_desk AND EXISTS (
               SELECT FROM hub.logins l WHERE l.unit = p_unit AND l.device = d.device))
     OR EXISTS (SELECT FROM hub.invitations i WHERE i.unit = p_unit AND i.desk = p_desk AND NOT i.closed AND i.used_by IS NULL) THEN
    PERFORM hub.refuse('DT002', 'this number is another desk''s');
  END IF;
  INSERT INTO hub.invitations (unit, id, desk, verify_key, sealed_unit_key, expires)
    VALUES (p_unit, p_id, p_desk, p_verify_key, p_sealed_unit_key, v_expires);
  INSERT INTO hub.logins (unit, login, invitation) VALUES (p_unit, v_login, p_id);
  IF NOT hub.role_make(v_login, p_verifier, v_expires, false) THEN
    PERFORM hub.deny();
  END IF;
END
$$;

CREATE FUNCTION hub.invite (p_id bytea, p_desk int, p_verify_key bytea, p_sealed_unit_key bytea, p_verifier text, p_days int)
RETURNS void LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  PERFORM hub.make_invitation(v_unit, p_id, p_desk, p_verify_key, p_sealed_unit_key, p_verifier, p_days);
END
$$;

-- Takes back an invitation nobody has used.
CREATE FUNCTION hub.uninvite (p_id bytea) RETURNS void LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  UPDATE hub.invitations i SET expires = '-infinity' WHERE i.unit = v_unit AND i.id = p_id AND i.used_by IS NULL AND NOT i.closed;
  IF NOT FOUND THEN
    PERFORM hub.deny();
  END IF;
  PERFORM hub.close_invitations(v_unit);
END
$$;

-- The newcomer's one call: a desk with a login d_<device> of its own. If the answer is lost the same
-- desk may call again, until its first hello under the new login. A device that another desk brought
-- back after the hub was restored (restore_desk) gets its login here.
CREATE FUNCTION hub.enrol (p_device bytea, p_public_key bytea, p_verifier text, p_proof bytea DEFAULT NULL)
RETURNS TABLE (unit text, number int, sealed_unit_key bytea, login text)
LANGUAGE plpgsql :door AS $$
#variable_conflict use_column
DECLARE
  v_unit text;
  v_id bytea;
  v_invitation hub.invitations;
  v_desk hub.desks;
  v_login text;
  v_ours boolean;
BEGIN
  SELECT l.unit, l.invitation INTO v_unit, v_id FROM hub.logins l WHERE l.login = session_user::text AND l.invitation IS NOT NULL;
  IF NOT FOUND THEN
    PERFORM hub.deny();
  END IF;
  PERFORM set_config('hub.unit', v_unit, true);
  PERFORM hub.want(p_device, 16, 'device');
  PERFORM hub.want(p_public_key, 32, 'public key');
  PERFORM hub.check_verifier(p_verifier);
  IF octet_length(p_proof) > 256 THEN
    PERFORM hub.refuse('DT006', 'the proof is longer than 256 bytes');
  END IF;
  PERFORM FROM hub.units u WHERE u.unit = v_unit FOR NO KEY UPDATE;
  SELECT i.* INTO v_invitation FROM hub.invitations i WHERE i.unit = v_unit AND i.id = v_id FOR UPDATE;
  SELECT d.* INTO v_desk FROM hub.desks d WHERE d.unit = v_unit AND d.device = p_device;
  v_login := 'd_' || encode(p_device, 'hex');
  v_ours := EXISTS (SELECT FROM hub.logins l WHERE l.unit = v_unit AND l.login = v_login);
  IF v_invitation.closed OR v_invitation.expires <= clock_timestamp()
     OR (v_invitation.used_by IS NOT NULL AND v_invitation.used_by <> p_device)
     OR (v_invitation.used_by IS NULL AND v_ours)
     OR (v_desk.device IS NOT NULL AND (v_desk.public_key <> p_public_key OR v_desk.removed_seq IS NOT NULL
                                        OR v_desk.joined IS NOT NULL OR v_desk.number <> v_invitation.desk)) THEN
    PERFORM hub.deny();
  END IF;
  IF v_desk.device IS NULL THEN
    INSERT INTO hub.desks (unit, device, number, public_key, invitation, proof)
      VALUES (v_unit, p_device, v_invitation.desk, p_public_key, v_id, p_proof);
  ELSE
    UPDATE hub.desks d SET invitation = v_id, proof = p_proof WHERE d.unit = v_unit AND d.device = p_device;
  END IF;
  IF NOT hub.role_make(v_login, p_verifier, NULL, v_ours) THEN
    PERFORM hub.deny();
  END IF;
  INSERT INTO hub.logins (unit, login, device) VALUES (v_unit, v_login, p_device) ON CONFLICT DO NOTHING;
  UPDATE hub.invitations i SET used_by = p_device WHERE i.unit = v_unit AND i.id = v_id;
  RETURN QUERY SELECT v_unit, v_invitation.desk, v_invitation.sealed_unit_key, v_login;
END
$$;

-- After the hub was restored from a backup: a desk enrolled since then is unknown to it, and its
-- entries would be refused. Any desk may name it again. It gets no login by that.
CREATE FUNCTION hub.restore_desk (p_device bytea, p_number int, p_public_key bytea) RETURNS void
LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
BEGIN
  PERFORM hub.want(p_device, 16, 'device');
  PERFORM hub.want(p_public_key, 32, 'public key');
  IF p_number IS NULL OR p_number NOT BETWEEN 1 AND 9999 THEN
    PERFORM hub.refuse('DT002', 'a desk''s number is from 1 to 9999');
  END IF;
  PERFORM FROM hub.units u WHERE u.unit = v_unit FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM hub.desks d WHERE d.unit = v_unit AND d.device = p_device AND d.number = p_number AND d.public_key = p_public_key) THEN
    RETURN;
  END IF;
  INSERT INTO hub.desks (unit, device, number, public_key) VALUES (v_unit, p_device, p_number, p_public_key) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    PERFORM hub.refuse('DT002', 'this device or number is another desk''s');
  END IF;
END
$$;

-- Where the desk ends. p_last_seq is for a hub that was restored: it may not have all of a desk
-- that was removed before, and takes it up to there.
CREATE FUNCTION hub.remove_desk (p_device bytea, p_last_seq bigint DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql :door AS $$
DECLARE
  v_unit text := (SELECT m.unit FROM hub.me() m);
  v_seq bigint;
BEGIN
  PERFORM FROM hub.units u WHERE u.unit = v_unit FOR NO KEY UPDATE;
  UPDATE hub.desks d SET removed_seq = coalesce(d.removed_seq, greatest(d.last_seq, p_last_seq))
    WHERE d.unit = v_unit AND d.device = p_device RETURNING d.removed_seq INTO v_seq;
  IF NOT FOUND THEN
    PERFORM hub.deny();
  END IF;
  DELETE FROM hub.presence p WHERE p.unit = v_unit AND p.device = p_device;
  UPDATE hub.leases l SET until = '-infinity' WHERE l.unit = v_unit AND l.device = p_device;
  PERFORM hub.close_invitations(v_unit);
  IF EXISTS (SELECT FROM hub.logins l WHERE l.unit = v_unit AND l.device = p_device) THEN
    PERFORM hub.role_end('d_' || encode(p_device, 'hex'));
  END IF;
  RETURN v_seq;
END
$$;

GRANT EXECUTE ON FUNCTION hub.hello (bytea, text) TO hub_desk, hub_newcomer, hub_reader;
GRANT EXECUTE ON FUNCTION hub.enrol (bytea, bytea, text, bytea) TO hub_newcomer;
GRANT EXECUTE ON FUNCTION hub.roster (), hub.invite (bytea, int, bytea, bytea, text, int), hub.uninvite (bytea),
  hub.restore_desk (bytea, int, bytea), hub.remove_desk (bytea, bigint) TO hub_desk;
RESET ROLE;
UPDATE hub.meta SET version = 5;
\endif
