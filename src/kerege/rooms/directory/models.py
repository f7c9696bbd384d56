"""Tables of the directory."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from kerege.foundation import chance
from kerege.foundation.models import DirectoryRow, FrameworkRow
from kerege.foundation.viewing import vouched
from kerege.kernel.law import Gate, Guard, Level, PartyClass, Role
from kerege.rooms.directory.rules import AgencyKind, AgreementState, DeskKind, Direction, PartyFact, Permission


def choices(words: type) -> list[tuple[str, str]]:
    """Stored codes of an enumeration; the faces translate them."""
    return [(each.value, each.value) for each in words]  # type: ignore[attr-defined]  # every caller passes an Enum


class Party(DirectoryRow):
    """A state or organisation that takes part."""

    code = models.CharField(max_length=12, unique=True)
    party_class = models.CharField(max_length=24, choices=choices(PartyClass))
    name_en = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    has_accounts = models.BooleanField(default=True)
    level = models.SmallIntegerField(default=Level.OFFICIAL_USE.value)
    gate_facts = models.CharField(max_length=12, default=Gate.AUTOMATIC.value, choices=choices(Gate))
    gate_nominal = models.CharField(max_length=12, default=Gate.DESK.value, choices=choices(Gate))
    official_use_words = models.CharField(max_length=60, blank=True, default="")
    """What stands on print-outs of its reports beside the level, in the words of its law."""
    coordinating_agency = models.UUIDField(null=True, blank=True)

    class Meta(DirectoryRow.Meta):
        db_table = "directory_party"


class PartyFactRow(DirectoryRow):
    """A dated, sourced fact about a party that the law looks at."""

    party = models.UUIDField()
    fact = models.CharField(max_length=48, choices=choices(PartyFact))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    source = models.TextField()

    class Meta(DirectoryRow.Meta):
        db_table = "directory_party_fact"


class Agency(DirectoryRow):
    """A competent body of a party."""

    party = models.UUIDField(db_index=True)
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=30, choices=choices(AgencyKind))
    name_en = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    abolished_on = models.DateField(null=True, blank=True)
    successor = models.UUIDField(null=True, blank=True)

    class Meta(DirectoryRow.Meta):
        db_table = "directory_agency"


class Desk(DirectoryRow):
    """A unit of an agency that reports and receives: a post, a city unit, an analysts' desk."""

    agency = models.UUIDField(db_index=True)
    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=choices(DeskKind))
    name_en = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    telephone = models.CharField(max_length=40, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta(DirectoryRow.Meta):
        db_table = "directory_desk"


HANDED = frozenset({"username", "password", "is_active", "must_change", "awaits_from", "email"})
"""What decides who signs in: it is written row by row, each with the word of the node's process."""


class Accounts(models.QuerySet["Account"]):
    """Accounts whose changes the node's process vouches for."""

    def update(self, **given: object) -> int:
        """Change all of them: one by one where it decides who signs in."""
        if not HANDED & given.keys():
            return super().update(**given)
        rows = list(self)
        for row in rows:
            for name, value in given.items():
                setattr(row, name, value)
            row.save(using=self.db, update_fields=list(given))
        return len(rows)


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; a password is always hashed."""

    def get_queryset(self) -> Accounts:
        """All accounts."""
        return Accounts(self.model, using=self._db)

    def create_user(self, username: str, password: str | None = None) -> "Account":
        """One account; without a password nobody can sign in with it."""
        account = self.model(username=username)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What somebody signs in with; what he may do hangs on his officer's hats, never on the account."""

    guard: ClassVar[Guard] = Guard.FRAMEWORK
    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="ru")
    must_change = models.BooleanField(default=False, db_default=False)
    """The password was made by somebody else: the next sign-in changes it before anything else."""
    awaits_from = models.UUIDField(null=True, blank=True)
    """The officer who made the account or its password anew, until another officer has confirmed it."""
    date_joined = models.DateTimeField(default=chance.now)
    vouched = models.BinaryField(max_length=32, default=b"")
    """The word of the node's process for what it hands in (`viewing.vouched`): checked, and not kept."""

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "directory_account"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row with the word of this process for it."""
        active, chosen = (str(each)[0].lower() for each in (self.is_active, self.must_change))
        self.vouched = vouched(
            f"account|{self.id}|{self.username}|{self.password}|{active}|{chosen}|{self.awaits_from or ''}|{self.email}"
        )
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "vouched"}
        super().save(*args, **kwargs)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Accounts carry no permissions of Django's; the law decides."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Accounts carry no permissions of Django's; the law decides."""
        return False


class Officer(DirectoryRow):
    """A person in service of an agency; across parties only the stable number is shown."""

    agency = models.UUIDField(db_index=True)
    account = models.UUIDField(null=True, blank=True, unique=True)
    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)

    class Meta(DirectoryRow.Meta):
        db_table = "directory_officer"


class Appointment(DirectoryRow):
    """A hat: an officer's role at a desk, with its days."""

    officer = models.UUIDField(db_index=True)
    desk = models.UUIDField(db_index=True)
    role = models.CharField(max_length=20, choices=choices(Role))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(DirectoryRow.Meta):
        db_table = "directory_appointment"


class Accreditation(DirectoryRow):
    """The centre's accreditation of a liaison officer, with expiry."""

    officer = models.UUIDField(db_index=True)
    since = models.DateField()
    until = models.DateField()
    reference = models.CharField(max_length=120)

    class Meta(DirectoryRow.Meta):
        db_table = "directory_accreditation"


class Agreement(DirectoryRow):
    """A treaty or agreement; each permission it gives is a row of its own."""

    code = models.CharField(max_length=60, unique=True)
    name_en = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)

    class Meta(DirectoryRow.Meta):
        db_table = "directory_agreement"


class AgreementPermission(DirectoryRow):
    """What an agreement permits once it is in force."""

    agreement = models.UUIDField(db_index=True)
    permission = models.CharField(max_length=30, choices=choices(Permission))

    class Meta(DirectoryRow.Meta):
        db_table = "directory_agreement_permission"


class AgreementStatus(DirectoryRow):
    """Where a party stands with an agreement, from a day on; the newest row holds."""

    agreement = models.UUIDField(db_index=True)
    party = models.UUIDField(db_index=True)
    state = models.CharField(max_length=12, choices=choices(AgreementState))
    since = models.DateField()
    source = models.TextField(blank=True)
    recorded_at = models.DateTimeField(default=chance.now, db_default=datetime(2000, 1, 1, tzinfo=UTC))
    """Of two states from one day the one recorded later holds."""

    class Meta(DirectoryRow.Meta):
        db_table = "directory_agreement_status"


class Suspension(DirectoryRow):
    """Every release between two parties closed in one act, until lifted."""

    by_party = models.UUIDField(db_index=True)
    towards = models.UUIDField(null=True, blank=True)
    direction = models.CharField(max_length=6, choices=choices(Direction), default=Direction.BOTH.value)
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField()

    class Meta(DirectoryRow.Meta):
        db_table = "directory_suspension"


class Change(DirectoryRow):
    """One change of the directory as it was given, for everybody to read but of officers; never altered nor removed."""

    at = models.DateTimeField(default=chance.now)
    code = models.CharField(max_length=40)
    party = models.UUIDField(null=True, blank=True, db_index=True)
    """The party it is about."""
    by_party = models.UUIDField()
    by_role = models.CharField(max_length=20, choices=choices(Role))
    officer_number = models.CharField(max_length=20)
    given = models.JSONField(default=dict)
    """Codes, days and sources as given; never a name of a person or a secret."""

    class Meta(DirectoryRow.Meta):
        db_table = "directory_change"


class Membership(DirectoryRow):
    """Who stands in an audience: a class of parties, an operation or a named group."""

    audience = models.UUIDField(db_index=True)
    member = models.UUIDField(db_index=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(DirectoryRow.Meta):
        db_table = "directory_membership"


class Group(DirectoryRow):
    """A named audience of agencies or parties."""

    code = models.CharField(max_length=60, unique=True)
    name_en = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)

    class Meta(DirectoryRow.Meta):
        db_table = "directory_group"


class AccessToken(FrameworkRow):
    """A key of the API or the terminal: only its hash is kept; it acts under one hat, for named acts, until a day."""

    digest = models.BinaryField(max_length=32, unique=True)
    account = models.UUIDField(db_index=True)
    hat = models.UUIDField()
    name = models.CharField(max_length=120)
    acts = models.JSONField(default=list)
    purpose = models.CharField(max_length=24)
    reason = models.CharField(max_length=1700, blank=True)
    """Sealed by the token."""
    made_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    """When whoever it was made for gave password and second factor; a token made from a token has the former's."""
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    vouched = models.BinaryField(max_length=32, default=b"")

    class Meta:
        db_table = "directory_access_token"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row with the word of this process for it."""
        self.vouched = vouched(f"token|{self.id}|{bytes(self.digest).hex()}|{self.account}|{self.hat}")
        super().save(*args, **kwargs)
