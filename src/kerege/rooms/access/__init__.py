"""Room R2b, access: labels, findability, releases and the policy registry.

Records: Label and LabelGrant (interned), Finding (interned), Release (an owner's act in favour of an audience). The
law itself is `kernel.law.decide`; here stands its twin in SQL and the second fence. Only an owner's releasing officer
or coordinator releases; nobody reads labels as such.
"""
