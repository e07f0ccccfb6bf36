"""An article to read, with who speaks where: each speaker's words underlined in the speaker's colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.article import Article, ArticleHeader, Attribution, AttributionKind
from rag.voices.who import names_nobody
from ui.evidence import Mark, heading_of, marked_text, pane_bar, says_the_same, where_of
from ui.markup import button, counted, day, element, joined, language_tag, text

_COLOURS = 6  # of speakers, see style.css
_NOT_NAMED = "Not named here"  # "he", "the other"


def reading(
    article: Article,
    said: Sequence[Attribution],
    *,
    story: Sequence[ArticleHeader] = (),
    original: str | None = None,
    versions: Sequence[ArticleHeader] = (),
) -> str:
    """Return an article with each speaker's words marked, and who speaks in it.

    A mark tells on hover and focus who speaks, what the article calls them and through which outlets the words
    came (see static/reading.js). story: the articles of its story, itself among them, of which `original` is the
    one it probably began with. versions: all its versions, itself among them.
    """
    speakers = _speakers(article, said)
    order = {name: place for place, name in enumerate(speakers)}
    marks = []
    for number, one in sorted(enumerate(said), key=lambda pair: pair[1].span.end - pair[1].span.start):
        # The innermost comes first: where two overlap, it wins.
        name = _name(article, one)
        about = _about(article, one, name, [_name(article, outer) for outer in _outer(one, said)])
        shown = (("data_hue", order[name] % _COLOURS), ("data_speaker", order[name]), ("data_said", number), *about)
        first = one.content[0]
        marks += [
            Mark(span=span, kind="said", attributes=(*shown, ("tabindex", "0" if span == first else None)))
            for span in one.content
        ]
    body = heading_of(article, level=2) + _versions(article, versions) + _story(article, story, original)
    if article.current:
        body += _who_speaks(speakers, said, article)
    words = element(
        "div", marked_text(article, marks), class_="article-text", lang=language_tag(article.language), dir="auto"
    )
    return (
        f'<section class="pane" tabindex="-1" aria-label="Article" data-article="{text(article.id)}">'
        f'{_reading_bar(article)}<div class="pane-body" tabindex="0"><div class="pane-sheet">{body}{words}</div></div></section>'
    )


def _reading_bar(article: ArticleHeader) -> str:
    remove = button("Remove", on="select", class_="quiet", data_remove=article.id) if article.current else ""
    return pane_bar("Article" if article.current else "Older version", remove, where=where_of(article))


def _outer(one: Attribution, said: Sequence[Attribution]) -> list[Attribution]:
    """Return those in whose words this one stands, the nearest first."""
    found: list[Attribution] = []
    while one.nested_in is not None and 0 <= one.nested_in < len(said) and len(found) < 4:
        one = said[one.nested_in]
        found.append(one)
    return found


def _about(article: Article, one: Attribution, name: str, outer: Sequence[str]) -> tuple[tuple[str, object], ...]:
    """Return what a mark tells of its words: who, how described, and the way they came to the reader."""
    described = one.description if one.description and not says_the_same(one.description, name) else None
    kind = {AttributionKind.DIRECT: "in their own words", AttributionKind.INDIRECT: "as the article puts it"}
    steps = [name, *outer, *reversed(one.via)]
    heard = f"told {one.heard_by}" if one.heard_by else None
    how = ", ".join(piece for piece in (kind.get(one.kind, "partly in their own words"), heard) if piece)
    chain = " → ".join([*dict.fromkeys(steps), article.publisher or "this article"]) if len(steps) > 1 else None
    whole = "; ".join(piece for piece in (", ".join(p for p in (name, described) if p), how, chain) if piece)
    return (
        ("data_who", name),
        ("data_described", described),
        ("data_how", how),
        ("data_chain", chain),
        ("aria_description", whole),
    )


def _versions(article: ArticleHeader, versions: Sequence[ArticleHeader]) -> str:
    """Return the article's other versions, each one click away."""
    if len(versions) < 2:
        return ""
    items = []
    for version in versions:
        label = "Current version" if version.current else "Older version"
        when = joined([f"taken in {day(version.fetched_at)}", counted(max(1, round(version.length / 6)), "word")])
        opener = (
            f'<b aria-current="true">{label}</b>'
            if version.id == article.id
            else button(label, on="click", class_="quiet", data_article=version.id)
        )
        items.append(element("li", f'{opener} <span class="hint">{when}</span>'))
    note = ""
    if not article.current:
        note = (
            '<p class="note">A newer version has taken this one’s place. It stays here for what cited it; '
            "questions are answered from the newer one.</p>"
        )
    count = f'<span class="count">{len(versions)}</span>'
    return f'{note}<details class="aside"{"" if article.current else " open"}><summary>Versions {count}</summary><ul>{"".join(items)}</ul></details>'


def _story(article: ArticleHeader, story: Sequence[ArticleHeader], original: str | None) -> str:
    """Return where else the same text was printed, and where it probably began."""
    others = [header for header in story if header.id != article.id]
    if not others:
        return ""
    items = []
    for header in sorted(others, key=lambda each: each.id != original):
        opener = button(
            text(header.publisher or header.title or header.name), on="click", class_="quiet", data_article=header.id
        )
        first = '<span class="badge">Probably the first</span>' if header.id == original else None
        items.append(element("li", joined([opener, day(header.published_at), first])))
    own = ' <span class="badge">This one is probably the first</span>' if article.id == original else ""
    count = f'<span class="count">{len(others)}</span>'
    return f'<details class="aside"><summary>Also printed elsewhere {count}{own}</summary><ul>{"".join(items)}</ul></details>'


def _speakers(article: Article, said: Sequence[Attribution]) -> list[str]:
    """Return those who speak, the named first, within each the most quoted first, and last what tells nobody apart."""
    spoken = Counter(_name(article, one) for one in sorted(said, key=lambda a: a.span))
    named = {one.speaker for one in said if one.speaker}
    ordered = sorted(spoken.most_common(), key=lambda each: (each[0] not in named, each[0] == _NOT_NAMED))
    return [name for name, _ in ordered]


def _name(article: Article, said: Attribution) -> str:
    if said.speaker:
        return said.speaker
    if said.source is not None:
        words = " ".join(said.source.of(article.text).split())
        return _NOT_NAMED if names_nobody(words) else words[:1].upper() + words[1:]
    return _NOT_NAMED


def _who_speaks(speakers: Sequence[str], said: Sequence[Attribution], article: Article) -> str:
    if not speakers:
        return '<p class="hint">No one is quoted in this article.</p>'
    named = {one.speaker for one in said if one.speaker}
    items = [_speaker(place, name, said, article) for place, name in enumerate(speakers)]
    by_name = [item for name, item in zip(speakers, items, strict=True) if name in named]
    rest = [item for name, item in zip(speakers, items, strict=True) if name not in named]
    folded = ""
    if rest:
        count = f"<span class='count'>{len(rest)}</span>"
        folded = f"<details class='unnamed'{'' if by_name else ' open'}><summary>Unnamed {count}</summary><ul>{''.join(rest)}</ul></details>"
    listed = f"<ul>{''.join(by_name)}</ul>" if by_name else ""
    return (
        f"<details class='who' open><summary>Who speaks <span class='count'>{len(by_name)}</span></summary>"
        f"{listed}{folded}</details>"
    )


def _speaker(place: int, name: str, said: Sequence[Attribution], article: Article) -> str:
    own = [one for one in said if _name(article, one) == name]
    description = next((o.description for o in own if o.description and not says_the_same(o.description, name)), None)
    via = next((one.via for one in own if one.via), ())
    details = [
        piece
        for piece in (description if name != _NOT_NAMED else None, f"via {', '.join(via)}" if via else None)
        if piece
    ]
    after = element("span", text(", ".join(details)), class_="description") if details else ""
    label = f'<b data-hue="{place % _COLOURS}">{text(name)}</b><span class="count">{len(own)}</span>'
    return element("li", element("button", label, type="button", class_="speaker", data_speaker_jump=place) + after)


def nothing_chosen() -> str:
    """Return what stands beside the list before an article is opened."""
    return '<div class="pane empty"><p>Articles open here, with who speaks where.</p></div>'
