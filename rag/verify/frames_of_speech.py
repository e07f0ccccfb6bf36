"""Who a written sentence gives as speaking: "X said that ...", "according to X, ...", "..., said X", "X (Outlet): ...".

Reads one sentence, without a grammar: enough for what a language model writes and for a reporter's plain frames.
The store's own attributions know more (speech over several sentences, pronouns); these two are held together in
`rag.verify.support`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.verify.facts_in_text import Token

CUES = frozenset(
    """say says said saying tell tells told state states stated add adds added claim claims claimed argue argues argued warn
    warns warned insist insists insisted write writes wrote written report reports reported announce announces announced
    deny denies denied admit admits admitted acknowledge acknowledges acknowledged explain explains explained note notes
    noted believe believes believed think thinks thought suggest suggests suggested predict predicts predicted testify
    testified testifies tweet tweeted tweets declare declares declared reply replies replied confirm confirms confirmed
    contend contends contended allege alleges alleged assert asserts asserted recall recalls recalled conclude concludes
    concluded observe observed caution cautions cautioned stress stressed stresses emphasize emphasized emphasise
    emphasised maintain maintains maintained concede concedes conceded remark remarked complain complained quip quipped
    counter counters countered vow vows vowed pledge pledges pledged promise promises promised reiterate reiterates
    reiterated lament laments lamented hint hints hinted
    call calls called describe describes described respond responded responds joke joked""".split()
)
_PLAIN = frozenset("say says said saying tells told tell adds added wrote writes states stated".split())
_PRONOUNS = frozenset("he she they it we i who you".split())
_DETERMINERS = frozenset(
    "the a an this that these its his her their our no any interim final first".split()
)  # "the report"
_PHRASE = frozenset("of the a an and for in at from with to on de la von van bin al".split())  # may go on a name
_THEN_WORDS = frozenset(("that", ",", ":", "“", '"'))
_BETWEEN = frozenset("also then later instead has had now".split())
_OF_A_CLAUSE = frozenset(
    """that this these those it them rejects rejected disputes disputed disagrees disagreed accepts accepted denies denied
    is are was were has have had does did will would can""".split()
)
_LONGEST_OBJECT = 12  # tokens from "put" to "at": "put the cost of the collapse at"
_LONGEST_SPEAKER = 26  # tokens: a name with what the speaker is


@dataclass(frozen=True, slots=True)
class Frame:
    """A speaker's words and the cue, as ranges of tokens, end exclusive. pronoun: the speaker is "he", "they".

    again: the cue goes on with the speaker of the frame before, "X denied it and said that ...".
    """

    speaker: tuple[int, int]
    cue: tuple[int, int]
    pronoun: bool
    again: bool = False

    @property
    def tokens(self) -> set[int]:
        """The places of all tokens of the frame."""
        return {*range(*self.speaker), *range(*self.cue)}


def frames_of(tokens: Sequence[Token]) -> list[Frame]:
    """Return the frames of speech of a sentence in order of their cues."""
    found: list[Frame] = []
    quoted = within_quotes(tokens)
    for i, token in enumerate(tokens):
        if quoted[i]:
            continue
        if token.low == "according" and i + 2 < len(tokens) and tokens[i + 1].low == "to":
            end = _phrase_end(tokens, i + 2, appositive=i > 1)
            _add(found, tokens, (i + 2, end), (i, i + 2))
        elif token.low in CUES or _estimates(tokens, i):
            _cue(found, tokens, i)
        elif (
            token.text == ":"
            and 0 < i <= _LONGEST_SPEAKER
            and not found
            and tokens[0].capital
            and _names_only(tokens[:i])
        ):
            _add(found, tokens, (0, i), (i, i + 1))
    return found


def _estimates(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a verb gives somebody's figure: "insurers estimated on Tuesday", "the council puts the loss at 3 million"."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if tokens[i].low in ("estimated", "estimates"):
        stated = after is None or not after.word or after.low in ("that", "the", "on", "in")
        return stated and (tokens[i].low == "estimated" or (after is not None and after.low == "that"))
    if tokens[i].low in ("put", "puts"):
        for j in range(i + 2, min(i + _LONGEST_OBJECT, len(tokens) - 1)):
            if tokens[j].text in ",;:.":
                return False
            if tokens[j].low == "at":
                return any(t.text[0].isdigit() or t.text in "$€£¥" for t in tokens[j + 1 : j + 4])
    return False


def _names_only(tokens: Sequence[Token]) -> bool:
    """Tell whether what stands before a colon names a speaker, and is no clause: "Tesmar rejects that finding: ..."."""
    return not any(token.low in _OF_A_CLAUSE for token in tokens)


def _cue(found: list[Frame], tokens: Sequence[Token], i: int) -> None:
    before = tokens[i - 1] if i else None
    if tokens[i].low.startswith("respond") and not (i + 1 < len(tokens) and tokens[i + 1].text in _THEN_WORDS):
        return  # "the brakes did not respond"
    if found and (last := _goes_on(tokens, i)) is not None and last >= found[-1].cue[1]:
        found.append(Frame(found[-1].speaker, (last, i + 1), found[-1].pronoun, again=True))
        return
    if before is not None and (
        before.low in ("to", "be", "been", "being", "of", "is", "are", "was", "were")
        or before.text == "-"
        or before.low in _DETERMINERS
    ):
        return  # "to say", "is said to": no one speaks here
    if before is not None and before.text in "’'" and i > 1 and tokens[i - 2].low.endswith("s"):
        return  # "the observers' report"
    inverted = before is not None and before.text in ",”\"’'" and tokens[i].low in CUES and tokens[i].low != "saying"
    if inverted and before is not None and before.text == "," and _explains_a_name(tokens, i):
        inverted = False
    after = i + 1 < len(tokens) and tokens[i + 1].word
    if (
        inverted
        and after
        and tokens[i + 1].low not in ("that", "in", "on", "at", "to", "by", "of", "for", "as", "while")
    ):
        _add(found, tokens, (i + 1, _phrase_end(tokens, i + 1, appositive=True)), (i, i + 1))
        return
    start = _phrase_start(tokens, i)
    if start is not None:
        _add(found, tokens, (start, i), (i, i + 1))


def _goes_on(tokens: Sequence[Token], i: int) -> int | None:
    """Return where the "and" before a cue stands, where nothing but an adverb parts them: "denied it and later said that"."""
    at = i - 1
    if at >= 0 and tokens[at].low in _BETWEEN:
        at -= 1
    says = tokens[i].low in CUES and i + 1 < len(tokens) and tokens[i + 1].low not in ("of", "from", "for")
    return at if says and at > 0 and tokens[at].low in ("and", "but") else None


def _add(found: list[Frame], tokens: Sequence[Token], speaker: tuple[int, int], cue: tuple[int, int]) -> None:
    start, end = speaker
    while end > start and not tokens[end - 1].word:
        end -= 1
    while start < end and not tokens[start].word:
        start += 1
    words = [t for t in tokens[start:end] if t.word]
    if not words or end - start > _LONGEST_SPEAKER:
        return
    if found and set(range(start, end)) & found[-1].tokens:
        return
    pronoun = all(t.low in _PRONOUNS or not t.content for t in words) or words[0].low in _PRONOUNS
    found.append(Frame((start, end), cue, pronoun))


def _explains_a_name(tokens: Sequence[Token], cue: int) -> bool:
    """Tell whether "X, who leads Y, said" stands before the cue, rather than a whole clause as in "..., said X"."""
    after = cue + 1
    if after < len(tokens) and tokens[after].capital and not tokens[after].opens:
        while after < len(tokens) and (tokens[after].capital or tokens[after].text in (".", "-", "’", "'")):
            after += 1
        says_more = after < len(tokens) and tokens[after].word and tokens[after].low not in _PHRASE
        if not says_more and not (after < len(tokens) and tokens[after].text in '“"'):
            return False  # "..., said Ott": the name ends the sentence
    first = cue - 2
    while first >= 0 and tokens[first].text not in ',;:.“”"':
        first -= 1
    if first < 1 or tokens[first].text != ",":
        return False
    start = first - 1
    while start >= 0 and (tokens[start].word or (tokens[start].text == "." and _initial(tokens, start))):
        start -= 1
    name = tokens[start + 1 : first]
    return 0 < len(name) <= 6 and name[-1].capital


def _phrase_end(tokens: Sequence[Token], start: int, *, appositive: bool) -> int:
    """Return where the speaker's phrase that begins at `start` ends: a mark, or a comma unless it explains the name."""
    i = start
    while i < len(tokens) and i - start < _LONGEST_SPEAKER:
        text = tokens[i].text
        if text in '.;:“”"?!()' and not (text == "." and i + 1 < len(tokens) and _initial(tokens, i)):
            return i
        if text == ",":
            return i
        if i > start and tokens[i].low in (
            "that",
            "who",
            "which",
            "after",
            "while",
            "when",
            "in",
            "on",
            "during",
            "as",
            "but",
            "because",
        ):
            return i
        i += 1
    return i


def _initial(tokens: Sequence[Token], stop: int) -> bool:
    before = tokens[stop - 1]
    return before.end == tokens[stop].start and (
        len(before.text) == 1
        or before.low in ("mr", "mrs", "ms", "dr", "sen", "gov", "rep", "gen", "st", "jr", "sgt", "col")
    )


def _phrase_start(tokens: Sequence[Token], cue: int) -> int | None:
    """Return where the speaker's phrase before a cue begins, or None where there is none ("..., which said")."""
    i = cue - 1
    while i >= 0 and tokens[i].low in (
        "also",
        "has",
        "have",
        "had",
        "then",
        "later",
        "repeatedly",
        "once",
        "previously",
        "would",
    ):
        i -= 1
    if i < 0 or not (tokens[i].word or tokens[i].text in ',)”"'):
        return None
    if tokens[i].text == ",":
        # "X, a senior fellow at Y, said": back over the explanation to the name before it.
        j = i - 1
        while j >= 0 and tokens[j].text not in ',;:.“”"':
            j -= 1
        if j < 0 or tokens[j].text != ",":
            return None
        i = j - 1
    end = i
    while i >= 0 and cue - i <= _LONGEST_SPEAKER:
        text = tokens[i].text
        if text in ',;:?!“”"()—–' or (text == "." and not (i and _initial(tokens, i))):
            break
        if i < end and tokens[i].low in (
            "that",
            "but",
            "while",
            "because",
            "after",
            "when",
            "although",
            "though",
            "if",
            "as",
            "since",
            "where",
            "what",
            "whom",
        ):
            break
        if i < end and tokens[i].low == "and" and not tokens[i + 1].capital:
            break
        i -= 1
    return i + 1 if i + 1 <= end else None


def within_quotes(tokens: Sequence[Token]) -> list[bool]:
    """Tell for each token whether it stands within quotation marks that open in this sentence."""
    inside, open_mark = [], ""
    for token in tokens:
        if open_mark:
            inside.append(True)
            if token.text in ("”", "»") or (token.text == '"' and open_mark == '"'):
                open_mark = ""
        elif token.text in "“«" or token.text == '"':
            open_mark = token.text
            inside.append(True)
        else:
            inside.append(False)
    return inside if not open_mark else [False] * len(tokens)
