"""Where an article itself says that one speaker contradicts, or agrees with, another.

Reporters mark it: "Norfell Hydro gave a different account.", "Two people dispute this.", "The company denied it.". Such a sentence ties the statement before it to the statement after it; nothing here compares meanings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.article import SpeakerKind
from rag.claims.clauses import clauses_of
from rag.comparison.accused import Accusations
from rag.comparison.camps import is_body, of_one_camp
from rag.comparison.evidence import Item, Table
from rag.comparison.holders import words_of_name
from rag.comparison.retorts import LIKEWISE, WISH, Retorts, owns
from rag.comparison.told import BACK, Told, begins_with, by_article, follows, is_quoted, told_of
from rag.comparison.types import Viewpoint
from rag.verify.facts_in_text import tokens_of
from rag.verify.names_in_text import same_name_word
from rag.wordforms import form

_NEXT = 2  # characters between two sentences, a paragraph's end at most
_AHEAD = 330  # characters between that sentence and the statement that disputes
_NEAR_DENIED = 0.5  # cosine of a denial and what stands before it in the article
_NEAR_AGREED = 0.3  # cosine of what somebody agrees with and what stands before it
_TIES_TOLD = 2  # words that tie a denial to what the article itself tells, beside those of the topic
_COMMON = 0.2  # share of the claims from which a word is the topic's

# The sentence that disputes; who disputes speaks next, or is its own subject.
_DIFFERS = re.compile(
    r"\b(?:(?:saw|sees?|viewed|views) (?:it|this|that|things|the matter) (?:quite |very |rather )?differently|"
    r"(?:gave|gives|offered|offers|told|tells) (?:a )?(?:very |quite |rather )?different (?:account|version|story|picture|figure)|"
    r"(?:disputes?|disputed|contests?|contested|challenges?|challenged|rejects?|rejected) (?:this|that(?! )|it|the (?:claim|"
    r"figure|finding|account|number|version|estimate|charge|accusation)s?(?! that\b| of\b)|(?:this|that) (?:claim|figure|finding|account|"
    r"version|number|view|charge)|those (?:claims|figures|findings))\b|"
    r"(?:does|do|did) not (?:accept|recognise|recognize|share|believe) (?:(?:this|that|it)(?=\W*$|[,.;]| but\b| and\b)|(?:the|that|this) (?:finding|"
    r"figure|view|account|claim|number)\b)|"
    r"begs? to differ|disagree[sd]?\b)",
    re.IGNORECASE,
)
_DENIED_IT = re.compile(
    r"^(?P<who>[^,.;“\"]{2,60}?),? (?:has |have )?(?:denied|denies|disputed|rejected|dismissed) (?:it|this|that|the (?:claim|charge|accusation|"
    r"allegation|report)s?)(?: (?:on|yesterday|today)\b[^.]*)?\.?$",
    re.IGNORECASE,
)
_CONTRADICTS = re.compile(
    r"\b(?:contradicts?|contradicted|is at odds with|conflicts? with)\s+(?P<whom>[^,.;]{2,60})", re.IGNORECASE
)
_NOT_BEFORE = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bno one|\bnobody|\bno longer|\bwho|\bwhich|\bwould|\bcould|\bmight|\bto)\s*$",
    re.IGNORECASE,
)
_NO = rf"(?:(?:rejected|rejects|dismissed|dismisses|denied|denies)(?!(?: [\w’']+){{0,4}}? {WISH}\b)|disputes|disputed|doubts|doubted)"
_DENIES = re.compile(rf"^(?:has |have )?(?:{_NO}|denying|ruled out|rules out)\b", re.IGNORECASE)
_WRONG = re.compile(
    r"\b(?P<who>[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w-]+) (?:is|was|are|were) (?P<how>(?:plain |simply |just )?wrong|mistaken|right)\b"
)
_DENIES_LATER = re.compile(rf"^[A-Z][^.;“\"]{{2,80}}? {_NO}\b")  # where the sentence is given to its subject
_IDLE = frozenset(
    form(word)
    for word in "denied disputed rejected doubted dismissed ruled report suggestion claim accusation monday tuesday wednesday thursday "
    "friday saturday sunday week month year".split()
)  # words that tie no denial to a claim
_AGREED = re.compile(
    r"\b(?:agree[sd]?|concur(?:s|red)|echo(?:es|ed)(?: (?:that|this|his|her|their) \w+)?,?)(?: with [^,.;]{2,40})?(?: that|, saying(?: that)?)?\s*[“\"‘']?$",
    re.IGNORECASE,
)  # what stands before what somebody agrees to
_ALSO = re.compile(
    r"\b(?:has |have |had )?(?:also|likewise|similarly) (?:question|urg|warn|call|critici|condemn|oppos|support|reject|back|prais|blam|dismiss|defend|argu|demand)\w+",
    re.IGNORECASE,
)
_OPENS = 30  # characters of a claim in which "also urged" stands
_NEAR_ALSO = 0.5  # cosine of two statements of which one is "also" made
_AGREES = re.compile(r"^(?:agree[sd]?(?! to\b)|shares? the view|concurs?|echoe[sd])\b", re.IGNORECASE)


class Disputes:
    """Reads each article's claims in order for what it says of how they stand to each other."""

    def __init__(self, table: Table, viewpoints: Sequence[Viewpoint]) -> None:
        self._table = table
        self._viewpoints = viewpoints
        self._by_article = by_article(table)
        self._common = {word for word, times in table.held.items() if times > _COMMON * len(table.items)}
        self._retorts = Retorts(table, viewpoints)
        self._accusations = Accusations(table, viewpoints)

    def told(self) -> list[Told]:
        """Return the pairs of claims that articles themselves call opposed, or agreed; of one sentence one pair for each claim it answers."""
        found: dict[tuple[int, str, int, bool], Told] = {}
        for items in self._by_article.values():
            for item in items:
                for one in self._told_by(item, items):
                    found.setdefault((one.left, one.article_id, one.span.start, one.agrees), one)
        return list(found.values())

    def _told_by(self, item: Item, items: Sequence[Item]) -> list[Told]:
        words = item.claim.words
        if match := _DENIED_IT.match(item.sentence):
            return self._denied_it(item, items, match["who"])
        if match := _CONTRADICTS.search(words if not item.spoken else ""):
            return self._contradicts(item, items, match["whom"])
        differs = _DIFFERS.search(words) if len(words.split()) < 30 and not (item.spoken and is_quoted(item)) else None
        if differs and not _NOT_BEFORE.search(item.lead + words[: differs.start()]):
            return self._differs(item, items)
        if item.spoken and (_DENIES.match(words) or (item.found.said is None and _DENIES_LATER.match(words))):
            return self._denies(item, items) or self._answers(item, items)
        if item.spoken and (_AGREES.match(words) or _AGREED.search(item.lead)):
            before = self._before(item, items)
            if before is not None and float(self._table.near[before.at, item.at]) < _NEAR_AGREED:
                return []
            return [told_of(before, item, item, agrees=True)] if before else []
        if item.spoken and _ALSO.search(item.lead + words[:_OPENS]) and (joined := self._also(item, items)):
            return joined
        if item.spoken and (match := _WRONG.search(words)):
            return self._wrong(item, items)
        return self._answers(item, items)

    def _also(self, item: Item, items: Sequence[Item]) -> list[Told]:
        """What somebody "also" says or does, with the statement of somebody else right before that is about the same."""
        before = self._before(item, items)
        if before is None or not follows(before, item) or float(self._table.near[before.at, item.at]) < _NEAR_ALSO:
            return []
        common = (before.forms & item.forms) - self._common
        return [told_of(before, item, item, agrees=True)] if len(common) >= _TIES_TOLD else []

    def _answers(self, item: Item, items: Sequence[Item]) -> list[Told]:
        """What the claim answers, as its own sentence marks it or as its place tells."""
        if not item.spoken:
            return []
        return self._retorts.told_by(item, items) or self._accusations.told_by(item, items)

    def _differs(self, item: Item, items: Sequence[Item]) -> list[Told]:
        """The statement before, against the first one after it of somebody else."""
        before = self._before(item, items)
        if before is None:
            return []
        after = next(
            (
                other
                for other in items
                if other.spoken
                and item.span.end <= other.span.start <= item.span.end + _AHEAD
                and other.holder != before.holder
                and (
                    other.holder == item.holder
                    or not item.spoken
                    or other.found.sentence.start >= item.found.sentence.end
                )
            ),
            None,
        )
        return [told_of(before, after, item)] if after else []

    def _denied_it(self, item: Item, items: Sequence[Item], who: str) -> list[Told]:
        """The company denied it: the statement before, against what the one who denies says next, or this sentence."""
        before = self._before(item, items)
        if before is None or before.holder == item.holder:
            return []
        nxt = next((o for o in items if o.spoken and follows(item, o)), None)
        if nxt is None or nxt.holder == before.holder:
            return [told_of(before, item, item)]
        just_said = [  # of all that the one denied has just said
            other
            for other in items
            if other.holder == before.holder and before.span.start - BACK // 2 <= other.span.start <= before.span.start
        ]
        best = max(
            just_said, key=lambda other: (len(other.forms & nxt.forms), float(self._table.near[nxt.at, other.at]))
        )
        return [told_of(best, nxt, item) if nxt.forms & best.forms else told_of(before, item, item)]

    def _denies(self, item: Item, items: Sequence[Item]) -> list[Told]:
        """What somebody denied, against the nearest of the few statements before that is about the same."""
        if LIKEWISE.search(item.lead):
            return []
        before = [
            other
            for other in items
            if other.holder != item.holder
            and item.span.start - BACK <= other.span.end <= item.span.start
            and len(other.forms & (item.forms - _IDLE))
            >= (1 if self._table.near[item.at, other.at] >= _NEAR_DENIED or follows(other, item) else 2)
            and (other.spoken or self._told_of_the_same(other, item))
            and self._tied(other, item)
            and not _DENIES.match(other.claim.words)
        ]
        if not before:
            after = next((o for o in items if follows(item, o)), None)
            if after is None or not after.spoken or after.holder == item.holder or _DENIES.match(after.claim.words):
                return []
            return [told_of(after, item, item)] if self._tied(after, item) else []
        best = max(
            before, key=lambda other: (len(other.forms & item.forms), float(self._table.near[item.at, other.at]))
        )
        return [told_of(best, item, item)]

    def _told_of_the_same(self, one: Item, denial: Item) -> bool:
        """Tell whether what an article itself tells may be what is denied: it shares more with the denial than the topic, and is not about who denies."""
        if denial.spoken and begins_with(one, self._viewpoints[int(denial.holder[1])]):
            return False
        return len((one.forms & denial.forms) - _IDLE - self._common) >= _TIES_TOLD

    def _tied(self, one: Item, denial: Item) -> bool:
        """Tell whether a statement may be what is denied: more than names ties them, and the two are of different camps."""
        if one.spoken and not owns(denial.claim.words, self._viewpoints[int(one.holder[1])]):
            return False
        named, of_denial = _names(one), _names(denial)
        denied = set(of_denial)
        if denial.spoken:
            denied -= {form(word) for word in words_of_name(self._viewpoints[int(denial.holder[1])].holder)}
        if named and denied and not named & denied:
            return False  # each names somebody else
        ties = (one.forms & denial.forms) - named - of_denial - _IDLE
        agrees = any(clause.negative and ties & clause.forms.keys() for clause in clauses_of(one.claim.words))
        return bool(ties) and not agrees and one.asserted and not of_one_camp(one, denial, self._viewpoints)

    def _contradicts(self, item: Item, items: Sequence[Item], whom: str) -> list[Told]:
        """The report contradicts the company: what comes next, against what that holder says nearest to it anywhere."""
        holder = self._called(whom, item)
        after = [
            other
            for other in items
            if item.span.end <= other.span.start <= item.span.end + _AHEAD and other.holder != ("holder", holder)
        ]
        if holder is None or not after:
            return []
        topic = item.forms
        own = [
            other
            for other in self._table.items
            if other.claim.viewpoint == holder and (other.forms | other.around) & topic
        ]
        if not own:
            return []
        against = after[0]
        mine = max(
            own,
            key=lambda one: (
                len((one.forms | one.around) & topic),
                len(one.forms & topic),
                float(self._table.near[one.at, against.at]),
            ),
        )
        return [told_of(mine, against, item)]

    def _wrong(self, item: Item, items: Sequence[Item]) -> list[Told]:
        """He is wrong if ...: whoever the quote names, or who spoke just before."""
        found = []
        words = item.claim.words
        for match in _WRONG.finditer(words):
            who = match["who"]
            named = (
                re.findall(r"\b[A-Z][\w-]+\b", words[: match.start()])
                if who.lower() in ("he", "she", "they")
                else [who]
            )
            others = [
                other
                for other in items
                if other.spoken
                and other.span.end <= item.span.start
                and other.holder != item.holder
                and any(name in self._viewpoints[int(other.holder[1])].holder.split() for name in named)
            ]
            if others:
                best = max(
                    others,
                    key=lambda other: (
                        other.span.start > item.span.start - 1200,
                        float(self._table.near[item.at, other.at]),
                    ),
                )
                past = match[0].split()[1] in ("was", "were")  # who was wrong long ago has not just been answered
                if (not past or self._tied(best, item)) and not of_one_camp(best, item, self._viewpoints):
                    agrees = match["how"].lower() == "right"
                    left = self._told_before(best, items) if agrees else best
                    found.append(told_of(left, item, item, agrees=agrees))
        return found

    def _told_before(self, quote: Item, items: Sequence[Item]) -> Item:
        """Return what the sentence right before a quote tells in the writer's words of the same speaker: what the quote is about."""
        return next(
            (
                other
                for other in items
                if other.holder == quote.holder and is_quoted(quote) and not is_quoted(other) and follows(other, quote)
            ),
            quote,
        )

    def _before(self, item: Item, items: Sequence[Item]) -> Item | None:
        """Return the nearest statement before, of somebody else."""
        before = [
            other
            for other in items
            if other.spoken
            and other.holder != item.holder
            and item.found.sentence.start - BACK <= other.span.end <= item.found.sentence.start
            and other.asserted
            and not of_one_camp(other, item, self._viewpoints)
        ]
        return max(before, key=lambda other: other.span.end, default=None)

    def _called(self, whom: str, item: Item) -> int | None:
        """Return the holder that words of an article mean: by name, or "the company" for the one organisation it names."""
        words = [word for word in re.findall(r"\w+", whom.lower()) if word not in ("the", "its", "this")]
        for viewpoint in self._viewpoints:
            if words and all(any(same_name_word(w, n) for n in viewpoint.holder.lower().split()) for w in words):
                return viewpoint.id
        before = item.article.text[: item.span.start]
        if words and words[0] in ("company", "firm", "operator", "ministry", "agency", "union", "bank", "group"):
            named = [
                v
                for v in self._viewpoints
                if v.named
                and (v.kind is not SpeakerKind.PERSON or v.affiliation is None)
                and v.holder in before
                and is_body(v)
            ]
            if named:
                return max(named, key=lambda v: before.rfind(v.holder)).id
        return None


def _names(item: Item) -> set[str]:
    """Return the names in a claim's words, by form; days are none."""
    found = {form(t.low) for t in tokens_of(item.claim.words) if t.capital and not t.opens and t.content}
    return found - _IDLE
