"""Questions worth asking, made from what the store holds: what most independent stories of the newest months treat, and who speaks of it."""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ingest.article import ArticleHeader, Attribution, AttributionKind, SpeakerKind
from rag import NewsAssistant
from rag.words import STOP_WORDS

_MONTHS = timedelta(days=92)  # before the newest article
_FEWEST = 12  # articles that are looked at, also where they are older
_LONGEST = 3  # words of a topic
_QUESTIONS = 4
_READ, _FEW = 6, 3  # articles of a topic whose speakers, and whose texts, are looked at
_MOSTLY = 0.6  # of them, or of what is quoted of people of one surname
_STORIES = 2  # that a topic has at least
_MOST_TOPICS = 12
_TITLE_CASE = 0.7  # share of a headline's long words with a capital from which capitals tell no name
_NAMELY = 0.6  # share of a word's places with a capital that makes it a name
_LOUD = 4.0  # times as often as before, above which it counts no more
_ENOUGH = 300  # characters of quoted words that make a speaker worth a question
_WORD = re.compile(r"[^\W_][\w.&-]*[^\W_]|[^\W\d_]")
_BREAK = re.compile(r"[’']s\b|[:;,|?!()“”\"–—]|\.\.\.|…| - ")
_WEAK = STOP_WORDS | frozenset(
    "says say said new news day days week year years live recap need know thing things today time first last one two three best worst here live "
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "updates latest watch tells told people man woman men women could may might back big old look takes take makes make gets get".split()
)


@dataclass(slots=True)
class _Topic:
    words: str
    stories: set[str] = field(default_factory=set)
    articles: list[str] = field(default_factory=list)
    score: float = 0.0


class Suggestions:
    """Questions that the library can answer, made anew when it has changed."""

    def __init__(self, assistant: NewsAssistant) -> None:
        self._assistant = assistant
        self._made: tuple[str, tuple[str, ...]] = ("", ())
        self._topics: tuple[str, tuple[str, ...]] = ("", ())
        self._making = threading.Lock()  # many pages may open at once, and the questions take a while

    def questions(self) -> tuple[str, ...]:
        """Return up to four questions."""
        with self._making:
            state = self._assistant.comparisons.library()
            known, questions = self._made
            if known != state:
                questions = tuple(self._questions()[:_QUESTIONS])
                self._made = (state, questions)
        return questions

    def topics(self) -> tuple[str, ...]:
        """Return up to four topics to compare or to brief on."""
        state = self._assistant.comparisons.library()
        with self._making:
            known, topics = self._topics
            if known != state:
                found = topics_of(self._assistant.headers())[:_QUESTIONS]
                topics = tuple(
                    f"the {one.words}" if self._takes_the(one.words, one.articles[:_READ]) else one.words
                    for one in found
                )
                self._topics = (state, topics)
            return topics

    def _questions(self) -> list[str]:
        headers = self._assistant.headers()
        asked: list[str] = []
        used: Counter[str] = Counter()
        for topic in topics_of(headers):
            kind, question = self._question(topic)
            if used[kind] < 2:
                used[kind] += 1
                asked.append(question)
            if len(asked) == _QUESTIONS:
                return asked
        quoted: Counter[str] = Counter()
        for header in headers[:_FEWEST]:
            quoted.update(dict(_quoted(self._assistant.attributions(header.id))))
        asked += [
            f"What did {name} say?" for name, characters in quoted.most_common(_QUESTIONS) if characters >= _ENOUGH
        ]
        return list(dict.fromkeys(asked))

    def _question(self, topic: _Topic) -> tuple[str, str]:
        """Return what kind of question can be asked about a topic, by who speaks in its articles, and the question."""
        ids = topic.articles[:_READ]
        said = {article_id: self._assistant.attributions(article_id) for article_id in ids}
        last = topic.words.casefold().split()[-1]
        people: Counter[str] = Counter()
        for attributions in said.values():
            for name, characters in _quoted(attributions):
                if name.casefold().split()[-1] == last:
                    people[name] += characters
        for name, characters in people.most_common(1):
            if characters >= _ENOUGH and characters >= _MOSTLY * people.total():
                return "person", f"What did {name} say?"
        if any(name.casefold() == topic.words.casefold() for name in people):  # a person of whom others speak
            return "new", f"What is new about {topic.words}?"
        about = f"the {topic.words}" if self._takes_the(topic.words, ids) else topic.words
        for side, who in (("official", "officials"), ("analyst", "experts")):
            speaking = sum(any(side in one.sides for one in attributions) for attributions in said.values())
            if speaking >= 2 and speaking >= _MOSTLY * len(ids):
                return who, f"What do {who} say about {about}?"
        return "new", f"What is new about {about}?"

    def _takes_the(self, words: str, ids: Sequence[str]) -> bool:
        """Tell whether the articles mostly put "the" before a topic, or whether it ends in a common noun: "the Orrel dam"."""
        last = words.split()[-1]
        if last.islower() and not last.endswith("s"):
            return True
        texts = [self._assistant.article(article_id).text for article_id in ids[:_FEW]]
        places = sum(text.casefold().count(words.casefold()) for text in texts)
        named = re.compile(rf"\b[Tt]he (?i:{re.escape(words)})\b(?! [A-Z])")  # "the Kessary Strait" is no "the Kessary"
        return sum(len(named.findall(text)) for text in texts) > places / 3


def topics_of(headers: Sequence[ArticleHeader]) -> list[_Topic]:
    """Return what the headlines of the newest months name, that which most stories treat, and more than before, first.

    headers: newest first. A topic holds a name; of two that share a word only the first is told.
    """
    new, old = _newest(headers)
    names = _names([header.title or "" for header in headers])
    found: dict[str, _Topic] = {}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for header in new:
        for key, gram in {gram.casefold(): gram for gram in _grams(header.title or "")}.items():
            topic = found.setdefault(key, _Topic(words=gram))
            topic.stories.add(header.story_id or header.id)
            topic.articles.append(header.id)
            forms[key][gram] += 1
    found = {key: topic for key, topic in found.items() if len(topic.stories) >= _STORIES}
    before = Counter(key for header in old for key in {gram.casefold() for gram in _grams(header.title or "")})
    for key, topic in found.items():
        usual = before[key] / max(1, len(old)) * len(new)
        louder = min(_LOUD, len(topic.stories) / usual) if usual else _LOUD
        topic.score = len(topic.stories) * louder * (1 + 0.35 * key.count(" "))
        topic.words = forms[key].most_common(1)[0][0]
    ranked = sorted(found.values(), key=lambda topic: (-topic.score, topic.words))
    told: list[_Topic] = []
    for topic in ranked:
        words = set(topic.words.casefold().split())
        if not any(word in names for word in words):
            continue
        if not any(words & set(other.words.casefold().split()) for other in told):
            told.append(topic)
        if len(told) == _MOST_TOPICS:
            break
    return told


def _newest(headers: Sequence[ArticleHeader]) -> tuple[Sequence[ArticleHeader], Sequence[ArticleHeader]]:
    days = [header.published_at[:10] for header in headers if header.published_at]
    since = (date.fromisoformat(max(days)) - _MONTHS).isoformat() if days else ""
    count = max(_FEWEST, sum((header.published_at or "") >= since for header in headers) if since else 0)
    return headers[:count], headers[count:]


def _grams(title: str) -> Iterator[str]:
    for piece in _BREAK.split(title):
        words = _WORD.findall(piece)
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                gram = words[start:end]
                if all(len(word) > 2 and not word[0].isdigit() and word.casefold() not in _WEAK for word in gram):
                    yield " ".join(gram)


def _names(titles: Sequence[str]) -> set[str]:
    """Return the words that stand with a capital where a headline gives capitals to names alone."""
    places: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for title in titles:
        words = _WORD.findall(title)
        long = [word for word in words if len(word) > 3]
        if not long or sum(word[0].isupper() for word in long) > _TITLE_CASE * len(long):
            continue
        for word in words[1:]:
            places[word.casefold()] += 1
            capitals[word.casefold()] += word[0].isupper()
    return {word for word, count in places.items() if capitals[word] >= _NAMELY * count}


def _quoted(said: Sequence[Attribution]) -> Iterator[tuple[str, int]]:
    """Yield named people with the characters of their direct quotes."""
    spoken: Counter[str] = Counter()
    for one in said:
        person = one.speaker_kind in (SpeakerKind.PERSON, None)
        if one.speaker and " " in one.speaker and person and one.kind is not AttributionKind.INDIRECT:
            spoken[one.speaker] += sum(span.end - span.start for span in one.content)
    yield from spoken.items()
