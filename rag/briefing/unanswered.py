"""What an informed reader asks of an event of its kind, and nothing that was read bears on.

Which kind it is, the topic's and the headlines' words tell. A question counts as answered as soon as one sentence holds any
word that its answer would hold: so what is named here as missing is missing, at the price of what is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.briefing.material import Material

_MOST = 4  # questions that are listed
_KINDS_READ = 2
_HEADLINES = 12  # the weightiest articles'
_OF_TOPIC = 3  # what a word of the topic counts of a headline's
_LEAST_READ = 3  # sentences, below which too little was read to miss anything in it

_SUMS = r"[$€£¥]\s?\d|\b(?:dollars|euros|pounds|million|billion|percent|per cent)\b|\d\s?%"
_PEOPLE_HURT = (
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands|scores|no one|nobody)\b"
    r"(?:\W+\w+){0,5}\W+(?:dead|killed|died|deaths?|injured|wounded|missing|victims?|casualties|lives|people|others|students|officers)\b"
    r"|\b(?:killed|killing|injuring|wounding|claimed|dead|toll)\b(?:\W+\w+){0,4}\W+\d|\b(?:death toll|casualties)\b"
)
_WHY = r"\b(?:because|due to|caus\w+|reason\w*|why|blam\w+|driv(?:en|ing) by|as a result|result(?:ed|s)? (?:of|from)|led to|trigger\w*|owing to|stem\w*)\b"
_NEXT = (
    r"\b(?:will|would|due|scheduled|plans?|planned|planning|expected|set to|next|upcoming|tomorrow|ahead|later this|by the end|"
    r"hearing|deadline|is to|are to)\b"
)
_EXPERT = r"\b(?:analysts?|experts?|professors?|scholars?|researchers?|economists?|scientists?|historians?|think tank|engineers?|doctors?|law professor)\b"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: what tells it, and what is asked of it, each with words one of which an answer holds."""

    told_by: str
    questions: tuple[tuple[str, str], ...]


_KINDS = (
    Kind(
        r"\b(?:shoot\w*|shot|gunm[ae]n|stabb\w*|massacre|murder\w*|killings?|slain|attack\w*|assault\w*|bomb\w*|beat(?:en|ing))\b",
        (
            ("a motive", r"\b(?:motiv\w+|because|reason\w*|why|hate|hatred|grievance\w*|manifesto|revenge|dispute|retaliat\w+|targeted)\b"),
            ("who did it", r"\b(?:suspects?|gunm[ae]n|shooter|accused|arrest\w*|charged|attackers?|culprit|identified|claimed responsibility|officers?)\b"),
            ("how many were killed or hurt", _PEOPLE_HURT),
            ("the weapon, and where it came from", r"\b(?:guns?|rifles?|pistols?|weapons?|kni(?:fe|ves)|firearms?|handguns?|ammunition|explosives?)\b"),
            ("how the injured are", r"\b(?:hospital\w*|critical|stable|condition|discharged|treated|surviv\w+|recover\w*|died|dead)\b"),
            ("what the families say", r"\b(?:famil\w+|mother|father|parents|brother|sister|relatives?|widow|sons?|daughter|uncle|aunt|stepfather)\b"),
            ("charges and what a court does next", r"\b(?:charge[sd]?|indict\w*|court\w*|plead\w*|trial|prosecut\w+|sentenc\w+|hearing|arraign\w*)\b"),
        ),
    ),
    Kind(
        r"\b(?:earthquakes?|quake|floods?|storms?|tornado\w*|hurricane\w*|cyclone|wildfires?|derail\w*|crash\w*|collaps\w+|explo\w+|blizzard|"
        r"outages?|landslide|avalanche|sink(?:s|ing)?|sank|spill\w*|fire|breach\w*|drought|eruption|outbreak|epidemic|pandemic|bird flu|virus)\b",
        (
            ("how many died, were hurt or are missing", _PEOPLE_HURT),
            ("the cause", r"\b(?:caus\w+|because|due to|trigger\w*|blam\w+|fault\w*|investigat\w+|spark\w*|origin\w*|magnitude|spread\w*)\b"),
            ("what the damage comes to", rf"{_SUMS}|\b(?:cost\w*|losses|damages?|destroy\w*)\b"),
            ("who answers or pays for it", r"\b(?:liab\w+|su(?:e|es|ed|ing)|lawsuits?|insur\w+|compensat\w+|refund\w*|accountab\w+|blam\w+|responsib\w+|fund\w*|pay|paid)\b"),
            ("what help there is", r"\b(?:aid|rescue\w*|relief|help\w*|shelters?|evacuat\w+|support\w*|donat\w+|emergency|crews|vaccin\w+|treat\w*)\b"),
            ("when things are to be as before", r"\b(?:restor\w+|resum\w+|reopen\w*|repair\w*|recover\w*|normal|rebuil\w+|back|contain\w*)\b"),
            ("an expert’s view", _EXPERT),
        ),
    ),
    Kind(
        r"\b(?:bills?|votes?|voting|ballots?|legislation|senate|congress|nominat\w+|veto\w*|referendum|elect\w+|speaker\w*|lawmakers?|"
        r"debt ceiling|filibuster|primary|caucus\w*|parliament)\b",
        (
            ("the count of the votes", r"\b\d+\s?(?:[-–]|to)\s?\d+\b|\b\d+ (?:votes|delegates|members|senators|seats)\b|\bmajority\b|\bballots?\b|\d\s?%|\bpercent\b"),
            ("what opponents say", r"\b(?:oppos\w+|critic\w+|against|reject\w*|refus\w+|object\w*|denounc\w+|slam\w*|argu\w+|hard-?lin\w+)\b"),
            ("what comes next, and when", _NEXT),
            ("what the public thinks of it", r"\b(?:polls?|polling|survey\w*|percent of|voters|approval)\b"),
            ("an expert’s view", _EXPERT),
        ),
    ),
    Kind(
        r"\b(?:investigat\w+|probes?|classified|documents?|lawsuits?|charged|charges|indict\w*|trial|fraud|scandal|alleg\w+|subpoena\w*|"
        r"convict\w*|sentenc\w+|extradit\w+|emails?|tax returns|impeach\w*|plea|testif\w+|testimony|letter|foundation)\b",
        (
            ("what the accused answer", r"\b(?:den(?:y|ies|ied)|lawyers?|attorneys?|spokes\w+|plead\w*|statement|respon[ds]\w*|defend\w*|reject\w*|apologi\w+|explain\w*|insist\w*|surprised)\b"),
            ("what exactly is suspected", r"\b(?:charge[sd]?|accus\w+|alleg\w+|suspect\w*|violat\w+|illegal\w*|crime\w*|fraud|broke|mishandl\w+|misconduct|conflicts? of interest)\b"),
            ("what is in them", r"\b(?:contain\w*|contents?|marked|markings|subject matter|relat\w+ to|concern(?:ed|ing)|pertain\w*|show(?:s|ed)?|reveal(?:s|ed))\b"),
            ("what comes next, and when", _NEXT),
            ("an independent lawyer’s or expert’s view", rf"{_EXPERT}|\blegal (?:experts?|scholars?|analysts?)\b|\bformer (?:federal )?prosecutors?\b"),
            ("the sums", _SUMS),
        ),
    ),
    Kind(
        r"\b(?:hospital\w*|injur\w+|cardiac|cancer|illness|surgery|health|collapse[sd]?|ill|sick|dies|died|death)\b",
        (
            ("the cause", r"\b(?:caus(?:e[sd]?|ing)|because|due to|diagnos\w+|complications?|disease|result of|led to)\b"),
            ("what doctors say", r"\b(?:doctors?|physicians?|surgeons?|medical|hospital)\b"),
            ("whether and when there is a return", r"\b(?:return\w*|recover\w*|back|career|again|home|discharged|releas\w+|resum\w+)\b"),
            ("what the family says", r"\b(?:famil\w+|mother|father|parents|brother|sister|wife|husband|sons?|daughter|uncle)\b"),
        ),
    ),
    Kind(
        r"\b(?:prices?|inflation|costs?|rates|markets?|shares|stocks|economy|recession|wages|tariffs?|taxe?s)\b",
        (
            ("by how much", _SUMS),
            ("why", _WHY),
            ("how long it is expected to last", r"\b(?:expect\w*|forecast\w*|predict\w*|outlook|until|next year|by the end|project\w*|anticipat\w+|ease|eas(?:ed|ing)|fall)\b"),
            ("what makers and sellers say", r"\b(?:producers?|farmers?|retailers?|grocer\w*|compan(?:y|ies)|ceo|industry|sellers?|stores?|manufacturers?|board)\b"),
            ("what the government does about it", r"\b(?:government|president|congress|federal|department|minister|agency|policy|fed|reserve|usda)\b"),
            ("what it does to households", r"\b(?:consumers?|shoppers?|households?|famil\w+|customers?|people|americans)\b"),
        ),
    ),
    Kind(
        r"\b(?:layoffs?|laid off|bankrupt\w*|mergers?|acqui\w+|compan(?:y|ies)|ceo|takeover|buy(?:s|ing)?|bought|airlines?|cancel\w*|strikes?|union|"
        r"recall\w*|startup|crypto\w*|exchange)\b",
        (
            ("what the company says", r"\b(?:spokes\w+|statement|ceo|chief executive|compan(?:y|ies)|executives?|officer|founder|airline)\b"),
            ("the sums", _SUMS),
            ("how many people it touches", r"\b(?:\d[\d,.]*|hundreds|thousands|dozens|millions)\b(?:\W+\w+){0,4}\W+(?:workers|employees|jobs|staff|customers|passengers|travell?ers|flights|people|users|investors|clients|creditors|positions|%)"),
            ("why", _WHY),
            ("what regulators or prosecutors do", r"\b(?:regulat\w+|commission|department|antitrust|watchdog|prosecut\w+|senat\w+|congress|minist\w+|investigat\w+|court|federal)\b"),
            ("what its people say", r"\b(?:workers|employees|staff|union\w*|pilots|association|team|crew)\b"),
        ),
    ),
    Kind(
        r"\b(?:war|troops|missiles?|invasion|invade\w*|ceasefire|truce|talks|summit|treaty|sanctions?|tanks|negotiat\w+|military|"
        r"warships?|army|offensive|front|nuclear|hostages?|border|balloon|airstrikes?|strait)\b",
        (
            ("losses on either side", _PEOPLE_HURT + r"|\b(?:losses|loss|lost|casualt\w+)\b"),
            ("what was agreed, and on which terms", r"\b(?:agree\w*|terms|deal|accord|condition\w*|demand\w*|offer\w*|concession\w*)\b"),
            ("what comes next, and when", _NEXT),
            ("an analyst’s view", _EXPERT + r"|\b(?:institute|observers?|former (?:officials?|generals?|diplomats?))\b"),
            ("what people who live there say", r"\b(?:residents?|civilians?|villagers?|locals?|famil\w+|neighbo\w+|refugees?|fisherm[ae]n|people)\b"),
            ("what it costs", rf"{_SUMS}|\bcosts?\b"),
        ),
    ),
)  # fmt: skip


def unanswered(material: Material) -> list[str]:
    """Return what is asked of events of this kind and no sentence that was read bears on, what matters most first."""
    texts = list(_read(material))
    if len(texts) < _LEAST_READ:
        return []
    found: list[str] = []
    for kind in _kinds(material):
        for question, answer in kind.questions:
            pattern = re.compile(answer, re.IGNORECASE)
            if question not in found and not any(pattern.search(text) for text in texts):
                found.append(question)
    return found[:_MOST]


def _kinds(material: Material) -> Sequence[Kind]:
    """Return the kinds of event that topic and headlines tell of, those told of most first."""
    headlines = [article.title or "" for article in material.articles[:_HEADLINES]]
    weighed = []
    for place, kind in enumerate(_KINDS):
        told_by = re.compile(kind.told_by, re.IGNORECASE)
        count = sum(bool(told_by.search(title)) for title in headlines)
        count += _OF_TOPIC * len(headlines) * bool(told_by.search(material.topic))
        if count >= max(1, len(headlines) / 2):
            weighed.append((-count, place, kind))
    return [kind for _, _, kind in sorted(weighed, key=lambda row: row[:2])[:_KINDS_READ]]


def _read(material: Material) -> Iterator[str]:
    """Yield the sentences that bear on the request, and their neighbours."""
    for article in material.articles:
        sentences = material.sentences.get(article.id, ())
        bearing = set(material.bearing.get(article.id, ()))
        for place, span in enumerate(sentences):
            if any(near in bearing for near in sentences[max(0, place - 1) : place + 2]):
                yield span.of(article.text)
