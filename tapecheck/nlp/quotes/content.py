"""What a verb of reporting reports after it: a clause, a question, an infinitive, a thing or a quoted piece."""

from __future__ import annotations

from tapecheck.nlp.quotes.attribution import Range
from tapecheck.nlp.quotes.cues import Cue, Kind, words
from tapecheck.nlp.quotes.ends import content_end, is_day, view_end
from tapecheck.nlp.quotes.subjects import STOPS, is_name
from tapecheck.nlp.quotes.tokens import ASIDE, QUOTED, Unit


def content_right(unit: Unit, i: int, cue: Cue) -> Range | None:
    """What a verb reports after it, from token `i` on."""
    start = past_addressee(unit, i, cue) if i < len(unit) else i
    if start >= len(unit):
        return None
    if unit.lower[start].endswith("ly") and unit.lower[start + 1 : start + 2] == ["that"]:
        start += 1  # "complain bitterly that"
    word, low = unit.words[start], unit.lower[start]
    if word in (",", ":", "—", "–", "--"):
        return after_mark(unit, start, cue, told=start > i)
    if word == QUOTED:
        return after_quoted(unit, start) if cue.frames & {"q", "c", "n"} else None
    if word in STOPS:
        return None
    if low == "that" and cue.frames & {"c", "n"}:
        return (start + 1, content_end(unit, start + 1)) if that_clause(unit, start) else None
    infinitive = low == "to" and bare(unit, start, cue) is not None
    adverbial = None if infinitive else skip_adverbial(unit, start)
    return bare(unit, start, cue) if adverbial is None else after_adverbial(unit, adverbial, cue)


def past_addressee(unit: Unit, i: int, cue: Cue) -> int:
    """Where the words begin behind whom somebody tells, for verbs that may name one."""
    told = cue.frames & {"t"} or ((cue.frames & {"u"} and unit.lower[i] != "that") and addressee_at(unit, i))
    return skip_addressee(unit, i) if told else i


def after_mark(unit: Unit, k: int, cue: Cue, *, told: bool) -> Range | None:
    """What a comma, colon or dash leads to: a quoted piece, or a clause behind "said:"."""
    if unit.words[k + 1 : k + 2] == [QUOTED] and cue.kind is not Kind.DEMAND:
        return quote_range(unit, k + 1)
    if unit.words[k] == ":" and k + 1 < len(unit) and "c" in cue.frames and not told:
        return k + 1, content_end(unit, k + 1)
    return None


def after_quoted(unit: Unit, k: int) -> Range:
    """A quoted piece with the clause around it, or alone where "but they did" leaves it."""
    end = content_end(unit, k)
    leaves = unit.lower[k + 1 : k + 2] and unit.lower[k + 1] in LEAVING and is_clause(unit, k)
    return (k, k + 1) if leaves and QUOTED not in unit.words[k + 1 : end] else (k, end)


def after_adverbial(unit: Unit, k: int, cue: Cue) -> Range | None:
    """What stands behind a time or a place: "said on Friday (that) C", "said in a note: “C”"."""
    if k >= len(unit):
        return None
    if unit.lower[k] == "that":
        return k + 1, content_end(unit, k + 1)
    if unit.words[k] in (",", ":") and unit.words[k + 1 : k + 2] == [QUOTED]:
        return quote_range(unit, k + 1)
    if unit.words[k] == QUOTED:
        return quote_range(unit, k) if "q" in cue.frames else None
    return None if unit.words[k] in STOPS else bare(unit, k, cue)


LEAVING = frozenset(("and", "but", "while", "when", "as", "after", "before", "although", "though"))


def is_clause(unit: Unit, k: int) -> bool:
    """Whether a quoted piece is words enough to stand alone: “don't chase the rally” but they did."""
    return unit.pieces[k].end - unit.pieces[k].start > 18


QUESTIONS = frozenset(("whether", "how", "what", "why", "when", "where", "who", "if"))


def that_clause(unit: Unit, i: int) -> bool:
    """Whether "that" opens a clause, and is no pronoun of its own ("said that.")."""
    return i + 1 < len(unit) and unit.words[i + 1] not in STOPS - {QUOTED, ","}


def bare(unit: Unit, i: int, cue: Cue) -> Range | None:
    """Words without "that": a clause, a question, an infinitive or a noun phrase, as the verb allows."""
    k = i
    while k + 1 < len(unit) and (
        unit.lower[k] in ("often", "again", "too", "more", "also", "long", "hard") or unit.lower[k].endswith("ly")
    ):
        k += 1
    low = unit.lower[k]
    if low == "to":
        return (
            (i, content_end(unit, i))
            if cue.frames & {"i"} or (cue.kind is Kind.FORECAST and "o" in cue.frames)
            else None
        )
    end = content_end(unit, i)
    if low in QUESTIONS:
        return (
            (i, end)
            if cue.frames & {"c", "w"} or (low in ("what", "how", "why", "whether") and cue.kind is Kind.VIEW)
            else None
        )
    if "w" in cue.frames and not ("o" in cue.frames and "to" in unit.lower[i + 1 : min(end, i + 16)]):
        asked = next(
            (
                k
                for k in range(i, min(i + 8, end))
                if unit.lower[k] in QUESTIONS | {"about"} or unit.words[k] in STOPS - {QUOTED}
            ),
            end,
        )
        return (asked, end) if asked < end and unit.words[asked] not in STOPS else None
    if (
        cue.kind is Kind.VIEW
        and not cue.tail
        and low in words("prepositions")
        and low not in ("about", "on", "against")
    ):
        return None
    if cue.kind is not Kind.VIEW and low in words("no_clause"):
        return None
    if cue.kind is Kind.VIEW:
        return i, view_end(unit, i, end)
    if cue.frames & {"n", "s"}:
        return (i, end) if end - i > 1 or unit.words[i] == QUOTED else None
    if "o" in cue.frames:
        return (i, end) if "to" in unit.lower[i + 1 : min(end, i + 16)] else None
    if "c" not in cue.frames or low in ("anything", "nothing", "something", "yes", "goodbye", "hello"):
        return None
    if low in ("no", "little", "much", "more", "so") and end - i < 3:
        return None
    if "f" in cue.frames and not has_verb(unit, i, end):
        return None
    return i, end


def has_verb(unit: Unit, i: int, end: int) -> bool:
    """Whether a finite verb follows its own subject before the first comma: "stocks could fall", not "a plan"."""
    finite = words("finite")
    for k in range(i, min(end, i + 18)):
        low = unit.lower[k]
        if k > i and (
            low in ("that", "which", "who", "to", "after", "when", "where", "because", "if", "and", "or", "as")
            or unit.words[k] in STOPS - {QUOTED}
        ):
            return False
        if low in finite and (k > i or low in ("it's", "he's", "she's", "they're", "we're", "there's", "i'm")):
            return True
        if k > i and low.endswith("ed") and unit.lower[k - 1] not in words("determiners") and k + 1 < end:
            return True
    return False


def skip_addressee(unit: Unit, i: int) -> int:
    """Past whom somebody tells: "clients", "him", "the Financial Times", "a conference in Sydney"."""
    n = len(unit)
    k = i
    told = conjunction_after(unit, i)
    if told is not None:
        return told
    if k < n and unit.lower[k] in ("me", "him", "her", "them", "us", "you", "it", "everyone", "people"):
        k += 1
    else:
        while (
            k < n
            and (unit.words[k] not in STOPS)
            and unit.lower[k] not in ("that", "to", "whether", "how", "what", "why")
        ):
            low = unit.lower[k]
            if (
                k > i
                and low in (words("determiners") | {"he", "she", "they", "it", "we", "i", "there"})
                and unit.lower[k - 1] not in words("prepositions")
            ):
                break
            if k > i and low in words("finite"):
                return max(i + 1, k - 1)
            k += 1
            if (
                k < n
                and is_name(unit.words[k - 1]) != is_name(unit.words[k])
                and k - i > 1
                and unit.words[k][0].isalpha()
                and unit.lower[k] not in words("prepositions")
                and unit.lower[k] not in ("and",)
                and unit.lower[k] not in words("notes")
            ):
                break
    return k


def addressee_at(unit: Unit, i: int) -> bool:
    """Whether an addressee follows: "warned clients that", "wrote him that"."""
    k = i
    if unit.lower[k] in words("determiners"):
        k += 1
    return (
        k + 1 < len(unit)
        and (unit.lower[k] in words("people") or unit.lower[k] in ("him", "them", "us", "me"))
        and unit.lower[k + 1] in ("that", "in", "on")
    )


def skip_adverbial(unit: Unit, i: int) -> int | None:
    """The index after times and places that follow the verb: "said Monday (that)", "wrote in a note to clients"."""
    n, prepositions = len(unit), words("prepositions")
    k = i
    if unit.lower[k] not in words("adverbial_starts") and not is_day(unit, k):
        return None
    if unit.lower[k] in ("this", "last") and not (k + 1 < n and unit.lower[k + 1] in words("clock") | {"way"}):
        return None  # "calls this a bubble"
    if k + 1 < n and is_day(unit, k) and unit.lower[k + 1] in words("finite"):
        return None  # "thinks September is likelier"
    told = conjunction_after(unit, i)
    if told is not None:
        return told
    while k < n and unit.words[k] not in STOPS:
        low = unit.lower[k]
        if k > i and low in ("he", "she", "they", "it", "we", "i", "there"):
            return k
        if low in words("adverbial_starts") or low in prepositions or is_day(unit, k):
            k += 1
            if low in ("last", "this", "late", "early", "earlier", "next") or low in prepositions:
                while k < n and unit.lower[k] in words("determiners") and unit.lower[k] not in ("that",):
                    k += 1
                if k < n and low in prepositions and unit.words[k] not in STOPS:
                    k += 1
            continue
        if low in words("determiners") and k > i + 1:
            return k
        if (unit.lower[k - 1] in words("notes") or is_day(unit, k - 1)) and not low.endswith("ed"):
            return k
        if low in words("finite"):
            return None
        k += 1
    return k


def conjunction_after(unit: Unit, i: int) -> int | None:
    """The "that" after a time or a place without a verb: "wrote in the early hours of Monday that"."""
    for k in range(i, min(i + 14, len(unit))):
        low = unit.lower[k]
        if low == "that":
            return k if unit.lower[k - 1] not in words("prepositions") else None
        if unit.words[k] in STOPS or low in words("finite") or low in words("pronouns"):
            return None
    return None


def quote_range(unit: Unit, i: int) -> Range:
    """A quoted piece after a comma or colon, alone unless the clause goes on around it."""
    nxt = unit.words[i + 1] if i + 1 < len(unit) else "."
    if nxt in (STOPS | {ASIDE}) - {QUOTED} or unit.lower[i + 1] in ("and", "but"):
        return i, i + 1
    return i, content_end(unit, i)
