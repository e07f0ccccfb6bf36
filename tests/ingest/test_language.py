"""The language of a text that does not state it."""

from __future__ import annotations

import pytest

from ingest.language import guess_language, identify_language

TEXTS = {
    "en": "Ferry crews at Port Alder began a strike on Wednesday that will leave the outer islands without a boat until Sunday.",
    "de": "Die Besatzungen der Fähren haben am Mittwoch einen Streik begonnen, der die Inseln bis Sonntag vom Festland trennt.",
    "nl": "De bemanningen van de veerboten zijn woensdag een staking begonnen die de eilanden tot zondag van het land scheidt.",
    "fr": "Les équipages des ferries ont entamé mercredi une grève qui privera les îles de tout bateau jusqu'à dimanche soir.",
    "uk": "Екіпажі поромів у середу розпочали страйк, через який острови залишаться без сполучення з материком до неділі.",
    "ru": "Экипажи паромов в среду начали забастовку, из-за которой острова останутся без сообщения с материком до воскресенья.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_sentence_or_two_tell_the_language(code: str) -> None:
    assert identify_language(TEXTS[code]) == code


@pytest.mark.parametrize("text", ["", "OK", "12 34 56 78 " * 50, "Harbour vote"])
def test_too_little_tells_nothing(text: str) -> None:
    assert identify_language(text) is None
    assert guess_language(text) == "en"


def test_what_is_stated_is_believed() -> None:
    assert guess_language(TEXTS["de"], "EN_gb") == "en"
