"""The command line of the library: python -m ingest add|refresh|feeds|failures|list|show|remove|...; --help names them all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from ingest import interrupt

if __name__ == "__main__":
    interrupt.ends_quietly()

from ingest.article import Article, Attribution, Span
from ingest.build import build_article
from ingest.console import (
    DONE,
    FAILED,
    WRONG_USAGE,
    Bar,
    chosen_home,
    common_options,
    print_json,
    run,
    stopped_by_signal,
)
from ingest.errors import NotFound, SourceError
from ingest.examples import EXAMPLES
from ingest.failures import failure_of
from ingest.opened import OwnLibrary, open_library
from ingest.remote_library import RemoteLibrary
from ingest.report import Failure, IngestReport
from ingest.settings import IngestSettings
from ingest.sources import read_sources
from ingest.speech.attribution import AttributionExtractor
from ingest.standing import merge
from ingest.web.feeds import FeedState
from ingest.worker import parse_all


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    kept = "Stopped. What was reported as added is kept; run the same command to go on."
    return run(lambda: int(options.command(options)), stopped=kept)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="The articles of a data folder.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    common = common_options(parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, function: object, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, parents=[common])
        made.set_defaults(command=function)
        return made

    add = command("add", _add, "add files, folders, exports and links; a report tells what became of each document")
    add.add_argument("sources", nargs="+", metavar="FILE|FOLDER|ARTICLES.jsonl|LINK")
    refresh = command("refresh", _refresh, "take in what the feeds announce that is new, asking only for changes")
    refresh.add_argument("urls", nargs="*", metavar="FEED", help="these feeds alone (default: all)")
    feeds = command("feeds", _feeds, "list the feeds with their last check and error, add one, or remove some")
    feeds.add_argument("action", nargs="?", choices=("list", "add", "remove"), default="list")
    feeds.add_argument(
        "urls", nargs="*", metavar="FEED", help="addresses of feeds, sitemaps, or pages that name a feed"
    )
    failures = command(
        "failures", _failures, "list what could not be taken in and why, try it again, or clear the list"
    )
    deed = failures.add_mutually_exclusive_group()
    deed.add_argument("--retry", action="store_true", help="try again; what succeeds leaves the list")
    deed.add_argument("--clear", action="store_true", help="forget them without trying again")
    failures.add_argument("ids", nargs="*", type=int, metavar="ID", help="these failures alone (default: all)")
    command("list", _list, "list the articles, newest first")
    command("show", _show, "print one article").add_argument("id")
    command("remove", _remove, "remove articles and every trace of them").add_argument("ids", nargs="+", metavar="ID")
    command("reindex", _reindex, "embed every article again, after another embedding model was set")
    command("reread", _reread, "find anew who says what, after a better extractor was installed")
    samples = command("samples", _samples, "add the sample articles, or remove them")
    samples.add_argument("action", choices=("add", "remove"))
    parse = command("parse", _parse, "print what would be stored of files, and store nothing")
    parse.add_argument("sources", nargs="+", metavar="FILE")
    attributions = command("attributions", _attributions, "print who says what in files, and store nothing")
    attributions.add_argument("sources", nargs="+", metavar="FILE")
    return parser


def _open(options: argparse.Namespace, *, any_embedder: bool = False) -> OwnLibrary | RemoteLibrary:
    return open_library(IngestSettings(**chosen_home(options)), _tell, any_embedder=any_embedder)


def _tell(message: str) -> None:
    print(message, file=sys.stderr)


def _add(options: argparse.Namespace) -> int:
    with _open(options) as library, Bar(quiet=options.json) as progress, stopped_by_signal() as stop:
        before = {feed.url for feed in library.feeds()}
        report = library.add(options.sources, on_progress=progress, stop=stop)
        feeds = [feed for feed in library.feeds() if feed.url not in before]
    _report(report, as_json=options.json, feeds=feeds)
    return FAILED if report.failures or report.stopped else DONE


def _refresh(options: argparse.Namespace) -> int:
    with _open(options) as library, Bar(quiet=options.json) as progress, stopped_by_signal() as stop:
        done = library.refresh(options.urls or None, on_progress=progress, stop=stop)
    _report(done.report, as_json=options.json, feeds=done.feeds)
    if not (done.feeds or options.json or done.report.stopped):
        _tell("There is no feed yet; `python -m ingest add FEED_ADDRESS` adds one.")
    return FAILED if done.failed else DONE


def _feeds(options: argparse.Namespace) -> int:
    if (options.action == "list") != (not options.urls):
        print("usage: python -m ingest feeds [list | add FEED ... | remove FEED ...]", file=sys.stderr)
        return WRONG_USAGE
    if options.action == "add":
        with _open(options) as library, Bar(quiet=options.json) as progress, stopped_by_signal() as stop:
            reports = [library.add_feed(url, on_progress=progress, stop=stop) for url in options.urls]
        feeds = [feed for report in reports for feed in report.feeds]
        _report(merge([report.report for report in reports]), as_json=options.json, feeds=feeds)
        return FAILED if any(report.failed for report in reports) else DONE
    with _open(options) as library:
        for url in options.urls:
            library.remove_feed(url)
        feeds = library.feeds()
    if options.json:
        print_json({"removed": options.urls} if options.urls else [asdict(feed) for feed in feeds])
    elif options.urls:
        print(f"{len(options.urls)} removed")
    else:
        _print_feeds(feeds)
        _tell(f"{len(feeds)} feeds")
    return DONE


def _print_feeds(feeds: Sequence[FeedState]) -> None:
    for feed in feeds:
        print(f"{feed.url}  {feed.title or '-'}  checked {feed.checked_at or 'never'}")
        if feed.error:
            print(f"  failed     {feed.error}")


def _failures(options: argparse.Namespace) -> int:
    ids = options.ids or None
    with _open(options) as library:
        known = {failed.id for failed in library.failures()}
        if unknown := [str(number) for number in options.ids if number not in known]:
            raise NotFound(f"There is no failure {', '.join(unknown)}; `python -m ingest failures` shows the numbers.")
        if options.clear:
            cleared = library.forget_failures(ids)
            if options.json:
                print_json({"cleared": cleared})
            else:
                print(f"{cleared} cleared")
            return DONE
        if options.retry:
            with Bar(quiet=options.json) as progress, stopped_by_signal() as stop:
                report = library.retry(ids, on_progress=progress, stop=stop)
            _report(report, as_json=options.json)
            return FAILED if report.failures or report.stopped else DONE
        listed = [failed for failed in library.failures() if ids is None or failed.id in ids]
    if options.json:
        print_json([{**asdict(failed), "can_retry": failed.can_retry} for failed in listed])
    else:
        for failed in listed:
            gone = "" if failed.can_retry else "  (no longer there: add it again)"
            print(f"{failed.id}  {failed.failed_at[:16]}  {failed.name}: {failed.reason}{gone}")
        _tell(f"{len(listed)} failures")
    return DONE


def _report(report: IngestReport, *, as_json: bool, feeds: Sequence[FeedState] = ()) -> None:
    if as_json:
        print_json(
            {
                "feeds": [asdict(feed) for feed in feeds],
                "added": [header.id for header in report.added],
                "updated": [header.id for header in report.updated],
                "duplicates": [asdict(duplicate) for duplicate in report.duplicates],
                "failures": [asdict(failure) for failure in report.failures],
                "stopped": report.stopped,
            }
        )
        return
    _print_feeds(feeds)
    print(
        f"{len(report.added)} added, {len(report.updated)} updated, {len(report.duplicates)} duplicate, "
        f"{len(report.failures)} failed" + (", stopped before the end" if report.stopped else "")
    )
    for duplicate in report.duplicates:
        print(f"  duplicate  {duplicate.name} (already there as {duplicate.of})")
    for failure in report.failures:
        print(f"  failed     {failure.name}: {failure.reason}")


def _list(options: argparse.Namespace) -> int:
    with _open(options) as library:
        headers = library.headers()
    if options.json:
        print_json([asdict(header) for header in headers])
    else:
        for header in headers:
            day = (header.published_at or "date unknown")[:10]
            sample = "  [sample]" if header.sample else ""
            print(f"{header.id}  {day:12}  {header.publisher or '-':24.24}  {header.title or header.name}{sample}")
        print(f"{len(headers)} articles", file=sys.stderr)
    return DONE


def _show(options: argparse.Namespace) -> int:
    with _open(options) as library:
        article = library.article(options.id)
        attributions = library.attributions(article.id)
    if options.json:
        print_json({**asdict(article), "attributions": [_plain(found) for found in attributions]})
    else:
        head = (article.title, article.publisher, ", ".join(article.authors), article.published_at, article.url)
        print("\n".join(str(part) for part in head if part), article.text, sep="\n\n")
    return DONE


def _remove(options: argparse.Namespace) -> int:
    with _open(options) as library:
        for article_id in options.ids:
            library.remove([article_id])
    if options.json:
        print_json({"removed": options.ids})
    else:
        print(f"{len(options.ids)} removed")
    return DONE


def _reindex(options: argparse.Namespace) -> int:
    with _open(options, any_embedder=True) as library, Bar(quiet=options.json) as progress, stopped_by_signal() as stop:
        count = library.reindex(on_progress=progress, stop=stop)
    if options.json:
        print_json({"reindexed": count})
    else:
        print(f"{count} articles embedded again")
    return DONE


def _reread(options: argparse.Namespace) -> int:
    with _open(options) as library, Bar(quiet=options.json) as progress, stopped_by_signal() as stop:
        count = library.reread(on_progress=progress, stop=stop)
    if options.json:
        print_json({"reread": count})
    else:
        print(f"{count} articles read again")
    return DONE


def _samples(options: argparse.Namespace) -> int:
    with _open(options) as library, Bar(quiet=options.json) as progress, stopped_by_signal() as stop:
        if options.action == "add":
            _report(library.load_samples(on_progress=progress, stop=stop), as_json=options.json)
        else:
            removed = library.remove_samples()
            if options.json:
                print_json({"removed": removed})
            else:
                print(f"{removed} sample articles removed")
    return DONE


def _articles(options: argparse.Namespace) -> Iterator[tuple[str, Article | Failure]]:
    for item in parse_all(read_sources(options.sources)):
        if isinstance(item, Failure):
            yield item.name, item
            continue
        raw, parsed = item
        if isinstance(parsed, Failure):
            yield raw.name, parsed
            continue
        try:
            yield raw.name, build_article(raw, parsed)
        except SourceError as error:
            yield raw.name, failure_of(raw.name, error)


_PARSED = ("title", "text", "authors", "publisher", "published_at", "language", "url", "canonical_url")


def _parse(options: argparse.Namespace) -> int:
    failed = False
    for name, article in _articles(options):
        found = None if isinstance(article, Failure) else article
        reason = article.reason if isinstance(article, Failure) else None
        failed = failed or reason is not None
        if options.json:
            print_json({"name": name, **{f: getattr(found, f, None) for f in _PARSED}, "error": reason})
        elif found is None:
            print(f"{name}: {reason}", file=sys.stderr)
        else:
            for field in _PARSED[:1] + _PARSED[2:]:
                print(f"{field}: {getattr(found, field) or '-'}")
            print(f"\n{found.text}\n")
    return FAILED if failed else DONE


def _attributions(options: argparse.Namespace) -> int:
    extractor = AttributionExtractor(IngestSettings(**chosen_home(options)).spacy_model)
    failed = False
    for name, article in _articles(options):
        if isinstance(article, Failure):
            failed = True
            print(f"{name}: {article.reason}", file=sys.stderr)
            if options.json:
                print_json({"name": name, "text": None, "attributions": [], "error": article.reason})
            continue
        found = extractor.extract(article)
        if options.json:
            print_json({"name": name, "text": article.text, "attributions": [_plain(one) for one in found]})
        else:
            print(f"== {name}")
            for one in found:
                said = " […] ".join(span.of(article.text) for span in one.content)
                print(f"{one.speaker or one.description or '?'}  [{one.kind}]\n    {said}")
    return FAILED if failed else DONE


def _plain(found: Attribution) -> dict[str, object]:
    def pair(span: Span | None) -> list[int] | None:
        return [span.start, span.end] if span else None

    return {
        "content": [pair(span) for span in found.content],
        "source": pair(found.source),
        "cue": pair(found.cue),
        "speaker": found.speaker,
        "description": found.description,
        "kind": found.kind,
        "speaker_kind": found.speaker_kind,
        "affiliation": found.affiliation,
        "sides": list(found.sides),
        "via": list(found.via),
        "heard_by": found.heard_by,
    }


if __name__ == "__main__":
    sys.exit(main())
