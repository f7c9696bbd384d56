"""Room R2e, records: reports and what they claim, in versions, each in a facts part and a nominal part.

Records: Report, Version, Facts, Item, Leg, Nominal, Subject, Identifier, Link, and the list index. The desk that
reports owns; its officers report and correct; its releasing officer offers and releases; nothing is overwritten.
"""
