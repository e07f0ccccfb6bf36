"""The conversation as HTML."""

from __future__ import annotations

from dataclasses import replace

from ingest.article import Filters
from rag.types import Answer, Rejected, Statement
from tests.ui.examples import answer, article, citation
from tests.ui.test_markup import Reader
from ui import render
from ui.conversation import Conversation, Exchange, failed, finished, stopped


def asked(question: str = "Is the bridge open?") -> Conversation:
    return Conversation().asked(question, Filters())


def answered(given: Answer, *headers: object) -> str:
    talk = asked(given.question)
    talk = talk.with_last(finished(talk.exchanges[-1], given, headers or (article(),)))  # type: ignore[arg-type]
    return render.conversation(talk, (), True)


def test_each_statement_has_a_chip_for_each_citation() -> None:
    one, two = citation(1, "We closed it at noon", speaker="Ida Holm"), citation(2, "Friday")
    given = answer(one, two, statements=(Statement(text="It says “We closed it at noon” so.", citations=(1, 2)),))
    read = Reader(answered(given))
    chips = [a for _, a in read.elements if a.get("class") == "chip"]
    assert [(c["data-turn"], c["data-number"], c["data-on"]) for c in chips] == [
        ("0", "1", "click"),
        ("0", "2", "click"),
    ]
    assert chips[0]["aria-label"] == "Citation 1: Ida Holm, Tarn Herald, 3 October 2026"
    assert chips[0]["data-tip"] == "Ida Holm · Tarn Herald, 3 October 2026"


def test_what_the_program_says_for_itself_stands_alone_and_before_statements() -> None:
    greeting = answered(replace(answer(), abstained=False, statements=(), reply="Hello. Ask <something>."))
    assert "Hello. Ask &lt;something&gt;." in greeting
    assert "No answer" not in greeting and "independent source" not in greeting and "composed" not in greeting
    counted = answered(answer(citation(1, "We closed it at noon"), reply="There is one article."))
    assert counted.index("There is one article.") < counted.index("We closed it at noon")


def test_an_articles_own_words_are_set_apart() -> None:
    one = citation(1, "We closed it at noon")
    html = render.said_in_serif("Ida Holm: “We closed it at noon” and more", [one])
    assert html == 'Ida Holm: <span class="words">“We closed it at noon”</span> and more'
    whole = citation(1, "A second inspection is due on Friday.")
    assert render.said_in_serif("Tarn Herald: A second inspection is due on Friday.", [whole]) == (
        'Tarn Herald: <span class="words">A second inspection is due on Friday.</span>'
    )
    two = [citation(1, "A second inspection"), citation(2, "on Friday")]
    assert render.said_in_serif("Tarn Herald: A second inspection […] on Friday", two) == (
        'Tarn Herald: <span class="words">A second inspection</span> […] <span class="words">on Friday</span>'
    )


def test_sources_tell_articles_from_independent_sources() -> None:
    first, copy = article(id="a1", story_id="s1"), article(id="a2", story_id="s1", publisher="Lowland Wire")
    given = answer(citation(1, "noon", first), citation(2, "noon", copy), independent_sources=1)
    shown = Reader(answered(given, first, copy)).shown
    assert "2 articles, 1 independent source" in shown
    assert "the same report as Tarn Herald" in shown


def test_what_was_not_supported_is_listed_with_its_reason() -> None:
    given = answer(citation(1, "noon"), rejected=(Rejected(text="It opens on Monday.", reason="no passage says so"),))
    shown = Reader(answered(given)).shown
    assert "1 sentence left out" in shown
    assert "It opens on Monday. no passage says so" in shown


def test_no_answer_is_said_plainly_and_the_closest_passages_open() -> None:
    read = Reader(answered(answer()))
    assert "No answer to this was found in the articles." in read.shown
    title = next(a for _, a in read.elements if a.get("data-passage"))
    assert (title["data-on"], title["data-turn"], title["data-passage"]) == ("click", "0", "0")
    assert "Copy with footnotes" not in read.shown


def test_where_a_part_was_asked_for_nothing_all_articles_are_one_click_away() -> None:
    talk = Conversation().asked("Is the bridge open?", Filters(publishers=("Tarn Herald",)))
    talk = talk.with_last(finished(talk.exchanges[-1], answer(), (article(),)))
    read = Reader(render.conversation(talk, (), True))
    assert "No answer to this was found in these articles." in read.shown
    again = next(a for _, a in read.elements if a.get("data-everywhere"))
    assert (again["data-on"], again["data-question"]) == ("submit", "Is the bridge open?")


def test_the_question_as_understood_is_shown_where_it_differs() -> None:
    assert "Understood as" not in Reader(answered(answer(citation(1, "noon")))).shown
    whole = answer(citation(1, "noon"), understood="Is the bridge at Tarn open?")
    read = Reader(answered(whole))
    assert "Understood as Is the bridge at Tarn open?" in read.shown
    field = next(a for tag, a in read.elements if tag == "input")
    assert (field["value"], field["data-value"]) == ("Is the bridge at Tarn open?", "question")
    again = next(a for _, a in read.elements if a.get("class") == "again")
    assert (again["data-on"], again["data-alone"]) == ("submit", "true")


def test_a_question_written_out_in_full_is_read_without_the_conversation() -> None:
    talk = asked().with_last(finished(asked().exchanges[-1], answer(citation(1, "noon")), ()))
    assert len(talk.asked("And the road?", Filters()).history()) == 1
    assert talk.asked("Is the road open?", Filters(), alone=True).history() == ()


def test_time_and_writer_are_told() -> None:
    assert "composed from exact words·0.4 s" in Reader(answered(answer(citation(1, "noon")))).shown
    written = Reader(answered(answer(citation(1, "noon"), writer="local <b>model</b>"))).shown
    assert "written by local <b>model</b>, checked" in written


def test_the_copy_has_numbered_footnotes() -> None:
    given = answer(citation(1, "noon"), citation(2, "Friday"))
    assert render.with_footnotes(given).splitlines() == [
        "Is the bridge open?",
        "",
        "It says “noon”[1]".replace("[1]", " [1]"),
        "It says “Friday” [2]",
        "",
        "[1] “Bridge at Tarn shut”, Tarn Herald, 3 October 2026. https://tarnherald.example/bridge",
        "[2] “Bridge at Tarn shut”, Tarn Herald, 3 October 2026. https://tarnherald.example/bridge",
    ]


def test_each_state_of_an_exchange_is_told() -> None:
    talk = asked()
    last = talk.exchanges[-1]
    assert "Waiting for its turn" in render.conversation(talk, (), True)
    assert "Stopped" in render.conversation(talk.with_last(stopped(last)), (), True)
    assert "disk full" in render.conversation(talk.with_last(failed(last, "disk full")), (), True)
    draft = replace(last, stage="Writing", draft="So <far>")
    assert "So &lt;far&gt;" in render.conversation(talk.with_last(draft), (), True)


def test_an_empty_conversation_suggests_questions_or_sends_to_the_library() -> None:
    read = Reader(render.conversation(Conversation(), ["What did <Ida> say?"], True))
    button = next(a for _, a in read.elements if a.get("class") == "suggestion")
    assert (button["data-on"], button["data-question"]) == ("submit", "What did <Ida> say?")
    assert "invented" not in read.shown
    assert "invented" in Reader(render.conversation(Conversation(), (), True, only_samples=True)).shown
    assert "library is empty" in render.conversation(Conversation(), (), False)


def test_hostile_words_stay_words_everywhere() -> None:
    bad = "<img src=x onerror=alert(1)>${alert(1)}{{x}}`"
    source = article(
        f"{bad} said it.", id=bad, title=bad, publisher=bad, authors=(bad,), url="javascript:alert(1)", story_id="s"
    )
    one = citation(1, bad, source, speaker=bad, description=bad, via=(bad,))
    given = answer(one, understood=bad + "?", notes=(bad,), writer=bad, rejected=(Rejected(text=bad, reason=bad),))
    talk = Conversation().asked(bad, Filters(publishers=(bad,)))
    talk = talk.with_last(finished(talk.exchanges[-1], given, (source,)))
    html = render.conversation(talk, (), True)
    assert not set("${}`") & set(html)
    read = Reader(html)
    assert {tag for tag, _ in read.elements} <= {
        "div", "article", "h2", "p", "span", "button", "details", "summary", "ol", "ul", "li", "b", "br", "time", "input",
    }  # fmt: skip
    assert not any(name.startswith("on") for _, attributes in read.elements for name in attributes)
    assert read.shown.count(bad) >= 8


def test_limits_are_told_in_words() -> None:
    limits = Filters(publishers=("Tarn Herald",), since="2026-10-01", until="2026-10-31")
    assert render.limits_in_words(limits) == ["Tarn Herald", "from 1 October 2026", "until 31 October 2026"]


def test_history_holds_only_what_was_answered() -> None:
    first = Exchange(question="One?", answer=answer(citation(1, "noon")))
    talk = Conversation(exchanges=(first, Exchange(question="Two?", error="no"))).asked("Three?", Filters())
    assert [turn.question for turn in talk.history()] == ["One?"]
