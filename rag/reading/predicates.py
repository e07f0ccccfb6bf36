"""Keys under which words that tell of the same doing are one: "resigned", "resignation", "stepped down".

Coarser than `rag.wordforms`, which is for comparing claims: here a wrong match puts a sentence a little higher, no more.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rag.wordforms import form
from rag.words import stem

_GROUPS = (
    "kill murder slay shoot gun stab assassinate massacre death die",
    "attack assault beat bludgeon hammer assail",
    "win victory triumph champion beat defeat clinch claim capture earn title",
    "lose defeat",
    "write author pen draft",
    "buy purchase acquire acquisition takeover sell sale",
    "ask question poll survey interview canvass quiz",
    "survey question poll ask interview",
    "poll question survey ask interview",
    "high rise increase soar jump expensive spike surge climb up rose skyrocket",
    "expensive rise increase soar high cost spike",
    "low fall drop decline slump cheap",
    "sue lawsuit suit plaintiff",
    "resign quit step-down stand-down resignation leave departure exit oust depart",
    "call urge demand ask tell appeal",
    "accuse accusation charge allege allegation indict suspect blame",
    "arrest detain custody jail imprison detention",
    "lead head direct run chair command",
    "found establish create start launch",
    "invent develop design",
    "announce unveil reveal declare say announcement",
    "decide decision rule choose opt announce determine move plan",
    "fire shoot",
    "dismiss sack fire oust remove",
    "succeed replace successor",
    "appoint name nominate pick choose select",
    "discover find detect spot obtain",
    "reveal disclose publish leak obtain report",
    "restore reinstate return unban bring-back",
    "ban bar prohibit block restrict outlaw limit",
    "limit restrict curb cap restriction",
    "delay postpone scrub put-off defer hold-up cancel",
    "cancel scrap call-off scrub",
    "close shut closure shutter",
    "open reopen",
    "suspend suspension ban",
    "rise increase climb jump surge soar grow raise spike hike higher",
    "raise increase hike lift boost up",
    "fall drop decline decrease decreas slump plunge down lower dip reduc reduction",
    "cut reduce slash trim lower",
    "die death kill dead",
    "agree approve accept sign agreement accord",
    "join accession membership apply enter",
    "reject refuse turn-down decline rebuff oppose",
    "oppose against vote-against reject",
    "support back endorse",
    "swap exchange trade",
    "end finish stop cease conclude",
    "stop halt end discontinue disappear pull",
    "begin start",
    "invade invasion attack war",
    "collapse fall break fail give-way burst failure breach destroy",
    "fail collapse break give-way burst breach destroy",
    "cause lead-to trigger",
    "change alter shift redirect modify adjust",
    "perform headline sing play performer",
    "hit strike touch-down batter slam ravage",
    "sink go-down founder",
    "strike walk-out walkout protest",
    "protest demonstrate rally march",
    "send dispatch deploy",
    "give hand grant award donate",
    "receive get win",
    "warn warning alert",
    "meet meeting talk",
    "help aid assist",
    "leave quit withdraw exit pull-out",
    "withdraw pull-out leave withdrawal pull-back",
    "sell sale",
    "steal theft rob",
    "elect vote win",
    "break violate breach",
    "criticise criticize blast slam condemn rebuke denounce criticism",
    "praise hail laud",
    "investigate probe inquiry investigation",
    "discuss talk",
    "respond react answer reaction response",
    "recover rescue save",
    "build construct",
    "make produce manufacture",
    "pay fund finance",
    "host present",
    "own owner",
    "release free publish",
)  # fmt: skip
_AGENT_NOUNS = {
    "author": "write", "winner": "win", "champion": "win", "killer": "kill", "murderer": "kill", "gunman": "kill",
    "shooter": "kill", "attacker": "attack", "assailant": "attack", "founder": "found", "owner": "own", "maker": "make",
    "buyer": "buy", "leader": "lead", "inventor": "invent", "successor": "succeed", "host": "host", "creator": "found",
}  # fmt: skip
"""Nouns for who does it, and what they do."""
LIGHT = frozenset("be do have happen get go make take come know mean become occur need want use try".split())
"""Verbs that tell too little for a sentence to be chosen by them."""
_ENDINGS = ("ations", "ation", "ition", "ions", "ion", "ments", "ment", "ances", "ance", "ures", "ure", "als", "al", "ers",
            "er", "ors", "or", "ings", "ing")  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_][\w-]*")


@lru_cache(maxsize=50_000)
def bases(word: str) -> frozenset[str]:
    """Return the bare forms of a word: "resignation" has "resign"."""
    word = word.lower().replace("’", "'").removesuffix("'s").removeprefix("co-").removeprefix("ex-")
    found = {form(word), stem(word).removesuffix("e"), *_unended(word)}
    return frozenset(found)


def _unended(word: str) -> set[str]:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            bare = word[: len(word) - len(ending)]
            bare = bare[:-1] if len(bare) > 4 and bare[-1] == bare[-2] and bare[-1] not in "lsz" else bare
            return {bare, bare.removesuffix("e")}
    return set()


@lru_cache(maxsize=1)
def _alike() -> dict[str, frozenset[str]]:
    """Return for the base of each word of the groups what counts as the same."""
    alike: dict[str, set[str]] = {}
    for group in _GROUPS:
        words = group.split()
        members = {base for word in words for base in ({word} if "-" in word else bases(word))}
        for base in members:
            alike.setdefault(base, set()).update(members)
    for noun, verb in _AGENT_NOUNS.items():
        for base in bases(verb):
            alike.setdefault(base, set()).update(bases(noun))
    return {base: frozenset(words) for base, words in alike.items()}


class Predicate:
    """What is asked to be done, and which words of a sentence tell of it."""

    __slots__ = ("_near", "_own", "words")

    def __init__(self, *words: str) -> None:
        self.words = words
        self._own = frozenset(base for word in words for base in bases(word))
        near = {other for base in self._own for other in _alike().get(base, ())}
        self._near = frozenset(near) | self._own

    def told_by(self, word: str, particle: str = "") -> float:
        """Return 1 for the word itself in whatever form, 0.85 for one of like meaning, else 0. particle: "down" of "step down"."""
        own = bases(word)
        if own & self._own:
            return 1.0
        if own & self._near or (particle and any(f"{base}-{particle}" in self._near for base in own)):
            return 0.85
        return 0.0

    def may_stand_in(self, text: str) -> bool:
        """Tell whether a text has such a word, before it is parsed; verbs with a particle count by the verb."""
        firsts = {word.split("-")[0] for word in self._near if "-" in word}
        return any(bases(word) & self._near or bases(word) & firsts for word in _LETTERS.findall(text))


def is_agent_noun(word: str) -> bool:
    """Tell whether a noun names who does something: "author", "winner"."""
    one = word.lower().removesuffix("s").removeprefix("co-").removeprefix("ex-")
    return one in _AGENT_NOUNS or (one.endswith(("er", "or")) and len(one) > 5)
