"""Words that turn a sentence round: "rose" and "fell", "before" and "after"."""

from __future__ import annotations

from functools import lru_cache

from rag.wordforms import form

_OPPOSITES = (
    "rise:fall rose:fell risen:fallen rising:falling increase:decrease increased:decreased increasing:decreasing "
    "open:closed grow:shrink grew:shrank more:less more:fewer most:least higher:lower highest:lowest high:low up:down before:after "
    "win:lose won:lost winning:losing accept:reject accepted:rejected accepting:rejecting approve:reject "
    "approved:rejected support:oppose supported:opposed supports:opposes supporting:opposing allow:ban allowed:banned "
    "permit:forbid permitted:forbidden agree:disagree agreed:disagreed agreed:refused open:close opened:closed "
    "opens:closes opening:closing start:end started:ended begin:end began:ended arrive:leave arrived:left enter:leave "
    "guilty:innocent alive:dead true:false legal:illegal possible:impossible likely:unlikely safe:unsafe able:unable "
    "praise:criticize praised:criticized praised:criticised praise:criticise success:failure succeeded:failed "
    "confirm:deny confirmed:denied confirms:denies strengthen:weaken strengthened:weakened gain:loss gains:losses "
    "gained:lost buy:sell bought:sold above:below over:under inside:outside first:last early:late earlier:later "
    "better:worse best:worst hire:fire hired:fired love:hate loved:hated remember:forget include:exclude "
    "included:excluded always:never all:none everyone:nobody pass:fail passed:failed rejected:adopted "
    "improve:worsen improved:worsened expand:contract hot:cold north:south east:west northern:southern "
    "eastern:western eastbound:westbound northbound:southbound majority:minority public:private men:women male:female man:woman boy:girl son:daughter "
    "father:mother brother:sister husband:wife minimum:maximum many:few against:for stronger:weaker cut:raised "
    "raise:cut raised:lowered raise:lower lift:impose lifted:imposed released:arrested freed:jailed "
    "convicted:acquitted advance:retreat advanced:retreated attack:defend attacked:defended "
    "positive:negative optimistic:pessimistic larger:smaller largest:smallest bigger:smaller biggest:smallest "
    "older:younger oldest:youngest longer:shorter faster:slower stable:unstable known:unknown "
    "save:lose saved:lost saving:losing stay:leave stays:leaves stayed:left staying:leaving keep:drop kept:dropped survive:die "
    "survived:died recovered:died arrive:depart arrived:departed borrow:lend full:empty friend:enemy friends:enemies "
    "friendly:hostile guilty:acquitted pay:receive paid:received hire:sack hired:sacked join:quit joined:quit "
    "hopeful:hopeless strong:weak wide:narrow young:old new:old rich:poor richer:poorer war:peace accepts:rejects "
    "gives:takes given:taken gave:took built:destroyed build:destroy created:destroyed visible:hidden public:secret "
    "democratic:republican democrat:republican democrats:republicans liberal:conservative"
)


@lru_cache(maxsize=1)
def opposites() -> dict[str, frozenset[str]]:
    """Return for each word the words that would turn its sentence round."""
    table: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split():
        one, other = pair.split(":")
        table.setdefault(one, set()).add(other)
        table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


@lru_cache(maxsize=1)
def opposite_forms() -> frozenset[tuple[str, str]]:
    """Return the pairs of `opposites` by form, both ways: "backs" turns "opposed" round. Short words are left out."""
    table = opposites()
    pairs = {
        (form(one), form(other)) for one, others in table.items() for other in others if min(len(one), len(other)) > 3
    }
    return frozenset((one, other) for one, other in pairs if one != other)
