"""Room R3, the cross-check: what one agency asks or reports is compared with what all others hold.

Records: Entry (a current subject of a report, ready to be found; its keys live in a table nobody reads), Check (the
asker's own question), Hit (one row for each side of a match, each guarded by its own agency's label), Judgement (same,
not same, undecided; reversible). Whoever may find checks; desks, analysts and releasing officers judge; the owner of a
silent match answers within 72 hours.
"""
