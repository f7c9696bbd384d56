"""This room's rows of the policy table, and the label of what it keeps: the owner's agency alone."""

from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation.copying import Plan, Words
from kerege.foundation.keys import OWN, READ
from kerege.kernel.law import Guard, Part, State
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory


def register() -> None:
    """Register the tables of the room."""
    access.register_policy(
        access.PolicyRow(
            "retention",
            "retention_rule",
            Guard.DIRECTORY,
            gettext_noop("any viewer"),
            "someone_views()",
            gettext_noop("the party's coordinator; nobody changes or removes"),
            "coordinates(party)",
        ),
        access.owned_policy("retention", "retention_review", gettext_noop("review (the owner's agency alone)")),
        access.owned_policy("retention", "retention_hold", gettext_noop("hold (the owner's agency alone)")),
        access.owned_policy("retention", "retention_challenge", gettext_noop("challenge (the owner's agency alone)")),
        access.owned_policy("retention", "retention_inquiry", gettext_noop("request (the asked agency alone)")),
        access.PolicyRow(
            "retention",
            "retention_consultation",
            Guard.OWNED,
            gettext_noop("the agency whose record may concern the person, alone"),
            READ,
            gettext_noop("retention_consult alone; the owner's agency answers"),
            f"{OWN} AND {READ}",
        ),
        *(
            access.PolicyRow(
                "retention",
                f"retention_{name}",
                Guard.OWNED,
                who,
                READ,
                gettext_noop("retention_erase alone; a holder confirms"),
                f"{OWN} AND {READ}" if name == "purge" else "false",
            )
            for name, who in (
                ("tombstone", gettext_noop("the agency whose nominal part was erased, alone")),
                ("purge", gettext_noop("the agency that holds something of what was erased, alone")),
            )
        ),
        access.PolicyRow(
            "retention",
            "retention_sweep",
            Guard.FRAMEWORK,
            gettext_noop("the node's own work: ids only, by two functions"),
            "false",
            gettext_noop("the node's own work: ids only, by two functions"),
            "false",
        ),
        access.PolicyRow(
            "retention",
            "retention_inquiry_waiting",
            Guard.FRAMEWORK,
            gettext_noop("the hat that took the request in; the node itself (system act inquiries): ids only"),
            "hat = (SELECT (verified_viewer()).hat) OR (SELECT (verified_viewer()).system) = 'inquiries'",
            gettext_noop("the hat that took the request in; the node notes what is refused"),
            "hat = (SELECT (verified_viewer()).hat) AND EXISTS (SELECT FROM retention_inquiry q WHERE q.id = inquiry)",
        ),
        access.PolicyRow(
            "retention",
            "retention_record_key",
            Guard.FRAMEWORK,
            gettext_noop("role keeper alone, for backups"),
            "false",
            gettext_noop("role keeper alone; what is erased takes its key along"),
            "false",
        ),
    )


def own_label(desk: UUID) -> int:
    """The label of what concerns a desk's nominal parts: its agency alone."""
    entry = directory.desk(desk)
    owner = access.Owner(desk=desk, agency=entry.agency, party=entry.party)
    return access_actions.intern_label(access.label_for(owner, Part.NOMINAL, State.DESK))


REPORT = "ARRAY[t.report]"
OWN_ID = "ARRAY[t.id]"
THREAD = "ARRAY[t.thread]"
CARRIED = """
    ARRAY(SELECT x::uuid FROM jsonb_array_elements_text(
        CASE jsonb_typeof(t.{0} -> 'records') WHEN 'array' THEN t.{0} -> 'records' ELSE '[]' END) x)"""
"""The reports that an answer carries, in a column of JSON: its words go with any of them."""
UNASKED = """
    CASE WHEN t.kind = 'information' THEN ARRAY(SELECT x::uuid FROM jsonb_array_elements_text(t.records) x)
         ELSE '{}'::uuid[] END"""
"""The reports that go with unasked information: its words go with any of them."""
ENTRIES = "ARRAY(SELECT DISTINCT e.report FROM crosscheck_entry e WHERE e.id IN (t.mine, t.theirs))"
NOT_CARRIED = frozenset(
    {
        *("access_key", "auth_group", "auth_group_permissions", "auth_permission", "crosscheck_fence"),
        *("crosscheck_key", "django_content_type", "django_migrations", "django_session", "records_listing"),
        "retention_record_key",
    }
)
PLAN = Plan(
    skipped=NOT_CARRIED,
    records="""
        SELECT report FROM records_nominal
        UNION SELECT report FROM files_attachment WHERE part = 'nominal'
        UNION SELECT id FROM intake_quarantined_row
        UNION SELECT id FROM retention_inquiry WHERE closed_at IS NULL
        UNION SELECT thread FROM requests_copy WHERE question <> ''
        UNION SELECT id FROM crosscheck_check
        UNION SELECT id FROM deconfliction_event
        UNION SELECT id FROM deconfliction_crossing
        UNION SELECT id FROM operations_delivery
        UNION SELECT id FROM operations_operation
        UNION SELECT id FROM oversight_watched
        UNION SELECT id FROM oversight_alert WHERE remark <> ''
        UNION SELECT id FROM intake_import WHERE file_name <> '…'""",
    sealed={
        **{f"records_{name}": REPORT for name in ("nominal", "subject", "identifier", "link")},
        "crosscheck_entry": REPORT,
        "crosscheck_hit": "array_remove(ARRAY[t.mine_report, t.theirs_report], NULL)",
        "crosscheck_judgement": ENTRIES,
        "files_attachment": "CASE WHEN t.part = 'nominal' THEN ARRAY[t.report] ELSE '{}' END",
        "intake_quarantined_row": OWN_ID,
        "intake_row_version": "ARRAY[t.row]",
        "retention_inquiry": OWN_ID,
        "crosscheck_check": OWN_ID,
        "deconfliction_event": OWN_ID,
        "deconfliction_crossing": OWN_ID,
        "operations_delivery": OWN_ID,
        "operations_delivery_step": "ARRAY[t.delivery]",
        "operations_operation": OWN_ID,
        "operations_entry": "ARRAY[t.operation]",
        "operations_invitation": "ARRAY[t.operation]",
        "oversight_watched": OWN_ID,
        "screening_match": "ARRAY(SELECT h.theirs_report FROM crosscheck_hit h WHERE h.id = t.hit"
        " AND h.theirs_report IS NOT NULL)",
    },
    words=(
        Words(
            "records_version",
            REPORT,
            {"reason": "''", "restriction": "''"},
        ),
        Words("records_reason", REPORT, {"words": "''"}),
        Words("records_finding_terms", REPORT, {"mode_reason": "''"}),
        Words("records_report", "ARRAY[t.id]", {"source_key": "NULL"}),
        Words(
            "access_release",
            REPORT,
            {"reason": "''", "assurance": "''", "refusal": "''"},
        ),
        Words("permissions_asking", REPORT, {"words": "''", "answer_words": "''"}, key=("id",)),
        Words("permissions_opening", REPORT, {"danger": "''", "refusal": "''", "review_words": "''"}, key=("id",)),
        Words("retention_review", REPORT, {"reason": "''"}),
        Words("retention_hold", REPORT, {"reason": "''"}),
        Words("retention_challenge", REPORT, {"reason": "''", "reference": "''", "verdict_reason": "''"}),
        Words("retention_consultation", REPORT, {"answer_reason": "''"}),
        Words(
            "screening_digest",
            "ARRAY(SELECT (x ->> 'report')::uuid FROM jsonb_array_elements(t.records) x)",
            {"answer_reason": "''"},
        ),
        Words(
            "requests_copy",
            f"{THREAD} || {CARRIED.format('prepared')} || {UNASKED}",
            {
                **dict.fromkeys(("question", "translation", "translator", "reference", "basis", "restriction"), "''"),
                "prepared": "'{}'::jsonb",
                "watched": "'[]'::jsonb",
            },
        ),
        Words(
            "requests_line",
            f"{THREAD} || {CARRIED.format('detail')}",
            {**dict.fromkeys(("text", "translation", "translator"), "''"), "detail": "'{}'::jsonb"},
        ),
        Words("oversight_alert", OWN_ID, {"remark": "''"}, key=("id",)),
        Words("intake_import", OWN_ID, {"file_name": "'…'"}),
        Words(
            "journal_leaf",
            "ARRAY(SELECT DISTINCT m.record FROM journal_mention m WHERE m.leaf = t.id)",
            {"salt": r"'\x'::bytea"},
            key=("id",),
        ),
    ),
    last=("records_facts", "crosscheck_entry"),
    tellers=("deconfliction_subjects_told", "deconfliction_conflict_told", "deconfliction_crossing_made"),
)
"""How a backup seals what is about persons: by the record that an erasure would take away."""
