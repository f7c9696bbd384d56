"""Attachments: bytes on disk under the node's home, with hash, custody and a label like the part they belong to.

A file belongs to the facts part or the nominal part of a report; the room of records says which label that part has.
Images are drawn anew, office files lose properties and authors, a PDF is written anew with its pages alone, so that
nobody learns who made them; what cannot be cleaned is refused. The hash of the file as it came is kept beside.
"""
