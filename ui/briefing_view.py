"""A briefing as HTML: the page with citations that open, the tools to edit it, what changed, and what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.article import ArticleHeader
from rag.briefing import Briefing, Section, SectionKind, Sentence, Source, Voice
from rag.briefing.as_document import facts, sources_title, through
from rag.briefing.changes import Changes
from rag.briefing.draft import JUDGED_BY
from rag.briefing.edit import absent
from rag.briefing.shelf import KeptBriefing
from rag.briefing.types import TITLES
from rag.day import day_in_words
from ui import briefing_tools as tools
from ui.kept_list import kept_list, kept_row, kept_title
from ui.markup import button, counted, day, element, joined, outside_link, text
from ui.render import chip
from ui.told import STOP, stage

TURN = 1_000_000  # how citations of a briefing are told from those of a conversation's turns
_UNDONE = 30  # changes that can be undone
_SOURCES = 12  # articles listed before the rest is folded


@dataclass(frozen=True, kw_only=True, slots=True)
class Editor:
    """A field that is open: for a sentence (its id), for a new one in a part, or for the title.

    words: what stands in it. doubt: why the articles do not bear these out. trouble: why they cannot be put at all.
    """

    sentence: str = ""
    kind: SectionKind | None = None
    title: bool = False
    words: str = ""
    doubt: str = ""
    trouble: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What the tab shows: a briefing, the id it is kept under, whether it is being edited, what changed since, a notice.

    fresh: it was just made, and a language model has not written its bottom line yet. writing: what it is doing.
    revision: what was kept last, as this tab knows it. conflict: why what is shown is not kept. past: what it was before each
    change, the oldest first. editor: the field that is open. focus: the button that the keyboard comes back to. renaming: the
    id of a kept briefing that gets another title. unkept: what it is called while it is not kept, so that a page that is loaded
    anew finds it.
    """

    briefing: Briefing | None = None
    kept_id: str | None = None
    revision: str | None = None
    conflict: str = ""
    past: tuple[Briefing, ...] = ()
    editor: Editor | None = None
    focus: str = ""
    renaming: str | None = None
    saved: bool = False
    editing: bool = False
    changed: Changes | None = None
    notice: str = ""
    fresh: bool = False
    writing: str = ""
    unkept: str = ""

    @property
    def past_and_this(self) -> tuple[Briefing, ...]:
        """What can be undone once this briefing gives way to another, the oldest first."""
        return (*self.past, self.briefing)[-_UNDONE:] if self.briefing else ()


def page(shown: Shown) -> str:
    """Return the briefing, or what the tab is for where there is none."""
    briefing = shown.briefing
    if briefing is None:
        return _first_steps(shown.notice)
    new = set(shown.changed.sentences) if shown.changed else set()
    body = "".join(_section(part, shown, new) for part in briefing.sections)
    editor = shown.editor
    if editor and editor.kind and editor.kind not in {part.kind for part in briefing.sections}:
        title = element("h2", text(TITLES[editor.kind]))
        body += element("section", title + _editor(editor), class_=f"part {_name(editor.kind)}")
    elif shown.editing:
        body += tools.absent_parts(absent(briefing))
    notes = "".join(element("p", text(note), class_="note") for note in briefing.notes)
    notice = element("p", text(shown.notice), class_="note", role="status") if shown.notice else ""
    if shown.conflict:
        notice = tools.conflict(shown.conflict, kept=shown.kept_id is not None) + notice
    line = joined([element("span", text(fact)) for fact in facts(briefing)])
    if shown.writing:
        notice += stage(shown.writing, STOP)
    heading = f'<h1 dir="auto">{text(briefing.title)}{"" if shown.writing else tools.title_pencil()}</h1>'
    if editor and editor.title:
        heading = _editor(editor)
    return (
        ("" if shown.writing else _bar(shown))
        + notice
        + _changes(shown.changed, briefing)
        + element(
            "article",
            f'{heading}<p class="facts">{line}</p>{notes}{body}{_sources(briefing)}',
            class_="brief is-edited" if shown.editing else "brief",
            aria_label="Briefing",
            data_brief_shown=shown.kept_id if shown.saved else shown.unkept,
        )
    )


def _first_steps(notice: str) -> str:
    told = element("p", text(notice), class_="error", role="alert") if notice else ""
    return (
        f'{told}<div class="brief-empty"><h1>The two-minute briefing</h1><p>Name a topic, or give a day to see what is new '
        "since. You get one page: the bottom line, what happened, who says what, what is disputed and what the articles leave "
        "open. Every sentence opens at the exact words it rests on.</p></div>"
    )


def busy() -> str:
    """Return what stands there while a briefing is made."""
    return stage("Reading the articles")


def _bar(shown: Shown) -> str:
    edit = button(
        "Done" if shown.editing else "Edit",
        on="select",
        class_="quiet",
        data_do="edit",
        aria_pressed=str(shown.editing).lower(),
    )
    keep = button("Saved" if shown.saved else "Save", on="select", class_="quiet", data_do="save", disabled=shown.saved)
    refresh = button(
        "Refresh", on="select", class_="quiet", data_do="refresh", data_tip="Make it anew and see what changed"
    )
    undo = ""
    if shown.past:
        here = "" if shown.focus == "undo" else None
        undo = button(
            "Undo", on="submit", class_="quiet", data_do="undo", data_focus=here, data_tip="Undo the last change"
        )
    return f'<div class="brief-bar">{undo}{keep}{edit}{refresh}</div>'


def _section(part: Section, shown: Shown, new: set[str]) -> str:
    title = element("h2", text(part.title) + (tools.part_tools(part, shown.focus) if shown.editing else ""))
    editor = shown.editor
    here = editor is not None and (
        editor.kind is part.kind or any(sentence.id == editor.sentence for sentence in part.sentences)
    )
    prose = part.kind in (SectionKind.BOTTOM_LINE, SectionKind.CHAIN)
    if prose and not shown.editing and not here:
        body = element(
            "p", " ".join(_sentence(s, shown, s.id in new) for s in part.sentences), dir="auto", class_="prose"
        )
        return element("section", title + body, class_=f"part {_name(part.kind)}")
    body = ""
    for head, sentences in groupby(part.sentences, key=lambda sentence: sentence.head):
        body += _head(head)
        body += element("ul", "".join(element("li", _item(s, shown, s.id in new), dir="auto") for s in sentences))
    if editor and editor.kind is part.kind:
        body += _editor(editor)
    elif shown.editing:
        body += tools.adder(part.kind)
    return element("section", title + body, class_=f"part {_name(part.kind)}")


def _head(head: str) -> str:
    """Return a heading within a part; that a model alone says so is marked as in a comparison."""
    judged = JUDGED_BY.search(head)
    badge = element("span", text(judged[1]), class_="badge", data_by="model") if judged else ""
    return element("h3", text(JUDGED_BY.sub("", head)) + badge, dir="auto") if head else ""


def _item(sentence: Sentence, shown: Shown, new: bool) -> str:
    if shown.editor and shown.editor.sentence == sentence.id:
        return _editor(shown.editor)
    return _sentence(sentence, shown, new) + (tools.sentence_tools(sentence, shown.focus) if shown.editing else "")


def _editor(editor: Editor) -> str:
    key = "title" if editor.title else editor.sentence or f"new {editor.kind}"
    label = "Title" if editor.title else "Sentence" if editor.sentence else "New sentence"
    return tools.editor(editor.words, key, label=label, doubt=editor.doubt, trouble=editor.trouble, title=editor.title)


def _name(kind: SectionKind) -> str:
    return str(kind).replace(" ", "-")


def _sentence(sentence: Sentence, shown: Shown, new: bool) -> str:
    briefing = shown.briefing
    assert briefing is not None
    lead = element("b", text(sentence.lead), class_="lead") + " " if sentence.lead else ""
    exact = sentence.voice in (Voice.QUOTE, Voice.REPORTED)
    words = element("span", text(sentence.words), class_="words") if exact else text(sentence.words)
    chips = "".join(
        chip(c, TURN, class_="chip small") for number in sentence.citations if (c := briefing.citation(number))
    )
    fresh = '<span class="badge fresh">new</span>' if new else ""
    pen = "" if shown.writing else tools.pencil(sentence, shown.focus)
    line = f'{lead}{words}<span class="chips">{chips}</span>{fresh}{tools.marking(sentence)}{pen}'
    return element("span", line, class_="said-line unsupported" if sentence.doubt else "said-line")


def _sources(briefing: Briefing) -> str:
    first, rest = briefing.sources[:_SOURCES], briefing.sources[_SOURCES:]
    folded = ""
    if rest:
        folded = f"<details><summary>{counted(len(rest), 'more article')}</summary><ul>{''.join(map(_source, rest))}</ul></details>"
    body = f"<ul>{''.join(map(_source, first))}</ul>{folded}"
    return element("section", element("h2", text(sources_title(briefing))) + body, class_="part brief-sources")


def _source(source: Source) -> str:
    same = f"<span class='same'>the same report as {text(source.same_as)}</span>" if source.same_as else None
    title = outside_link(source.url, text(source.title)) or text(source.title)
    return element("li", joined([f"<b>{text(through(source))}</b>", title, day(source.published_at), same]))


def _changes(changed: Changes | None, briefing: Briefing) -> str:
    if changed is None:
        return ""
    since = day_in_words(changed.since) or "then"
    if changed.nothing:
        return f'<p class="note" role="status">Nothing has changed since {text(since)}.</p>'
    items = []
    if changed.articles:
        named = ", ".join(f"{through(source)}: {source.title}" for source in changed.articles[:4])
        more = f" and {len(changed.articles) - 4} more" if len(changed.articles) > 4 else ""
        items.append(f"<b>{counted(len(changed.articles), 'new article')}</b> {text(named)}{more}")
    if changed.sentences:
        items.append(
            f"<b>{counted(len(changed.sentences), 'new sentence')}</b> marked <span class='badge fresh'>new</span> below"
        )
    for before, now in changed.overtaken:
        items.append(f"<b>{text(now.lead)}</b> <s>{text(before.words)}</s> {text(now.words)}")
    if changed.gone:
        gone = "; ".join(sentence.text[:120] for sentence in changed.gone[:3])
        items.append(f"<b>{counted(len(changed.gone), 'sentence')} gone with its article</b> {text(gone)}")
    if changed.unsupported:
        lost = "; ".join(sentence.text[:120] for sentence in changed.unsupported[:3])
        items.append(
            f"<b>{counted(len(changed.unsupported), 'sentence')} of yours without evidence now</b> {text(lost)}"
        )
    if changed.made_room:
        left = "; ".join(sentence.text[:80] for sentence in changed.made_room[:3])
        more = " …" if len(changed.made_room) > 3 else ""
        items.append(f"<b>{counted(len(changed.made_room), 'sentence')} made room</b> {text(left)}{more}")
    body = "".join(element("li", item) for item in items)
    return f'<section class="brief-changes" role="status"><h2>Changed since {text(since)}</h2><ul>{body}</ul></section>'


def article_label(header: ArticleHeader) -> str:
    """Return how an article is named where articles are chosen."""
    pieces = (header.title or header.name, header.publisher, day_in_words(header.published_at))
    return ", ".join(piece for piece in pieces if piece)


def shelf(kept: Sequence[KeptBriefing], opened: str | None, renaming: str | None = None) -> str:
    """Return the kept briefings, or nothing where there are none."""
    rows = []
    for one in kept:
        title = kept_title(one.id, one.title, opened)
        done = button("Rename", on="select", class_="quiet", data_do="rename", data_id=one.id)
        done += button("Delete", on="select", class_="quiet", data_do="delete", data_id=one.id)
        if one.id == renaming:
            title = f'<input data-value="words" data-autofocus aria-label="Title" maxlength="200" value="{text(one.title)}">'
            done = button("Save", on="select", class_="quiet", data_do="renamed", data_id=one.id)
            done += button("Cancel", on="select", class_="quiet", data_do="named", data_leaves="")
        told = f"of {text(day_in_words(one.as_of) or '')}"
        rows.append(kept_row(title, told, done, with_field=one.id == renaming))
    return kept_list("Saved briefings", rows, is_open=bool(renaming))
