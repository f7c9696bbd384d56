-- Whether a report that waits for its check is offered is read from the report, never from who queues it; and nobody queues
-- before others who are waiting.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION waiting_is_said_by_the_report() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.offered := EXISTS (SELECT FROM records_report r WHERE r.owner = NEW.owner AND r.id = NEW.report
                              AND r.nominal_state = 'offered');
    NEW.queued_at := greatest(NEW.queued_at, viewer_instant());
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION waiting_is_said_by_the_report() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION waiting_is_said_by_the_report() TO kerege_owner;
RESET ROLE;
CREATE TRIGGER crosscheck_waiting_said BEFORE INSERT ON crosscheck_waiting
    FOR EACH ROW EXECUTE FUNCTION waiting_is_said_by_the_report();
