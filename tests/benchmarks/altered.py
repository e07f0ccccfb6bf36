"""Make altered and faithful sentences out of real articles, by rule and with a fixed seed.

Altered: a name, number, day or speaker of the same article put in another's place, two names exchanged, a negation
put in or taken out, a fact of another article added or given instead. Faithful: the sentence itself, and rewordings
that keep what it says. Every sentence comes with the passage it claims to rest on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.article import Article, Attribution, AttributionKind, Passage
from rag.day import day_in_words

MONTHS = "January February March April June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*(?=[ ,.])")
_NUMBER = re.compile(r"(?<![\w$€£.,-])\d{1,3}(?:,\d{3})+(?![\w,])|(?<![\w$€£.,-/:])\d{1,3}(?:\.\d+)?(?![\w,:/-]|\.\d)")
_WORDED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty)\b"
)
_AUX = re.compile(r"\b(?:is|was|are|were|will|would|could|should|has been|have been|had been|can|must)\b(?! not\b|n't)")
_NOT = re.compile(r"\b(is|was|are|were|will|would|could|should|has|have|had|can|did|does|do) not\b")
_CONTRACTED = re.compile(r"\b(is|was|are|were|would|could|should|has|have|had|did|does|do)n[’']t\b")
_TAIL = re.compile(
    r"^(?P<main>.{50,}?[\w%”]), (?:after|while|although|when|as|which|who|where|despite|with|including) [^“”]{12,}\.$"
)
_LEAD = re.compile(r"^(?:In|On|At|After|Before|During|Since|By|For|As of) [^,“”]{4,50}, (?P<main>.{45,})$")
_ADVERB = re.compile(r" (?:also|however|meanwhile|recently|reportedly|already|still|just|now)(?= )")
# Words and what a writer may put for them in any sentence of news.
SYNONYMS = {
    "began": "started", "bought": "purchased", "helped": "assisted", "showed": "demonstrated", "shows": "demonstrates",
    "people": "individuals", "more than": "over", "during": "in the course of", "however": "though", "many": "numerous",
    "big": "large", "major": "significant", "important": "significant", "several": "a number of", "got": "obtained",
    "needed": "required", "children": "kids", "money": "funds", "company": "firm", "companies": "firms", "car": "vehicle",
    "cars": "vehicles", "jobs": "posts", "while": "as", "killed": "slain", "trying": "attempting", "tried": "attempted",
    "used": "employed", "near": "close to", "often": "frequently", "nearly": "almost",
    "country": "nation", "countries": "nations", "issue": "matter", "issues": "matters", "officials": "authorities",
    "election": "vote", "among": "amid", "across": "throughout", "told": "informed",
    "support": "backing", "according to": "as told by", "attack": "assault", "attacks": "assaults", "home": "house",
}  # fmt: skip
_SYNONYM = re.compile(rf"(?<=[a-z,] )(?:{'|'.join(sorted(SYNONYMS, key=len, reverse=True))})(?= )")
_APPOSITION = re.compile(r", (?:a|an|the) [a-z][^,.“”\"]{8,60},(?= [a-z])")
_TRAILING_PLACE = re.compile(
    r"^(?P<main>[A-Z].{40,}) (?P<when>(?:in|at) [A-Z][a-z]+|on (?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))\.$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A sentence that cites a passage, how it was made, and whether it is faithful."""

    text: str
    kind: str
    faithful: bool
    article: Article
    passage: Passage
    attributions: tuple[Attribution, ...]
    of: str  # the sentence it was made from


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """An article as the store would hold it."""

    article: Article
    passages: tuple[Passage, ...]
    attributions: tuple[Attribution, ...]


def cases(read: Sequence[Read], nlp: Any, seed: int = 7) -> Iterator[Case]:
    """Yield the cases of some articles. nlp: a spaCy model, for passives."""
    rng = random.Random(seed)
    for one in read:
        others = [o for o in read if o is not one]
        for passage in one.passages:
            inside = tuple(a for a in one.attributions if any(p.overlaps(passage.span) for p in a.content))
            sentences = [s.of(one.article.text) for s in passage.sentences]
            for at, sentence in enumerate(sentences):
                if not _usable(sentence):
                    continue
                following = sentences[at + 1] if at + 1 < len(sentences) and _usable(sentences[at + 1]) else None
                made = [(k, t, True) for k, t in _faithful(sentence, following, nlp)]
                if one.article.publisher and at % 3 == 0:
                    made.append(("outlet told", f"{one.article.publisher} reports that {_low(sentence)}", True))
                    made.append(
                        (
                            "composed",
                            f"{one.article.publisher}, {day_in_words(one.article.published_at) or 'undated'}: {sentence}",
                            True,
                        )
                    )
                made += [(k, t, False) for k, t in _altered(sentence, passage, one, rng.choice(others), rng)]
                for kind, text, faithful in made:
                    if text != sentence or kind == "verbatim":
                        yield Case(
                            text=text, kind=kind, faithful=faithful, article=one.article, passage=passage,
                            attributions=inside, of=sentence,
                        )  # fmt: skip
            for said in inside:
                for kind, text, faithful in _speech(said, passage, one, rng):
                    yield Case(
                        text=text, kind=kind, faithful=faithful, article=one.article, passage=passage,
                        attributions=inside, of=" ".join(p.of(one.article.text) for p in said.content),
                    )  # fmt: skip


def _usable(sentence: str) -> bool:
    words = sentence.split()
    return (
        8 <= len(words) <= 45
        and sentence[0].isupper()
        and sentence.endswith(".")
        and "\n" not in sentence
        and sentence.count("“") == sentence.count("”") == 0
        and '"' not in sentence
        and not re.search(r"\b(?:Click|Subscribe|Sign up|Read more|Photo|Getty|Follow)\b", sentence)
    )


def _low(sentence: str) -> str:
    first = sentence.split(" ", 1)[0]
    common = {"The", "A", "An", "In", "On", "At", "It", "He", "She", "They", "This", "That", "There", "But", "And", "His", "Her", "Its", "Their", "Some", "Many", "Most", "No", "For", "As", "If", "When", "While", "After", "Before", "These", "Those", "One", "Several", "More", "By", "With"}  # fmt: skip
    return sentence[0].lower() + sentence[1:] if first in common else sentence


def _faithful(sentence: str, following: str | None, nlp: Any) -> Iterator[tuple[str, str]]:
    yield "verbatim", sentence
    if found := _TAIL.match(sentence):
        yield "clause dropped", found["main"] + "."
    if found := _LEAD.match(sentence):
        yield "lead dropped", found["main"][0].upper() + found["main"][1:]
    if _ADVERB.search(sentence):
        yield "adverb dropped", _ADVERB.sub("", sentence)
    if (found := _TRAILING_PLACE.match(sentence)) and "," not in found["main"] and " and " not in found["main"]:
        yield "place moved", f"{found['when'][0].upper()}{found['when'][1:]}, {_low(found['main'])}."
    if following:
        yield "two joined", f"{sentence[:-1]}, and {_low(following)}"
        yield "two in a row", f"{sentence} {following}"
    if _NOT.search(sentence):
        yield "contracted", re.sub(r"\bwilln’t", "won’t", _NOT.sub(r"\1n’t", sentence)).replace("cann’t", "can’t")
    if _CONTRACTED.search(sentence):
        yield "written out", _CONTRACTED.sub(r"\1 not", sentence)
    if passive := _passive(sentence, nlp):
        yield "passive", passive
    other, changed = _SYNONYM.sub(lambda m: SYNONYMS[m[0]], sentence), len(_SYNONYM.findall(sentence))
    if changed >= 2:
        yield "synonyms", other
    if (found := _APPOSITION.search(sentence)) and found.start() > 8:
        yield "apposition dropped", sentence[: found.start()] + " " + sentence[found.end() :]


def _passive(sentence: str, nlp: Any) -> str | None:
    """Turn "X rejected Y ..." into "Y was rejected by X ..." where the parse is plain and the verb regular."""
    doc = nlp(sentence)
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or root.tag_ != "VBD" or not root.text.endswith("ed"):
        return None
    kids = {t.dep_: t for t in root.children}
    if set(kids) & {"neg", "aux", "conj", "ccomp", "xcomp", "prt", "mark", "dative", "cc", "advcl"}:
        return None
    if "nsubj" not in kids or "dobj" not in kids or kids["dobj"].tag_ == "PRP" or kids["nsubj"].tag_ == "PRP":
        return None
    subject, thing = list(kids["nsubj"].subtree), list(kids["dobj"].subtree)
    if (
        subject[0].i != 0
        or subject[-1].i != root.i - 1
        or thing[0].i != root.i + 1
        or "," in [t.text for t in [*subject, *thing]]
    ):
        return None
    if any(t.dep_ in ("relcl", "acl") for t in [*subject, *thing]):
        return None
    rest = doc[thing[-1].i + 1 :].text
    what, who = doc[thing[0].i : thing[-1].i + 1].text, doc[0 : subject[-1].i + 1].text
    be = (
        "were"
        if kids["dobj"].tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in kids["dobj"].children)
        else "was"
    )
    if doc[0].ent_type_ == "" and doc[0].tag_ not in ("NNP", "NNPS"):
        who = who[0].lower() + who[1:]
    return f"{what[0].upper()}{what[1:]} {be} {root.text} by {who}{'' if rest[:1] in '.,' else ' '}{rest}"


def _altered(sentence: str, passage: Passage, own: Read, other: Read, rng: random.Random) -> Iterator[tuple[str, str]]:
    names = list(_NAME.finditer(sentence))
    names = [n for n in names if n[0] not in MONTHS and n[0] not in DAYS and n[0] != "May"]
    if names:
        here = _names(passage.text, sentence) or _names(own.article.text, sentence)
        if here:
            name = rng.choice(names)
            yield "name", _put(sentence, name, rng.choice(here))
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if not set(a[0].split()) & set(b[0].split())]
    pairs = [(a, b) for a, b in pairs if not re.fullmatch(r",? (?:and|or) |, ", sentence[a.end() : b.start()])]
    if pairs:
        a, b = rng.choice(pairs)
        yield (
            "names exchanged",
            sentence[: a.start()] + b[0] + sentence[a.end() : b.start()] + a[0] + sentence[b.end() :],
        )
    if numbers := list(_NUMBER.finditer(sentence)):
        number = rng.choice(numbers)
        near = [n for n in _NUMBER.findall(passage.text) if n != number[0] and n not in sentence]
        new = rng.choice(near) if near and rng.random() < 0.5 else _other_number(number[0], rng)
        if not re.search(rf"{'|'.join(MONTHS)}|May", sentence[max(0, number.start() - 10) : number.start()]):
            yield "number", _put(sentence, number, new)
    if worded := list(_WORDED.finditer(sentence)):
        word = rng.choice(worded)
        yield (
            "number",
            _put(
                sentence, word, rng.choice([w for w in ("three", "seven", "nine", "forty", "eleven") if w != word[0]])
            ),
        )
    for words in (MONTHS, DAYS):
        if days := list(re.finditer(rf"\b(?:{'|'.join(words)})\b", sentence)):
            day = rng.choice(days)
            yield "day", _put(sentence, day, rng.choice([w for w in words if w != day[0]]))
    if years := list(re.finditer(r"\b(?:19|20)\d\d\b", sentence)):
        year = rng.choice(years)
        yield "day", _put(sentence, year, str(int(year[0]) + rng.choice([-3, -2, -1, 1, 2])))
    if _NOT.search(sentence):
        yield "negation out", _NOT.sub(r"\1", sentence, count=1)
    elif _CONTRACTED.search(sentence):
        yield "negation out", _CONTRACTED.sub(r"\1", sentence, count=1)
    elif auxiliaries := list(_AUX.finditer(sentence)):
        aux = rng.choice(auxiliaries)
        first = aux[0].split()[0]
        yield "negation in", sentence[: aux.start()] + aux[0].replace(first, f"{first} not", 1) + sentence[aux.end() :]
    strange = [s for p in other.passages for s in (x.of(other.article.text) for x in p.sentences) if _usable(s)]
    if strange and rng.random() < 0.3:
        fact = rng.choice(strange)
        if rng.random() < 0.5:
            yield "invented", fact
        else:
            yield "invented clause", f"{sentence[:-1]}, and {_low(fact)}"


def _names(text: str, sentence: str) -> list[str]:
    found = sorted({n for n in _NAME.findall(text) if n not in MONTHS and n not in DAYS})
    used = set(re.findall(r"\w+", sentence))
    return [n for n in found if not set(n.split()) & used]


def _put(sentence: str, found: re.Match[str], new: str) -> str:
    return sentence[: found.start()] + new + sentence[found.end() :]


def _other_number(digits: str, rng: random.Random) -> str:
    changed = list(digits)
    places = [i for i, c in enumerate(changed) if c.isdigit()]
    i = rng.choice(places)
    changed[i] = rng.choice([d for d in "123456789" if d != changed[i]])
    return "".join(changed)


def _speech(said: Attribution, passage: Passage, own: Read, rng: random.Random) -> Iterator[tuple[str, str, bool]]:
    """Yield a speaker's words given to them, and given to another speaker of the article."""
    text = own.article.text
    if not said.speaker or said.nested_in is not None or len(said.content) != 1:
        return
    part = said.content[0]
    words = part.of(text).strip(" ,.“”\"'")
    if (
        not passage.span.covers(part)
        or not 6 <= len(words.split()) <= 40
        or "\n" in words
        or "“" in words
        or '"' in words
    ):
        return
    others = sorted(
        {a.speaker for a in own.attributions if a.speaker and not set(a.speaker.split()) & set(said.speaker.split())}
    )
    for speaker, faithful in ((said.speaker, True), *(((rng.choice(others)), False) for _ in others[:1])):
        kind = "said" if faithful else "speaker"
        if said.kind is AttributionKind.DIRECT:
            yield f"{kind}, quoted", f"{speaker} said: “{words}.”", faithful
            yield f"{kind}, quoted", f"“{words},” {speaker} said.", faithful
        elif said.kind is AttributionKind.INDIRECT:
            words = re.sub(r"^that ", "", words)
            if words[:3] == "to " or words.split()[0].lower().endswith("ing"):
                return
            yield f"{kind}, told", f"{speaker} said that {_low(words)}.", faithful
            yield f"{kind}, told", f"According to {speaker}, {_low(words)}.", faithful
