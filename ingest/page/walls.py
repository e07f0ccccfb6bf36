"""Pages that hold no article: cookie walls, paywall stubs, bot checks, error pages. Each is told by its words.

A page is refused only where little else is left of it; an article that talks about cookies is an article.
"""

from __future__ import annotations

import re
from typing import Protocol

import lxml.html

from ingest.errors import EmptyDocument, NotAnArticle

_SHORT = 600
_VERY_SHORT = 140

_ERROR = re.compile(
    r"\b(?:404|403|410|500|502|503|504)\b.{0,40}\b(?:error|not found|forbidden|gone|unavailable|gateway|fehler|erreur)\b|"
    r"\b(?:page|article|seite|story)\s+(?:you\s+\w+\s+\w+\s+\w*\s*)?(?:can(?:not|'t|’t)\s+be|could\s+not\s+be|was\s+not|not|wurde\s+nicht)\s+(?:found|gefunden)\b|"
    r"\bpage\s+(?:not\s+found|does\s+not\s+exist|no\s+longer\s+exists)\b|\b(?:access\s+denied|service\s+unavailable|bad\s+gateway|internal\s+server\s+error)\b|"
    r"\bpage\s+introuvable\b|\bpágina\s+no\s+encontrada\b|\bseite\s+nicht\s+gefunden\b|\bpagina\s+non\s+trovata\b|\bстраница\s+не\s+найдена\b",
    re.IGNORECASE,
)
_BOT = re.compile(
    r"\b(?:are\s+you\s+(?:a\s+)?(?:human|robot)|verify(?:ing)?\s+(?:that\s+)?you(?:'re|’re|\s+are)\s+(?:a\s+)?(?:human|not\s+a\s+robot)|checking\s+your\s+browser|"
    r"complete\s+the\s+(?:captcha|security\s+check)|unusual\s+(?:traffic|activity)|captcha|ddos\s+protection|ray\s+id|just\s+a\s+moment|"
    r"bot\s+(?:check|detection|protection)|enable\s+javascript\s+and\s+cookies\s+to\s+continue|press\s+(?:&|and)\s+hold)\b",
    re.IGNORECASE,
)
_COOKIE = re.compile(
    r"\b(?:cookies?|consent|gdpr|privacy\s+(?:settings|preferences|choices|policy)|legitimate\s+interest|datenschutz|einwilligung|zustimmung|"
    r"we\s+(?:and\s+our\s+)?(?:\d+\s+)?partners|tracking\s+technolog|confidentialité|privacidad|iab)\w*\b",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"\b(?:(?:to|and)\s+(?:continue|keep)\s+reading|continue\s+reading\s+(?:this|with|your)|subscribe\s+(?:now|today|to\s+read|to\s+unlock)|"
    r"(?:already|are\s+you)\s+(?:a\s+)?(?:subscriber|subscribed|registered|a\s+member)\s*\?|already\s+have\s+an\s+account|"
    r"(?:sign|log)\s+in\s+to\s+(?:read|continue|your)|(?:this\s+)?(?:article|story|content)\s+is\s+(?:only\s+)?(?:for|available\s+to|exclusive(?:ly)?)\b"
    r".{0,20}\b(?:subscribers|members)|subscriber[- ](?:only|exclusive)\s+(?:content|article|story)|for\s+subscribers\s+only|"
    r"start\s+your\s+(?:free\s+)?trial|unlock\s+(?:this|the\s+full)\s+(?:article|story)|register\s+(?:for\s+free\s+)?to\s+(?:read|continue)|"
    r"free\s+articles?\s+(?:left|remaining)|read\s+the\s+full\s+(?:story|article)\s+(?:with|by)|"
    r"jetzt\s+(?:abonnieren|weiterlesen|testen)|weiterlesen\s+mit|nur\s+für\s+abonnenten|réservé\s+(?:à\s+nos|aux)\s+abonnés|"
    r"il\s+vous\s+reste\s+\d+|la\s+suite\s+est\s+réservée|solo\s+para\s+suscriptores|suscríbete\s+para|contenuto\s+riservato|"
    r"abbonati\s+per|assine\s+para|exclusivo\s+para\s+assinantes|alleen\s+voor\s+abonnees|för\s+prenumeranter)",
    re.IGNORECASE,
)


class _Facts(Protocol):
    @property
    def is_article(self) -> bool: ...


def refuse_walls(root: lxml.html.HtmlElement, text: str, facts: _Facts) -> None:
    """Raise NotAnArticle or EmptyDocument where `text`, what was extracted from the page, is no article."""
    if len(text) >= _SHORT and not _mostly_consent(text):
        return
    page = " ".join(root.text_content().split())[:20_000]
    title = " ".join((root.findtext(".//title") or "").split())
    heard = text or page
    if (len(page) < 3_000 and _BOT.search(f"{title} {page}")) or _BOT.search(title):
        raise NotAnArticle(
            "the page is a check for robots, not the article; open it in a browser and save it from there"
        )
    if _ERROR.search(title) or (len(text) < 300 and _ERROR.search(page[:1_500])):
        raise NotAnArticle("the page is an error message of the site, not an article; check the address")
    if _mostly_consent(heard):
        raise NotAnArticle(
            "the page holds only a cookie or consent notice; accept it in a browser and save the page again"
        )
    if (len(text) < _SHORT and _PAYWALL.search(text)) or (len(text) < _VERY_SHORT and _PAYWALL.search(page)):
        raise NotAnArticle(
            "the page holds only the paywall's stub of the article; log in to the site and save the page again"
        )
    if not text.strip():
        raise EmptyDocument("the page holds no article text; if you see some in a browser, copy and paste it")


def _mostly_consent(text: str) -> bool:
    """Tell whether the text speaks of little but cookies and consent: in most sentences, and often."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if len(part) > 20]
    if not sentences:
        return False
    about = sum(1 for sentence in sentences if _COOKIE.search(sentence))
    return about >= 2 and about >= 0.5 * len(sentences) and len(text) < 6_000
