"""Where reported words end: at another report, another clause, or behind the object of a view."""

from __future__ import annotations

from tapecheck.nlp.quotes.cues import Cue, Form, Kind, cues, words
from tapecheck.nlp.quotes.subjects import STOPS, is_name
from tapecheck.nlp.quotes.tokens import QUOTED, Unit

REACH = 160  # tokens that a verb reports at most
DASHES = ("—", "–", "--", "-")


def content_end(unit: Unit, i: int) -> int:
    """Where reported words end: at the end of the unit, or where another clause takes over."""
    n = min(len(unit), i + REACH)
    k = i
    while k < n:
        word = unit.words[k]
        if word == ";" and k > i:
            break
        if (word in (*DASHES, ",") or closes_clause(unit, k)) and k > i and takes_over(unit, k + 1):
            k += word == QUOTED
            break
        if unit.lower[k] == "and" and k == i + 1 and unit.last_of(i) in ("?", "!"):
            break
        if word == "," and k > i and unit.lower[i] == "to" and not lists_on(unit, k, n):
            break
        if (
            unit.lower[k] in ("and", "but")
            and k > i
            and (
                reports(unit, k + 1)
                or (goes_on(unit, k + 1) and (unit.words[k - 1] in STOPS or has_finite(unit, i, k)))
            )
        ):
            break
        k += 1
    while k > i and unit.words[k - 1] in STOPS - {QUOTED} and unit.words[k - 1] not in ("!", "?"):
        k -= 1
    return k


def is_dash(unit: Unit, k: int) -> bool:
    """Whether a dash stands for itself, and joins no two words or figures."""
    return unit.words[k] in DASHES and (unit.words[k] != "-" or k == 0 or unit.starts[k] > unit.ends[k - 1])


def closes_clause(unit: Unit, k: int) -> bool:
    """Whether a quoted piece has the clause's comma inside its marks."""
    return unit.words[k] == QUOTED and unit.last_of(k) == ","


def reports(unit: Unit, i: int) -> bool:
    """Whether a verb of saying stands here, as in "and said", "but also warned"."""
    k = i
    while k < len(unit) and (unit.lower[k] in words("auxiliaries") or unit.lower[k].endswith("ly")):
        k += 1
    if k >= len(unit) or (unit.words[k][0].isupper() and not unit.titled):
        return False
    return any(starts_report(cue, unit.lower[k]) for cue in cues().get(unit.lower[k], ()) if not cue.tail)


def starts_report(cue: Cue, low: str) -> bool:
    """Whether a form begins another report after "and": a verb of speech, or an unmistakable one of a view."""
    if not cue.forms & {Form.PAST, Form.PRESENT} or low in words("noun_like"):
        return False
    view = cue.kind is Kind.VIEW and low not in words("view_nouns") and low.endswith(("ed", "ls", "es"))
    return view or (cue.kind is Kind.REPORT and "q" in cue.frames)


def has_finite(unit: Unit, i: int, end: int) -> bool:
    """Whether a finite verb stands among the words."""
    return any(
        unit.lower[k] in words("finite")
        or unit.words[k] == QUOTED
        or (unit.lower[k].endswith("ed") and len(unit.lower[k]) > 4)
        for k in range(i, end)
    )


def takes_over(unit: Unit, i: int) -> bool:
    """Whether a new attribution or a comment of the writer starts after a comma."""
    if i >= len(unit):
        return False
    low = unit.lower[i]
    if low in words("taking_over"):
        return True
    if low in ("and", "but", "yet"):
        return reports(unit, i + 1) or goes_on(unit, i + 1)
    return spliced(unit, i)


def spliced(unit: Unit, i: int) -> bool:
    """Whether another report follows a comma bare: "one says 2,400, another says 1,800"."""
    for k in range(i + 1, min(i + 5, len(unit) - 1)):
        if unit.words[k] in STOPS:
            return False
        if reports(unit, k) and unit.lower[k] not in words("auxiliaries"):
            before = unit.lower[k - 1]
            named = (
                before in words("pronouns")
                or is_name(unit.words[k - 1])
                or before in words("people")
                or before == "another"
            )
            return named and before != "who" and unit.words[k + 1] not in STOPS
    return False


def goes_on(unit: Unit, i: int) -> bool:
    """Whether a coordinate attribution starts: a verb of reporting, or a subject with one, within a few words."""
    n = len(unit)
    table = cues()
    for k in range(i, min(n, i + 9)):
        word, low = unit.words[k], unit.lower[k]
        if word in STOPS:
            return False
        if low in ("that", "which", "to", "who", "if", "when", "both"):
            return False
        for cue in table.get(low, ()):
            if cue.kind is not Kind.REPORT or Form.ING in cue.forms or not cue.forms & {Form.PAST, Form.PRESENT}:
                continue
            if k == i:
                break
            if (
                unit.lower[k - 1] in words("pronouns")
                or is_name(unit.words[k - 1])
                or unit.lower[k - 1] in words("people")
                or unit.lower[k - 1] in words("auxiliaries")
            ):
                return True
        if low in words("finite") and k > i + 1:
            return False
    return False


def view_end(unit: Unit, i: int, end: int) -> int:
    """Where the object of a view ends: at a comma that no quoted piece follows."""
    for k in range(i + 1, end):
        if unit.words[k] in STOPS - {QUOTED, ":"} and not (k + 1 < end and unit.words[k + 1] == QUOTED):
            if unit.words[k] != "," or not lists_on(unit, k, end):
                return k
        elif QUOTED not in unit.words[k:end] and (leaves_object(unit, k) or next_verb(unit, k)):
            return k
    return end


def lists_on(unit: Unit, k: int, end: int) -> bool:
    """Whether a list or a relative clause goes on after a comma: "from China, Russia and Iran", ", which ..."."""
    if k + 1 >= end:
        return False
    if unit.lower[k + 1] in ("which", "who", "whose", "where", "including", "such"):
        return True
    if unit.lower[k + 1] in ("of", "for", "as") and unit.words[max(0, k - 12) : k].count(","):
        return True  # "accused Orrin, which makes pumps, of greed"
    for j in range(k + 1, min(k + 9, end)):
        low = unit.lower[j]
        if low in ("and", "or"):
            return j > k + 1
        if low in words("finite") or low in words("pronouns") or unit.words[j] in STOPS - {","}:
            return False
    return False


def next_verb(unit: Unit, k: int) -> bool:
    """Whether the source does something else after "and" or "but": "praised the cut and called for another"."""
    if unit.lower[k] not in ("and", "but", "yet") or k + 1 >= len(unit):
        return False
    low = unit.lower[k + 1]
    done = low.endswith("ed") and len(low) > 4 and (k + 2 < len(unit) and unit.lower[k + 2] not in STOPS)
    return low in words("finite") or done


def leaves_object(unit: Unit, k: int) -> bool:
    """Whether a time, an occasion or another clause follows the object of a view: "on Monday", "while"."""
    low = unit.lower[k]
    if low in words("ends_object"):
        return True
    if is_day(unit, k) and low not in (
        "day",
        "days",
        "week",
        "month",
        "year",
        "night",
        "last",
        "this",
        "next",
        "late",
        "early",
    ):
        return unit.lower[k - 1] not in words("prepositions") and is_name(unit.words[k])
    if low not in ("on", "in", "at") or k + 1 >= len(unit):
        return False
    following = unit.lower[k + 1 : k + 4]
    return is_day(unit, k + 1) or any(
        w in words("notes") or w in ("rally", "event", "debate", "appearance") for w in following
    )


def is_day(unit: Unit, k: int) -> bool:
    """Whether a time word stands alone: "Monday", "yesterday", "Oct. 14"."""
    low = unit.lower[k]
    return low in words("days") and (low not in ("may", "march", "this", "next", "last") or is_name(unit.words[k]))
