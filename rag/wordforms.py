"""One form for the words that mean the same in news: "fired", "firing", "fire"; "shut" and "closed"; "troops" and "soldiers".

For comparing what two sentences say, where a wrong match costs more than a missed one: the tables are short on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "laid:lay lost:lose rose:rise risen:rise fell:fall fallen:fall left:leave took:take taken:take gave:give "
        "given:give won:win held:hold sent:send met:meet paid:pay grew:grow grown:grow fought:fight bought:buy "
        "sold:sell broke:break broken:break began:begin begun:begin came:come went:go gone:go made:make found:find "
        "knew:know known:know kept:keep led:lead stood:stand shot:shoot built:build lent:lend spent:spend sank:sink "
        "sunk:sink struck:strike drew:draw drawn:draw drove:drive driven:drive flew:fly flown:fly wrote:write "
        "written:write spoke:speak spoken:speak chose:choose chosen:choose stole:steal stolen:steal threw:throw "
        "withdrew:withdraw withdrawn:withdraw men:man women:woman children:child people:person lives:life "
        "wives:wife cut:cut hit:hit put:put died:die dying:die dies:die"
    ).split()
)
_SAME = (
    "shut close",
    "soldier troop",
    "die dead death kill drown fatality",
    "cost damage bill",
    "postpone delay defer",
    "resign quit",
    "begin start commence",
    "end finish conclude",
    "buy purchase acquire",
    "rise increase grow climb",
    "fall decrease drop decline",
    "reject refuse",
    "back support endorse",
    "oppose against",
    "firm company",
    "vessel ship",
    "storm flood",
    "child kid",
    "ministry minister",
)
_ALSO = {"cap": "limit", "releas": "publish", "mediator": "mediat", "mediation": "mediat"}  # by form, for `forms` only
_PHRASAL = {
    pair.split(":")[0]: pair.split(":")[1]
    for pair in (
        "put-off:postpone step-down:resign stand-down:resign pull-out:withdraw pull-back:withdraw turn-down:reject "
        "call-off:cancel take-away:remove shut-down:close rule-out:exclude hand-over:surrender lay-off:dismiss "
        "blow-up:explode go-up:rise go-down:fall look-into:investigate give-up:abandon carry-out:conduct "
        "set-up:establish bring-up:raise speed-up:accelerate slow-down:slow point-out:note pull-down:demolish"
    ).split()
}  # verb and particle, and the one word that says the same
_PARTICLES = frozenset(pair.split("-")[1] for pair in _PHRASAL)
_APART = 4  # words from the verb to its particle at most: "pull their warships back"
NUMBER_WORDS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen percent per cent some
    about around nearly least almost total""".split()
)
_ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s", "e")


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    return {_bare(word): _bare(group.split()[0]) for group in _SAME for word in group.split()}


@lru_cache(maxsize=50_000)
def form(word: str) -> str:
    """Return the form under which a word is compared; words of one meaning have one form."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    bare = "news" if word == "news" else _bare(_IRREGULAR.get(word, word))
    return _synonyms().get(bare, bare)


def forms(words: Sequence[str]) -> list[str]:
    """Return the form of each word of a sentence; verb and particle have both that of the one word for them."""
    found = [_ALSO.get(form(word), form(word)) for word in words]
    for i, word in enumerate(words):
        if word.lower() not in _PARTICLES:
            continue
        for back in range(i - 1, max(i - 1 - _APART, -1), -1):
            if not words[back][:1].isalnum():
                break
            if one := _PHRASAL.get(f"{_IRREGULAR.get(words[back].lower(), _bare(words[back].lower()))}-{word.lower()}"):
                found[back] = found[i] = form(one)
                break
    return found


def _bare(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            bare = word[: len(word) - len(ending)]
            if ending in ("ied", "ies"):
                return bare + "y"
            if ending in ("ing", "ings", "ed") and len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "lsz":
                bare = bare[:-1]
            return bare.removesuffix("e")
    return word
