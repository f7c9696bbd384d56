"""Room R3c, retention: nothing about a person is kept without a day on which it is justified anew or erased.

Records: Rule (after how many years a party reviews a category), Review (a nominal part justified anew, or its review
brought forward, with the reason). The owner's desk works the list off; a data protection officer sees what it missed.
"""
