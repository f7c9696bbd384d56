"""Room R5, operations: controlled deliveries, and joint operations of several agencies.

Records: Delivery (a file, its number and title), Step (one act in its course: a plan, an answer, a signature of a
hand-over, a position; never altered), Member (who stands in an audience of a file, until he leaves or is removed).
The state of a delivery is nowhere kept: it is what `rules.course` makes of the steps, and the same function decides
whether the next step may be taken. The requester sees the whole file, every other state its own legs unless widened.
"""
