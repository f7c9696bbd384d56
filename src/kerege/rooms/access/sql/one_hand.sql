-- As in signed_journal.sql: who acts, and when, stands in the signed context. The context is verified once for the rows of
-- a statement, where five of its conditions each verified it: a function asked for its rows gives them again without being
-- called anew.
ALTER POLICY journal_leaf_add ON journal_leaf WITH CHECK (
    position IS NULL AND form = 2 AND EXISTS (
        SELECT FROM journal_hand() h
         WHERE h.officer = journal_leaf.officer
           AND journal_leaf.at BETWEEN h.since AND h.since + interval '1 hour'
           AND (h.free OR ROW(h.number, h.hat, h.desk, h.agency, h.party, h.purpose)
                = ROW(journal_leaf.officer_number::text, journal_leaf.hat, journal_leaf.desk, journal_leaf.agency,
                      journal_leaf.party, journal_leaf.purpose::text))));
ALTER POLICY journal_mention_add ON journal_mention WITH CHECK (EXISTS (
    SELECT FROM journal_hand() h
     WHERE journal_mention.at BETWEEN h.since AND h.since + interval '1 hour'
       AND (h.free OR ROW(h.number, h.desk, h.party, h.purpose)
            = ROW(journal_mention.officer_number::text, journal_mention.by_desk, journal_mention.by_party,
                  journal_mention.purpose::text))));

-- What a viewer holds is worked out by plans made once for a connection: the server made some of them anew each time.
SET LOCAL ROLE kerege_law;
ALTER FUNCTION fresh_labels() SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION own_desks() SET plan_cache_mode = force_generic_plan;
RESET ROLE;
