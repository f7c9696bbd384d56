"""Room R2a, the directory: parties, agencies, desks, officers and their hats, accreditation, agreements, succession.

Records: Party, Agency, Desk, Account, Officer, Appointment, Accreditation, Agreement and its status per party, dated
party facts, suspensions, groups. Any viewer reads parties, agencies and desks; officers are read inside their own
agency; administrators write, a coordinator may suspend all releases to or from a party.
"""
