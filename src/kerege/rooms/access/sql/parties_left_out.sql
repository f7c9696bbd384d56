-- Which parties the labels that the viewer holds leave out: what is made of a report that he reads leaves them out too.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION parties_left_out() RETURNS TABLE (label int, forbidden uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    labels int[] := held_labels();
BEGIN
    RETURN QUERY SELECT l.id, l.forbidden::uuid[] FROM access_label l WHERE l.id = ANY (labels) AND l.forbidden <> '{}';
END $$;
REVOKE EXECUTE ON FUNCTION parties_left_out() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION parties_left_out() TO kerege_app;
RESET ROLE;
