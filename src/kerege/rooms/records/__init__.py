"""Room R2e, records: reports and what they claim, in versions; a facts part and a nominal part, each with its own label.

Records: Report, Version, Facts, Item, Leg, Nominal, Subject, Identifier, Link, and the list index. The desk that
reports owns; its officers report and correct; its releasing officer offers and releases; nothing is overwritten.
"""
