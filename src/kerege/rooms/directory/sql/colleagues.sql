-- Number and name of every officer of an agency.
SELECT o.number, o.name FROM directory_officer o WHERE o.agency = %s::uuid ORDER BY o.number
