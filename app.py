"""Start Dateline: settings, assistant, page."""

from __future__ import annotations

import sys
import threading

from ingest import interrupt

if __name__ == "__main__":
    interrupt.ends_quietly()

from ingest.errors import DatelineError
from rag import NewsAssistant
from rag.settings import Settings
from ui.page import serve


def main() -> int:
    """Open the data folder, load the samples at the very first start, and serve the page until interrupted."""
    interrupt.is_raised()
    try:
        settings = Settings()
        started = (
            settings.home / "started"
        )  # written once the first start is over, so that one cut short is made up for
        with NewsAssistant.open(settings, notify=print) as assistant:
            if not started.exists():
                if not assistant.counts().articles:
                    print("First start: loading the sample articles ...", flush=True)
                    assistant.load_samples()
                started.touch()
            threading.Thread(target=assistant.get_ready, name="getting ready", daemon=True).start()
            serve(assistant, settings)
    except DatelineError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
