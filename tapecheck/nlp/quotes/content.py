"""What a verb of reporting reports: after it a clause, a question, an infinitive, a thing or a quoted piece, and where

that ends; before it what stands before its source ("C, S said"), and what goes on after it.
"""

from __future__ import annotations

from tapecheck.nlp.quotes.attribution import Attribution, Range, blocks, is_past, is_quoted
from tapecheck.nlp.quotes.cues import Cue, Form, Kind, among, cues, words
from tapecheck.nlp.quotes.subjects import STOPS, is_name
from tapecheck.nlp.quotes.tokens import ASIDE, QUOTED, Unit


def content_right(unit: Unit, i: int, cue: Cue) -> Range | None:
    """What a verb reports after it, from token `i` on."""
    if i >= len(unit):
        return None
    told = cue.frames & {"t"} or ((cue.frames & {"u"} and unit.lower[i] != "that") and addressee_at(unit, i))
    start = skip_addressee(unit, i) if told else i
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
        return (start + 1, content_end(unit, start + 1)) if start + 1 < len(unit) else None
    infinitive = low == "to" and bare(unit, start, cue) is not None
    adverbial = None if infinitive else skip_adverbial(unit, start)
    return bare(unit, start, cue) if adverbial is None else after_adverbial(unit, adverbial, cue)


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
    leaves = unit.lower[k + 1 : k + 2] and unit.lower[k + 1] in LEAVING
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


ADDRESSED = frozenset(("me", "him", "her", "them", "us", "you", "it", "everyone", "people"))
SPEAKING = frozenset(("he", "she", "they", "it", "we", "i", "there"))
LEAVING = frozenset(("and", "but", "while", "when", "as", "after", "before", "although", "though"))


QUESTIONS = frozenset(("whether", "how", "what", "why", "when", "where", "who", "if"))
ASKING = QUESTIONS | {"about"} | (STOPS - {QUOTED})


def bare(unit: Unit, i: int, cue: Cue) -> Range | None:
    """Words without "that": a clause, a question, an infinitive or a noun phrase, as the verb allows."""
    k = i
    while k + 1 < len(unit) and (
        unit.lower[k] in ("often", "again", "too", "more", "also", "long", "hard") or unit.lower[k].endswith("ly")
    ):
        k += 1
    low = unit.lower[k]
    end, view = content_end(unit, i), cue.kind is Kind.VIEW
    done = "to" in unit.lower[i + 1 : min(end, i + 16)]  # somebody "to do" something
    if low == "to":
        fits = "i" in cue.frames or (cue.kind is Kind.FORECAST and "o" in cue.frames)
    elif low in QUESTIONS:
        fits = bool(cue.frames & {"c", "w"}) or (view and low in ("what", "how", "why", "whether"))
    elif "w" in cue.frames and not ("o" in cue.frames and done):
        i = next((k for k in range(i, min(i + 8, end)) if unit.lower[k] in ASKING), end)
        fits = i < end and unit.words[i] not in STOPS
    elif view:
        fits = bool(cue.tail) or low not in words("prepositions") or low in ("about", "on", "against")
        end = view_end(unit, i, end) if fits else end
    elif low in words("no_clause"):
        fits = False
    elif cue.frames & {"n", "s"}:
        fits = end - i > 1
    elif "o" in cue.frames:
        fits = done
    else:
        spoken = "c" in cue.frames and low not in ("anything", "nothing", "something", "yes", "goodbye", "hello")
        fits = spoken and ("f" not in cue.frames or has_verb(unit, i, end))
    return (i, end) if fits else None


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
    told = conjunction_after(unit, i)
    if told is not None:
        return told
    if unit.lower[i] in ADDRESSED:
        return i + 1
    for k in range(i, len(unit)):
        low = unit.lower[k]
        if unit.words[k] in STOPS or low in ("that", "to", "whether", "how", "what", "why"):
            return k
        if k > i and low in words("finite"):
            return max(i + 1, k - 1)
        if k == i or unit.lower[k - 1] in words("prepositions") or not low[0].isalpha():
            continue
        turns = k - i > 1 and is_name(unit.words[k - 1]) != is_name(unit.words[k]) and low not in words("prepositions")
        if turns or low in SPEAKING or low in words("determiners"):
            return k
    return len(unit)


def addressee_at(unit: Unit, i: int) -> bool:
    """Whether an addressee follows: "warned clients that", "wrote him that"."""
    k = i + (unit.lower[i] in words("determiners"))
    told, *following = unit.lower[k : k + 2] or [""]
    return following in (["that"], ["in"], ["on"]) and (told in words("people") or told in ADDRESSED)


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
        if k > i and low in SPEAKING:
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


REACH = 160  # tokens that a verb reports at most
DASHES = ("—", "–", "--", "-")


def content_end(unit: Unit, i: int) -> int:
    """Where reported words end: at the end of the unit, or where another clause takes over."""
    n = k = min(len(unit), i + REACH)
    for k in range(i + 1, n):
        word = unit.words[k]
        if word == ";" or (word == "," and unit.lower[i] == "to" and not lists_on(unit, k, n)):
            break
        closed = word == QUOTED and unit.last_of(k) == ","  # the clause's comma inside its marks
        if (closed or word in (*DASHES, ",")) and takes_over(unit, k + 1):
            k += closed
            break
        joined = unit.lower[k] in ("and", "but")
        if joined and (reports(unit, k + 1) or (has_finite(unit, i, k) and goes_on(unit, k + 1))):
            break
    else:
        k = n
    while k > i and unit.words[k - 1] in STOPS - {QUOTED} and unit.words[k - 1] not in ("!", "?"):
        k -= 1
    return k


def is_dash(unit: Unit, k: int) -> bool:
    """Whether a dash stands for itself, and joins no two words or figures."""
    return unit.words[k] in DASHES and (unit.words[k] != "-" or k == 0 or unit.starts[k] > unit.ends[k - 1])


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
    return any(low == QUOTED or low in words("finite") or is_past(low) for low in unit.lower[i:end])


def takes_over(unit: Unit, i: int) -> bool:
    """Whether a new attribution or a comment of the writer starts after a comma."""
    low = unit.lower[i] if i < len(unit) else ""
    if low in ("and", "but", "yet"):
        return reports(unit, i + 1) or goes_on(unit, i + 1)
    return low in words("taking_over") or spliced(unit, i)


def spliced(unit: Unit, i: int) -> bool:
    """Whether another report follows a comma bare: "one says 2,400, another says 1,800"."""
    for k in range(i + 1, min(i + 5, len(unit) - 1)):
        if unit.words[k] in STOPS:
            return False
        if reports(unit, k) and unit.lower[k] not in words("auxiliaries"):
            return is_source(unit, k - 1) and unit.lower[k - 1] != "who" and unit.words[k + 1] not in STOPS
    return False


def goes_on(unit: Unit, i: int) -> bool:
    """Whether a coordinate attribution starts: a verb of reporting, or a subject with one, within a few words."""
    for k in range(i, min(len(unit), i + 9)):
        low = unit.lower[k]
        if low in STOPS or low in ("that", "which", "to", "who", "if", "when", "both"):
            return False
        if is_source(unit, k - 1) or unit.lower[k - 1] in words("auxiliaries"):
            found = (cue for cue in cues().get(low, ()) if cue.kind is Kind.REPORT and Form.ING not in cue.forms)
            if any(cue.forms & {Form.PAST, Form.PRESENT} for cue in found):
                return True
        if low in words("finite") and k > i + 1:
            return False
    return False


def is_source(unit: Unit, k: int) -> bool:
    """Whether a word is a pronoun, a name or people."""
    return is_name(unit.words[k]) or among(unit.lower[k], "pronouns", "people")


def view_end(unit: Unit, i: int, end: int) -> int:
    """Where the object of a view ends: at a comma that no quoted piece follows."""
    for k in range(i + 1, end):
        if unit.words[k] in STOPS - {QUOTED, ":"} and unit.words[k + 1 : min(k + 2, end)] != [QUOTED]:
            leaves = unit.words[k] != "," or not lists_on(unit, k, end)
        else:
            leaves = QUOTED not in unit.words[k:end] and (leaves_object(unit, k) or next_verb(unit, k))
        if leaves:
            return k
    return end


def lists_on(unit: Unit, k: int, end: int) -> bool:
    """Whether a list or a relative clause goes on after a comma: "from China, Russia and Iran", ", which ..."."""
    opening = unit.lower[k + 1] if k + 1 < end else ""
    if opening in ("which", "who", "whose", "where", "including", "such"):
        return True
    if opening in ("of", "for", "as") and unit.words[max(0, k - 12) : k].count(","):
        return True  # "accused Orrin, which makes pumps, of greed"
    for j in range(k + 1, min(k + 9, end)):
        low = unit.lower[j]
        if low in ("and", "or"):
            return j > k + 1
        if among(low, "finite", "pronouns") or low in STOPS - {","}:
            return False
    return False


def next_verb(unit: Unit, k: int) -> bool:
    """Whether the source does something else after "and" or "but": "praised the cut and called for another"."""
    if unit.lower[k] not in ("and", "but", "yet") or k + 1 >= len(unit):
        return False
    low = unit.lower[k + 1]
    return low in words("finite") or (is_past(low) and k + 2 < len(unit))


def leaves_object(unit: Unit, k: int) -> bool:
    """Whether a time, an occasion or another clause follows the object of a view: "on Monday", "while"."""
    low = unit.lower[k]
    if low in words("ends_object"):
        return True
    if is_day(unit, k) and low not in words("loose_days"):
        return unit.lower[k - 1] not in words("prepositions") and is_name(unit.words[k])
    if low not in ("on", "in", "at") or k + 1 >= len(unit):
        return False
    return is_day(unit, k + 1) or any(among(w, "notes", "occasions") for w in unit.lower[k + 1 : k + 4])


def is_day(unit: Unit, k: int) -> bool:
    """Whether a time word stands alone: "Monday", "yesterday", "Oct. 14"."""
    low = unit.lower[k]
    return low in words("days") and (low not in ("may", "march", "this", "next", "last") or is_name(unit.words[k]))


def resumed(unit: Unit, end: int) -> Range | None:
    """The quoted piece that goes on after its attribution: “A,” S said in a note, “but B.”"""
    for k in range(end, len(unit)):
        if unit.words[k] == QUOTED and unit.words[k - 1] in (",", ":", "—", "–", "--"):
            return None if k - 2 >= end and unit.lower[k - 2] in cues() else (k, k + 1)
    return None


def is_lead(unit: Unit, left: Range) -> bool:
    """Whether words before a subject only lead in: "In April, Twitter reported a loss"."""
    if is_quoted(unit, left) or has_finite(unit, *left):
        return False
    return unit.lower[left[0]] in words("leads") or unit.lower[left[0]].endswith("ly") or left[1] - left[0] < 7


def content_left(unit: Unit, first: int, before: list[Attribution]) -> Range | None:
    """What stands before a subject (or a turned verb) and its comma."""
    j = first - 1
    if j < 0 or unit.words[j] not in (QUOTED, ",", "—", "–", "--"):
        return None
    if unit.words[j] in (QUOTED, ","):
        return left_range(unit, j + (unit.words[j] == QUOTED), before)
    return (j - 1, j) if unit.words[j - 1 : j] == [QUOTED] else None


def left_range(unit: Unit, end: int, before: list[Attribution]) -> Range | None:
    """The words up to `end`: a quoted piece, or the clause back to what another attribution has."""
    low = max((a.extent[1] for a in before if blocks(a)), default=0)
    last = end - 1
    if last < low:
        return None
    small = unit.opening.get(last, "").islower() and unit.words[last - 1] == "," and last - low > 2
    if unit.words[last] == QUOTED and unit.pieces[last].closed and not small:  # The gauge, the VIX, “is asleep,” says X
        apart = last == low or unit.words[last - 1] in (*DASHES, ",", ":", ";", ".", "?", "!")
        if apart or unit.pieces[last].end - unit.pieces[last].start > 60:  # a sentence of its own
            return last, end
    low = max(low, past_dateline(unit, low, last))
    while low < last and unit.lower[low] in (*(STOPS - {QUOTED}), "and", "but", "or", "so", "yet", "still"):
        low += 1
    return None if end - low < 2 and unit.words[low] != QUOTED else (low, end)


def past_dateline(unit: Unit, low: int, last: int) -> int:
    """Past a dateline: "TOKYO, Oct 14 - ", "Mumbai: "."""
    named = unit.words[low].isupper() and len(unit.words[low]) > 2
    for k in range(low, min(low + 9, last)):
        if (named and is_dash(unit, k)) or (unit.words[k] == ":" and k - low < 3):
            return k + 1
    return low
