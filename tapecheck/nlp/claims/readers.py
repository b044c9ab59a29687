"""What the readers of special metrics share: a draft over a figure's clause, the clause's tokens, names in it."""

from __future__ import annotations

from dataclasses import dataclass

from tapecheck.nlp.claims.clauses import extent
from tapecheck.nlp.claims.scene import Draft, Scene, unit_of
from tapecheck.nlp.claims.subjects import Subject, subject_of
from tapecheck.nlp.claims.tokens import Token
from tapecheck.schema import Direction, Hedge, Metric, Modality, Quantity


def build(
    scene: Scene,
    at: int,
    figure: Quantity,
    metric: Metric,
    subject: Subject,
    *,
    direction: Direction | None = None,
    unit: str | None = None,
    hedge: Hedge | None = None,
    versus: str | None = None,
    modality: Modality | None = None,
) -> Draft:
    """A draft over the clause of the figure."""
    start, end = extent(scene, at, at, at + 1)
    return Draft(
        metric=metric,
        subject=subject,
        start=start,
        end=end,
        direction=direction,
        low=figure.low,
        high=figure.high,
        unit=unit or unit_of(figure),
        figure=figure,
        hedge=hedge or figure.hedge,
        versus=versus,
        modality=modality,
        at=figure.start,
    )


def clause(scene: Scene, at: int) -> tuple[list[Token], list[Token]]:
    """The tokens of the clause before and after the figure, up to a stop, another figure or a conjunction."""
    before: list[Token] = []
    for token in reversed(scene.tokens[:at]):
        if token.has("STOP", "FIG"):
            break
        before.insert(0, token)
    after: list[Token] = []
    for token in scene.tokens[at + 1 :]:
        if token.has("STOP", "FIG", "COMMA", "WHILE", "BUT"):
            break
        after.append(token)
    return before, after


def known(scene: Scene, at: int) -> Subject | None:
    """The subject of a token, where it is one that a rule may know."""
    subject = scene.subjects[at]
    return subject if subject is not None and subject.known else None


def named(scene: Scene, tokens: list[Token]) -> Subject | None:
    """The first name among tokens."""
    return next((subject_of(t.item, scene.labels) for t in tokens if t.has("SUBJ") and t.item is not None), None)


@dataclass(frozen=True, slots=True)
class Role:
    """A figure's frame as matched: the tokens it covers, and the movement that governs it."""

    frame: str
    direction: Direction | None
    subject: Subject | None
    first: int
    last: int
    base: bool = False
    verb: int | None = None


def way(token: Token) -> Direction | None:
    """Which way a token of movement points."""
    return Direction.UP if token.up else Direction.DOWN if token.down else None


def owner(scene: Scene, spot: int | None) -> Subject | None:
    """The subject that the name at a token stands for."""
    item = scene.tokens[spot].item if spot is not None else None
    return subject_of(item, scene.labels) if item is not None else None
