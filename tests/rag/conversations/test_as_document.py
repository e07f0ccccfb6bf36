"""A whole conversation as a file: every question with its answer, every note leading to the words it had before."""

from __future__ import annotations

from dataclasses import replace

from rag import NewsAssistant
from rag.conversations import KeptExchange
from rag.conversations.as_document import conversation_document
from rag.export import export

QUESTIONS = (
    "What did Ilse Tarnow say about the truce?",
    "Who designed the Orrel dam?",
    "What do residents say about the dam?",
)


def test_notes_are_numbered_through_and_lead_to_the_same_words(samples: NewsAssistant) -> None:
    exchanges = [KeptExchange(question=q, answer=samples.ask(q)) for q in QUESTIONS]
    exchanges.append(KeptExchange(question="And then?", stopped=True))
    made = conversation_document("The week", exchanges)
    assert [part.title for part in made.parts] == [*QUESTIONS, "And then?"]
    assert [note.number for note in made.notes] == list(range(1, len(made.notes) + 1))
    for exchange, part in zip(exchanges, made.parts, strict=True):
        answer = exchange.answer
        if answer is None or answer.abstained:
            assert all(not line.notes for line in part.lines) and part.lines
            continue
        for statement in answer.statements:
            [line] = [line for line in part.lines if "".join(line.text.split()) == "".join(statement.text.split())]
            quotes = [c.quote for n in statement.citations for c in answer.citations if c.number == n]
            for number, quote in zip(line.notes, quotes, strict=True):
                shown = " ".join([made.notes[number - 1].quote, line.text])
                assert sum(word in shown for word in quote.split()) >= 0.6 * len(quote.split()), quote
    cited = {citation.article_id for e in exchanges if e.answer for citation in e.answer.citations}
    assert len(made.sources) == len(cited)
    for name in ("md", "html", "docx", "pdf"):
        assert export(replace(made), name)
