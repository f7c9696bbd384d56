"""Whether a printed file is whole and by which node: for anybody who holds the file; nothing of it is kept."""

from dataclasses import dataclass

from kerege.foundation import seal
from kerege.kernel.saying import N_
from kerege.kernel.sealing import key_name
from kerege.rooms.operations.rules.print_seal import PrintVerdict, looked_at, looked_at_apart

SENTENCES = {
    "whole": N_("The file is whole: this node signed it, and no byte of it was changed since."),
    "foreign": N_(
        "No byte was changed since it was signed, but by a key that is not this node's: ask its owner for it."
    ),
    "bent": N_("The signature does not hold: the file was changed after it was signed, or the signature is another's."),
    "unsigned": N_("The file holds no signature of a node: it is no print of a delivery, or it was made anew."),
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: `whole`, `foreign`, `bent` or `unsigned`, and the name of the key, where there is one."""

    found: str
    key: str

    @property
    def whole(self) -> bool:
        """Whether this node signed exactly this file."""
        return self.found == "whole"

    @property
    def sentence(self) -> str:
        """What was found, in English, for faces to translate."""
        return SENTENCES[self.found]


def verify_print(content: bytes, signature: str = "") -> Verified:
    """Look at the signature inside a file, or at one that stands apart, as hexadecimal digits."""
    own = seal.node_key().public
    apart = signature.strip()
    verdict = looked_at_apart(content, digits(apart), own) if apart else looked_at(content)
    return Verified(found_of(verdict, own), key_name(verdict.key) if verdict.key else "")


def digits(signature: str) -> bytes:
    """The bytes of hexadecimal digits; none where they are none."""
    try:
        return bytes.fromhex(signature.strip())
    except ValueError:
        return b""


def found_of(verdict: PrintVerdict, own: bytes) -> str:
    """Which of the four it is."""
    if not verdict.signed:
        return "unsigned"
    if not verdict.whole:
        return "bent"
    return "whole" if verdict.key == own else "foreign"
