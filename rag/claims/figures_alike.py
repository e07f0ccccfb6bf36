"""Whether two figures measure the same thing, and whether they then differ. Pure functions of `rag.claims.figures.Quantity`.

Figures are compared only where unit and rate agree and the words around say that the same is counted. Tolls, costs and
prices are known by name; everything else must share several words that are not the topic's own.
"""

from __future__ import annotations

from rag.claims.figures import CONCEPT_OF, MONEY, PEOPLE, SOMEBODYS, TOLLS, Measure, Quantity
from rag.verify.names_in_text import any_same, same_name_word
from rag.wordforms import form

_WHEN = frozenset(form(w) for w in "month year week day last start beginning end ago past next quarter".split())
_CONCEPTS = frozenset(CONCEPT_OF)
_IDLE = _WHEN | MONEY | {form(w) for w in "government total average estimate amount".split()}
_SHAREDMONEY = 3
_SHARED_TIME, _SHARED_DATE, _SHARED_COUNT, _COVERED = 2, 3, 2, 0.5
_SHARED_UNIT = 3
_COVERED_COUNT = 0.5
_FAR = 20  # times: figures so far apart are of different things, unless almost the same words stand around them
_SHARED_FAR, _COVERED_FAR = 3, 0.7
BULK = frozenset(form(word) for word in "litre liter gallon tonne ton barrel hectare acre megawatt".split())
VOLUMES = frozenset(form(word) for word in "litre liter gallon".split())  # of one thing, where several are told of
MANY = 1000  # so many of one kind are seldom told of twice
_LARGE = 1e6  # from here a cost of an event is told by its size alone
_ABOARD = frozenset(form(word) for word in "missing man crew passenger sailor fisherman miner hiker worker".split())
_MISSED = frozenset({form("missing")})  # "four of the five missing have been found dead"
_REST = form("others")
_CLOSE = 0.02  # share by which two figures may differ and be the same


def same_thing(
    one: Quantity, other: Quantity, *, around_one: frozenset[str] = frozenset(), around_other: frozenset[str] = frozenset(),
    near: bool = False, together: bool = False, known: frozenset[str] = frozenset(),
) -> bool:  # fmt: skip
    """Tell whether two figures measure the same.

    around: forms of the words of the sentences around. near: their statements are about the same by meaning. together:
    they stand in one article, a few sentences apart. known: forms of words that all statements share, the topic's own, which
    show nothing.
    """
    if one.measure is not other.measure or one.unit != other.unit:
        return False
    idle = known | {form(word) for word in one.unit.split()}
    here, there = one.context - idle, other.context - idle
    shared = here & there
    fewest = max(1, min(len(here), len(there)))
    if one.measure is Measure.TIME:
        return len(shared) >= _SHARED_TIME
    if one.measure is Measure.DATE:
        return len(shared) >= _SHARED_DATE and len(shared) >= 0.6 * fewest
    if one.rate != other.rate and not (together and one.concept == other.concept == "price"):
        return False
    smaller, larger = sorted((one.stated, other.stated))
    far = 0 < _FAR * smaller < larger
    if far and not (one.unit in MONEY and len(shared) >= _SHARED_FAR and len(shared) >= _COVERED_FAR * fewest):
        return False
    if one.concept != other.concept and one.unit != "once in years":
        return False
    if one.concept in TOLLS:
        return _same_people(one, other)
    if one.concept and one.unit:
        return (
            bool(shared - _CONCEPTS - _IDLE)
            or (((near and bool(shared)) or min(one.low, other.low) >= _LARGE) and _tells_what_costs(one, other, known))
            or (together and one.concept == "price")
        )
    if one.unit == "once in years":
        return together
    if one.unit == "%":
        return near and len(shared) >= 3 and len(shared) >= 0.7 * max(len(here), len(there))
    if one.unit in ("day", "week", "month", "year", "hour", "minute"):
        return len(shared) >= 3 and len(shared) >= 0.6 * fewest
    wider = shared | (((one.context & around_other) | (other.context & around_one)) - known)
    if one.unit in MONEY:
        alike = shared - _WHEN
        return near and len(alike) >= _SHAREDMONEY and len(alike) >= _COVERED * fewest and _same_names(one, other)
    if one.unit:
        if near and (one.unit in VOLUMES or (one.unit in BULK and len(shared) >= _SHARED_COUNT)):
            return _same_names(one, other)
        least = min(_SHARED_UNIT, max(_SHARED_COUNT, fewest - 1))
        return len(shared) >= least and len(shared) >= _COVERED * fewest and _same_names(one, other)
    if one.counted is None or one.counted != other.counted:
        return False
    more = wider - {one.counted}
    many = min(one.low, other.low) >= MANY and bool(shared)
    fits = many or len(shared) >= _COVERED_COUNT * fewest
    return (
        not together
        and fits
        and len(more) >= (1 if many else _SHARED_COUNT if near else _SHARED_COUNT + 1)
        and not _apart(one, other)
        and _same_names(one, other)
    )


def _tells_what_costs(one: Quantity, other: Quantity, known: frozenset[str]) -> bool:
    """Tell whether each of two costs is the whole damage or bill, or names the topic: those of anything else are not of one thing."""
    return all(q.whole or (q.context & known) - _CONCEPTS for q in (one, other))


def _same_people(one: Quantity, other: Quantity) -> bool:
    """Tell whether two tolls count the same people: everybody, or those of one group."""
    if SOMEBODYS in (one.group, other.group):
        return False
    if one.group and other.group:
        return same_name_word(one.group.removesuffix("s"), other.group.removesuffix("s"))
    if one.group or other.group:
        return False
    if _REST in (one.counted, other.counted) and one.concept == "dead":
        return False  # "25 others" are the rest of a toll
    if one.counted == other.counted and one.counted is not None:
        return True
    anybody = PEOPLE | (_ABOARD if one.concept == "missing" else _MISSED)
    return all(q.counted is None or q.counted in anybody for q in (one, other))


def _same_names(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures may be of one subject: where both pieces name somebody, they share a name."""
    if not (one.names and other.names):
        return True
    return any_same(one.names, other.names)


def _apart(one: Quantity, other: Quantity) -> bool:
    return bool(one.group and other.group and not same_name_word(one.group, other.group))


def differ(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures for the same thing cannot both hold; a range holds what lies in it."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    if low <= high:
        return False
    return (low - high) > _CLOSE * max(abs(low), abs(high)) or one.measure is not Measure.NUMBER
