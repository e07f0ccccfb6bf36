"""From a source as it stands in the text to the speaker behind it: name, kind, description, affiliation, sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.article import SpeakerKind
from ingest.speech.authors import WRITINGS, author_of
from ingest.speech.cast import Cast, Character, name_key
from ingest.speech.described import Speaker, government_of, of_character, of_noun, sides_of_character
from ingest.speech.findings import Finding
from ingest.speech.fitting import (
    at_hand,
    fits,
    holds_office,
    is_called,
    is_from,
    last_before,
    lowered,
    may_be,
    nearest,
    of_the_state,
    offices_of,
    told_of_another,
    words_of,
)
from ingest.speech.grammar import antecedent, noun_phrase
from ingest.speech.mentions import Mention
from ingest.speech.name_runs import is_party
from ingest.speech.namewords import (
    COLLECTIVE_NOUNS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
)
from ingest.speech.sides import sides_of
from ingest.speech.subjects import acting_before
from ingest.speech.words import Words

_HE = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_THEY = frozenset(("they", "them", "their"))
_THINGS = (
    SpeakerKind.DOCUMENT,
    SpeakerKind.OUTLET,
    SpeakerKind.ORGANISATION,
    SpeakerKind.GOVERNMENT,
    SpeakerKind.POLL,
)
_RELATIVE = ("who", "which", "that", "whom")
_FIRMS = frozenset("company firm group manufacturer operator airline bank".split())
_SOME = frozenset("one other another first second third".split())
_PLURALS = {"person": "people", "man": "men", "woman": "women"}
_ONE_BREATH = 60  # characters between two outlets of which one retells the other
_WINDOW = 1  # a pronoun's speaker is looked for in its own paragraph and this many before


class Speakers:
    """Resolves the sources of one article, in the order they stand in the text."""

    def __init__(
        self,
        mentions: list[Mention],
        cast: Cast,
        reported: Sequence[tuple[int, int]] = (),
        units: Sequence[Words] = (),
    ) -> None:
        self._units = units
        self._mentions = mentions
        self._cast = cast
        # Who is named only within what somebody is reported to say; seen from outside they did not act.
        self._reported = {
            id(m): max(end for start, end in inside)
            for m in mentions
            if (inside := [(start, end) for start, end in reported if start <= m.start < end])
        }
        self._at: dict[tuple[int, int], Mention] = {
            (id(m.words), i): m for m in mentions for i in range(m.first, m.last + 1)
        }
        self._spans = reported
        self._spoke: list[tuple[int, int, Speaker]] = []  # place, paragraph, speaker

    def resolve(self, finding: Finding) -> Speaker:
        """Return the speaker of a finding; what cannot be told safely stays empty."""
        words, head = finding.words, finding.head
        if finding.label:
            return self._labelled(finding.label)
        if head is None or finding.source is None:
            return Speaker()
        speaker = self._of_token(words, head, finding.source)
        if speaker.name or speaker.description:
            self._spoke.append((words.start[head], words.unit.paragraph, speaker))
        return speaker

    def _of_token(self, words: Words, head: int, source: tuple[int, int]) -> Speaker:
        form = words.lower[head]
        if words.tag[head] in ("WP", "WDT") or form in _RELATIVE:
            verb = words.head[head]
            for _ in range(4):
                if words.dep[verb] == "relcl" or words.head[verb] == verb:
                    break
                verb = words.head[verb]
            noun = self._person_behind(words, antecedent(words, verb, words.head[verb]), form)
            known = words.lower[noun] in PERSON_NOUNS or (id(words), noun) in self._at or words.tag[noun] != "NN"
            if form == "who" and not known and words.lower[noun] not in COLLECTIVE_NOUNS:
                return Speaker()
            if words.dep[verb] == "relcl" and noun != verb and words.quote[noun] < 0:
                return self._of_token(words, noun, (min(words.left[noun], noun), max(noun, verb and noun)))
            return Speaker()
        if form in _HE:
            found = self._he(words, head, _HE[form])
            return self._learn(found, _HE[form])
        if form in _THEY:
            return self._they(words, head)
        if form == "it":
            return self._it(words, head)
        if form in _SOME and (of_them := self._of_them(words, head, source)) is not None:
            return of_them
        if words.tag[head] in ("PRP", "PRP$", "EX", "DT") and (id(words), head) not in self._at:
            return Speaker()
        mention = self._named(words, head, source)
        if mention is not None:
            return self._of_mention(mention)
        return self._unnamed(words, head, source)

    def _person_behind(self, words: Words, noun: int, form: str) -> int:
        """Return whom "who" is about where the parser hung it on a party, a place or a body: "Ann Lee, R-Ohio, who"."""
        named = self._at.get((id(words), noun))
        misread = is_party(words, noun) or (named is not None and (named.place or named.outlet))
        if form != "who" or not misread:
            return noun
        up = noun
        for _ in range(4):
            up = words.head[up]
            above = self._at.get((id(words), up))
            if words.lower[up] in PERSON_NOUNS or (above is not None and above.person):
                return up
        return noun

    def _labelled(self, label: str) -> Speaker:
        """Return whom a transcript's label means: the one of the cast with that name, or whoever bears it."""
        key = name_key(label)
        fitting = [
            c for c in self._cast.characters if c.person is not False and key and name_key(c.name)[-len(key) :] == key
        ]
        whole = [c for c in fitting if not c.name.isupper()]
        if len(whole) == 1:
            return of_character(whole[0])
        return Speaker(" ".join(word.capitalize() for word in label.split()), SpeakerKind.PERSON)

    def _named(self, words: Words, head: int, source: tuple[int, int]) -> Mention | None:
        mention = self._at.get((id(words), head))
        if mention:
            return mention
        if words.text[head][:1].isupper() and source[0] == head:  # a name the tagger took for a common noun
            return next((m for m in self._mentions if m.person and m.name.split()[-1] == words.text[head]), None)
        up = words.head[head]  # "Ann Lee, a consultant who ..."
        if words.dep[head] == "appos" and up < head and (found := self._at.get((id(words), up))) and found.person:
            return found if words.lower[head] in PERSON_NOUNS else None
        for k in words.kids[head]:  # "the Lunmark envoy, Sigrun Ekhald", "spokesman John Lee"
            if words.dep[k] in ("appos", "nmod") and source[0] <= k <= source[1]:
                found = self._at.get((id(words), k))
                if found and found.person and words.lower[head] not in COLLECTIVE_NOUNS:
                    return found
        if (found := self._behind(words, head, source)) is not None:
            return found
        comma = head + 2 <= source[1] and words.text[head + 1] == ","
        if head + 1 <= source[1] and (comma or words.lower[head] in PERSON_NOUNS):
            behind = head + 2 if words.text[head + 1] == "," else head + 1
            return self._at.get((id(words), behind)) if behind <= source[1] else None
        return None

    def _behind(self, words: Words, head: int, source: tuple[int, int]) -> Mention | None:
        """Return the name that ends what begins with an office or a sort of body: "the tracking website Flyttar"."""
        end = head
        while end < source[1] and words.text[end + 1] not in (",", "(", "–", "—"):
            end += 1
        found = self._at.get((id(words), end)) if end > head else None
        if found is None or found.last != end or found.place:
            return None
        if words.lower[head] in OUTLET_NOUNS | COLLECTIVE_NOUNS | _FIRMS:
            return found if found.first == head + 1 and found.person is not True else None
        return found if found.person and found.first == head + 1 and words.text[head][:1].isupper() else None

    def _of_mention(self, mention: Mention) -> Speaker:
        character = self._cast.of(mention)
        if character.place:
            return government_of(character)
        if character.outlet:
            return Speaker(character.name, SpeakerKind.OUTLET, sides=("media",))
        return of_character(character)

    def of_name(self, name: str) -> Speaker | None:
        """Return the speaker a bare name means in this article, if it is one of the cast."""
        for mention in self._mentions:
            if mention.name == name:
                return self._of_mention(mention)
        return None

    def _before(self, place: int, paragraph: int) -> list[Speaker]:
        """Return who spoke before a place in its paragraph and the one before, last first."""
        return [s for at, p, s in reversed(self._spoke) if at < place and paragraph - p <= _WINDOW]

    def _he(self, words: Words, head: int, gender: str) -> Speaker:
        place, paragraph = words.start[head], words.unit.paragraph
        subjects = [
            (m.start, self._cast.of(m))
            for m in self._mentions
            if m.start < place
            and paragraph - m.words.unit.paragraph <= _WINDOW
            and may_be(self._cast.of(m), gender)
            and self._is_somebody(self._cast.of(m))
        ]
        spoke = [
            (at, s)
            for at, p, s in self._spoke
            if at < place
            and paragraph - p <= _WINDOW
            and not s.plural
            and s.gender in ("", gender)
            and s.kind in (SpeakerKind.PERSON, SpeakerKind.UNNAMED, None)
            and (s.name or s.noun in PERSON_NOUNS)
        ]
        # In what is itself reported, those count too whom the report before it told of: "They said Lee knew. He had, one said, ...".
        told = self._sentence_start(words, head) if any(a <= place < b for a, b in self._spans) else -1
        acted = [
            (m, c)
            for m, c in subjects
            if any(
                x.subject and x.start == m and not told < self._reported.get(id(x), place + 1) <= place
                for x in c.mentions
            )
        ]
        last_spoke = max(spoke, key=lambda pair: pair[0], default=None)
        last_acted = max(acted, key=lambda pair: pair[0], default=None)
        if last_spoke and (
            last_acted is None or last_acted[0] <= last_spoke[0] or last_acted[1].name == last_spoke[1].name
        ):
            return last_spoke[1]
        if last_acted:
            same_sentence = self._sentence_start(words, head) <= last_acted[0]
            others = {c.name for at, c in acted if at >= (last_spoke[0] if last_spoke else 0)}
            if last_spoke and last_spoke[1].name and not same_sentence and last_acted[1].gender != gender:
                return last_spoke[1]
            here = {c.name for at, c in acted if self._paragraph_of(at) == paragraph}
            if same_sentence or len(others) == 1 or last_acted[1].gender == gender or here == {last_acted[1].name}:
                return of_character(last_acted[1])
            return Speaker()
        named = {c.name: c for _, c in subjects if c.person and c.gender == gender}
        return of_character(next(iter(named.values()))) if len(named) == 1 else Speaker()

    def _is_somebody(self, character: Character) -> bool:
        """Tell whether a name is known to be a person's: a bare word nothing is said of counts once it has spoken."""
        if character.person or character.gender or character.known_as() or len(character.name.split()) > 1:
            return True
        return any(s.name == character.name for _, _, s in self._spoke)

    def _learn(self, speaker: Speaker, gender: str) -> Speaker:
        """Keep what a pronoun told of somebody whose name does not: whom "she" meant is not meant by a later "he"."""
        for character in self._cast.characters:
            if speaker.name == character.name and not character.gender:
                character.gender = gender
        self._spoke = [
            (at, p, replace(s, gender=gender) if speaker.name and s.name == speaker.name and not s.gender else s)
            for at, p, s in self._spoke
        ]
        return replace(speaker, gender=gender) if speaker.name or speaker.description else speaker

    def _it(self, words: Words, head: int) -> Speaker:
        """Return who spoke last where that is a document, an outlet or a body; a person is never "it", but their letter is."""
        before = self._before(words.start[head], words.unit.paragraph)
        if before and not before[0].plural and (before[0].kind in _THINGS or before[0].noun in WRITINGS):
            return before[0]
        return Speaker()

    def _of_them(self, words: Words, head: int, source: tuple[int, int]) -> Speaker | None:
        """Return one of several unnamed who spoke last: "one of them", "the other"; None where the words say more.

        What stands behind the comma is said of that one: "one of them, an engineer".
        """
        comma = next((k for k in range(head, source[1]) if words.text[k] == ","), source[1] + 1)
        rest = [w for w in words.lower[source[0] : comma] if w.isalpha() and w not in _SOME]
        if set(rest) - {"of", "them", "the", "two", "three", "who"}:
            return None
        several = self._several(words, head)
        if several is None or self._at.get((id(words), comma + 1)):
            return None  # "one of them, Ann Lee"
        if comma >= source[1]:
            return replace(several, name=None, plural=False)
        called = f"one of {lowered(several.description or '')}, {_words_of(words, (comma + 1, source[1]))}"
        return replace(several, name=None, plural=False, description=called)

    def _several(self, words: Words, head: int) -> Speaker | None:
        before = self._before(words.start[head], words.unit.paragraph)
        return next((s for s in before if s.plural and s.description), None)

    def _sentence_start(self, words: Words, head: int) -> int:
        return words.start[words.sentence(head)[0]]

    def _paragraph_of(self, place: int) -> int:
        return next((m.words.unit.paragraph for m in self._mentions if m.start == place), -1)

    def _they(self, words: Words, head: int) -> Speaker:
        before = self._before(words.start[head], words.unit.paragraph)
        if before and (before[0].plural or before[0].kind in (SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT)):
            return before[0]
        several = acting_before(words, head)
        return Speaker() if several is None else self._of_token(words, several, noun_phrase(words, several))

    def _unnamed(self, words: Words, head: int, source: tuple[int, int]) -> Speaker:
        noun = words.lower[head]
        text = _words_of(words, source)
        definite = words.lower[source[0]] in ("the", "this", "that")
        bare = source[1] - source[0] <= 1 or (source[1] == head and source[1] - source[0] <= 2)
        if definite and bare:
            known = self._counted(words, head, noun) or self._back(words, head, noun, text)
            if known is not None:
                return known
        possessor = words.kid(head, "poss")
        owner = ""
        if possessor is not None:
            held = self._at.get((id(words), possessor))
            owner = self._cast.of(held).name if held else ""
            if not owner and words.lower[possessor] in _HE:
                owner = self._he(words, possessor, _HE[words.lower[possessor]]).name or ""
        return of_noun(noun, text, words.tag[head] in ("NNS", "NNPS"), owner)

    def _counted(self, words: Words, head: int, noun: str) -> Speaker | None:
        """Return one of several unnamed of the same noun: "the second official" of "two officials"."""
        if not any(words.lower[k] in _SOME for k in words.kids[head] if k < head):
            return None
        several = self._several(words, head)
        alike = several is not None and several.noun in (f"{noun}s", _PLURALS.get(noun))
        return replace(several, plural=False) if several is not None and alike else None

    def _back(self, words: Words, head: int, noun: str, text: str) -> Speaker | None:
        """Return who "the official", "the publication", "the senator" is, when one candidate alone fits."""
        place = words.start[head]
        if noun in WRITINGS and (wrote := author_of(noun, place, self._units)) is not None:
            writer = self._of_token(*wrote, noun_phrase(*wrote))
            if writer.name:
                return replace(writer, noun=noun)
        if noun in OUTLET_NOUNS:
            named = [(last_before(c, place), c.name) for c in self._cast.characters if c.outlet and fits(c.name, noun)]
            known = [(at, name) for at, name in named if at is not None]
            last = max((at for at, _ in known), default=0)
            # "Bloomberg reports, writes UNN": of two named in one breath the first is the one that is retold.
            _, name = min(((at, name) for at, name in known if last - at <= _ONE_BREATH), default=(0, None))
            return Speaker(name, SpeakerKind.OUTLET, sides=("media",)) if name else None
        people = [c for c in self._cast.characters if c.person and any(m.start < place for m in c.mentions)]
        called = [c for c in people if is_called(c, noun)]
        if not called:
            labels = set(sides_of(text)) - {"source"}
            called = (
                [c for c in people if labels and labels <= set(sides_of_character(c)) and c.known_as()]
                if noun in PERSON_NOUNS
                else []
            )
        offices = offices_of(words, head)
        called = [c for c in called if offices <= set(words_of(c.known_as())) and at_hand(c, place)]
        called = [c for c in called if holds_office(c, noun, words, head) and is_from(c, words, head)]
        unnamed = next(
            ((at, s) for at, _, s in reversed(self._spoke) if at < place and not s.name and s.noun == noun), None
        )
        if unnamed is not None:
            called = [c for c in called if (last_before(c, place) or 0) > unnamed[0] and is_called(c, noun)]
            if not called:
                return unnamed[1]
        if len(called) > 1:
            recent = {s.name for s in self._before(place, words.unit.paragraph)[:1]}
            called = [c for c in called if c.name in recent] or nearest(called, place)
        if len(called) == 1:
            return of_character(called[0])
        bodies = [c for c in self._cast.characters if c.person is False and not c.place and at_hand(c, place)]
        organisations = [c for c in bodies if noun in c.name.lower().split() or is_called(c, noun)]
        if not organisations and noun in _FIRMS:
            organisations = [c for c in bodies if c.employer and not c.outlet and not of_the_state(c.name)]
        if len(organisations) != 1 or told_of_another(
            noun, last_before(organisations[0], place) or 0, place, self._units
        ):
            return None
        return of_character(organisations[0])


def _words_of(words: Words, span: tuple[int, int]) -> str:
    pieces: list[str] = []
    for i in range(span[0], span[1] + 1):
        if words.quote[i] >= 0:
            break
        if pieces and words.start[i] > words.end[i - 1]:
            pieces.append(" ")
        pieces.append(words.text[i])
    return "".join(pieces).strip(" ,;:–—-")
