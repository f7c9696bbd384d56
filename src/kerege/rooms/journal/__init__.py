"""Room R1, the journal: the append-only log of every collection, consultation, disclosure, check and change.

Records: Leaf (one per door call, signed by the node, content only as a salted commitment) and Mention (one row per
owner and record a leaf touched). It knows nobody: actor, owner and object are plain ids. Anybody's act appends; an
owner's data-protection officers, coordinators and auditors read what concerns their agency; an officer reads his own.
"""
