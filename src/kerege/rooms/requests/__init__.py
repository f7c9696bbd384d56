"""Room R4, requests: questions and unasked information between desks, look-outs: clocks, answers, refusals, letters.

Records: Copy (one holder's card of a thread: asker, asked desk, a coordinator, or the duty desk, whose card has no
content), Step (one line of a copy's history), Gate (how a party lets requests out and in), Adopted (which profile of
clocks the Council adopted). A thread joins one asking and one asked desk; a request to several desks has a thread for
each. Every copy belongs to its holder and is written by functions of the database that know whose turn it is; so each
side sees its own history and nothing of the other's deliberation.
"""
