"""Base models: every table declares its guard; guarded managers refuse to work without a viewer."""

from typing import Any, ClassVar, TypeVar

from django.db import models

from kerege.foundation import chance
from kerege.foundation.viewing import read_anew, require_viewer
from kerege.kernel.law import Guard

T = TypeVar("T", bound=models.Model)


class Base(models.Model):
    """A row with a random id made in Python; `guard` says what fences the table."""

    guard: ClassVar[Guard]
    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)

    class Meta:
        abstract = True


class GuardedQuerySet(models.QuerySet[T]):
    """A query set that asks who is looking whenever it is about to touch the database."""

    def _fetch_all(self) -> None:
        require_viewer()
        super()._fetch_all()

    def _note_writing(self) -> None:
        if getattr(self.model, "guard", None) is Guard.DIRECTORY:
            read_anew()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        """Stream rows; needs a viewer."""
        require_viewer()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        """Count rows; needs a viewer."""
        require_viewer()
        return super().count()

    def exists(self) -> bool:
        """Whether a row is there; needs a viewer."""
        require_viewer()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Aggregate; needs a viewer."""
        require_viewer()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Update rows; needs a viewer."""
        require_viewer()
        self._note_writing()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows; needs a viewer."""
        require_viewer()
        self._note_writing()
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[T]:
        """Insert rows; needs a viewer."""
        require_viewer()
        self._note_writing()
        return super().bulk_create(*args, **kwargs)


class GuardedManager(models.Manager[T]):
    """The manager of guarded tables; also their base manager, so that related objects are guarded too."""

    def get_queryset(self) -> GuardedQuerySet[T]:
        """A guarded query set."""
        return GuardedQuerySet(self.model, using=self._db)


class Guarded(Base):
    """A row of somebody's: `owner` is the desk that reported, `label` says who may read (RLS applies it).

    In the database the key is `(owner, id)`; see `foundation.keys`.
    """

    guard = Guard.OWNED
    owner = models.UUIDField(editable=False)
    label = models.IntegerField()

    objects = GuardedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; needs a viewer."""
        require_viewer()
        super().save(*args, **kwargs)


class DirectoryRow(Base):
    """A row of the directory: any viewer reads it, only an administrator (or the founding of a node) writes it."""

    guard = Guard.DIRECTORY
    objects = GuardedManager()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; the directory is read anew from now on in this context."""
        read_anew()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove the row; the directory is read anew from now on in this context."""
        read_anew()
        return super().delete(*args, **kwargs)

    class Meta:
        abstract = True
        base_manager_name = "objects"


class PublicRow(models.Model):
    """Published reference data: substances, units, places; holds nothing of any party."""

    guard: ClassVar[Guard] = Guard.PUBLIC

    class Meta:
        abstract = True


class FrameworkRow(Base):
    """Plumbing: accounts, tokens, jobs; holds ids only, never content."""

    guard = Guard.FRAMEWORK

    class Meta:
        abstract = True
