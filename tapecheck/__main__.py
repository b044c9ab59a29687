"""Where the program begins: `tapecheck` and `python -m tapecheck`.

Ctrl-C is answered from here on. While the commands are being loaded nothing is at stake, and a signal that falls into
the import of a library may be swallowed or come out as another error; so the process ends at once.
"""

from __future__ import annotations

import os
import signal
import sys

INTERRUPTED = 130


def stop_at_once(*_: object) -> None:
    """Say so, and end."""
    os.write(2, b"error: interrupted\n")
    os._exit(INTERRUPTED)


def main() -> None:
    """Load the commands and run one."""
    interruptible = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not in the background of a shell
    if interruptible:
        signal.signal(signal.SIGINT, stop_at_once)
    from tapecheck.limits import collect_rarely

    collect_rarely()
    from tapecheck.cli import main as run

    if interruptible:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        run()
    except SystemExit as stop:
        if (
            stop.code == INTERRUPTED
        ):  # Python may take an interrupt for unhandled that fell into an exec, and end otherwise
            sys.stdout.flush()
            os._exit(INTERRUPTED)
        raise


if __name__ == "__main__":
    main()
