"""Web pages: the article body and what the page states about it.

tree.py     bytes of HTML to an element tree without hidden parts
jsonld.py   schema.org statements; statements.py: look-ups in these, meta elements and microdata
facts.py    all fields in one order of trust; titles.py, bylines.py, outlets.py, timing.py: one field each
blocks.py   the tree as a list of paragraphs and headings
body.py     which of them are the article; boilerplate.py: which of them never are
walls.py    pages that are no article: cookie walls, paywall stubs, bot checks, errors
"""
