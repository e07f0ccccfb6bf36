"""Have a language model write from numbered passages, then let nothing stand that the passages do not bear out.

For every task the same: `Writer.write(task, passages, variables)` fills prompts/TASK.md, shows the passages as quoted
material, streams the model's text, takes it apart into sentences and checks each against the passages it cites. What
comes back are drafts whose evidence is the exact supporting words; `rag.cite.verify` makes citations of them.

    writer = Writer(model, checker)
    written = writer.write("brief", passages, {"topic": "the truce"}, stop=stop, on_text=show)
    verified = verify(written.drafts, article_of)      # statements with citations
    written.rejected                                   # what was not supported, and why
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.article import Attribution
from rag.cite import Draft, Evidence
from rag.llm import ChatModel, ModelFailure, Trouble
from rag.types import Rejected
from rag.verify.facts_in_text import tokens_of
from rag.verify.frames_of_speech import frames_of
from rag.verify.support import SupportChecker, SupportingSpan
from rag.words import content_words
from rag.writing.orders import states_something, turns_to_the_reader
from rag.writing.prompts import load_prompt
from rag.writing.quoted_material import Numbered, Q, Quotable, Quotes, Shown, people_of
from rag.writing.written import Sentence, numbered_lines, plain, sentences_of

_ANSWER = 1_500  # tokens kept free for what the model writes, at most a third of its window
_CHARACTERS_A_TOKEN = 3.0
_MOST_SENTENCES = 24
_MOSTLY = 0.6
_LOOP, _LOOPS = 100, 3  # so many characters written so many times: the model goes round in circles
_ADDRESS = re.compile(
    r"https?://|\bwww\.|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|ru|cn|info|biz|xyz|co|app|site|top)\b|\S+@\S+\.\w+"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pieces:
    """A model's sentences in their order, each as a draft with evidence or as rejected."""

    pieces: tuple[Draft | Rejected, ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The supported sentences, with the exact words each rests on."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Draft))

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The sentences that the passages do not support, with the reasons."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Rejected))


@dataclass(frozen=True, kw_only=True, slots=True)
class Written(Pieces):
    """What a model wrote, checked.

    unknown: what the model says the passages do not tell, each said in the words of the question alone.
    shown: the passages the model read. model: its name.
    """

    unknown: tuple[str, ...]
    shown: tuple[Numbered, ...]
    model: str


class Writer:
    """Writes with one language model. Safe to call from several threads."""

    def __init__(self, model: ChatModel, checker: SupportChecker, *, marked: bool = True) -> None:
        """marked: datamark the passages (see `rag.writing.quoted_material`)."""
        self.model = model
        self._checker = checker
        self._marked = marked

    def write(
        self,
        task: str,
        passages: Sequence[Numbered],
        variables: Mapping[str, str],
        *,
        stop: threading.Event | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Written | None:
        """Return what the model wrote for a task, checked; None when stopped. See `stream`."""
        for step in self.stream(task, passages, variables, stop=stop):
            if isinstance(step, Written):
                return step
            if on_text:
                on_text(step)
        return None

    def stream(
        self,
        task: str,
        passages: Sequence[Numbered],
        variables: Mapping[str, str],
        *,
        stop: threading.Event | None = None,
    ) -> Iterator[str | Written]:
        """Yield the unverified text so far, as plain text, and at last the checked whole.

        task: a file of prompts/ with the variables passages, marking and those given here. passages: most telling
        first; those that do not fit the model's window are left out. Once `stop` is set it ends without the whole.
        Raises ModelFailure, PromptError.
        """
        system, user, shown = self._request(task, passages, variables)
        text = told = ""
        for piece in self.model.stream(system, user, stop):
            text += piece
            if piece and (so_far := plain(shown.unmarked(text)).strip()) != told:
                told = so_far
                yield told
            if _circles(text):
                break
        if stop and stop.is_set():
            return
        asked = variables.get("question", "")
        yield self._checked(shown.unmarked(text), shown.passages, asked)

    def lines(
        self,
        task: str,
        quotes: Sequence[Quotes],
        variables: Mapping[str, str],
        *,
        stop: threading.Event | None = None,
    ) -> dict[int, str] | None:
        """Return one unverified line for each group of quotes, by its place; None when stopped.

        For tasks whose answer is a numbered list; a line of another form is passed over. Raises ModelFailure, PromptError.
        """
        system, user, shown = self._request(task, quotes, variables)
        text = self._whole(system, user, stop)
        return None if text is None else numbered_lines(shown.unmarked(text), len(shown.passages))

    def unchecked(
        self,
        task: str,
        quotes: Sequence[Quotable],
        variables: Mapping[str, str],
        *,
        stop: threading.Event | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> str | None:
        """Return a model's text as it is, for a task whose answer the caller takes apart and checks; None when stopped.

        on_text: told the text so far. Raises ModelFailure, PromptError.
        """
        system, user, shown = self._request(task, quotes, variables)
        tell = None if on_text is None else lambda so_far: on_text(shown.unmarked(so_far))
        text = self._whole(system, user, stop, tell)
        return None if text is None else shown.unmarked(text)

    def _whole(
        self, system: str, user: str, stop: threading.Event | None, tell: Callable[[str], None] | None = None
    ) -> str | None:
        text = ""
        for piece in self.model.stream(system, user, stop):
            text += piece
            if tell:
                tell(text)
            if _circles(text):
                break
        return None if stop and stop.is_set() else text

    def fitting(self, task: str, quotes: Sequence[Quotable], variables: Mapping[str, str]) -> int:
        """Return how many of the quotes, from the first, one request shows. Raises ModelFailure where not one fits."""
        return len(self._request(task, quotes, variables)[2].passages)

    def _request(self, task: str, passages: Sequence[Q], variables: Mapping[str, str]) -> tuple[str, str, Shown[Q]]:
        """Return a task's two messages and the passages that they show. Raises ModelFailure where not one fits."""
        prompt = load_prompt(task, [*variables, "passages", "marking"])
        empty = prompt.filled({**variables, "passages": "", "marking": ""})
        room = self.model.window - round(sum(map(len, empty)) / _CHARACTERS_A_TOKEN) - self._reserve
        shown = Shown(passages, marked=self._marked, room=room - 80)
        if not shown.passages:
            raise ModelFailure(
                Trouble.CONTEXT,
                f"Not one passage fits what {self.model.name} reads at once ({self.model.window} tokens). Set "
                "DATELINE_LLM_CONTEXT to its window, or choose another model.",
            )
        system, user = prompt.filled({**variables, "passages": shown.text, "marking": shown.marking})
        return system, user, shown

    @property
    def _reserve(self) -> int:
        return min(_ANSWER, self.model.window // 3)

    def _checked(self, text: str, shown: Sequence[Numbered], question: str) -> Written:
        sentences, unknown = sentences_of(text)
        pieces: list[Draft | Rejected] = []
        seen: set[str] = set()
        for sentence in sentences:
            key = " ".join(sentence.text.lower().split())
            if key in seen:
                continue
            seen.add(key)
            pieces.append(check_sentence(sentence, shown, self._checker))
            if len(pieces) == _MOST_SENTENCES:
                break
        asked = content_words(question)
        kept = tuple(dict.fromkeys(what for what in unknown if content_words(what) and content_words(what) <= asked))
        foreign = [
            Rejected(text=what, reason="it says more than the question asks") for what in unknown if what not in kept
        ]
        return Written(pieces=(*pieces, *foreign), unknown=kept, shown=tuple(shown), model=self.model.name)


def check_sentence(sentence: Sentence, shown: Sequence[Numbered], checker: SupportChecker) -> Draft | Rejected:
    """Return a sentence with the exact words that bear it out, or rejected with the reason."""
    if not sentence.cites:
        return Rejected(text=sentence.text, reason="it cites no passage")
    if wrong := [n for n in sentence.cites if not 1 <= n <= len(shown)]:
        return Rejected(text=sentence.text, reason=f"it cites passage {wrong[0]}, which does not exist")
    cited = [shown[n - 1] for n in sentence.cites]
    if _ADDRESS.search(sentence.text):
        return Rejected(text=sentence.text, reason="it gives an address, which no answer needs")
    if turns_to_the_reader(sentence.text) or not states_something(sentence.text):
        return Rejected(text=sentence.text, reason="it turns to the reader instead of saying what the articles say")
    people = people_of(shown)
    verdict = checker.check(sentence.text, [replace(one.supporting, people=people) for one in cited])
    if not verdict.supported:
        return Rejected(text=sentence.text, reason=verdict.reason or "the cited passage does not say this")
    evidence = tuple(_evidence(found, cited[found.passage]) for found in verdict.spans)
    return Draft(text=_attributed(sentence.text, verdict.spans, cited), evidence=evidence)


def _evidence(found: SupportingSpan, one: Numbered) -> Evidence:
    start = one.passage.start
    quote = one.passage.text[found.span.start - start : found.span.end - start]
    return Evidence(article_id=one.passage.article_id, span=found.span, quote=quote, attribution=found.attribution)


def _attributed(text: str, spans: Sequence[SupportingSpan], cited: Sequence[Numbered]) -> str:
    """Put the speaker before a sentence that gives a speaker's claim without saying so."""
    said = {id(found.attribution): found for found in spans}
    if len(said) != 1 or frames_of(tokens_of(text)):
        return text
    found = spans[0]
    if found.attribution is None or not _claims(text, found.attribution, cited[found.passage]):
        return text
    who = found.attribution.speaker or found.attribution.description
    if not who or who.split()[-1].lower() in text.lower():
        return text
    outlet = cited[found.passage].article.publisher
    label = f"{who[0].upper()}{who[1:]}"
    return f"{label} ({outlet}), as reported: {text}" if outlet else f"{label}, as reported: {text}"


def _claims(text: str, said: Attribution, one: Numbered) -> bool:
    """Tell whether most of a sentence's words are the words that somebody is quoted with."""
    start = one.passage.start
    quoted = " ".join(one.passage.text[max(0, p.start - start) : max(0, p.end - start)] for p in said.content)
    words = content_words(text)
    return len(words & content_words(quoted)) >= _MOSTLY * len(words)


def _circles(text: str) -> bool:
    tail = text[-_LOOP:]
    return len(text) > _LOOP * _LOOPS and text.count(tail) >= _LOOPS
