"""Room R5, deconfliction: planned events of different agencies that would meet in space and time.

Records: Event (a desk's planned raid, purchase, surveillance; its agency alone reads it), Conflict (what one side is
told: that there is one, and whom to call), Crossing (the same for the desk that keeps it: which two desks, how far it
is; never the content). Officers of members submit, or telephone the centre's duty desk, which enters it for them. A new
event is compared with all live ones in the transaction that writes it; neither side ever reads the other's.
"""
