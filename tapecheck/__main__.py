"""`python -m tapecheck`."""

from tapecheck.cli import main

main()
