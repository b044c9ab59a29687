"""Figures that a sign or brackets tie to a name without a verb: "Dow +835 points (2.95%)", "FTSE: 8,234 (+0.4%)"."""

from __future__ import annotations

from tapecheck.nlp.claims.frames import parse_pattern
from tapecheck.nlp.claims.readers import Role, owner, way
from tapecheck.nlp.claims.scene import Scene
from tapecheck.nlp.claims.tokens import FILLER, match_right, name_behind
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Direction, Label, Quantity, QuantityKind

RE = patterns("claims.patterns.signed")

PRICED = (Label.COMMODITY, Label.CURRENCY, Label.CRYPTO, Label.INDEX)
ROW = ("(", ")", ",", "/", "|", ":", "+", "-", "−", "–", "$", "points", "pts")
COMMA_MOVED = parse_pattern("COMMA UPP|DNP FIG", {})
GAINERS = {"gainers": Direction.UP, "winners": Direction.UP, "losers": Direction.DOWN, "decliners": Direction.DOWN}


def quoted_role(scene: Scene, at: int, figure: Quantity) -> Role | None:
    """A level in a list of quotes, its change with a sign behind it: "FTSE 100: 8,234.50 (+0.42%)"."""
    tokens = scene.tokens
    kinds = (QuantityKind.INDEX_POINTS, QuantityKind.MONEY, QuantityKind.COUNT, QuantityKind.PERCENT)
    if figure.kind not in kinds or not at or RE.signed.match(figure.text):
        return None
    if (name := bullet(scene, at)) is not None and (figure.kind is QuantityKind.PERCENT) is tokens[name].has("RATE"):
        return Role("at", None, owner(scene, name), name, at + 1)
    if figure.kind is QuantityKind.PERCENT:
        return None
    before, behind = tokens[at - 1], tokens[at + 1 : at + 2]
    moved = match_right(COMMA_MOVED, tokens, at + 1) is not None
    if before.has("SUBJ") and behind and (RE.signed.match(behind[0].text) or moved):
        return Role("at", None, owner(scene, at - 1), at - 1, at + 1)  # "Dow 24,062.31 +0.50%", "Dow 26,489.45, up 157"
    if at < 2 or not (before.text in (":", ",", "|", ";") or before.has("AT")):
        return None
    after = [token for token in tokens[at + 1 : at + 8] if not token.has("W", "AUX", "NAME") and token.text != "/"][:2]
    signed = len(after) == 2 and after[0].text in ("(", ",", ";") and after[1].has("FIG", "UPP", "DNP")
    k = at - 2
    while k > 0 and tokens[k].tags == {"AUX"}:
        k -= 1
    named = owner(scene, k) if tokens[k].has("SUBJ") else None
    printed = bool(after) and RE.changed.match(scene.text, after[0].start) is not None
    if named is None or not (printed or (signed and after[1].has("UPP", "DNP"))):
        return None
    return Role("at", None, named, k, at + 1)


def bullet(scene: Scene, at: int) -> int | None:
    """The name that alone, its country aside, leads a line to its level.

    As in "- U.S. 10-year Treasury: 3.94%", "• Bitcoin: $60,880 on Friday", "Gold: $3,320.64 per ounce".
    """
    tokens, k = scene.tokens, at - 2
    while k > 0 and tokens[k].tags == FILLER:
        k -= 1
    unit = 2 * (at + 2 < len(tokens) and tokens[at + 1].text in ("per", "/", "a", "an") and tokens[at + 2].has("W"))
    behind = tokens[at + unit + 1] if at + unit + 1 < len(tokens) else None
    ends = behind is None or behind.text in (".", "on") or scene.text[tokens[at + unit].end : behind.start].count("\n")
    leads = tokens[at - 1].text == ":" and k >= 0 and tokens[k].has("SUBJ") and not tokens[k].has("ORG", "FUND")
    return k if leads and ends and all(t.has("STOP", "DET", "NAME") for t in tokens[:k]) else None


def signed_role(scene: Scene, at: int, figure: Quantity) -> Role | None:
    """A change by its printed sign, right after a name or another figure: "Dow +835 points (2.95%)", "Dax -3.3%"."""
    tokens = scene.tokens
    if figure.kind not in (QuantityKind.PERCENT, QuantityKind.INDEX_POINTS, QuantityKind.PERCENTAGE_POINTS) or not at:
        return None
    sign = RE.signed.match(figure.text)
    spot = before_sign(scene, at)
    name = listed_name(scene, at)
    if sign is not None and name is not None:
        return Role(
            "change", Direction.DOWN if sign.group() in "-−–" else Direction.UP, owner(scene, name), name, at + 1
        )
    opened = spot < at - 1 and tokens[at - 1].tags != FILLER
    if spot < 0:
        return None
    before = tokens[spot]
    sign = sign or (RE.signed.match(before.text) if opened and before.has("FIG") else None)  # "Dow +835 points (2.95%)"
    if sign is None:
        return None
    direction = Direction.DOWN if sign.group() in "-−–" else Direction.UP
    came = before.has("AT") and [t.text for t in tokens[max(0, spot - 2) : spot]] in (["came", "in"], ["comes", "in"])
    closing = [t for t in tokens[max(0, spot - 3) : spot + 1] if not t.has("DET", "PER", "MOVEN", "W")]
    if before.has("BE") or came or (closing and closing[-1].has("CLOSEV") and before.has("CLOSEV", "PER", "MOVEN")):
        subject = scene.subjects[at]
        if figure.kind is not QuantityKind.PERCENT or subject is None or not subject.known or subject.rate:
            return None  # "its yield was -0.3%"
        return None if scene.topics[at] else Role("change", direction, None, at, at + 1)
    if before.has("AT") and spot and tokens[spot - 1].has("SUBJ"):
        return Role("change", direction, owner(scene, spot - 1), spot - 1, at + 1)  # "the S&P 500 at +0.81%"
    if before.has("SUBJ"):
        named = owner(scene, spot)
        return Role("change", direction, named, spot if named else at, at + 1)
    governing = ("UPV", "DNV", "UPN", "DNN", "CLOSEV", "BEATV", "LAGV", "TRADEV", "STOP")
    bracket = tokens[at - 1].text == "(" and before.has(*governing)
    if (opened and before.has("FIG", "PER", "SINCE")) or bracket:  # "(-4.6% WTD, +0.6% YTD)", "a decline (-0.3%)"
        return Role("change", direction, None, at, at + 1)
    if before.has("POSS") and tokens[spot - 1].has("SUBJ"):
        return Role("change", direction, owner(scene, spot - 1), spot - 1, at + 1)  # "the Dow's +0.83%"
    subject = scene.subjects[at]
    plain = figure.kind is QuantityKind.PERCENT and subject is not None and subject.label in PRICED
    leads = not (before.has("FIG", "NAME") or before.text[:1].isdigit()) and (
        tokens[at - 1].text == "(" or before.has("AT", "OF", "WITH")
    )
    own = leads and RE.signed.match(figure.text) is not None and not scene.topics[at]
    return Role("change", direction, None, at, at + 1) if plain and own else None  # "a standout at +0.49%"


def listed_name(scene: Scene, at: int) -> int | None:
    """The name that heads a row of figures: "DAX (Germany): 25,297.13 (-0.15%)", "FTSE 100 7,326.6 -0.90%"."""
    k, tokens = at - 1, scene.tokens
    while k > 0 and (tokens[k].text in ROW or tokens[k].has("FIG") or tokens[k].text[:1].isdigit()):
        k -= 1
    while k > 0 and tokens[k].tags == FILLER:
        k -= 1
    row = tokens[k + 1 : at]  # of one change: a second one is of another time
    single = any(t.text[:1].isdigit() or t.has("FIG") for t in row) and not any(t.has("percent") for t in row)
    return k if tokens[k].has("SUBJ") and single and not RE.as_of.match(scene.text, scene.start) else None


def bracket_role(scene: Scene, at: int, figure: Quantity) -> Role | None:
    """A change in brackets behind a name, where one movement is told of all: "Apple (2.1%) and Visa (1.9%) were up".

    Or the other way round: "Gains: 2.1% (Apple), 1.9% (Visa)".
    """
    tokens = scene.tokens
    inside = 1 < at < len(tokens) - 1 and tokens[at - 1].text == "(" and tokens[at + 1].text == ")"
    behind = name_behind(tokens, at)
    k = at - 2 - tokens[at - 2].has("COMMA") if inside else behind or -1
    if figure.kind is not QuantityKind.PERCENT or k < 0 or not tokens[k].has("ORG", "INDEX", "COMMODITY", "CRYPTO"):
        return None
    if inside and any(t.has("percent") and tokens[n - 1].text != "(" for n, t in enumerate(tokens) if n):
        return None  # weights, where what moved stands elsewhere
    ways = {GAINERS.get(t.text) or way(t) for t in tokens if t.text not in ("more", "less")} - {None}
    named = owner(scene, k) if len(ways) == 1 else None
    return Role("change", ways.pop(), named, min(k, at), at + 1) if named is not None else None


def before_sign(scene: Scene, at: int) -> int:
    """The token that a figure with a sign follows, over a bracket or comma, "or", and the unit of a price."""
    tokens, k = scene.tokens, at - 1
    while k > 0 and tokens[k].tags == FILLER and tokens[k].text == ")":  # "the Dow (DJI) -0.4%"
        k = next((n - 1 for n in range(k, 0, -1) if tokens[n].text == "("), k - 1)
    if k > 1 and tokens[k].text == "(" and tokens[k - 1].text[:1].isdigit() and tokens[k - 2].has("TO", "AT"):
        return k  # "Apple gains to 189.24 (+2.18%)"
    while k > 0 and (tokens[k].text in ("(", ",", "/", "|", ":", ";") or tokens[k].has("OR")):
        k -= 1
        while k > 0 and tokens[k].tags == FILLER:
            k -= 1  # "S&P 500 Index (NYSE: SPY): -0.16%"
    if k > 1 and k < at - 1 and tokens[k].has("W") and tokens[k - 1].text in ("/", "a", "an", "per"):
        return next((n for n in range(k - 2, max(-1, k - 4), -1) if tokens[n].has("FIG")), k)  # "$2,387/oz (+0.3%)"
    return k
