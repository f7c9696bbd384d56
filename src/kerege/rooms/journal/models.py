"""Tables of the journal: leaves, whom they concern, the tree over them, its signed heads and who cosigned them."""

from typing import ClassVar

from django.db import models

from kerege.foundation.models import Base, GuardedManager, PublicRow
from kerege.kernel.law import Guard
from kerege.kernel.merkle import leaf_hash
from kerege.rooms.journal import rules


class Leaf(Base):
    """One act: who, under which hat, when, why, what kind; the detail only as a salted commitment."""

    guard: ClassVar[Guard] = Guard.DERIVED
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    door = models.CharField(max_length=80)
    officer = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    hat = models.UUIDField()
    desk = models.UUIDField()
    agency = models.UUIDField()
    party = models.UUIDField()
    purpose = models.CharField(max_length=24)
    case_commitment = models.BinaryField(max_length=32)
    commitment = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=16)
    rows = models.IntegerField(default=0)
    signature = models.BinaryField(max_length=96)
    position = models.BigIntegerField(null=True)
    form = models.SmallIntegerField(default=2)
    """1: written before there was a tree; 2: what is told to owners is committed to."""
    salt_mark = models.BinaryField(max_length=32, default=b"")
    told = models.BinaryField(max_length=32, default=b"")
    vouched = models.BinaryField(max_length=32, default=b"")
    """The word of the node's process for what it hands in (`viewing.vouched`): checked, and not kept."""

    objects = GuardedManager()

    class Meta:
        db_table = "journal_leaf"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["officer", "at"], name="journal_leaf_officer"),
            models.Index(fields=["at", "id"], name="journal_leaf_waiting", condition=models.Q(position__isnull=True)),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["position"], name="journal_leaf_position"),
        ]

    @property
    def content(self) -> dict[str, object]:
        """What the node signs of a leaf; the first form said less."""
        first: dict[str, object] = {
            "id": str(self.id),
            "at": self.at.isoformat(),
            "kind": self.kind,
            "door": self.door,
            "officer": str(self.officer),
            "hat": str(self.hat),
            "desk": str(self.desk),
            "purpose": self.purpose,
            "case": bytes(self.case_commitment).hex(),
            "detail": bytes(self.commitment).hex(),
            "rows": self.rows,
        }
        if self.form == 1:
            return first
        return first | {
            "form": self.form,
            "officer_number": self.officer_number,
            "agency": str(self.agency),
            "party": str(self.party),
            "salt": bytes(self.salt_mark).hex(),
            "told": bytes(self.told).hex(),
        }

    @property
    def handed(self) -> str:
        """What the node's process vouches for when it hands the leaf in."""
        return f"leaf|{self.id}|{bytes(self.signature).hex()}|{bytes(self.told).hex()}"

    @property
    def own(self) -> bytes:
        """The officer's own side of the leaf: all that is signed, what the first form left out, and the signature."""
        whole = {"number": self.officer_number, "agency": str(self.agency), "party": str(self.party)}
        return rules.leaf_bytes({**self.content, **whole, "signature": bytes(self.signature).hex()})

    @property
    def hashed(self) -> bytes:
        """The hash with which the leaf stands in the tree."""
        return leaf_hash(rules.tree_entry(self.own, bytes(self.told)))


class Mention(Base):
    """A leaf concerned this record of this owner."""

    guard: ClassVar[Guard] = Guard.DERIVED
    leaf = models.UUIDField()
    at = models.DateTimeField()
    owner = models.UUIDField()
    owner_agency = models.UUIDField()
    record = models.UUIDField()
    kind = models.CharField(max_length=12)
    by_desk = models.UUIDField()
    by_party = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    purpose = models.CharField(max_length=24)
    vouched = models.BinaryField(max_length=32, default=b"")

    objects = GuardedManager()

    class Meta:
        db_table = "journal_mention"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record", "at"], name="journal_mention_record"),
            models.Index(fields=["owner_agency", "at"], name="journal_mention_owner"),
            models.Index(fields=["leaf"], name="journal_mention_leaf"),
        ]

    @property
    def content(self) -> dict[str, object]:
        """What the owner is told, as the leaf commits to it."""
        return {
            "id": str(self.id),
            "at": self.at.isoformat(),
            "owner": str(self.owner),
            "owner_agency": str(self.owner_agency),
            "record": str(self.record),
            "kind": self.kind,
            "by_desk": str(self.by_desk),
            "by_party": str(self.by_party),
            "officer_number": self.officer_number,
            "purpose": self.purpose,
        }

    @property
    def handed(self) -> str:
        """What the node's process vouches for when it hands the mention in."""
        return f"mention|{self.id}|{self.leaf}|{self.owner}|{self.owner_agency}|{self.record}|{self.kind}"

    @property
    def hashed(self) -> bytes:
        """The hash that stands among what the leaf tells."""
        return rules.mention_hash(self.content)


class Node(PublicRow):
    """The hash of one full subtree of the tree over the leaves; never changed."""

    guard: ClassVar[Guard] = Guard.PUBLIC
    pk = models.CompositePrimaryKey("level", "place")
    level = models.SmallIntegerField()
    place = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    objects = GuardedManager()

    class Meta:
        db_table = "journal_node"
        base_manager_name = "objects"


class Head(PublicRow):
    """A signed head: how many leaves, the root over them, the note as it was signed."""

    guard: ClassVar[Guard] = Guard.PUBLIC
    size = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()

    objects = GuardedManager()

    class Meta:
        db_table = "journal_head"
        base_manager_name = "objects"


class Key(PublicRow):
    """The public half of a key that signs heads, from a size on, with the former key's word for it."""

    guard: ClassVar[Guard] = Guard.PUBLIC
    number = models.IntegerField(primary_key=True)
    at = models.DateTimeField()
    public = models.BinaryField(max_length=40)
    since = models.BigIntegerField()
    endorsement = models.BinaryField(max_length=80)

    objects = GuardedManager()

    class Meta:
        db_table = "journal_key"
        base_manager_name = "objects"


class Cosignature(Base):
    """A witness saw this head and found it to continue the last one that he had seen."""

    guard: ClassVar[Guard] = Guard.PUBLIC
    size = models.BigIntegerField()
    at = models.DateTimeField()
    name = models.CharField(max_length=120)
    public = models.BinaryField(max_length=40)
    line = models.CharField(max_length=300)
    by_party = models.UUIDField()
    vouched = models.BinaryField(max_length=32, default=b"")

    objects = GuardedManager()

    class Meta:
        db_table = "journal_cosignature"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by_party", "public", "size"], name="journal_cosignature_once"),
        ]

    @property
    def handed(self) -> str:
        """What the node's process vouches for when it hands the cosignature in."""
        return f"cosignature|{self.size}|{bytes(self.public).hex()}|{self.name}|{self.line}"
