"""Room R3b, screening: a named list compared with the bank, an act of its own that two persons approve.

Records: Run (terms, course and counts of one screening; the asker's agency alone), Decision (an approval or refusal),
Match (a row of the list that found something), Digest (what a screening met of an owner's silent records, without the
list), Called (an owner let the asker know after all), OptOut (an agency that is not screened; nobody else learns it).
An analyst or desk officer proposes; the data protection officers of his agency and of the centre approve, two persons.
The list itself is kept sealed outside the tables and erased at the end, whatever the end is.
"""
