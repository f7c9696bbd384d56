"""Room R2f, notices: the inbox of each officer and of each desk, and how it is told outside: e-mail, webhooks, digests.

Records: Notice (that something waits: a kind and a plain id, never content), Wish (how an account wants to be told),
Hook (an address of a desk's own system), Telling and Delivery (what is still to be sent: ids only). Any room above
tells by `actions.tell`; the desk's agency reads and marks as read. What leaves the node says how many notices wait and
whether one is urgent; it names no record, no case, no party and no person.
"""
