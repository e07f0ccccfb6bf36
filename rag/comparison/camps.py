"""Whether two claims can dispute each other at all: by people who are not of one camp."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.article import SpeakerKind
from rag.comparison.evidence import Item
from rag.comparison.holders import words_of_name
from rag.comparison.types import Viewpoint
from rag.verify.names_in_text import same_name_word

_SHORT = 3  # letters up to which a word of a name says little


def of_one_camp(one: Item, other: Item, viewpoints: Sequence[Viewpoint]) -> bool:
    """Tell whether two claims are of speakers of whom one is told to be with the other."""
    return one.spoken and other.spoken and one_camp(*(viewpoints[int(item.holder[1])] for item in (one, other)))


def is_body(viewpoint: Viewpoint) -> bool:
    """Tell whether a holder is a body rather than a person: nothing is said of who they are."""
    return viewpoint.description is None or viewpoint.kind is SpeakerKind.ORGANISATION


def one_camp(one: Viewpoint, other: Viewpoint) -> bool:
    """Tell whether one of two holders is told to be with the other: "the mayor's lawyer", "a spokesman for Norfell Hydro"."""
    for here, there in ((one, other), (other, one)):
        told = words_of_name(f"{here.description or ''} {here.affiliation or ''} {'' if here.named else here.holder}")
        names = [word for word in words_of_name(there.holder) if len(word) >= _SHORT]
        if there.named and names and any(same_name_word(names[-1], word) for word in told):
            return True
    bodies = [view.affiliation.casefold() for view in (one, other) if view.affiliation]
    return len(bodies) > 1 and bodies[0] == bodies[1]
