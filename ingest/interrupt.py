"""Ctrl-C while a program is still loading, which takes seconds: it ends without a word, as nothing has begun."""

import signal


def ends_quietly() -> None:
    """Let Ctrl-C end the process at once. For a module that is run, before what it loads."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def is_raised() -> None:
    """Let Ctrl-C raise KeyboardInterrupt again, as Python does."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
