"""The register of substances."""

from django.http import HttpRequest
from ninja import Router, Schema

from kerege.rooms.substances import queries

router = Router()


class SuggestionOut(Schema):
    """Another entry that the text may mean."""

    code: str
    score: float
    why: str


class ResolutionOut(Schema):
    """What a written name means."""

    code: str | None
    how: str
    suggestions: list[SuggestionOut]


@router.get("/substances/resolve", response=ResolutionOut, summary="What a written name means")
def resolve(request: HttpRequest, text: str) -> ResolutionOut:
    """The entry of the register, how it was found, and suggestions where it was not."""
    found = queries.resolve(text)
    return ResolutionOut(
        code=found.code,
        how=found.how,
        suggestions=[SuggestionOut(code=s.code, score=s.score, why=str(s.why)) for s in found.suggestions],
    )
