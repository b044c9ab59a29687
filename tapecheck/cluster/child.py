"""The child process that analyzes the records of a split that has killed its worker: see `work.Child`."""

from __future__ import annotations

import os
import sys

from tapecheck.cluster.work import serve

if __name__ == "__main__":
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no row
    serve(sys.stdin.buffer, out)
