"""What an article says of somebody around a name: "Ann Lee, a senior fellow in ...", "the Lunmark envoy, Sigrun Ekhald"."""

from __future__ import annotations

from ingest.speech.namewords import PERSON_NOUNS, titles
from ingest.speech.words import Words

NO_TITLE = frozenset(
    "former then ex senior acting think tank state first congressional presidential vice of for and & on in the".split()
)  # words that are in titles and are none by themselves
_NOT_SOMEBODY = frozenset(
    "detail fact move decision claim encounter defeat sign reference result record event episode moment day week month year time "
    "number figure amount prize award film movie song album book speech trial case game match race job position post role "
    "charge crime plan idea policy law story statement meeting visit trip way thing part".split()
)
_DESCRIBING = frozenset("a an the one who whose himself herself president chairman director head chief".split())


def text_of(words: Words, first: int, last: int) -> str:
    """Return words first to last as they stand, blanks as one."""
    pieces: list[str] = []
    for i in range(first, last + 1):
        if pieces and words.start[i] > words.end[i - 1]:
            pieces.append(" ")
        pieces.append(words.text[i])
    return "".join(pieces)


def description_after(words: Words, head: int, last: int, person: bool) -> str:
    """Return what stands after a name, set off by a comma: "a senior fellow in ...", "who leads ..."."""
    if last + 2 >= len(words) or words.text[last + 1] not in (",", "(", "—", "–") or words.quote[last + 2] >= 0:
        return ""
    first = last + 2
    if words.tag[first] == "CD" and first + 2 < len(words) and words.text[first + 1] == ",":
        first += 2  # an age
    word = words.lower[first]
    if (
        word not in _DESCRIBING
        and word not in titles()
        and word not in PERSON_NOUNS
        and not _is_adjective_of_role(words, first + (words.tag[first] == "PRP$"))
    ):
        return ""
    stop = -1
    for k in words.kids[head]:
        if (
            words.dep[k] in ("appos", "relcl", "acl")
            and last + 1 <= words.left[k] <= first + 1
            and words.right[k] >= first  # not the age before it
        ):
            if words.dep[k] == "appos" and (words.lower[k] in _NOT_SOMEBODY or (person and words.tag[k] == "NNS")):
                return ""
            stop = words.right[k]
            break
    if stop < 0 and word in ("who", "whose", "one", "the") and words.tag[first] in ("WP", "WP$", "CD"):
        stop = first
        while (
            stop + 1 < len(words)
            and words.text[stop + 1] not in (",", ".", ";", ")", "—", "–")
            and words.quote[stop + 1] < 0
        ):
            stop += 1
    if stop < 0 and word == "the":  # "in Ukraine, the official added": without the tree's word it is somebody else
        return ""
    if stop < 0:
        stop = first
        while stop + 1 < len(words) and words.text[stop + 1] not in ",.;:)—–" and words.quote[stop + 1] < 0:
            if words.tag[stop + 1] in ("VBD", "VBZ", "VBP", "MD"):
                break
            stop += 1
    stop = _clip(words, first, stop)
    return text_of(words, first, stop).strip(" ,;:–—-") if stop >= first else ""


def _is_adjective_of_role(words: Words, first: int) -> bool:
    """Tell whether lower-case words lead to a role: ", senior fellow at"; ", Twitter's director of"."""
    for i in range(first, min(len(words), first + 6)):
        if (words.lower[i] in titles() and words.lower[i] not in NO_TITLE) or words.lower[i] in PERSON_NOUNS:
            return True
        if words.tag[i] not in ("JJ", "NN", "NNP", "POS", "VBG", "VBN", "HYPH", "NNS") or words.quote[i] >= 0:
            return False
    return False


def _clip(words: Words, first: int, stop: int) -> int:
    sentence_end = words.sentence(first)[1]
    stop = min(stop, sentence_end, first + 60)
    for i in range(first, stop + 1):
        if words.quote[i] >= 0:
            return i - 1
    while stop >= first and (words.text[stop] in ",.;:-–—\"'" or words.tag[stop] == "CC"):
        if words.text[stop] == "." and words.start[stop] == words.end[stop - 1] and len(words.text[stop - 1]) < 2:
            break
        stop -= 1
    return stop


def description_before(words: Words, head: int, first: int) -> str:
    """Return the noun phrase a name explains: "the Lunmark envoy, Sigrun Ekhald"."""
    noun = words.head[head]
    if words.dep[head] != "appos" or noun >= first or words.tag[noun] not in ("NN", "NNP"):
        return ""
    if words.lower[noun] not in PERSON_NOUNS and words.lower[noun] not in titles():
        return ""
    low, stop = words.left[noun], first - 1
    while stop > low and words.text[stop] in ",;:(–—-":
        stop -= 1
    while low < stop and (words.quote[low] >= 0 or not words.text[low][0].isalnum()):
        low += 1
    return text_of(words, low, stop)
