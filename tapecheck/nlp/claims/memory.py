"""What the sentences of an article leave to those after them: subjects, directions, and times that still hold."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tapecheck.nlp.claims.subjects import Subject
from tapecheck.nlp.words.rows import Hit
from tapecheck.schema import Direction, Label, Period


@dataclass(frozen=True, slots=True)
class Frame:
    """The day or the longer period that a sentence leaves to those below it, and whether it spoke of the present."""

    period: Period
    present: bool
    end: int  # where its sentence ended
    weak: bool = False  # other changes of its sentence had no time
    announced: bool = False  # its sentence was about nothing else: "Last week was choppy."
    age: int = 0  # how many sentences ago


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave to later ones. `last` is the latest subject, `first` that of the last sentence."""

    first: Subject | None = None
    last: Subject | None = None
    moves: dict[str, Direction] = field(default_factory=dict)
    latest: dict[Label, Subject] = field(default_factory=dict)
    heading: Period | None = None  # of the list that the sentence stands in
    units: dict[str, Period] = field(default_factory=dict)  # "the month", "the quarter": the last one of changes
    review: Period | None = None  # the month, quarter or year that the headline says the article is about
    scope: Period | None = None  # the week or month that the title says the piece is of
    told: Frame | None = None  # the day that the sentences before were about
    stretch: Frame | None = None  # the longer period that the sentence before was about
    moment: Hit | None = None  # the latest moment within a day that a sentence has set

    def main(self, pronoun: str = "") -> Subject | None:
        """Who a sentence without a subject of its own is about, and whether another is as likely."""
        if self.first is None or self.last is None or self.first.name == self.last.name:
            return self.last
        return self.either(self.first) if pronoun in ("it", "its") else self.last

    def meant(self, subject: Subject, words: str) -> Subject:
        """Whom a mention stands for: "it" for the one thing that the last sentence was about, whatever is before."""
        only = self.last
        if only is None or self.first is None or self.first.symbol != only.symbol or words not in ("it", "its"):
            return self.either(subject)
        return only if only.known and only.label is subject.label else self.either(subject)

    def either(self, subject: Subject) -> Subject:
        """Who a pronoun stands for, marked where the last sentence spoke of another of its kind too."""
        pair = (self.first, self.last)
        names = {s.name for s in pair if s is not None and s.known and s.label is subject.label}
        return replace(subject, open=len(names) > 1 and subject.name in names)
