"""The tools to edit a briefing where it stands, as HTML: pencils, the field that opens in a sentence's place, the bar."""

from __future__ import annotations

from rag.briefing import Section, SectionKind, Sentence
from rag.briefing.own import LONGEST
from rag.briefing.types import TITLES
from ui.markup import button, element, text

_NAMED = 60  # characters of a sentence in the name of its buttons
NOT_SUPPORTED = "your own words, not supported by the articles"


def pencil(sentence: Sentence, focus: str) -> str:
    """Return the button that opens a sentence where it stands."""
    return _icon(
        "open", "✎", f"Edit: {_short(sentence)}", "Edit", focus == sentence.id, sentence=sentence.id, pencil=True
    )


def sentence_tools(sentence: Sentence, focus: str) -> str:
    """Return the buttons that move a sentence and leave it out."""
    made = [
        _icon(do, sign, f"{label}: {_short(sentence)}", label, focus == f"{do} {sentence.id}", sentence=sentence.id)
        for do, sign, label in (("up", "↑", "Move up"), ("down", "↓", "Move down"), ("remove", "×", "Leave out"))
    ]
    return element("span", "".join(made), class_="tools")


def part_tools(part: Section, focus: str) -> str:
    """Return the buttons that move a whole part and leave it out."""
    made = [
        _icon(do, sign, f"{label}: {part.title}", label, focus == f"{do} {part.kind}", part=str(part.kind))
        for do, sign, label in (
            ("part-up", "↑", "Move this part up"),
            ("part-down", "↓", "Move this part down"),
            ("part-remove", "×", "Leave this part out"),
        )
    ]
    return element("span", "".join(made), class_="tools")


def title_pencil() -> str:
    """Return the button that opens the title."""
    return _icon("title", "✎", "Edit the title", "Edit the title", False, pencil=True)


def adder(kind: SectionKind) -> str:
    """Return the button that begins a new sentence in a part."""
    return button(
        "Add a sentence",
        on="submit",
        class_="quiet adder",
        data_do="add",
        data_part=str(kind),
        aria_label=f"Add a sentence: {TITLES[kind]}",
    )


def absent_parts(kinds: tuple[SectionKind, ...]) -> str:
    """Return the parts that the page has not, each to be begun with a sentence of the user's own."""
    if not kinds:
        return ""
    made = "".join(
        button(text(TITLES[kind]), on="submit", class_="quiet", data_do="add", data_part=str(kind)) for kind in kinds
    )
    return f'<section class="part brief-absent"><h2>Add a sentence under</h2><p>{made}</p></section>'


def editor(words: str, key: str, *, label: str, doubt: str = "", trouble: str = "", title: bool = False) -> str:
    """Return the field in which a sentence is written, with what the check found. key: tells one field from another."""
    told = ""
    if trouble:
        told = element("p", text(trouble), class_="doubted", role="alert")
    elif doubt:
        told = (
            f'<p class="doubted" role="alert"><b>The articles do not bear this out:</b> {text(doubt)}. Change it, or keep it: '
            f"it is then marked “{NOT_SUPPORTED}”.</p>"
        )
    field = element(
        "textarea",
        text(words),
        data_value="words",
        data_draft=key,
        data_autofocus="",
        aria_label=label,
        maxlength=LONGEST,
        rows=1 if title else 3,
        dir="auto",
        spellcheck="true",
    )
    done = button("Save" if title else "Check and save", on="submit", class_="primary put", data_do="put")
    insist = button("Keep it, marked", on="submit", class_="quiet", data_do="put", data_insist="yes") if doubt else ""
    leave = button("Cancel", on="submit", class_="quiet", data_do="leave", data_leaves="")
    hint = '<span class="hint">Enter to save, Esc to cancel</span>'
    row = f'<div class="row">{done}{insist}{leave}{hint}<span class="checking" role="status">Checking …</span></div>'
    return f'<div class="brief-editor" data-with-field="">{field}{told}{row}</div>'


def marking(sentence: Sentence) -> str:
    """Return how a sentence of the user's own is marked on the page."""
    if sentence.doubt:
        return f'<span class="badge doubt">{NOT_SUPPORTED}: {text(sentence.doubt)}</span>'
    if sentence.edited:
        return (
            '<span class="badge own" data-tip="You wrote this; it was checked against the articles">your words †</span>'
        )
    return ""


def conflict(reason: str, *, kept: bool) -> str:
    """Return what can be done where a briefing was changed in two places."""
    theirs = button("Open what is kept", on="submit", class_="quiet", data_do="theirs") if kept else ""
    mine = button("Keep mine beside it", on="submit", class_="quiet", data_do="mine")
    told = f"{text(reason)} What you see here is not kept."
    return f'<p class="note conflict" role="alert">{told} {mine} {theirs}</p>'


def _icon(
    do: str, sign: str, label: str, tip: str, focus: bool, *, sentence: str = "", part: str = "", pencil: bool = False
) -> str:
    return button(
        ""
        if pencil
        else f'<span aria-hidden="true">{sign}</span>',  # a pencil's sign is the style sheet's: not copied with the text
        on="submit",
        class_="icon pencil" if pencil else "icon",
        data_do=do,
        data_sentence=sentence or None,
        data_part=part or None,
        data_focus="" if focus else None,
        data_tip=tip,
        aria_label=label,
    )


def _short(sentence: Sentence) -> str:
    words = " ".join(sentence.text.split())
    return words if len(words) <= _NAMED else f"{words[:_NAMED].rsplit(' ', 1)[0]} …"
