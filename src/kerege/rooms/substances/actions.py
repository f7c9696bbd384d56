"""Door for writing: bring the tables of the register up to the shipped vocabulary."""

from dataclasses import dataclass
from hashlib import sha256
from importlib import resources

from django.db import connections, models, transaction

from kerege.rooms.substances import queries
from kerege.rooms.substances.models import ControlStatus, Edition, Hint, Name, NameSource, SizeClass, Substance
from kerege.rooms.substances.rules import Register, shipped_register

TABLES: tuple[type[models.Model], ...] = (Substance, Name, ControlStatus, SizeClass, Hint, NameSource)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: whether it wrote, and how many entries and names the register now holds."""

    changed: bool
    entries: int
    names: int


def load_register(*, using: str = "default") -> Loaded:
    """Write the shipped vocabulary in one transaction; when the tables hold it already, nothing is written.

    Needs the owner role: called after every migration. The register is nobody's content, so no leaf is journalled.
    """
    register, digest = shipped_register(), vocabulary_digest()
    with transaction.atomic(using=using):
        held = Edition.objects.using(using).filter(one=True).values_list("digest", flat=True).first()
        changed = held is None or bytes(held) != digest
        if changed:
            _replace(register, digest, using)
    queries.forget_register()
    return Loaded(changed=changed, entries=len(register.entries), names=len(register.names))


def tables_exist(*, using: str = "default") -> bool:
    """Whether this database holds the tables of the room (a migration backwards takes them away)."""
    return Edition._meta.db_table in connections[using].introspection.table_names()


def vocabulary_digest() -> bytes:
    """SHA-256 over the files of the vocabulary."""
    folder = resources.files("kerege.rooms.substances.rules") / "vocabulary"
    digest = sha256()
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.digest()


def _replace(register: Register, digest: bytes, using: str) -> None:
    for table in TABLES:
        table._default_manager.using(using).all().delete()
    _write_entries(register, using)
    _write_legal(register, using)
    Edition.objects.using(using).update_or_create(one=True, defaults={"digest": digest})


def _write_entries(register: Register, using: str) -> None:
    Substance.objects.using(using).bulk_create(
        Substance(
            code=entry.code,
            place=place,
            kind=entry.kind.value,
            class_code=entry.class_code,
            form_of=entry.form_of,
            name_en=entry.en,
            name_ru=entry.ru,
            formula=entry.formula,
            cas=entry.cas,
            inchikey=entry.inchikey,
            smiles=entry.smiles,
        )
        for place, entry in enumerate(register.entries)
    )
    Name.objects.using(using).bulk_create(
        Name(place=place, code=n.code, lang=n.lang, kind=n.kind.value, text=n.text, source=n.source)
        for place, n in enumerate(register.names)
    )
    Hint.objects.using(using).bulk_create(
        Hint(
            place=place, code=hint.code, text=hint.text, score=hint.score, why_en=str(hint.why), why_ru=hint.why.russian
        )
        for place, hint in enumerate(register.hints)
    )
    NameSource.objects.using(using).bulk_create(
        NameSource(key=source.key, place=place, title=source.title, licence=source.licence)
        for place, source in enumerate(register.sources)
    )


def _write_legal(register: Register, using: str) -> None:
    ControlStatus.objects.using(using).bulk_create(
        ControlStatus(
            place=place,
            code=row.code,
            jurisdiction=row.jurisdiction,
            instrument=row.instrument,
            schedule=row.schedule,
            since=row.since.code() if row.since else "",
            since_kind=row.since_kind.value,
            until=row.until,
            source=row.source,
            confidence=row.confidence.value,
        )
        for place, row in enumerate(register.controls)
    )
    SizeClass.objects.using(using).bulk_create(
        SizeClass(
            place=place,
            code=row.code,
            jurisdiction=row.jurisdiction,
            significant=row.significant,
            large=row.large,
            especially_large=row.especially_large,
            since=row.since,
            until=row.until,
            source=row.source,
            confidence=row.confidence.value,
        )
        for place, row in enumerate(register.sizes)
    )
