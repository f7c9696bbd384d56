-- The list of changes is for everybody to read, but for what was changed of officers: their numbers with desks, roles and days,
-- when their accounts were closed or given new passwords. That is told to their own party, to the party whose hand it was, and to
-- the centre, as far as each may know; officers and their accounts are no other party's to follow.
ALTER POLICY directory_change_read ON directory_change USING (
    (SELECT someone_views()) AND (
        code NOT IN ('add-officer', 'new-password', 'confirm-account', 'close-account', 'sign-out-officer', 'open-account',
            'appoint', 'end-hat', 'accredit', 'end-accreditation', 'hand-over')
        OR party = (SELECT (v).party FROM verified_viewer() v)
        OR by_party = (SELECT (v).party FROM verified_viewer() v)
        OR (SELECT (v).party_class = 'centre' OR (v).system <> '' FROM verified_viewer() v)));
