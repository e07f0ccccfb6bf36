"""What stands on article pages and is never the article: by the words of a block and by the names around it.

The words are those of many outlets in several languages; none names an outlet.
"""

from __future__ import annotations

import re

import lxml.html

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:"
    r"related|recirc\w*|recommend\w*|read-?(?:more|next|also)|more-?(?:on|from|stories|news|like)|also-?(?:read|like)|"
    r"see-?also|most-?(?:read|popular|viewed|shared)|trending|popular|outbrain|taboola|zergnet|"
    r"newsletter\w*|sign-?up|signup|subscri\w*|paywall|piano|regwall|opt-?in|mailchimp|"
    r"share(?:s|d|r|bar|tools?|links?|buttons?)?|sharing|social\w*|follow(?:-?us)?|addthis|addtoany|sharedaddy|"
    r"comments?|disqus|respond|livefyre|"
    r"promo\w*|advert\w*|ads?|ad-?(?:slot|unit|container|wrapper|block|label)|sponsor\w*|dfp|commercial|affiliate\w*|"
    r"breadcrumbs?|pagination|pager|nav|navbar|navigation|menu|toolbar|"
    r"author-?(?:bio|box|info|card|profile|about|description)|about-?(?:the-?)?author|post-?author|bio|byline|dateline-?byline|"
    r"tags?|tag-?list|topics?|post-?tags|keywords|categories|"
    r"cookie\w*|consent|gdpr|disclaimer|copyright|legal|license|terms|"
    r"caption\w*|wp-caption-text|credit\w*|photo-?credit|image-?(?:caption|credit|meta)|gallery-?\w*|slideshow\w*|lightbox|"
    r"sidebar|widget\w*|teaser\w*|rail|footer|site-?footer|masthead|site-?header|"
    r"timestamp|post-?meta|entry-?meta|article-?meta|meta-?data|pub-?date|published|dateline-?date|"
    r"(?:video|audio|media|jw)-?(?:player|caption|title|description|playlist)|player(?=$|\s)|podcast-?\w*|audio-?player|"
    r"print-?only|visually-?hidden|sr-?only|screen-?reader(?:-?text)?|assistive\w*|offscreen|"
    r"hover-?card|rollover\S*|tooltip\w*|popup|pop-?up|modal|overlay|donat\w*|membership|poll|quiz|survey|feedback|"
    r"toc|table-?of-?contents|jump-?link|skip-?link|correction-?policy|trust-?project|ticker|story-?(?:tools|timeline|share)"
    r")(?=$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION_NAMES = re.compile(r"caption|credit(?:s?$|[\s_-])|copyright|media-?(?:meta|info)", re.IGNORECASE)
# Only these are certain enough to cut before any extractor has looked.
_SURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:outbrain|taboola\w*|zergnet|disqus\w*|livefyre|addthis\w*|addtoany\w*|sharedaddy|"
    r"visually-?hidden|sr-?only|screen-?reader-?text|rollover-\S+-block|tooltip\w*|cookie-?(?:banner|notice|consent|bar|wall)|"
    r"newsletter-?(?:sign-?up|form|box|widget|promo)|share-?(?:bar|buttons?|tools|links)|social-?(?:share|links|icons|bar))"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)

_WORDS = re.compile(
    r"^\W*(?:"
    # links to other pieces
    r"(?:also\s+|now\s+)?(?:read|see|watch|listen)\s*(?:also|more|next|now|this)?\s*(?:here)?\s*[:：|>»]|"
    r"read\s+(?:more|also|next|the\s+(?:full|whole|original)\s+(?:story|article|report))\b.{0,80}$|"
    r"(?:see|watch)\s+(?:more|also)\b.{0,60}$|more\s+(?:on|from|about|stories|news|coverage|in)\b.{0,60}$|"
    r"(?:related|recommended|suggested|trending|popular|sponsored|featured)"
    r"(?:\s+(?:stor(?:y|ies)|articles?|news|posts?|topics?|content|links?|coverage|reading|videos?|tags?))?\s*(?:[:：].*)?$|"
    r"related(?:\s+\w+)?\s*:|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)\b|don.?t\s+miss\b[^\n]{0,50}(?:\n|$)|"
    r"most\s+(?:read|popular|viewed|shared|watched)\b.{0,40}$|editor.?s?.?\s+(?:picks?|choice)\b.{0,30}$|"
    r"what\s+to\s+read\s+next|up\s+next\s*[:：]?$|in\s+case\s+you\s+missed\b.{0,40}$|"
    r"click\s+here\b.{0,120}$|(?:tap|swipe|scroll)\s+(?:here|to|down|for)\b.{0,60}$|"
    r"(?:lesen\s+sie\s+(?:auch|mehr|hier|dazu)|mehr\s+(?:zum\s+thema|dazu|lesen|news)|lesetipps?|auch\s+interessant|weitere\s+(?:artikel|themen))\b.{0,120}$|"
    r"(?:lire\s+(?:aussi|également|plus)|à\s+lire(?:\s+aussi)?|voir\s+aussi|sur\s+le\s+même\s+(?:sujet|thème)|notre\s+dossier)\b.{0,160}$|"
    r"(?:le[ea]\s+(?:también|más|además)|lea\s+también|te\s+puede\s+interesar|más\s+información|mira\s+también|ver\s+más)\b.{0,160}$|"
    r"(?:leia\s+(?:também|mais)|veja\s+(?:também|mais)|saiba\s+mais|confira\s+também)\b.{0,160}$|"
    r"(?:leggi\s+(?:anche|tutto|di\s+più)|guarda\s+anche|potrebbe\s+interessarti|per\s+approfondire)\b.{0,160}$|"
    r"(?:lees\s+(?:ook|meer|verder)|bekijk\s+ook)\b.{0,160}$|(?:läs\s+(?:också|mer|även)|les\s+(?:også|mer)|læs\s+(?:også|mere))\b.{0,160}$|"
    r"(?:czytaj\s+(?:też|także|więcej)|zobacz\s+(?:też|także|więcej)|przeczytaj)\b.{0,160}$|"
    r"(?:читайте\s+(?:также|ещё|еще|далее)|читай\s+также|смотрите\s+также|по\s+теме|читайте\s+також|дивіться\s+також).{0,160}$|"
    r"(?:ayrıca\s+oku|bunlar\s+da\s+ilgini|baca\s+juga|simak\s+juga|lihat\s+juga)\b.{0,160}$|(?:関連記事|あわせて読みたい|相关阅读|延伸閱讀|相关新闻|관련기사).{0,60}$|"
    # calls to subscribe, follow, share, comment
    r"(?:sign\s*up|subscribe|register|log\s*in|join)\b.{0,40}\b(?:newsletter|inbox|email|updates?|alerts?|today|free|now|account|channel|digital|whatsapp|telegram)\b|"
    r"(?:get|receive)\b.{0,60}\b(?:newsletter|in\s+your\s+inbox|to\s+your\s+inbox|email\s+alerts?|delivered)\b|"
    r"(?:subscribe|sign\s*up|log\s*in|register)(?:\s+(?:now|here|today|for\s+free))?\W*$|"
    r"follow\s+(?:us|him|her|them|me|the\s+author|@?\w+(?:\s+\w+)?)\s+on\s+(?:twitter|facebook|instagram|x|threads|linkedin|bluesky|youtube|telegram|google)\b.{0,200}$|"
    r"follow\b.{0,80}\b(?:on\s+(?:twitter|facebook|instagram|whatsapp)|@\w+)|like\s+us\s+on\s+facebook\b|"
    r"share\s+(?:this|on|via|your|with)\b.{0,60}$|(?:tweet|pin|email|print|share|whatsapp|copy\s+link|save)\W*$|"
    r"(?:have|got)\s+(?:a\s+)?(?:news\s+)?(?:tips?|stor(?:y|ies))\b.{0,200}$|(?:leave|post|add|write)\s+(?:a|your)\s+(?:comment|reply)\b.{0,60}$|"
    r"(?:view|show|see|read|load)\s+(?:all\s+)?(?:\d+\s+)?comments?\W*$|(?:\d+\s+)?comments?\W*$|tell\s+us\s+what\s+you\s+think\b.{0,40}$|"
    r"(?:abonnieren|melden)\s+sie\b.{0,80}$|newsletter\b.{0,60}$|abonnez-vous\b.{0,120}$|suscríbete\b.{0,120}$|iscriviti\b.{0,120}$|assine\b.{0,100}$|"
    r"подпис(?:ывайтесь|аться)\b.{0,160}$|підписуйтесь\b.{0,160}$|siga\s+.{0,80}(?:whatsapp|instagram|facebook|telegram|twitter)|"
    # adverts, media, rights, credits
    r"(?:advertisement|advertising|anzeige|publicité|publicidad|publicidade|pubblicità|werbung|reklama|реклама|annonce|reklam|広告|广告)\W*$|"
    r"video\s+ad\s+feedback\b.{0,200}$|(?:story|article)\s+continues\s+below\b.{0,60}$|continue\s+reading\b.{0,80}$|sponsored\s+(?:content|by)\b.{0,60}$|"
    r"(?:photo|image|picture|pic|video|foto|bild|crédits?|credit|photograph|graphic|illustration|source)s?\s*(?:credit|by|source|courtesy(?:\s+of)?)?\s*[:：/©]\s?.{0,120}$|"
    r"[(\[](?:photo|image|picture|ap\s+photo|getty|reuters/|credit|file)\b.{0,160}[)\]]?$|"
    r"(?:©|\(c\)\s|copyright\b).{0,250}$|all\s+rights\s+reserved\b|alle\s+rechte\s+vorbehalten|tous\s+droits\s+réservés|"
    r"(?:this\s+)?(?:material|article|story)\s+(?:may\s+not\s+be|was\s+(?:originally|first)\s+published|originally\s+appeared)\b.{0,200}$|"
    r"[(\[]?(?:additional\s+|with\s+)?(?:reporting|writing)\s+(?:and\s+\w+\s+)?by\b.{0,300}\b(?:editing|reporting|writing)\s+by\b.{0,200}$|"
    r"our\s+standards\s*[:：]|tags?\s*[:：]\s?.{0,300}$|(?:tags?|topics|filed\s+under|categor(?:y|ies)|keywords|schlagworte|étiquettes)\s*[:：]?$|filed\s+under\b.{0,120}$|"
    r"(?:skip|jump)\s+to\s+(?:main\s+)?content\W*$|(?:back\s+to\s+)?top\W*$|(?:previous|next)(?:\s+(?:article|post|story|page))?\W*$|"
    r"this\s+(?:post|article|page|story|site)\s+(?:may\s+)?contains?\s+(?:affiliate|sponsored)\b|we\s+(?:may\s+)?(?:earn|receive)\s+.{0,60}\bcommission\b|"
    r"_{3,}|-{3,}|\*{3,}|loading\W*$|listen\s+to\s+(?:this\s+)?(?:article|story)\b.{0,60}$|\d+\s*min(?:ute)?s?\s+read\W*$|"
    r"(?:tempo\s+de\s+leitura|tiempo\s+de\s+lectura|tempo\s+di\s+lettura|temps\s+de\s+lecture|lesezeit|leestijd|reading\s+time)\b.{0,40}$|"
    r"if\s+you\s+(?:value|like|enjoy|appreciate|enjoyed)\b.{0,120}\b(?:subscri|donat|support|newsletter)\w*\b|"
    r"(?:we\s+use|this\s+(?:web)?site\s+uses|by\s+continuing\s+to\s+(?:use|browse)|wir\s+verwenden|nous\s+utilisons|utilizamos)\b.{0,80}\bcookies?\b|"
    r"(?:enable|activate|turn\s+on)\s+javascript\b|please\s+enable\b.{0,40}\bjavascript\b"
    r")",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_PHRASE = 420

# At the end of an article only: who wrote it, how to reach and follow them, what the outlet would like.
_CLOSING_WORDS = re.compile(
    r"follow\s+(?:us|him|her|them|me)\s+(?:on|at|@)|follow\s+.{2,60}\s+on\s+(?:twitter|facebook|instagram|x|bluesky|linkedin)\b|"
    r"\bcontributed\s+(?:to\s+(?:this|the)|reporting)\b|\b(?:email|e-mail|contact|reach|write\s+to)\s+.{2,80}\s+(?:at|via|on)\s+\S*[@.]\S+|"
    r"\b(?:sign\s+up|subscribe)\s+(?:for|to|here|now|today)\b|\bour\s+(?:free\s+)?newsletters?\b|\bdelivered\s+to\s+your\s+inbox\b|"
    r"\bcan\s+be\s+(?:reached|contacted|followed)\s+(?:at|on|via)\b|\bfind\s+(?:him|her|them|me)\s+on\s+(?:twitter|facebook|x)\b|"
    r"^\W*(?:reporting|writing|edited|editing|produced|compiled)\s+by\b|^\W*(?:additional|with)\s+reporting\s+by\b|"
    r"\b(?:is|was)\s+(?:a|an|the)\s+(?:\w+\s+){0,4}(?:reporter|correspondent|columnist|contributor|staff\s+writer|editor)\s+(?:at|for|with|covering|based)\b|"
    r"\bdownload\s+(?:our|the)\s+.{0,30}\bapp\b|\bsupport\s+(?:our|independent)\s+journalism\b|"
    r"^\W*\d{1,2}:\d{2}\b.{0,40}$|^\W*(?:published|updated|last\s+updated|posted|first\s+published)\b.{0,80}$",
    re.IGNORECASE,
)
# Before the first paragraph only: dates, places, categories, bylines.
_OPENING_WORDS = re.compile(
    r"^\W*(?:by|von|par|por|di|door|af|av)\s+[A-ZÀ-ÞА-Я].{2,80}$|\b(?:19|20)\d\d\b.{0,20}\b\d{1,2}[:.h]\d{2}\b|"
    r"\b\d{1,2}[:.]\d{2}\b.{0,30}\b(?:19|20)\d\d\b|"
    r"\b\d{1,2}(?:st|nd|rd|th|\.)?[\s/-]*(?:de\s+)?(?:\w{3,9}|\d{1,2})\.?,?[\s/-]*(?:de\s+)?(?:19|20)\d\d\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+\d{1,2},?\s+(?:19|20)\d\d\b|"
    r"\b(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}|^\W*(?:published|updated|posted|last\s+updated|aktualisiert|stand|publié|mis\s+à\s+jour)\b|"
    r"\b\d+\s+(?:minutes?|mins?|hours?|days?|weeks?)\s+ago\b",
    re.IGNORECASE,
)
_LONGEST_CLOSING, _LONGEST_OPENING = 600, 140


def names_boilerplate(element: lxml.html.HtmlElement) -> bool:
    """Tell whether an element's class, id or role names something other than the article."""
    return bool(_NAMES.search(_names(element)))


def names_caption(element: lxml.html.HtmlElement) -> bool:
    """Tell whether an element's names say that it holds a picture's caption or credit."""
    return bool(_CAPTION_NAMES.search(_names(element)))


def surely_boilerplate(element: lxml.html.HtmlElement) -> bool:
    """Tell whether an element's names leave no doubt, so that it may go before extraction."""
    return bool(_SURE_NAMES.search(_names(element)))


def says_boilerplate(text: str) -> bool:
    """Tell whether a block's words are a call to subscribe, share or read on, a credit, or an advert's label."""
    return len(text) <= _LONGEST_PHRASE and bool(_WORDS.match(text))


def closes_article(text: str) -> bool:
    """Tell whether a block at the end of an article is about its author or the outlet, not the story."""
    return len(text) <= _LONGEST_CLOSING and bool(_CLOSING_WORDS.search(text))


def opens_article(text: str) -> bool:
    """Tell whether a block above the first paragraph is a date line or byline."""
    return len(text) <= _LONGEST_OPENING and bool(_OPENING_WORDS.search(text))


def _names(element: lxml.html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"
