"""Documents that the tests of the export formats share: a plain one, and one whose every text is an attack."""

from __future__ import annotations

from rag.export import Document, Line, Note, Part, Run, RunKind, SourceLine

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "</style><script>alert(4)</script>",
    "![x](http://canary.example/a.png)",
    "[click](javascript:alert(5))",
    "<http://canary.example/b>",
    "{{7*7}} ${7*7} <%= 7*7 %> #{7*7}",
    '#panic("typst") #import "@preview/x:1.0.0" $ #sys.inputs $',
    '#read("/etc/passwd") \\u{41} \\ // comment /* open',
    '=HYPERLINK("http://canary.example";"x")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1) +1 -1",
    "w:fldSimple DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
    "<w:r><w:instrText>DDEAUTO</w:instrText></w:r> &lt;x&gt; &amp; ]]>",
    "[^1]: http://canary.example | a | b |\n# head\n- list\n1. one\n```\ncode\n```\n---",
    "\x00\x07\x1b[31m \u202e reversed \ud800 \uffff",
    "*bold* _it_ `code` ~~strike~~ <b>b</b>",
)
ADDRESSES = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    'http://ok.example/a"onmouseover=alert(1)',
    "https://ok.example/x?a=1&b=(2)#f",
    None,
)


def plain() -> Document:
    return Document(
        title="The bridge at Tarn",
        facts=("As of 4 October 2026", "2 articles, 2 independent sources"),
        parts=(
            Part(
                title="Bottom line",
                prose=True,
                lines=(
                    Line(
                        runs=(
                            Run(text="Tarn Herald, 3 October 2026:", kind=RunKind.LEAD),
                            Run(text="The bridge at Tarn is shut.", kind=RunKind.EXACT),
                        ),
                        notes=(7, 2),
                    ),
                ),
            ),
            Part(
                title="Who says what",
                lines=(
                    Line(
                        head="Officials",
                        runs=(
                            Run(text="Ida Holm, the town engineer:", kind=RunKind.LEAD),
                            Run(text="“We closed it at noon”", kind=RunKind.EXACT),
                        ),
                        notes=(2,),
                    ),
                    Line(runs=(Run(text="Nils Brandt:", kind=RunKind.LEAD), Run(text="“It was time”")), notes=(5,)),
                ),
            ),
        ),
        notes=(
            Note(
                number=2,
                quote="“We closed it at noon,” said Ida Holm",
                where="Tarn Herald, 3 October 2026.",
                url="https://tarn.example/a",
            ),
            Note(number=5, quote="", where="Second Paper, date unknown."),
            Note(number=7, quote="The bridge at Tarn is shut.", where="Tarn Herald, 3 October 2026."),
            Note(number=9, quote="never cited", where="Nowhere."),
        ),
        sources=(
            SourceLine(text="Tarn Herald, “Bridge shut”, 3 October 2026", notes=(2, 7), url="https://tarn.example/a"),
            SourceLine(text="Second Paper", notes=(5,)),
        ),
    )


def hostile() -> Document:
    """A document in which every text and address comes from an attacker."""
    lines = tuple(
        Line(
            head=payload,
            runs=(Run(text=payload, kind=RunKind.LEAD), Run(text=payload, kind=RunKind.EXACT), Run(text=payload)),
            notes=(i + 1,),
        )
        for i, payload in enumerate(PAYLOADS)
    )
    notes = tuple(
        Note(number=i + 1, quote=payload, where=payload, url=ADDRESSES[i % len(ADDRESSES)])
        for i, payload in enumerate(PAYLOADS)
    )
    sources = tuple(
        SourceLine(text=payload, notes=(i + 1,), url=ADDRESSES[i % len(ADDRESSES)])
        for i, payload in enumerate(PAYLOADS)
    )
    parts = tuple(Part(title=payload, prose=bool(i % 2), lines=lines[i : i + 3]) for i, payload in enumerate(PAYLOADS))
    return Document(title=" ".join(PAYLOADS), facts=PAYLOADS, parts=parts, notes=notes, sources=sources)
