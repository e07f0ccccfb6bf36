"""An accusation and what the accused says to it right after: the commonest way in which an article tells of a dispute.

"The union accused Brandvik of hiding two offers. 'Nobody has offered a crown,' Brandvik said." The writer has put the answer
next to what it answers, so nothing is asked of the words but that the accusation names whoever speaks next, or whom they speak for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.comparison.evidence import Item, Table
from rag.comparison.told import BACK, BRIEF, Told, names_one_of, spoken_before, told_of
from rag.comparison.types import Viewpoint
from rag.verify.facts_in_text import tokens_of

_NEAR = 0.1  # cosine of an accusation and its answer
_NEAR_SPOKEN = 0.3  # of what a spokesman says and the hostile words about his side before it

_SAYS_SO = re.compile(
    r"\b(?:said|says|told|called|calls|responded|replied|wrote|insist(?:s|ed)|argue[sd]?|accus(?:ed|es)|criticiz(?:ed|es)|criticis(?:ed|es))\b"
)
_ACCUSES = re.compile(r"\b(?:accus(?:ed|es|ing)|blam(?:e|es|ed|ing))(?P<whom>(?: [\w.’'-]+){1,4})")
_HOSTILE = re.compile(
    r"\b(?:accus|blam|alleg|criticiz|criticis|lie[ds]?\b|lying|liar|fail|mislead|misled|illegal|unlawful|corrupt|threat|danger|reckless|violat|"
    r"abus|fraud|cover-?up|hid(?:es|ing)?\b|betray|disgrac|shame|never|refus|attack|harm|unfair|destroy)",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:agree[sd]?|thank\w*|apolog\w*|regret\w*|sorry|acknowledg\w*|admit\w*|conced\w*|declin\w+ to|praise\w*|welcom\w*|no comment)\b",
    re.IGNORECASE,
)
_SPEAKS_FOR = re.compile(r"\b(?:spokes\w+|lawyers?|attorneys?|representatives?|counsel)\b", re.IGNORECASE)


class Accusations:
    """Reads what stands right before a claim for an accusation of whoever makes it."""

    def __init__(self, table: Table, viewpoints: Sequence[Viewpoint]) -> None:
        self._table = table
        self._viewpoints = viewpoints

    def told_by(self, item: Item, items: Sequence[Item]) -> list[Told]:
        """Return the accusation right before the words of the accused, or of who speaks for them, with those words; none where there is none.

        items: the claims of the article, in order.
        """
        said = item.found.said
        if said is None or said.cue is None or not _SAYS_SO.search(said.cue.of(item.article.text)):
            return []
        if not item.asserted or _SOFT.search(item.claim.words):
            return []
        before = spoken_before(item, items, item.found.sentence.start, BACK, self._viewpoints)
        if before is None:
            return []
        view = self._viewpoints[int(item.holder[1])]
        speaks_for = _SPEAKS_FOR.search(f"{view.description or ''} {'' if view.named else view.holder}")
        own = f"{view.description or ''} {view.affiliation or ''} {view.holder}" if speaks_for else view.holder
        names = [token.low for token in tokens_of(own) if token.capital and token.content and len(token.low) > BRIEF]
        near = float(self._table.near[before.at, item.at])
        accused = _ACCUSES.search(before.claim.words)
        if accused and near >= _NEAR and names_one_of(tokens_of(accused["whom"]), names):
            return [told_of(before, item, item)]
        hostile = speaks_for and near >= _NEAR_SPOKEN and _HOSTILE.search(before.claim.words)
        return [told_of(before, item, item)] if hostile and names_one_of(tokens_of(before.claim.words), names) else []
