"""Letters in: a scan that a state's officer keeps with a delivery; what it says is entered then, as by letter."""

from hashlib import sha256
from uuid import UUID

from kerege.kernel.law import Part, Viewer
from kerege.kernel.saying import N_
from kerege.rooms.files import actions as files
from kerege.rooms.operations.actions.taking import locked, refuse_hat, take_step
from kerege.rooms.operations.policy import label_of
from kerege.rooms.operations.rules.steps import RefusedStepError
from kerege.rooms.operations.rules.words import Kind

LONGEST_NUMBER = 60


def keep_letter(*, actor: Viewer, delivery: UUID, number: str, name: str, content: bytes) -> UUID:
    """Keep the scan of a letter; its number and hash are a signed step, its bytes stay with the actor's side.

    A party without accounts takes part by its liaison officer, who enters here what it wrote: a step that names a kept
    letter is marked as entered on behalf. Raises FileRefusedError, UnableToActError, RefusedStepError.
    """
    refuse_hat(actor, Kind.LETTER)
    found = locked(actor=actor, delivery=delivery)
    wanted = number.strip()[:LONGEST_NUMBER]
    if wanted in found.file.letters.get(actor.party_code, ()):
        raise RefusedStepError(N_("a letter %(number)s of your state is kept already"), number=wanted)
    scan = files.add_attachment(
        actor=actor,
        owner=actor.desk,
        owner_agency=actor.agency,
        report=delivery,
        part=Part.NOMINAL,
        label=label_of(actor, []),
        name=name,
        content=content,
    )
    given = {"number": wanted, "scan": sha256(content).hexdigest()}
    take_step(actor=actor, found=found, kind=Kind.LETTER, given=given)
    return scan
