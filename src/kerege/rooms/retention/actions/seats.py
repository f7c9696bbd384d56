"""What was taken back in operations since a backup: seats, named officers, invitations, consents to legs.

The key book carries ids and instants of them, and of a withdrawn consent its step without its words; a restored node
lays them back before it opens, rather closing too much than too little.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from kerege.foundation.copying import Connection
from kerege.rooms.operations import actions as operations

KEPT: dict[str, LiteralString] = {
    "seats": "SELECT id, ended_at, ended_by, limited FROM operations_member WHERE ended_at IS NOT NULL OR limited",
    "named": "SELECT id, ended_at, ended_by FROM operations_officer WHERE ended_at IS NOT NULL",
    "invitations": "SELECT id, withdrawn_at, declined_at, declined_by FROM operations_invitation"
    " WHERE withdrawn_at IS NOT NULL OR declined_at IS NOT NULL",
    "consents": "SELECT id, delivery, kind, at, officer, officer_number, agency, agency_code, party_code, centre,"
    " given - 'worded' AS given FROM operations_delivery_step WHERE kind IN ('withdraw', 'call_off')",
}
SEATS: LiteralString = """
    UPDATE operations_member m SET ended_at = coalesce(m.ended_at, b.ended_at), limited = m.limited OR b.limited,
           ended_by = CASE WHEN m.ended_at IS NULL THEN b.ended_by ELSE m.ended_by END
      FROM jsonb_to_recordset(%s) b(id uuid, ended_at timestamptz, ended_by uuid, limited boolean)
     WHERE b.id = m.id AND ((m.ended_at IS NULL AND b.ended_at IS NOT NULL) OR (b.limited AND NOT m.limited))"""
"""A seat that was limited since is one of nobody until its agency names its officers again."""
NAMED: LiteralString = """
    UPDATE operations_officer o SET ended_at = b.ended_at, ended_by = b.ended_by
      FROM jsonb_to_recordset(%s) b(id uuid, ended_at timestamptz, ended_by uuid)
     WHERE b.id = o.id AND o.ended_at IS NULL"""
INVITATIONS: LiteralString = """
    UPDATE operations_invitation i SET withdrawn_at = coalesce(i.withdrawn_at, b.withdrawn_at),
           declined_at = coalesce(i.declined_at, b.declined_at), declined_by = coalesce(i.declined_by, b.declined_by)
      FROM jsonb_to_recordset(%s) b(id uuid, withdrawn_at timestamptz, declined_at timestamptz, declined_by uuid)
     WHERE b.id = i.id AND ((i.withdrawn_at IS NULL AND b.withdrawn_at IS NOT NULL)
        OR (i.declined_at IS NULL AND b.declined_at IS NOT NULL))"""
ANSWERED: LiteralString = """
    SELECT s.owner, s.label, (SELECT max(x.place) + 1 FROM operations_delivery_step x WHERE x.delivery = s.delivery)
      FROM operations_delivery_step s
     WHERE s.delivery = %s AND s.kind = ANY (%s) AND s.party_code = %s
       AND NOT EXISTS (SELECT FROM operations_delivery_step x WHERE x.id = %s)
     ORDER BY s.place DESC LIMIT 1"""
"""Where a state consented, or asked, in the restored course: who reads that reads that it was taken back."""
TAKEN_BACK = {"withdraw": ["answer"], "call_off": ["plan", "send"]}
"""The steps that a step takes back."""
STEP: LiteralString = """
    INSERT INTO operations_delivery_step (id, owner, label, delivery, place, kind, at, officer, officer_number, agency,
        agency_code, party_code, centre, given, words, signature)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, '', %s)"""


def take_back(connection: Connection, given: Mapping[str, str]) -> int:
    """Take back in the loaded tables what was taken back since; returns how much. `given` holds JSON by its name."""
    done = sum(
        connection.execute(query, [given.get(name, "[]")]).rowcount
        for name, query in (("seats", SEATS), ("named", NAMED), ("invitations", INVITATIONS))
    )
    steps = sorted(json.loads(given.get("consents", "[]")), key=lambda step: str(step["at"]))
    return done + sum(withdraw(connection, step) for step in steps)


def withdraw(connection: Connection, step: Mapping[str, Any]) -> int:
    """Lay one withdrawal of a consent or a plan into the restored course, signed by the node; how many were laid."""
    found = connection.execute(
        ANSWERED, [step["delivery"], TAKEN_BACK[str(step["kind"])], step["party_code"], step["id"]]
    ).fetchone()
    if found is None:
        return 0
    owner, label, place = found
    row: dict[str, Any] = {name: UUID(step[name]) for name in ("id", "delivery", "officer", "agency")}
    row |= {name: step[name] for name in ("kind", "officer_number", "agency_code", "party_code", "centre", "given")}
    row |= {"owner": owner, "label": label, "place": place, "at": datetime.fromisoformat(step["at"]), "words": ""}
    signature = operations.signature_of(row)
    order = ("id", "owner", "label", "delivery", "place", "kind", "at", "officer", "officer_number", "agency")
    values = [*(row[name] for name in order), *(row[name] for name in ("agency_code", "party_code", "centre"))]
    connection.execute(STEP, [*values, json.dumps(row["given"]), signature])
    return 1
