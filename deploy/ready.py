"""Wait until both servers answer, print the address, then stay until stopped. Run by the Procfile."""

from __future__ import annotations

import os
import signal
import sys
import time
import urllib.error
import urllib.request

PATIENCE_SECONDS = 180


def answers(url: str) -> bool:
    """Whether ``url`` answers at all within two seconds; an HTTP error is an answer."""
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def main() -> int:
    """Exit status 1 where a server does not come up; the process runner then stops the other."""
    rasa = f"http://127.0.0.1:{os.environ.get('RASA_PORT', '5005')}/"
    actions = f"http://127.0.0.1:{os.environ.get('ACTION_PORT', '5055')}/health"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (answers(actions) and answers(rasa)):
        if time.monotonic() > deadline:
            print(f"The servers did not come up in {PATIENCE_SECONDS} s. Is port {rasa} in use? See the lines above.", flush=True)
            return 1
        time.sleep(0.5)
    print(f"Ready: {rasa}  (open it in a browser; Ctrl-C stops everything)", flush=True)
    signal.pause()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
