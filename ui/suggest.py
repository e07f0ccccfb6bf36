"""Questions worth asking, made from what the store holds: people who speak, and names that several articles share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ingest.article import Article, Attribution, AttributionKind, SpeakerKind
from rag import NewsAssistant

_LOOKED_AT = 12  # newest articles
_OPENING = 700  # characters of each in which names are looked for
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)+")
_ENOUGH = 300  # characters of quoted words that make a speaker worth a question


def suggestions(assistant: NewsAssistant, most: int = 4) -> list[str]:
    """Return up to `most` questions that the newest articles can answer, the broad one first."""
    articles = [assistant.article(header.id) for header in assistant.headers()[:_LOOKED_AT]]
    said = {article.id: assistant.attributions(article.id) for article in articles}
    speakers = _speakers(said)
    people = {name for name, _ in speakers}
    topics = [
        name for name in _shared_names(articles) if not any(name in person or person in name for person in people)
    ]
    asked = [f"What do officials say about {topic}?" for topic in topics[:1]]
    asked += [f"What do experts say about {topic}?" for topic in topics[1:2]]
    used: set[str] = set()
    for name, article_id in speakers:
        if article_id not in used:
            used.add(article_id)
            asked.append(f"What did {name} say?")
    return asked[:most]


def _speakers(said: dict[str, tuple[Attribution, ...]]) -> list[tuple[str, str]]:
    """Return named people with the article in which each is quoted most, the most quoted first."""
    spoken: Counter[tuple[str, str]] = Counter()
    for article_id, name, characters in _quoted(said):
        spoken[name, article_id] += characters
    return [place for place, characters in spoken.most_common() if characters >= _ENOUGH] or [
        place for place, _ in spoken.most_common(3)
    ]


def _quoted(said: dict[str, tuple[Attribution, ...]]) -> Iterator[tuple[str, str, int]]:
    for article_id, attributions in said.items():
        for one in attributions:
            person = one.speaker_kind in (SpeakerKind.PERSON, None)
            if one.speaker and " " in one.speaker and person and one.kind is not AttributionKind.INDIRECT:
                yield article_id, one.speaker, sum(span.end - span.start for span in one.content)


def _shared_names(articles: list[Article]) -> list[str]:
    """Return names of several words that at least two articles open with, the most shared first."""
    holders: Counter[str] = Counter()
    for article in articles:
        opening = f"{article.title or ''}\n{article.text[:_OPENING]}"
        holders.update({" ".join(name.split()) for name in _NAME.findall(opening)})
    return [name for name, count in holders.most_common() if count >= 2]
