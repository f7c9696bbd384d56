-- How many of the waiting rows each part of their file holds, in the order of the file. A part is cut where it would be
-- larger than a mended file may be: by bytes as CSV, by bytes of an unpacked workbook, or by rows (the least weight).
WITH written AS (
    SELECT DISTINCT ON (v.row) v.row, v.cells, v.faults FROM intake_row_version v ORDER BY v.row, v.number DESC
), waiting AS (
    SELECT q.id, q.made_at, q.import_id, q.row, coalesce(w.cells, q.cells) AS cells, coalesce(w.faults, q.faults) AS faults
      FROM intake_quarantined_row q LEFT JOIN written w ON w.row = q.id
     WHERE q.state = 'waiting' AND (%(import)s::uuid IS NULL OR q.import_id = %(import)s::uuid)
), weighed AS (
    SELECT id, made_at, import_id, row,
           greatest(%(least)s::numeric, said.bytes, (said.bytes + 80 * jsonb_array_length(cells)) * %(size)s::numeric / %(unpacked)s)
               AS weight
      FROM waiting, LATERAL (SELECT 60 + octet_length(cells::text) + 2 * octet_length(faults::text) AS bytes) said
), placed AS (
    SELECT floor(coalesce(sum(weight) OVER (ORDER BY made_at DESC, import_id, row, id
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) / %(size)s) AS part
      FROM weighed)
SELECT count(*) FROM placed GROUP BY part ORDER BY part
