"""Whether those whom a written sentence gives as speaking are those who speak in the passage it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.verify.alignment import Source
from rag.verify.facts_in_text import Token, days_of, tokens_of
from rag.verify.frames_of_speech import Frame
from rag.verify.names_in_text import Names
from rag.verify.passages import SupportingPassage

_ARTICLES = frozenset(("the", "a", "an"))
_LEADING = 5  # tokens
_PIECES = frozenset("column article report story piece editorial headline newspaper paper reporter".split())
_OF = frozenset("of at from for with".split())


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of somebody who speaks, as stems and as written; those of the name; the names in what articles call them."""

    words: frozenset[str]
    name: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Called:
    """How a sentence calls a speaker, by place: the name, the names that only explain it, and the words of the role."""

    named: tuple[int, ...]
    beside: tuple[int, ...]
    role: tuple[int, ...]


def speaker_trouble(
    tokens: list[Token],
    frame: Frame,
    chosen: Sequence[Source],
    sources: Sequence[Source],
    passages: dict[int, SupportingPassage],
) -> str | None:
    """Return what is wrong with the speaker of a frame, in words, or None.

    Held against who says the words in the passage, by the store and by the sentence itself. chosen: the source sentences
    that the words rest on; where two are read as one, both must be the speaker's.
    """
    dated = {i for day in days_of(tokens) for i in range(day.first, day.last)}  # "The Post, 3 May: ..."
    words = [i for i in range(*frame.speaker) if tokens[i].word and i not in dated]
    names = chosen[0].names
    if frame.pronoun or all(
        names.of_outlet(tokens[i]) or not tokens[i].content or tokens[i].low in _PIECES for i in words
    ):
        return None
    near = sorted(set(chosen), key=lambda s: (s.passage, s.at))
    called = _called(tokens, frame, words, near[0])
    around = _around_the_name(tokens, called, sources) or frozenset(
        names.proper | {t.low for s in sources for t in s.tokens}
    )
    before = _before_the_name(tokens, called, sources)
    parts = next((source.parts for source in near if source.parts), ())
    for group in [[part] for part in parts] or [near]:
        spoken = [said for source in group for said in _speakers(source, sources, passages[source.passage])]
        if not any(_is_called(tokens, called, said, names, around, before) for said in spoken):
            return f"the cited passage does not give these words to {' '.join(tokens[i].text for i in words)}"
    return None


def _called(tokens: list[Token], frame: Frame, words: Sequence[int], source: Source) -> _Called:
    """Take apart how a speaker is called: "Ann Lee, chairman of the Council", "the Council's chairman, Ann Lee".

    What explains the name or leads up to it may stand elsewhere in the passage than the name does.
    """
    names = source.names
    wanted = [i for i in words if tokens[i].content and not names.of_outlet(tokens[i])]
    proper = [i for i in wanted if names.is_name(tokens, i, source) or (tokens[i].capital and not tokens[i].opens)]
    proper = [i for i in proper if not names.is_title(tokens[i])]
    role = tuple(i for i in wanted if i not in proper)
    comma = next((i for i in range(*frame.speaker) if tokens[i].text == ","), frame.speaker[1])
    if explained := [i for i in proper if i > comma]:
        before = [i for i in proper if i <= comma]
        first = tokens[words[0]]
        leads_up = (first.low in _ARTICLES or _of_somebody(first)) and tokens[comma + 1].capital
        named, beside = (explained, before) if leads_up else (before, explained)
        return _Called(tuple(named or proper), tuple(beside if named else ()), role)
    if proper and _of_somebody(tokens[proper[0]]) and not tokens[proper[0] + 1].capital:
        return _Called(tuple(proper[1:]), tuple(proper[:1]), role)  # "Kastrell's own officers"
    of = next((i for i in words if tokens[i].low in _OF and i - 1 in proper), None)
    if of is not None and len(before := [i for i in proper if i < of]) > 1:
        return _Called(tuple(before), tuple(i for i in proper if i > of), role)  # "Ann Lee of the Council"
    title = max((i for i in words if names.is_title(tokens[i])), default=-1)
    after = [i for i in proper if i > title]
    if title > words[0] and after:
        return _Called(tuple(after), tuple(i for i in proper if i < title), role)  # "Transportation Secretary Ann Lee"
    return _Called(tuple(proper), (), role)


def _of_somebody(token: Token) -> bool:
    return token.capital and token.text.endswith(("'s", "’s"))


def _before_the_name(tokens: list[Token], called: _Called, sources: Sequence[Source]) -> frozenset[str]:
    """Return the words that stand right before a speaker's name anywhere in the passage: "former Vice President"."""
    last = tokens[called.named[-1]].low if called.named else ""
    return frozenset(
        token.low
        for source in sources
        for j, named in enumerate(source.tokens)
        if last and named.low == last
        for token in source.tokens[max(0, j - _LEADING) : j]
    )


def _around_the_name(tokens: list[Token], called: _Called, sources: Sequence[Source]) -> frozenset[str]:
    """Return the words of the sentences that hold a speaker's name and of those beside them."""
    last = tokens[called.named[-1]].low if called.named else ""
    at = {(s.passage, s.at) for s in sources if any(t.low == last for t in s.tokens)}
    near = [s for s in sources if any((s.passage, s.at + step) in at for step in (-1, 0, 1))]
    return frozenset(t.low for s in near for t in s.tokens)


def _is_called(
    tokens: list[Token], called: _Called, said: _Said, names: Names, around: frozenset[str], before: frozenset[str]
) -> bool:
    """Tell whether somebody who speaks may be called so. before: what the passage puts right before the name."""
    if called.named:
        full = said.words | names.one_in_full(said.name)
        if not all(names.held_in(tokens[i], full) for i in called.named):
            return False
    elif sum(_said_of(tokens[i], said.words) for i in called.role) * 2 < len(called.role):
        return False
    others = [
        word for word in said.described if not any(names.held_in(tokens[i], frozenset({word})) for i in called.named)
    ]
    known = said.words | (before if others else around)
    return all(names.held_in(tokens[i], known) or (not others and names.known(tokens[i])) for i in called.beside)


def _said_of(token: Token, words: frozenset[str]) -> bool:
    """Tell whether a word is among those a speaker is called, a compound by its parts: "post-room", "post room"."""
    return token.stem in words or ("-" in token.low and all(part in words for part in token.low.split("-")))


def _speakers(source: Source, sources: Sequence[Source], passage: SupportingPassage) -> list[_Said]:
    """Return the words of everyone who speaks in a source sentence."""
    found = []
    named = False
    for said, words in zip(passage.attributions, passage.sources or ("",) * len(passage.attributions), strict=True):
        if any(part.overlaps(source.span) for part in said.content):
            whole = " ".join(filter(None, (said.speaker, said.description, said.affiliation, words, *said.via)))
            called = ", ".join(filter(None, (said.description, said.affiliation, *_elsewhere(said.speaker, passage))))
            found.append(
                _Said(
                    _words(f"{whole} {called}"),
                    _words(said.speaker or ""),
                    _names(called, source.names) - _words(said.speaker or ""),
                )
            )
            named = named or said.speaker is not None
    for frame in source.frames:
        own = [source.tokens[i] for i in range(*frame.speaker)]
        words_of_frame = {t.stem for t in own} | {t.low for t in own}
        if frame.pronoun or not any(t.capital and t.content for t in own):  # "The commodore said"
            meant = source.antecedents(sources)
            words_of_frame |= meant if named else meant | source.names.in_full(meant)
            words_of_frame |= frozenset() if named else _last_speaker(source, sources)
        name = " ".join(t.text for t in own if t.capital and t.content)
        called = f"{name}, {', '.join(_elsewhere(name.split()[-1] if name else None, passage))}"
        found.append(_Said(frozenset(words_of_frame) | _words(called), _words(name), _names(called, source.names)))
    if not found:
        # A quotation that goes on: its speaker stands beside it, and the parser may not have seen it.
        beside = [s for s in sources if s.passage == source.passage and abs(s.at - source.at) == 1]
        for other in beside if source.within_quotation else ():
            for frame in other.frames:
                found.append(_Said(frozenset(t.low for t in other.tokens[slice(*frame.speaker)])))
    return found


def _elsewhere(name: str | None, passage: SupportingPassage) -> list[str]:
    """Return what the passages shown call somebody, by a whole name or its last word."""
    return [called for who, called in passage.people if name and (who == name or who.split()[-1] == name)]


def _last_speaker(source: Source, sources: Sequence[Source]) -> frozenset[str]:
    """Return the words of who speaks in the sentence before, whom "it said" and "he said" go on with."""
    before = next((s for s in sources if s.passage == source.passage and s.at == source.at - 1), None)
    if before is None or not before.frames:
        return frozenset()
    own = [before.tokens[i] for i in range(*before.frames[-1].speaker)]
    return frozenset({t.stem for t in own} | {t.low for t in own})


def _names(text: str, names: Names) -> frozenset[str]:
    return frozenset(t.low for t in tokens_of(text) if t.capital and t.content and not names.is_title(t))


@lru_cache(maxsize=4_096)
def _words(text: str) -> frozenset[str]:
    tokens = tokens_of(text)
    return frozenset({t.stem for t in tokens} | {t.low for t in tokens})
