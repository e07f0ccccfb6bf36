"""The words that attribute: verbs with the frames they take, nouns, and their forms."""

from __future__ import annotations

from functools import cache

from ingest.speech.geography import rows

_IRREGULAR = {
    "say": "said says saying",
    "tell": "told tells telling",
    "write": "wrote written writes writing",
    "think": "thought thinks thinking",
    "know": "knew known knows knowing",
    "feel": "felt feels feeling",
    "understand": "understood understands understanding",
    "see": "saw seen sees seeing",
    "speak": "spoke spoken speaks speaking",
    "find": "found finds finding",
    "show": "showed shown shows showing",
    "hear": "heard hears hearing",
    "forget": "forgot forgotten forgets forgetting",
    "swear": "swore sworn swears swearing",
    "begin": "began begun begins beginning",
    "seek": "sought seeks seeking",
    "choose": "chose chosen chooses choosing",
    "foresee": "foresaw foreseen foresees foreseeing",
    "lie": "lied lies lying",
    "deny": "denied denies denying",
    "cry": "cried cries crying",
    "reply": "replied replies replying",
    "read": "read reads reading",
    "cast": "cast casts casting",
    "quip": "quipped quips quipping",
    "beg": "begged begs begging",
    "forecast": "forecast forecasts forecasting forecasted",
    "admit": "admitted admits admitting",
    "plan": "planned plans planning",
    "rebut": "rebutted rebuts rebutting",
    "pan": "panned pans panning",
    "brag": "bragged brags bragging",
    "rip": "ripped rips ripping",
    "slam": "slammed slams slamming",
    "snap": "snapped snaps snapping",
    "opt": "opted opts opting",
    "regret": "regretted regrets regretting",
    "hit": "hit hits hitting",
    "shoot": "shot shoots shooting",
    "teach": "taught teaches teaching",
    "fight": "fought fights fighting",
    "dream": "dreamt dreamed dreams dreaming",
    "draw": "drew drawn draws drawing",
    "dub": "dubbed dubs dubbing",
    "prefer": "preferred prefers preferring",
    "refer": "referred refers referring",
    "infer": "inferred infers inferring",
    "concur": "concurred concurs concurring",
    "differ": "differed differs differing",
    "blog": "blogged blogs blogging",
    "rant": "ranted rants ranting",
    "fret": "fretted frets fretting",
    "misstate": "misstated misstates misstating",
    "withdraw": "withdrew withdrawn withdraws withdrawing",
    "bid": "bid bids bidding",
    "hop": "hoping",
}
_PREPOSITIONS = frozenset("about of on upon to for against with at over in".split())


@cache
def frames() -> dict[str, frozenset[str]]:
    """Return the frames of each verb of the list: letters as in `data/cues.txt`, and its prepositions."""
    table: dict[str, set[str]] = {}
    for flags, verbs in rows("cues.txt"):
        marks = [flags] if flags in _PREPOSITIONS else list(flags)
        for verb in verbs.split():
            table.setdefault(verb, set()).update(marks)
    return {verb: frozenset(marks) for verb, marks in table.items()}


@cache
def _lemmas() -> dict[str, str]:
    forms: dict[str, str] = {}
    for verb in frames():
        for form in [verb, *(_IRREGULAR.get(verb, "").split() or _regular(verb))]:
            forms.setdefault(form, verb)
    return forms


def _regular(verb: str) -> list[str]:
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return [third, verb + "ed", verb + "ing"]


def lemma_of(form: str) -> str | None:
    """Return the verb of the list of which this is a form (lower case), or None."""
    return _lemmas().get(form)


# "the claim by X that ...", "X's belief that ...", "an indication that ...".
NOUNS = frozenset(
    "claim claims statement statements belief assertion assertions allegation allegations argument arguments view opinion warning "
    "warnings suggestion suggestions fear fears hope hopes promise promises pledge vow threat threats idea notion suspicion "
    "conclusion announcement report reports accusation accusations assurance assurances prediction predictions concern concerns "
    "contention insistence acknowledgment acknowledgement confession admission charge remark remarks comment comments complaint "
    "complaints perception sense impression understanding assumption rumor rumors rumour rumours speculation doubt doubts worry "
    "worries confidence conviction expectation expectations feeling indication indications evidence proof finding findings "
    "reminder signal message theory question recommendation demand demands call calls declaration denial denials revelation "
    "revelations knowledge mantra proposal estimate estimates forecast forecasts desire decision determination plan plans "
    "intention criticism praise support opposition endorsement condemnation defense defence rejection refusal willingness".split()
)

# "is confident that ...", "were adamant that ...".
ADJECTIVES = frozenset(
    "confident convinced adamant certain sure hopeful worried concerned afraid fearful optimistic pessimistic sceptical skeptical "
    "doubtful aware unaware shocked surprised amazed glad happy pleased proud sorry angry upset grateful thankful satisfied "
    "positive mindful emphatic insistent wary persuaded".split()
)
