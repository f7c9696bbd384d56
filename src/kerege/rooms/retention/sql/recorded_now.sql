-- Where the newest row holds, it is dated by the instant of its act: none is dated ahead, to outlast what is said later.
CREATE FUNCTION recorded_now() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    said timestamptz := to_jsonb(NEW)->>TG_ARGV[0];
BEGIN
    IF said IS NULL OR said < viewer_instant() - interval '1 minute' OR said > viewer_instant() + interval '10 minutes' THEN
        RAISE EXCEPTION 'what is recorded is dated now' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION recorded_now() FROM PUBLIC;
CREATE TRIGGER requests_gate_now BEFORE INSERT ON requests_gate FOR EACH ROW
    WHEN (current_user = 'kerege_app') EXECUTE FUNCTION recorded_now('recorded_at');
CREATE TRIGGER retention_rule_now BEFORE INSERT ON retention_rule FOR EACH ROW
    WHEN (current_user = 'kerege_app') EXECUTE FUNCTION recorded_now('made_at');
CREATE TRIGGER directory_agreement_status_now BEFORE INSERT ON directory_agreement_status FOR EACH ROW
    WHEN (current_user = 'kerege_app') EXECUTE FUNCTION recorded_now('recorded_at');
