import pytest

from ingest.article import Span
from ingest.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Olm met Dr. J. K. Vane in St. Aster.", "They spoke for 2.5 hours."],
        ["The U.S. Senate voted on Tuesday.", "It took until 3 a.m. to count."],
        ["He grew up in the U.S.", "He never left."],
        ["“We are ready,” she said.", "“Nobody believed us.”", "Then it rained."],
        ["“Are you sure?” he asked.", "She was."],
        ["It cost $3.4 million, i.e. too much.", "Who pays?", "No one!"],
        ["The firm, Vell & Co., closed.", "Its owner, Ms. Ferrar, left."],
        ["Am 3. Oktober kam Dr. Weber z.B. nach Köln.", "Dort regnete es."],
        ["« Rien n’est décidé », a dit le maire.", "Il a refusé d’en dire plus."],
        ["Он приехал в г. Асте.", "Потом уехал."],
        ["船が沈んだ。", "誰も死ななかった。"],
        ["Wait ... what happened?", "Nothing."],
        ["The vote (the third this year) failed.", "[It was close.]", "They went home."],
    ],
    ids=lambda sentences: sentences[0][:24],
)
def test_sentences(sentences: list[str]) -> None:
    text = ("" if sentences[0][0] == "船" else " ").join(sentences)
    assert [span.of(text) for span in split_sentences(text)] == sentences


def test_a_paragraph_always_ends_a_sentence_and_a_heading_is_one() -> None:
    text = "No stop here\nbut a new line. Mr\n\nOlm. Left early. Again"
    heading = Span(start=text.index("Olm."), end=len(text))
    assert [s.of(text) for s in split_sentences(text, [heading])] == [
        "No stop here",
        "but a new line.",
        "Mr",
        "Olm. Left early. Again",
    ]
