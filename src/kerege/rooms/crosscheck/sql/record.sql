-- The leaf of an act with its mentions and the asker's own records of his questions, in one statement.
WITH leaf AS (
    INSERT INTO journal_leaf SELECT * FROM jsonb_populate_record(NULL::journal_leaf, %(leaf)s::jsonb)
), mentions AS (
    INSERT INTO journal_mention SELECT * FROM jsonb_populate_recordset(NULL::journal_mention, %(mentions)s::jsonb)
)
INSERT INTO crosscheck_check SELECT * FROM jsonb_populate_recordset(NULL::crosscheck_check, %(checks)s::jsonb)
