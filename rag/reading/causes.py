"""Whether a sentence gives the reason of a doing it tells of, by its connectives and its grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.reading.parsed import Parsed

_CLAUSES = {
    "because": 1.0,
    "since": 0.75,
    "as": 0.7,
    "after": 0.75,
    "given": 0.9,
    "so": 0.7,
    "when": 0.45,
    "once": 0.4,
    "for": 0.6,
}
_PHRASES = {
    "because": 1.0, "due": 1.0, "owing": 1.0, "thanks": 1.0, "over": 0.85, "following": 0.75, "after": 0.75, "amid": 0.7,
    "given": 0.85, "for": 0.7, "from": 0.45, "despite": 0.0,
}  # fmt: skip
_PARTICIPLES = {
    "citing": 1.0, "fearing": 0.9, "blaming": 0.9, "facing": 0.8, "arguing": 0.85, "saying": 0.7, "hoping": 0.75, "accusing": 0.75,
    "claiming": 0.7, "prompting": 0.3, "seeking": 0.6, "wanting": 0.8, "warning": 0.5, "protesting": 0.9, "angered": 0.9, "driven": 0.9,
    "caused": 1.0, "prompted": 0.95, "triggered": 0.95, "fueled": 0.9, "fuelled": 0.9, "motivated": 0.95, "worried": 0.8, "forced": 0.7,
}  # fmt: skip
_CAUSES = frozenset(
    """cause causes caused causing led leads leading lead prompted prompt prompts prompting triggered trigger triggers triggering
    sparked spark sparks forced force forces forcing drove drive drives driving pushed push fueled fuel fuels fuelled
    contributed contribute contributes contributing resulted result results resulting explains
    explain explained motivated spurred spur compelled influenced inspired""".split()
)
_CAUSED_BY = frozenset(
    """caused blamed attributed driven triggered prompted due linked sparked motivated fueled fuelled stems stemmed stem comes
    came followed follows traced resulted results explained forced based""".split()
)
_REASONS = frozenset(
    "reason reasons cause causes explanation factor factors motive motives motivation rationale culprit".split()
)
_GROUNDS = re.compile(
    r"\b(?:in (?:protest|response|retaliation|solidarity|connection|reaction|anger|a bid|an effort|an attempt|order)|as (?:a result|part of|a consequence|punishment)|"
    r"on (?:suspicion|charges|grounds|allegations|the grounds?|\w+(?: \w+)? charges)|on account of|in light of|in the wake of|out of (?:fear|concern|respect)|"
    r"so that|in order to|for (?:fear|failing|refusing|allegedly|violating|breaking|having|not|lack|using|making|"
    r"posting|sharing|calling|saying|posing|trying|taking|health reasons|personal reasons|\w+ reasons)|by (?:failing|refusing))\b",
    re.IGNORECASE,
)
_PUNISHES = re.compile(
    r"(?:arrest|detain|suspend|fire|sack|sue|accus|critici[sz]|fine|jail|sentenc|prais|blam|ban|dismiss|convict|charg|punish|known|"
    r"famous|award|honou?r|apologi[sz]|thank|condemn|sanction|indict|expel|oust|impeach|censur|remov|investigat|hunt|hail)",
    re.IGNORECASE,
)
_TIMES = frozenset(
    """day days week weeks month months year years hour hours minute minutes decade decades noon midnight dawn monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october november
    december morning evening night game match show time while long summer winter spring autumn christmas age ages percent dollars""".split()
)
_LOOSE = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result of|caused by|blamed? (?:on|for)|attributed to|the reasons?|reasons? (?:for|why|behind)|led to|"
    r"driven by|prompted by|triggered by|stems? from|on account of|factors?)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(  # a sentence that gives the reason of what stood before it
    r"^[“\"‘']?(?:(?:But |And )?(?:[Tt]hat|[Tt]his|[Ii]t)(?:['’]s| is| was)(?: \w+)? (?:because|due to|the result|thanks to|down to|after)\b|[Bb]ecause\b|(?:[Oo]ne|[Tt]he|[Aa]|[Aa]nother|[Pp]art of the|[Ss]ome of the|[Aa]mong the)"
    r"(?: \w+)? reasons?\b|(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Tt]hat|[Tt]his) (?:move|decision|announcement|step|resignation|suspension|ban|delay|change|closure|increase|decline|drop|rise|"
    r"rule|order|vote|action|measure|ruling|plan|departure|firing)s? (?:comes?|came|follow(?:s|ed)?|was made|was prompted|was meant|was due|is due|is meant|is intended|aims?|was in response|is in response)\b|"
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]he \w+|[A-Z]\w+) (?:cited|cites|blamed|blames|attributed|pointed to))",
)
_THE_MOVE = re.compile(
    r"\b(?:the|this|that|its|his|her|their) (?:move|decision|change|step|announcement|action|measure|restriction|rule|order|delay|decline|increase|policy|plan|ruling)s?\b",
    re.IGNORECASE,
)
_SO = re.compile(
    r"^[“\"‘']?(?:(?:that|this|which)(?:['’]s| is| was) why|as a (?:result|consequence)|because of (?:that|this)|therefore|consequently|for (?:that|this) reason)\b",
    re.I,
)


def reason_given(parsed: Parsed, at: int) -> float:
    """Return how surely, 0 to 1, a sentence gives the reason of the doing that the word at `at` tells of."""
    best = max((strength for i in _near(parsed, at) for strength in _under(parsed, i, at)), default=0.0)
    return max(best, _caused_by_above(parsed, at), _reason_noun(parsed, at))


def loose_reason(text: str) -> bool:
    """Tell whether a text has a connective that gives reasons, whatever of."""
    return bool(_LOOSE.search(text))


def goes_on_to_explain(sentence: str) -> bool:
    """Tell whether a sentence begins as one that gives the reason of what the sentence before it tells: "That's because ..."."""
    return bool(_GOES_ON.match(sentence))


def speaks_of_the_move(sentence: str) -> bool:
    """Tell whether a sentence speaks of what was told before by a word such as "the decision", "the change"."""
    return bool(_THE_MOVE.search(sentence))


def concludes(sentence: str) -> bool:
    """Tell whether a sentence begins as one whose reason stands before it: "That is why ..."."""
    return bool(_SO.match(sentence))


def _near(parsed: Parsed, at: int) -> Iterator[int]:
    """Yield the word that tells of the doing and those whose clause it belongs to, so that what hangs on them is its reason too."""
    yield at
    i = at
    while parsed.head[i] != i and parsed.dep[i] in ("xcomp", "ccomp", "conj", "dobj", "pobj", "prep", "aux", "attr"):
        i = parsed.head[i]
        if parsed.tag[i][:2] == "VB":
            yield i


def _under(parsed: Parsed, i: int, at: int) -> Iterator[float]:
    """Yield the strength of each connective that depends on a word."""
    weight = 1.0 if i == at else 0.85
    for k in parsed.kids[i]:
        if parsed.left[k] <= at <= parsed.right[k] and k != at:
            continue  # the doing itself is in that clause
        word, dep = parsed.lower[k], parsed.dep[k]
        if dep == "advcl":
            yield weight * _clause(parsed, k)
        elif dep in ("prep", "agent", "acomp", "advmod", "npadvmod", "amod"):
            yield weight * _phrase(parsed, i, k)
        elif dep == "xcomp" and word in ("due", "because"):
            yield weight
        if dep == "relcl" and any(parsed.lower[r] in ("because", "why") for r in parsed.kids[k]):
            yield 0.7 * weight


def _clause(parsed: Parsed, k: int) -> float:
    marks = [m for m in parsed.kids[k] if parsed.dep[m] in ("mark", "advmod", "prep") and m < k]
    for mark in marks:
        word = parsed.lower[mark]
        if word == "since" and parsed.tag[k] == "VBG":
            return 0.0  # "since joining": a time
        if word in _CLAUSES:
            only = any(parsed.lower[m] == "only" for m in (*parsed.kids[k], mark - 1))
            return min(1.0, _CLAUSES[word] + 0.15 * only)
    if parsed.lower[k] in _PARTICIPLES:
        return _PARTICIPLES[parsed.lower[k]]
    if any(parsed.lower[m] == "having" for m in parsed.kids[k]):
        return 0.6  # "having read a draft"
    if parsed.tag[k] == "VB" and any(parsed.lower[m] == "to" and parsed.dep[m] == "aux" for m in parsed.kids[k]):
        before = parsed.lower[max(0, parsed.left[k] - 2) : parsed.left[k] + 1]
        return 0.9 if "order" in before else 0.6
    return 0.0


def _phrase(parsed: Parsed, i: int, k: int) -> float:
    word = parsed.lower[k]
    under = parsed.under(k)
    if _GROUNDS.match(under):
        return 0.9
    if word in _PARTICIPLES:
        return _PARTICIPLES[word]
    if word not in _PHRASES:
        return 0.0
    strength = _PHRASES[word]
    inner = parsed.kid(k, "pobj", "pcomp")
    if inner is None and word not in ("because", "due", "owing"):
        return 0.0
    if word in ("over", "after", "for", "from", "following", "amid") and inner is not None:
        if (
            parsed.lower[inner] in _TIMES
            or parsed.tag[inner] == "CD"
            or any(parsed.lower[m] in _TIMES and parsed.dep[m] in ("npadvmod", "nummod") for m in parsed.kids[inner])
        ):
            return 0.0
        if word == "for" and not _PUNISHES.match(parsed.text[i]):
            return 0.75 if parsed.tag[inner] == "VBG" else 0.0
        if word == "from" and not _PUNISHES.match(parsed.text[i]):
            return 0.3 if parsed.tag[inner] in ("NN", "NNS") else 0.0
        if word == "over" and parsed.tag[inner] in ("NNP", "NNPS") and parsed.kid(inner, "det") is None:
            return 0.5
    return strength


def _caused_by_above(parsed: Parsed, at: int) -> float:
    """Return the strength with which the doing is the outcome of something: "led to", "was caused by"."""
    below = at
    for above in parsed.ancestors(at):
        word, dep = parsed.lower[above], parsed.dep[below]
        passive = parsed.kid(above, "nsubjpass", "auxpass") is not None
        back = any(parsed.lower[k] == "back" for k in parsed.kids[above])  # to push back is to answer
        if (
            word in _CAUSES
            and not passive
            and not back
            and dep in ("dobj", "prep", "pobj", "ccomp", "xcomp", "oprd", "advcl", "acl")
        ):
            return 0.95
        if word in _CAUSED_BY and dep in ("nsubjpass", "nsubj") and len(parsed.kids[above]) > 1:
            weak = word in ("comes", "came", "linked", "based", "followed", "follows")
            return 0.7 if weak else 0.95
        below = above
    own = [parsed.lower[k] for k in parsed.kids[at] if parsed.dep[k] == "acl"]
    return 0.9 if any(word in _CAUSED_BY for word in own) else 0.0


def _reason_noun(parsed: Parsed, at: int) -> float:
    """Return the strength of "the reason that ...", "a factor in ..." where the doing is under the noun or beside it as what it is the reason of."""
    for i, word in enumerate(parsed.lower):
        if word not in _REASONS or parsed.tag[i] not in ("NN", "NNS"):
            continue
        if parsed.left[i] <= at <= parsed.right[i] and at != i:
            return 0.9
        if any(parsed.left[above] <= at <= parsed.right[above] for above in list(parsed.ancestors(i))[:2]):
            return 0.65
    return 0.0
