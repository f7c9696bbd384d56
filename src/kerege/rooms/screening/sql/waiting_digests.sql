-- How many digests wait for an answer, and how many of them past their time; whose they are, the row policy says.
SELECT count(*), count(*) FILTER (WHERE d.due_at < %s) FROM screening_digest d WHERE d.answer = ''
