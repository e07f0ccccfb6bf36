"""What `python -m ingest --help` teaches by example."""

from __future__ import annotations

EXAMPLES = """examples:
  python -m ingest add report.txt page.html        add files
  python -m ingest add clippings/                  add a folder, with its subfolders
  python -m ingest add export.jsonl.gz             rows with url, title, text, authors, published_at, publisher
  python -m ingest add https://outlet.example/story    fetch a page
  python -m ingest add https://outlet.example/feed     a feed or sitemap: kept, and read again by refresh
  python -m ingest refresh                         take in what the feeds announce that is new
  python -m ingest failures --retry                try again what could not be taken in
  python -m ingest list                            what the library holds
  python -m ingest parse page.html --json          what would be stored, without storing it

Where a page serves the data folder, the commands are done by the page (reindex alone needs it closed). Where that page
asks for a login, set DATELINE_LOGIN to name:password.

exit code: 0 done, 1 something failed (the report says what), 2 wrong usage
"""
