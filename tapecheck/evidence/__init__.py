"""Documents that a user hands over to check claims against: read, and matched by their words.

`ReferenceDocument.read(path)` reads one; `check(claim, text)` is what the cross-checker asks it.
"""

from tapecheck.evidence.document import ReferenceDocument

__all__ = ["ReferenceDocument"]
