"""Where an article says, before it gives a speaker's words, that they answer somebody with a no.

"Two senators called the plan a gift to banks. The minister dismissed the criticism, saying that ..."; "pushed back"; "denied
selling the depot but admitted that ...". The verb and what it is said of stand in front of the claim, or right behind it,
and not in its words. Who is answered is whoever spoke last before, and nobody where that is the speaker or of their camp.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.article import SpeakerKind
from rag.comparison.camps import of_one_camp
from rag.comparison.evidence import Item, Table
from rag.comparison.holders import words_of_name
from rag.comparison.told import BACK, Told, begins_with, is_quoted, spoken_before, told_of
from rag.comparison.types import Viewpoint
from rag.verify.facts_in_text import tokens_of
from rag.verify.names_in_text import any_same, same_name_word
from rag.wordforms import form

_LONGEST = 260  # characters before a claim, or behind it, that tell how it is meant
_NEAR = 0.1  # cosine of an answer and what it answers
_NEAR_BACK = 0.32  # the same where the verb only tells that somebody hits back, perhaps with another matter
_NEAR_BUT = 0.35  # cosine of what is said after "But" and what stands before it
_OPENING = 40  # characters of a claim in which its verb stands: "countered that ..."
_NEXT = 3  # characters between two sentences
_TIES = 2  # words of what is denied that the statement denied must hold

_POINT = (
    r"(?:claim|charge|allegation|accusation|assertion|suggestion|notion|idea|argument|criticism|critique|characteri[sz]ation|"
    r"comparison|account|complaint|concern|attack|finding|report|view|remark|comment|theory|point|conclusion)s?"
)
_NO_TO = r"(?:reject|dismiss|disput|deni|deny|refut|rebut|contest|challeng|rebuff|contradict|discount)(?:s|es|ed|d|e|ing)?(?: off| out)?"
_FALSE = (
    r"nonsense|rubbish|false|untrue|not (?:true|so|the case|accurate|correct)|(?:a )?lies?|ridiculous|absurd|preposterous|baseless|"
    r"unfounded|incorrect|inaccurate|misleading|fabrication|fabricated"
)
_ANSWERS = re.compile(
    r"\b(?:(?:push|fir|hit|shot|shoot|snap)(?:s|es|ed|ing|e)?(?:t?ing)? back(?! (?:at|into|from|to)\b)|"
    r"counter(?:s|ed|ing)?(?= (?:that|by|with)\b|,|:)|(?:took|takes|taking) issue|(?:begs|begged|begging) to differ|"
    r"(?:declin|refus)(?:ed|es|ing) to (?:concur|agree|accept|share)(?: with)? (?:that|this|the|those|it)|(?:disagreed|disagrees|disagreeing)(?= with\b|,)|"
    rf"(?:label|labell|call|brand|describ)(?:s|es|ed|ing) (?:the|that|this|those|these|such|his|her|their) {_POINT} (?:as )?(?:\w+ )?[“\"'‘]*(?:{_FALSE})|"
    rf"{_NO_TO} (?:(?:both|all) )?(?:both|all|the|this|that|those|these|such|any|her|his|their|its|[A-Z][\w-]+['’]s?) (?:\w+ ){{0,2}}?{_POINT})\b",
)
WISH = (
    r"(?:bid|motion|appeal|request|offer|proposal|plan|plea|deal|application|petition|amendment|measure|nomination|invitation|"
    r"challenge|access|entry)s?"
)  # turned down, and so no claim that is denied
_DENIES = re.compile(
    rf"\b(?:(?:denied|denies|denying)(?!(?: [\w’']+){{0,4}}? {WISH}\b)|disputed|disputes|disputing|ruled out|rules out|ruling out)\b"
)
_NOT_SO = re.compile(
    r"^[\"“'‘]*(?:(?:it|that|this|the (?:claim|charge|story|report|allegation|accusation)s?)(?: is| was| are| were|['’]s)) "
    r"(?:just |all |pure |an? |\w+ly |[“\"'‘])*"
    rf"(?:{_FALSE}|wrong)\b(?! (?:that|to|for|if|when)\b)|"
    r"^(?:(?:(?:expect|believe|think|say)s? )?(?:that )?(?:it|they|he|she|this|that) (?:will|would|can|could|did|does|do|has|have|had|is|was|were|are)(?: not|n['’]t)|"
    r"(?:refused|declined) to (?:give|make|do|offer|pay|say|publish) (?:one|so|it|them|that))\W*$",
    re.IGNORECASE,
)
_WRONG_TO_SAY = re.compile(
    rf"(?:^|[.!?] )[\"“'‘]*(?:it|that)(?:['’]s| is| was) (?:\w+ly |just )*(?:{_FALSE}|wrong|dishonest|unfair) to (?:say|imply|suggest|claim|call|argue|assert|think)\b",
    re.IGNORECASE,
)
_NEAR_WRONG = 0.35  # cosine of what somebody calls wrong to say and what was said right before
_NOT_BEFORE = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bno one|\bnobody|\bto|\bwould|\bcould|\bmight|\bwithout|\bwho|\bwhich|\bthat)(?: \w+ly)?[\s“\"'‘]*$",
    re.IGNORECASE,
)
_UNDER = re.compile(r"^\W*(?:after|when|while|as|although|though|despite|if|because|since|asked)\b", re.IGNORECASE)
LIKEWISE = re.compile(r"\b(?:similarly|likewise|also|too)\b", re.IGNORECASE)
_PIECE = re.compile(r"; |, (?:and|but|while) |\bbut ")
_OF = re.compile(r"^(?P<link>,? (?:that|of|about|against|by|from)) (?P<rest>[^,;.“\"]{3,120})")
_WHOSE = re.compile(rf"(?P<whose>[\w-]+)['’]s? (?:\w+ ){{0,2}}?{_POINT}\b")
_BACK = re.compile(r"\bback$|^counter|issue$")
_HERS = re.compile(r" h(?:er|is) ")
_PERSON = frozenset("he she they it".split())


def owns(words: str, view: Viewpoint) -> bool:
    """Tell whether a point that words give to somebody ("dismissed the county's account") is that holder's; what they give to nobody may be."""
    found = _WHOSE.search(words)
    names = words_of_name(f"{view.holder} {view.description or ''}")
    return found is None or any(same_name_word(words_of_name(found["whose"])[-1], name) for name in names)


_BUT = re.compile(r"^\W*(?:But|However,|Yet) (?P<who>[^;“\"]{2,110}?)$")
_HOWEVER = re.compile(r"^\W*(?P<who>[^;“\"]{2,110}?), however,(?: \w+){0,2}$")
_SAYS = re.compile(
    r"\b(?:sa(?:y|id|ys|ying)|argu(?:e|es|ed)|conten(?:d|ds|ded)|claim(?:s|ed)?|insist(?:s|ed)?|maintain(?:s|ed)?|believ(?:e|es|ed)|counter(?:s|ed)?)\b"
)
_ANOTHER = re.compile(
    r", which\b|(?:\bnot|n['’]t|\bnever|\bto|\b(?:is|was|are|were) (?:\w+ )?(?:wrong|right|mistaken|false))$"
)  # of another verb, or nothing said
_NO = re.compile(r"\bnot\b|n['’]t\b|\bnever\b")
_NO_STATEMENT = re.compile(r"^(?:has|have|had|did|does|do)(?: not|n['’]t)\b|^(?:declin|refus)\w+ to\b", re.IGNORECASE)
_GENERIC = re.compile(
    r"^The (?:\w+ )?(?:company|agency|department|firm|ministry|office|group|bureau|report|statement|official|officials|spokesman|spokeswoman|spokesperson)$"
)


class Retorts:
    """Reads what stands around a claim for whom it answers."""

    def __init__(self, table: Table, viewpoints: Sequence[Viewpoint]) -> None:
        self._table = table
        self._viewpoints = viewpoints

    def told_by(self, item: Item, items: Sequence[Item]) -> list[Told]:
        """Return the claim of an article that another one in it says no to, with that one; none where nothing says so.

        item: a spoken claim. items: the claims of the article, in order.
        """
        if _WRONG_TO_SAY.search(item.claim.words):
            before = spoken_before(item, items, item.found.sentence.start, BACK // 2, self._viewpoints)
            tied = before is not None and float(self._table.near[before.at, item.at]) >= _NEAR_WRONG
            return self._pair(before, item) if tied else []
        if _NOT_SO.match(item.claim.words):
            before = spoken_before(item, items, item.span.start, BACK // 2, self._viewpoints)
            right_before = before and before.found.sentence.end >= item.found.sentence.start - _NEXT
            return self._pair(before, item) if right_before else []
        text, sentence = item.article.text, item.found.sentence
        lead = item.lead + ("" if is_quoted(item) else item.claim.words[:_OPENING])
        if len(lead) <= _LONGEST and (cue := _ANSWERS.search(lead)) and self._subject(lead[: cue.start()], item):
            return self._answered(item, items, sentence.start + cue.start(), cue[0], lead[cue.end() :])
        tail = text[item.span.end : sentence.end]
        if len(tail) <= _LONGEST and (cue := _ANSWERS.search(tail)) and re.search(r"ing\b", cue[0]):
            return self._answered(item, items, sentence.start, cue[0], tail[cue.end() :])
        if len(lead) <= _LONGEST and (cue := _DENIES.search(lead)) and self._subject(lead[: cue.start()], item):
            return self._denied(item, items, sentence.start + cue.start(), lead[cue.end() :])
        return self._but(item, items)

    def _but(self, item: Item, items: Sequence[Item]) -> list[Told]:
        """The statement right before "But the union said ...", where the two are about the same."""
        said = item.found.said
        if said is None or said.cue is None or said.source is None:
            return []
        cue = said.cue.of(item.article.text)
        if not _SAYS.search(cue) or _NO.search(cue):
            return []
        start = item.found.sentence.start
        lead = item.article.text[start : said.cue.start]
        found = _BUT.match(lead.rstrip()) or _HOWEVER.match(lead.rstrip())
        if found is None or not start <= said.source.start < said.cue.start or _ANOTHER.search(found["who"]):
            return []
        before = spoken_before(item, items, start, BACK, self._viewpoints)
        if before is None or start - before.found.sentence.end > _NEXT or _NO_STATEMENT.match(before.claim.words):
            return []
        views = [self._viewpoints[int(one.holder[1])] for one in (before, item)]
        if _GENERIC.match(views[1].holder) and views[0].kind is not SpeakerKind.PERSON:
            return []  # "The agency, however, said": the one that spoke before
        return self._pair(before, item) if float(self._table.near[before.at, item.at]) >= _NEAR_BUT else []

    def _subject(self, before: str, item: Item) -> bool:
        """Tell whether what stands before a verb names the speaker, or nobody else but by "he"."""
        before = _PIECE.split(before)[-1]
        words = words_of_name(before)
        if not words or LIKEWISE.search(before) or _UNDER.match(before) or _NOT_BEFORE.search(before):
            return False
        if words[0] in _PERSON and len(words) <= 3:
            return True
        view = self._viewpoints[int(item.holder[1])]
        names = [
            word
            for name in (view.holder, *view.also, view.description or "")
            for word in words_of_name(name)
            if len(word) > 2
        ]
        return any_same(words, names)

    def _answered(self, item: Item, items: Sequence[Item], at: int, cue: str, rest: str) -> list[Told]:
        """What was said last before a place, where a claim answers it and what it is said to answer fits."""
        before = spoken_before(item, items, at, BACK, self._viewpoints)
        if before is None:
            return []
        view = self._viewpoints[int(before.holder[1])]
        if _HERS.search(cue) and view.kind is SpeakerKind.ORGANISATION:
            return []
        if not owns(cue, view):
            return []
        found = _OF.match(rest)
        if found is not None:
            meant = [token.low for token in tokens_of(found["rest"]) if token.content]
            own = words_of_name(view.holder)
            by = found["link"].split()[-1] in ("by", "from")
            named = any_same(meant, [name for name in own if len(name) > 2])
            if named != by and (named or by):
                return []  # criticism of the one who spoke last is not theirs
            if not by and not {form(word) for word in meant} & (before.forms | before.around):
                return []
        least = _NEAR_BACK if _BACK.search(cue) and not before.forms & item.forms else _NEAR
        if float(self._table.near[before.at, item.at]) < least:
            return []
        return self._pair(before, item)

    def _denied(self, item: Item, items: Sequence[Item], at: int, rest: str) -> list[Told]:
        """What somebody else said, or the article, that holds the words of what is denied."""
        denied = {form(token.low) for token in tokens_of(rest) if token.content and len(token.low) > 2}
        before = [
            other
            for other in items
            if other.holder != item.holder
            and at - BACK <= other.span.end <= at
            and len(other.forms & denied) >= _TIES
            and other.asserted
            and (other.spoken or not begins_with(other, self._viewpoints[int(item.holder[1])]))
            and not of_one_camp(other, item, self._viewpoints)
        ]
        best = max(before, key=lambda other: (len(other.forms & denied), other.span.end), default=None)
        return self._pair(best, item)

    @staticmethod
    def _pair(before: Item | None, item: Item) -> list[Told]:
        return [told_of(before, item, item)] if before is not None else []
