"""How long a briefing takes, and how many pages it fills: `python -m tests.benchmarks.briefing HOME [TOPIC ...]`.

HOME is a data folder with articles (a copy: it is opened for writing). Without topics, they are taken from the titles of
articles spread over the library, and "what is new" is added. Prints for each topic the seconds on the clock and of the
processor, and at the end the median, the worst and how many took longer than five seconds. Nothing is warmed up for the
first topic but the models, as on a started page.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from datetime import date
from pathlib import Path

from pypdf import PdfReader

from ingest.errors import DatelineError
from rag import NewsAssistant, Settings
from rag.briefing import Length, Request
from rag.briefing.as_document import briefing_document
from rag.export import export
from rag.words import STOP_WORDS

_ALLOWED = 5.0  # seconds


def topics_of(assistant: NewsAssistant, count: int) -> list[str]:
    """Return topics as somebody would type them: the first words of titles, spread over the library."""
    titles = [header.title for header in assistant.headers() if header.title]
    step = max(1, len(titles) // count)
    found = []
    for title in titles[::step][:count]:
        words = [word for word in title.replace(":", " ").split() if word.lower() not in STOP_WORDS]
        found.append(" ".join(words[:4]))
    return found


def main() -> None:
    """Write briefings and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("topics", nargs="*")
    parser.add_argument("--count", type=int, default=12, help="topics taken from titles where none is given")
    parser.add_argument("--length", choices=[str(length) for length in Length], default=str(Length.ONE))
    parser.add_argument("--pages", action="store_true", help="also set each as PDF and print its pages")
    given = parser.parse_args()
    length = Length(given.length)
    with NewsAssistant.open(Settings(home=given.home)) as assistant:
        requests = [Request(topic=topic, length=length) for topic in given.topics or topics_of(assistant, given.count)]
        days = sorted(header.published_at[:10] for header in assistant.headers() if header.published_at)
        if days and not given.topics:
            requests.append(Request(since=days[-min(len(days), 200)], length=length))
        assistant.ask("What is said?")  # loads the models
        print(f"{assistant.counts().articles} articles, {length} page")
        taken: list[float] = []
        for request in requests:
            clock, processor = time.monotonic(), time.process_time()
            try:
                briefing = assistant.briefings.write(request, today=date.today())
            except DatelineError as error:
                print(f"        {error}")
                continue
            clock, processor = time.monotonic() - clock, time.process_time() - processor
            taken.append(clock)
            pages = ""
            if given.pages:
                pdf = export(briefing_document(briefing), "pdf")
                pages = f", {len(PdfReader(io.BytesIO(pdf)).pages)} pages"
            told = request.topic or f"new since {request.since}"
            print(
                f"{clock:6.2f} s  {processor:6.2f} s of processor  {len(briefing.sentences):3d} sentences, "
                f"{briefing.articles} articles{pages}  {told}"
            )
    if taken:
        late = sum(seconds > _ALLOWED for seconds in taken)
        print(f"median {statistics.median(taken):.2f} s, worst {max(taken):.2f} s, {late} of {len(taken)} over 5 s")


if __name__ == "__main__":
    main()
