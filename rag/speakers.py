"""Tell whether an attribution's speaker is the one a question asks for: by name, or by the group they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.article import ArticleHeader, Attribution, SpeakerKind
from ingest.sides import matches, sides_of
from rag.question import Question

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_EMPTY = {"the", "a", "an", "of", "for", "and", "in", "at", "to", "mr", "mrs", "ms", "dr", "sir", "by", "from"}
_PLURALS = (("ies", "y"), ("sses", "ss"), ("s", ""))


def words_of(text: str) -> list[str]:
    """Return the words of a name or description, lower-cased, without possessive endings and small words."""
    words = []
    for word in _WORD.findall(text.lower().replace("’", "'")):
        word = word.removesuffix("'s").removesuffix("'")
        if word and word not in _EMPTY:
            words.append(word)
    return words


def same_name(asked: str, speaker: str, description: str | None = None) -> bool:
    """Tell whether an asked name means this speaker: "Rubio" or "Secretary of State Rubio" means Marco Rubio.

    The last words must agree, and every further word asked must belong to the speaker's name or description;
    so "Bill Clinton" never means Hillary Clinton.
    """
    want, have = words_of(asked), words_of(speaker)
    if not want or not have:
        return False
    if want == have:
        return True
    if set(have) < set(want) and want[-1] == have[-1]:
        # More was asked than the article's name holds: the rest may be a title, not another first name.
        rest = set(want) - set(have)
        return len(have) > 1 or rest <= set(words_of(description or "")) or not _given_name(rest, want)
    if want[-1] != have[-1]:
        # "Kirilenko's office" aside, an organisation may be asked by its first words: "Bloomberg", "Prism".
        return have[: len(want)] == want and len(have) - len(want) <= 2 and len(have) > 2
    return set(want) <= set(have) | set(words_of(description or ""))


def _given_name(rest: set[str], want: list[str]) -> bool:
    return len(rest) == 1 and want[0] in rest


def asks_for(question: Question, said: Attribution, article: ArticleHeader, source_words: str = "") -> bool:
    """Tell whether the question asks for what this speaker said."""
    if any(_named(name, said, article, source_words) for name in question.speakers):
        return True
    return any(in_group(group, said, source_words) for group in question.groups)


def _named(name: str, said: Attribution, article: ArticleHeader, source_words: str) -> bool:
    if said.speaker:
        return same_name(name, said.speaker, said.description)
    outlet = said.speaker_kind in (None, SpeakerKind.OUTLET) and article.publisher
    if outlet and not source_words and same_name(name, article.publisher or ""):
        return True
    # Unnamed, but the article's words for the source hold the name asked: "Norfell Hydro officials".
    return bool(source_words) and set(words_of(name)) <= set(words_of(source_words))


def in_group(group: str, said: Attribution, source_words: str = "") -> bool:
    """Tell whether a speaker belongs to a group, by the labels and the words of what the article calls them."""
    sides = sides_of(group)
    if sides and matches(sides, said.sides):
        return True
    unexplained = [word for word in map(_singular, words_of(group)) if word not in _GENERAL]
    known = {_singular(w) for w in words_of(" ".join(filter(None, (said.description, said.affiliation, source_words))))}
    return bool(unexplained) and set(unexplained) <= known


_GENERAL = {"people", "person", "other", "side", "member", "source", "voice", "expert"}


def _singular(word: str) -> str:
    for ending, replacement in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + replacement
    return word


def asked_at_all(question: Question) -> bool:
    """Tell whether the question names speakers or groups to answer from."""
    return bool(question.speakers or question.groups)


def distinct_speakers(found: Sequence[Attribution]) -> list[str]:
    """Return the named speakers in order of first appearance."""
    return list(dict.fromkeys(said.speaker for said in found if said.speaker))
