-- What an approved run may compare its list with, each with all that the comparison takes: also sex, company and places.
-- The law, the exclusions and the order are those of `screening_bank`, which processes of the former version go on
-- calling.
CREATE FUNCTION screening_entries(wanted uuid, left_out uuid[], after_owner uuid, after_entry uuid, most int)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb, sex varchar, company bigint[],
    places text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.entry, b.owner, b.mode, b.weight, b.report, b.number, b.kind, b.category, b.names, b.birth, b.country,
           b.identifiers, e.sex, e.company, e.places
      FROM screening_bank(wanted, left_out, after_owner, after_entry, most) b
      JOIN crosscheck_entry e ON e.owner = b.owner AND e.id = b.entry
     ORDER BY b.owner, b.entry
$$;
REVOKE EXECUTE ON FUNCTION screening_entries(uuid, uuid[], uuid, uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION screening_entries(uuid, uuid[], uuid, uuid, int) TO kerege_search;
ALTER FUNCTION screening_entries(uuid, uuid[], uuid, uuid, int) OWNER TO kerege_law;
