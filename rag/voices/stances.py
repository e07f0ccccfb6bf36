"""Critics and supporters: people who are told apart by what they do, as the article's own verb has it, not by what they are."""

from __future__ import annotations

import re

from ingest.article import Article, Attribution
from rag.words import content_words, stem

_CRITICS = re.compile(r"^(?:critics?|opponents?|detractors?|sceptics?|skeptics?|adversar(?:y|ies))\b", re.IGNORECASE)
_SUPPORTERS = re.compile(
    r"^(?:supporters?|backers?|proponents?|advocates?|defenders?|champions?|admirers?)\b", re.IGNORECASE
)
_AGAINST = frozenset(
    map(
        stem,
        """accuse accused accuses accusing criticise criticised criticises criticising criticize criticized criticizes criticizing
        attack attacked condemn condemned condemns condemning denounce denounced blame blamed blames blaming slam slammed slams blast blasted
        assail assailed oppose opposed opposes opposing reject rejected rejects rejecting object objected objects rebuke rebuked
        lambast lambasted decry decried deride derided mock mocked fault faulted protest protested complain complained
        dispute disputed disputes question questioned""".split(),
    )
)
_FOR = frozenset(
    map(
        stem,
        """support supported supports supporting back backed backs backing endorse endorsed endorses praise praised praises praising
        welcome welcomed welcomes hail hailed hails defend defended defends defending applaud applauded champion championed
        favour favoured favor favored""".split(),
    )
)
_TARGET = re.compile(r"\s(?:of|to)\s+(?P<what>.+)$", re.IGNORECASE)
_BEFORE = 160  # characters before the words in which the one criticised may be named


def takes_stance(group: str, topic: str, said: Attribution, article: Article) -> bool:
    """Tell whether the article's verb makes the speaker a critic or a supporter of what the group's name says.

    "critics", "opponents of the closure": who accuses, condemns, rejects; "supporters": who backs, praises, defends. It
    must be against or for what is asked about: of critics of nothing in particular the articles tell too much.
    """
    verbs = _AGAINST if _CRITICS.match(group) else _FOR if _SUPPORTERS.match(group) else None
    if verbs is None or said.cue is None or not any(stem(word) in verbs for word in said.cue.of(article.text).split()):
        return False
    target = _TARGET.search(group)
    start = min(said.span.start, said.cue.start)
    around = content_words(article.text[max(0, start - _BEFORE) : said.span.end])
    return bool(content_words(target["what"] if target else topic) & around)
