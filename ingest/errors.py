"""The tree of errors that users can meet. Every message says what happened and what to do.

DatelineError
├── SourceError             what the user gave cannot be taken in
│   ├── UnsupportedFormat       no reader for this kind of file
│   ├── MissingDependency       a reader's package is not installed
│   ├── ParseError              the file is of a known kind but could not be read
│   │   ├── EmptyDocument           read, but holds no text
│   │   ├── NotAnArticle            read, but is a cookie wall, a paywall stub, an error page
│   │   └── TooLarge                over a limit of size, pages, time or memory
│   └── FetchError              an address could not be fetched
│       └── AddressRefused          an address that must not be fetched (private network, file:)
├── StoreError              the data folder
│   ├── StoreLocked             another process owns it
│   ├── StoreDamaged            a file of it cannot be read
│   ├── StoreTooNew             written by a newer version of the program
│   ├── EmbedderMismatch        its vectors are of another embedding model
│   └── NotFound                no article, conversation or briefing of that id
├── EmbedderError           the embedding model cannot be loaded
├── SettingsError           a setting has a value that it cannot have
├── AccessError             the page may not be served as the settings say
├── PromptError             a prompt file is missing or names unknown variables
└── ModelError              the language model: not set up, unreachable, or failed
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of every error whose message is meant for the user."""


class SourceError(DatelineError):
    """What the user gave cannot be taken in."""


class UnsupportedFormat(SourceError):
    """No reader for this kind of file."""


class MissingDependency(SourceError):
    """A reader's package is not installed; the message names it."""


class ParseError(SourceError):
    """A file of a known kind that could not be read."""


class EmptyDocument(ParseError):
    """A document that was read and holds no text."""


class NotAnArticle(ParseError):
    """A page that holds only a cookie wall, a paywall stub or an error."""


class TooLarge(ParseError):
    """A document over a limit of size, pages, time or memory."""


class FetchError(SourceError):
    """An address that could not be fetched."""


class AddressRefused(FetchError):
    """An address that must not be fetched: private network, other scheme, other port."""


class StoreError(DatelineError):
    """Something about the data folder."""


class StoreLocked(StoreError):
    """Another process owns the data folder; the message names it."""


class StoreDamaged(StoreError):
    """A file of the data folder cannot be read."""


class StoreTooNew(StoreError):
    """The data folder was written by a newer version of the program."""


class EmbedderMismatch(StoreError):
    """The stored vectors are of another embedding model."""


class NotFound(StoreError):
    """No article, conversation or briefing of that id."""


class EmbedderError(DatelineError):
    """The embedding model cannot be loaded."""


class SettingsError(DatelineError):
    """A setting of the environment or of `.env` has a value that it cannot have."""


class AccessError(DatelineError):
    """Settings under which the page is not served, such as beyond this machine without a login."""


class PromptError(DatelineError):
    """A prompt file is missing or names unknown variables."""


class ModelError(DatelineError):
    """The language model is not set up, not reachable, or failed."""
