"""Who has disputed a finding and later accepts it: "Norfell Hydro accepted the findings" after "every pump was in order".

The words of the two seldom have anything in common. What ties them is that the holder's earlier claim stands against one of whoever
made the finding, and that they accept it in the article that tells of it, or later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.comparison.evidence import Item, Table
from rag.comparison.told import names_one_of, telling_words
from rag.comparison.turns import Turned, turned_by
from rag.comparison.types import Viewpoint
from rag.verify.facts_in_text import tokens_of

_ACCEPTS = re.compile(
    r"\b(?:(?:now |has |have |had )*(?:accept(?:s|ed)?|conced(?:es|ed))|no longer (?:contest|disput|den|challeng)(?:s|es|ies|ed|ied)?) "
    r"(?:the|its|this|that|these|those|all)(?: \w+){0,2}? (?:findings?|conclusions?|report|verdict|ruling|figures?|account)\b(?! (?:request|invitation|offer))",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|n[’']t|if|whether|would|should|must|to|refus\w+|declin\w+)(?: \w+)?\s*$|n[’']t\s*$", re.IGNORECASE
)
_FOUND = re.compile(
    r"\b(?:report|inquiry|commission|inspect\w*|investigat\w*|audit\w*|judge|court|panel|board|agency|office|review|study|tribunal|regulator|committee|draft)\b",
    re.IGNORECASE,
)
_SUBJECT = 60  # characters before the verb in which the subject stands


def accepted(table: Table, viewpoints: Sequence[Viewpoint], disputed: Iterable[tuple[Item, Item]]) -> list[Turned]:
    """Return the holders who accept what they had disputed. disputed: pairs of claims that stand against each other."""
    accepting = [(item, verb) for item in table.items if (verb := _ACCEPTS.search(item.claim.words))]
    accepting = [(item, verb) for item, verb in accepting if not _NOT.search(item.claim.words[: verb.start()])]
    if not accepting:
        return []
    found: dict[int, Turned] = {}
    for pair in disputed:
        for own, against in (pair, pair[::-1]):
            if not own.spoken or not _finds(against, viewpoints):
                continue
            holder = int(own.holder[1])
            for item, verb in accepting:
                later = item.day and own.day and item.day > own.day and item.day >= against.day
                in_it = item.claim.article_id == against.claim.article_id or item.day > against.day
                if later and in_it and _is_of(item, verb.start(), own, viewpoints[holder]):
                    found.setdefault(holder, turned_by(holder, own, item, item))
    return list(found.values())


def _finds(item: Item, viewpoints: Sequence[Viewpoint]) -> bool:
    """Tell whether a claim is of somebody who finds out for others: an inquiry, an inspector, a court."""
    if not item.spoken:
        return False
    view = viewpoints[int(item.holder[1])]
    return bool(_FOUND.search(f"{view.holder} {view.description or ''}"))


def _is_of(item: Item, at: int, own: Item, view: Viewpoint) -> bool:
    """Tell whether it is a holder who accepts: in their own words, or named right before the verb."""
    if item.holder == own.holder and not any(t.capital and not t.opens for t in tokens_of(item.claim.words[:at])):
        return True
    before = [t for t in tokens_of(item.claim.words[:at][-_SUBJECT:]) if t.capital]
    return view.named and names_one_of(before[-2:], telling_words(view.holder))
