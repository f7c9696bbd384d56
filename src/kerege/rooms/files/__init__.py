"""Attachments: bytes on disk under the node's home, with hash, custody and a label like the part they belong to.

A file belongs to the facts part or the nominal part of a report; the room of records says which label that part has.
Images are drawn anew and office files lose their properties, so that nobody learns who made them; PDF stays as given.
"""
