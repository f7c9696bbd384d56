-- `first_review_by_rule` lets no review day that is written with persons lie past the rule of the party, which is five years at most:
-- what five_years.sql asked of an added row is asked by it. That a standing day is moved within five years is still asked there.
DROP TRIGGER records_nominal_within ON records_nominal;
SET LOCAL ROLE kerege_law;
DROP FUNCTION within_five_years();
RESET ROLE;
