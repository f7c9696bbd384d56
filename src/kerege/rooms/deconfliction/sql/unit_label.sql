-- As in deconfliction.sql: the label of what one desk alone reads, for integrity cases, which the desk's own agency does not
-- read either; written by the law as every label is.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION desk_label(of_desk uuid, of_party uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN keep_label(format('{"forbidden":[],"grants":[],"level":0,"owner":"%s","part":"nominal","party":"%s",'
        '"shielded":false}', of_desk, of_party));
END $$;
RESET ROLE;
