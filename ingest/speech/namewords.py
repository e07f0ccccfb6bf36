"""Words that tell what a capitalised name is: titles, organisations, outlets, given names."""

from __future__ import annotations

import re
from functools import cache

from ingest.speech.geography import find_places, key_of, listed, rows

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
ORGANISATION_WORDS = frozenset(
    "institute institution university college school ministry department office agency bureau bank group inc corp corporation "
    "company co ltd plc llc committee council commission center centre association union federation foundation party campaign "
    "court parliament senate congress house board authority service services police army navy force forces fund trust society "
    "league club organization organisation network coalition alliance administration government embassy airlines motors "
    "industries holdings partners capital labs laboratories hospital church research survey poll pac conference caucus movement "
    "centers centres duma bundestag assembly chamber treasury reserve secretariat cabinet front brigade corps command guard staff directorate".split()
)
OUTLET_WORDS = frozenset(
    "times post news journal herald tribune courier gazette telegraph mirror chronicle examiner observer globe star sun "
    "dispatch press magazine radio tv television broadcasting weekly review daily standard inquirer monitor mercury echo "
    "bulletin record register sentinel wire zeitung tagblatt presse monde quai".split()
)
OUTLET_NOUNS = frozenset(
    "publication newspaper paper outlet magazine broadcaster website site channel agency daily weekly tabloid journal portal "
    "network station newswire".split()
)
DOCUMENT_NOUNS = frozenset(
    "report study document documents memo letter statement book filing lawsuit complaint indictment email emails e-mail "
    "e-mails paper article editorial story analysis data figures statistics records record transcript transcripts draft text "
    "bill law constitution treaty agreement resolution review audit assessment research findings release notes ad ads tweet "
    "post video recording audio website budget plan platform declaration affidavit ruling decision order guidelines column "
    "op-ed headline piece profile biography documentary film papers studies reports communique communiqué".split()
)
POLL_NOUNS = frozenset("poll polls survey surveys polling census".split())
COLLECTIVE_NOUNS = frozenset(
    "government ministry company campaign committee group party court agency department bank union office administration "
    "council commission team organization organisation firm institute university association coalition embassy police army "
    "military navy parliament congress senate board authority authorities industry foundation center centre charity".split()
)
PERSON_NOUNS = frozenset(
    "official officials person people source sources aide aides diplomat diplomats spokesman spokeswoman spokesperson senator "
    "congressman congresswoman lawmaker legislator president minister chancellor governor mayor candidate nominee analyst expert fellow "
    "professor researcher economist general colonel commander commodore admiral captain judge prosecutor lawyer attorney "
    "officer director chairman chairwoman chief executive ceo leader secretary ambassador envoy adviser advisor strategist "
    "consultant activist author writer journalist reporter columnist editor doctor scientist billionaire businessman "
    "businesswoman mogul tycoon actor actress singer pope bishop priest king queen prince premier commissioner deputy "
    "politician representative delegate negotiator witness resident man woman player coach manager founder owner pilot sergeant "
    "farmer teacher student engineer worker".split()
)
NO_VOICES = frozenset(
    "vote votes process practice practices habit habits comment comments remark remarks search searches "
    "value loss losses experience threat threats absence presence appearance uncertainty goal goals outcome sign signs evidence "
    "question questions scandal killing killings donation donations shot shots contrast relationship relations role preference "
    "priority hostility conversation policy policies integration discussion talk talks smile smiles takeaway job jobs share "
    "shares eye eyes invasion case cases shooting attack attacks response responses reaction reactions concern concerns fear "
    "fears hope hopes anger frustration controversy dispute race races momentum trend trends pace rise drop decline increase "
    "surge fall falloff move moves step steps effort efforts action actions attempt attempts defeat victory win wins success "
    "failure failures problem problems issue issues situation crisis conditions weather storm storms earthquake quake flood "
    "floods fire fires war conflict violence event events incident incidents accident accidents collision "
    "crash death deaths life history past future time year years month months week weeks day days moment moments night morning "
    "afternoon evening thing things fact facts idea ideas reason reasons point points way ways change changes difference "
    "differences price prices cost costs inflation economy demand supply sales gap lead margin strength weakness popularity "
    "enthusiasm rhetoric behavior behaviour tone style language look absence delay delays arrest arrests raid raids mission "
    "rally rallies meeting meetings deal deals ban bans closure shutdown strategy tactic tactics approach system program "
    "programme policy balance record progress pressure opposition's chaos drama tension tensions silence refusal arrival "
    "departure return resignation election elections primary primaries game games match season money wealth size speed "
    "balloon virus pandemic vaccine vaccines drug drugs car cars train trains ship ships plane planes bridge road roads".split()
)
"""What happens, is done or lies about, and says nothing: "the votes", "her practices", "the frantic search"."""
HONORIFICS = {
    "mr": "m",
    "mr.": "m",
    "mrs": "f",
    "mrs.": "f",
    "ms": "f",
    "ms.": "f",
    "miss": "f",
    "sir": "m",
    "lord": "m",
    "lady": "f",
    "dame": "f",
}
GENDERED = {
    "chairwoman": "f", "congresswoman": "f", "spokeswoman": "f", "businesswoman": "f", "actress": "f", "queen": "f", "princess": "f",
    "mother": "f", "wife": "f", "daughter": "f", "sister": "f", "widow": "f", "woman": "f", "duchess": "f", "stateswoman": "f",
    "chairman": "m", "congressman": "m", "spokesman": "m", "businessman": "m", "king": "m", "prince": "m", "pope": "m", "father": "m",
    "husband": "m", "son": "m", "brother": "m", "man": "m", "statesman": "m",
}  # fmt: skip
_TITLE_EXTRA = (
    "sen rep gov mr mrs ms miss dr prof sir lord lady dame mr. mrs. ms. dr. prof. sen. rep. gov. gen. col. lt. capt. cmdr. "
    "st. rev. hon. judge justice rabbi father sister brother detective sheriff officer comrade delegate anchor host actor actress "
    "singer author director chairman chairwoman chair chief executive officer founder leader head manager coach pilot spokesman "
    "spokeswoman spokesperson vice deputy former then ex acting senior republican democrat democratic presidential congressman "
    "congresswoman state attorney general secretary press campaign moderator comedian candidate nominee frontrunner hopeful "
    "mogul billionaire businessman strategist mayor editor columnist reporter correspondent writer historian philosopher "
    "superintendent administrator councilmember councilwoman alderman alderwoman trustee treasurer comptroller auditor coroner "
    "constable supervisor sens. reps. govs. sens reps govs vp cfo coo cto nominee organizer organiser rapper cardiologist trooper "
    "undersheriff critic witness agent gm celebrity celebrities filmmaker pollster principal quarterback linebacker "
    "cornerback goalkeeper striker midfielder pitcher catcher shortstop golfer swimmer skier astronaut chef "
    "dancer composer conductor novelist playwright drummer guitarist bassist vocalist musician artist photographer "
    "designer producer screenwriter showrunner referee umpire firefighter paramedic forecaster psychologist psychiatrist "
    "oncologist neurologist immunologist lobbyist fundraiser staffer ranger comedian defiant embattled"
)
_NO_TITLES = frozenset(
    "public national international human rights health science security studies study war policy political air aid armed banks "
    "channel charities charity civil coast companies courts crown faculty firm firms groups home industry legal liberal magazine "
    "media news newspaper ngo majority minority parties publication regime regiment start-up startup strategic team television tv "
    "under website bloc battalion troops universities airline affairs advocacy foreign interior labour defence defense "
    "governments ministries intergovernmental military militia non-governmental non-profit nonprofit operator opposition "
    "parliamentary presidency retailer regulator regulators tribunal tories conservatives republicans democrats".split()
)  # in the phrases of the table, and before no name of a person
PARTISANS = frozenset("republican democrat conservative liberal tory independent libertarian socialist".split())
"""A member of a party, which a capital makes look like a name: "the California Republican", "a Democrat"."""
GROUPS = frozenset(
    "republicans democrats dems conservatives liberals tories progressives independents libertarians socialists communists "
    "nationalists islamists evangelicals christians muslims jews catholics protestants mormons hindus sikhs hispanics latinos "
    "millennials americans veterans officials lawmakers senators representatives leaders voters residents researchers "
    "scientists experts analysts prosecutors investigators regulators authorities critics supporters".split()
)
"""Many at once: what a name ends in that is no person's, and that no other group's full name explains."""
_FAMOUS_DAYS = frozenset("super black good cyber giving ash palm easter bloody ruby fat maundy".split())
_ALSO_SURNAMES = frozenset("star record post press monitor mercury standard sun times mirror quai monde".split())
_STATION = re.compile(r"^[KW][A-Z]{2,3}-(?:TV|FM|AM)$")  # as stations are called in the United States
_ROMAN_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV)\.?$")


@cache
def titles() -> frozenset[str]:
    """Return words that stand before a name without being part of it, lower case."""
    words = set(_TITLE_EXTRA.split())
    for label, phrases, _ in rows("roles.txt"):
        if label in ("union", "resident", "poll", "source"):
            continue
        words.update(word for phrase in listed(phrases) for word in phrase.split() if word not in ("of", "the"))
    return frozenset(words - ORGANISATION_WORDS - _NO_TITLES)


def is_named_day(before: str) -> bool:
    """Tell whether a weekday belongs to the word before it: "Super Tuesday", but not "Ann Lee Tuesday"."""
    return before in _FAMOUS_DAYS


def has_voice(noun: str) -> bool:
    """Tell whether a common noun (lower case) may be a speaker's: somebody's, a body's, a document's."""
    if noun in WEEKDAYS or noun in NO_VOICES - DOCUMENT_NOUNS:
        return False
    quality = noun.endswith(("ness", "nesses")) and not noun.endswith(
        ("witness", "witnesses", "business", "businesses")
    )
    return not quality


@cache
def outlets() -> dict[tuple[str, ...], str]:
    """Return known outlets by the key of their name."""
    table: dict[tuple[str, ...], str] = {}
    for (cell,) in rows("outlets.txt"):
        for name in listed(cell):
            table.setdefault(key_of(name), name)
    return table


@cache
def given_names() -> dict[str, str]:
    """Return "m" or "f" for common given names, lower case; names of both are left out."""
    table: dict[str, str] = {}
    for gender, names in rows("given_names.txt"):
        for name in names.split():
            table[name] = "" if table.get(name, gender) != gender else gender
    return {name: gender for name, gender in table.items() if gender}


def is_outlet(name: str) -> bool:
    """Tell whether a name is an outlet's: known, or formed like one ("The Hestrel Courier")."""
    key = key_of(name)
    if key in outlets() or (key[:1] == ("the",) and key[1:] in outlets()):
        return True
    if key[-2:] in (("press", "agency"), ("news", "agency"), ("news", "service")) or _STATION.match(name):
        return True
    if len(key) < 2 or key[-1] not in OUTLET_WORDS:
        return False
    if key[-1] in _ALSO_SURNAMES:  # "Emily Post" is a person, "the New York Post" is not
        return key[0] == "the" or bool(find_places(" ".join(name.split()[:-1])))
    return key[0] not in given_names()


def is_suffix(word: str) -> bool:
    """Tell whether a word is what follows a name ("Jr.")."""
    return bool(_ROMAN_SUFFIX.match(word))
