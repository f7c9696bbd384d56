-- Given nothing, it does nothing: a replaced function forgets that it is strict.
SET LOCAL ROLE kerege_law;
ALTER FUNCTION note_lookup(bigint[], text[], uuid[], bytea) STRICT;
RESET ROLE;
