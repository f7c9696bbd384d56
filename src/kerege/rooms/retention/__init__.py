"""Room R3c, retention: nothing about a person is kept without a day on which it is justified anew or erased.

Records: Rule (after how many years a party reviews a category), Review (a nominal part justified anew, or its review
brought forward, with the reason), Hold (an authority stops erasure), Tombstone (that a part was erased), Purge (the
notice to a desk that holds something of it), RecordKey (what a backup seals one record with),
Inquiry (a person asks about himself), Consultation (an owner is asked because of it). The owner's desk works the list
off; a data protection officer sees what it missed and takes requests in.
"""
