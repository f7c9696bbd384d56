-- The leaf of a submission with its mentions, in the transaction that keeps the event.
WITH leaf AS (
    INSERT INTO journal_leaf SELECT * FROM jsonb_populate_record(NULL::journal_leaf, %(leaf)s::jsonb)
)
INSERT INTO journal_mention SELECT * FROM jsonb_populate_recordset(NULL::journal_mention, %(mentions)s::jsonb)
