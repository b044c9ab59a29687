"""Times that the calendar names: dates in every English style, months, years, decades, weekdays, seasons, holidays."""

from __future__ import annotations

from datetime import date

from tapecheck.nlp.periods.holidays import holiday
from tapecheck.nlp.periods.lexicon import load_lexicon
from tapecheck.nlp.periods.sense import is_future, is_hypothetical, pick, verb_before, word_before
from tapecheck.nlp.periods.times import DAY, Scene, Time, add_months, containing, is_over, make_date, step
from tapecheck.nlp.periods.tokens import Found, Rule, Tokens
from tapecheck.schema import PeriodKind, PeriodReading

NEAR = 7  # days ahead within which a date without its year is the coming one
ABOUT = 10 * DAY  # a date in figures that is so near to the publication is read in the order that makes it so
ATTACKS = ("attack", "attacks", "terrorist", "terror", "hijackings")


def day_time(day: date | None, *, fixed: bool = True, readings: tuple[PeriodReading, ...] = ()) -> Time:
    """One day."""
    return Time(PeriodKind.DATE, day, step(day, 1), "day", fixed, readings=readings)


def span_time(grain: str, start: date | None, end: date | None, *, fixed: bool = True) -> Time:
    """A stretch of the calendar."""
    return Time(PeriodKind.RANGE, start, end, grain, fixed)


def up_to_now(scene: Scene, time: Time, future: bool) -> Time:
    """A month, year ... that is still running ends today under a past sense, unless its last session is over."""
    today = scene.today
    if today is None or time.start is None or time.end is None or future:
        return time
    if not time.start <= today < time.end or is_over(time.end, today):
        return time
    return Time(time.kind, time.start, scene.tomorrow, time.grain, time.fixed, to_date=True)


# --- days ------------------------------------------------------------------------------------------------------------
def _counts(tokens: Tokens, j: int) -> bool:
    """Whether what follows makes the number before it a quantity: "March 20 percent", "May 5 points"."""
    return tokens.code(j) == "%" or tokens.word(j) in load_lexicon().counted


def build_day(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """A month and a day, with or without weekday and year, in any order."""
    month = day = year = weekday = None
    for k in range(i, j):
        code, value = tokens.codes[k], tokens.values[k]
        if code in "Mm":
            month = value
        elif code in "DONn":
            day = value if day is None else day + value
        elif code in "Yy":
            year = value
        elif code in "Ww":
            weekday = value
    if month is None or not isinstance(day, int) or not 1 <= day <= 31:
        return None
    if tokens.codes[j - 1] in "DN" and _counts(tokens, j):
        return None
    if make_date(year or 2000, month, day) is None:
        return day_time(None)  # June 31: no other day and no month stands in for it
    if year is not None:
        return day_time(make_date(year, month, day))
    return _day_without_year(scene, tokens, i, j, (month, day, weekday))


def _day_without_year(scene: Scene, tokens: Tokens, i: int, j: int, named: tuple[int, int, int | None]) -> Time | None:
    """The latest such day, or the coming one; a weekday beside it tells a date of tomorrow from last year's."""
    month, day, weekday = named
    if (month, day) == (9, 11) and tokens.word(j) in ATTACKS:
        return day_time(date(2001, 9, 11))
    if scene.today is None:
        return day_time(None, fixed=False)
    past, coming = pick(scene.today, month, day, False), pick(scene.today, month, day, True)
    chosen = coming if is_future(scene, tokens, i, j) or word_before(tokens, i) in load_lexicon().before else past
    if weekday is not None:
        fits = [found for found in (chosen, past, coming) if found and found.weekday() == weekday]
        chosen = fits[0] if fits else chosen
    near = coming is not None and (coming - scene.today).days <= NEAR
    if near and tokens.code(i - 1) != "s" and tokens.word(j) not in load_lexicon().past_nouns:
        chosen = coming  # nobody writes "on Sept. 14" on Sept. 13 and means last year
    return day_time(chosen, fixed=False)


def build_word_day(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "the fourth of July", "5 March": an ordinal in words needs its "of" ("the first March since" is none)."""
    worded = any(tokens.codes[k] == "O" and tokens.words[k].isalpha() for k in range(i, j))
    return None if worded and "o" not in tokens.codes[i:j] else build_day(scene, tokens, i, j)


def build_numeric(scene: Scene, tokens: Tokens, _i: int, j: int) -> Time | None:
    """2001-09-17 and its kin; where day and month may be swapped, the other way is a reading.

    The American order stands first, unless only the other is a day about the publication.
    """
    found: date = tokens.values[j - 1]
    word = tokens.words[j - 1]
    other = make_date(found.year, found.day, found.month) if "/" in word and not word[:4].isdigit() else None
    if other is None or other == found:
        return day_time(found)
    order = "day before month"
    if scene.today is not None and abs(other - scene.today) <= ABOUT < abs(found - scene.today):
        found, other, order = other, found, "month before day"
    return day_time(found, readings=(PeriodReading(reading=order, from_=other, to=step(other, 1)),))


def build_hyphened(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """05-Aug-2016, 2019/aug/01."""
    if any(tokens.starts[k] != tokens.ends[k - 1] for k in range(i + 1, j)):
        return None
    return build_day(scene, tokens, i, j)


def build_day_range(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "Nov. 18-19, 2015", "between 3 and 12 Sept", "9 to 12 of June"."""
    days = [k for k in range(i, j) if tokens.codes[k] in "DO"]
    month = next(k for k in range(i, j) if tokens.codes[k] in "Mm")
    if len(days) != 2:
        return None
    year = next((tokens.values[k] for k in range(i, j) if tokens.codes[k] in "Yy"), None)
    first, last = tokens.values[days[0]], tokens.values[days[1]]
    named = (tokens.values[month], last, None)
    end = day_time(make_date(year, named[0], last)) if year else _day_without_year(scene, tokens, i, j, named)
    if end is None or last <= first:
        return None
    start = make_date(end.start.year, named[0], first) if end.start else None
    first_token = i if tokens.codes[i] == "B" else next(k for k in range(i, j) if tokens.codes[k] not in "fT")
    return Found(Time(PeriodKind.RANGE, start, end.end), first_token, j)  # type: ignore[return-value]


# --- months and years ------------------------------------------------------------------------------------------------
def build_month_year(_: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "March 2000", "Sept. 2001", "june of 1992", "Dec '09", "12-2015"."""
    month = next(tokens.values[k] for k in range(i, j) if tokens.codes[k] in "Mm")
    year = next(tokens.values[k] for k in range(i, j) if tokens.codes[k] in "Yy")
    start = make_date(year, month, 1)
    return span_time("month", start, add_months(start, 1)) if start else None


def build_month(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """A month alone: the latest that is not in the future, or the coming one."""
    k = i
    if not _is_month(tokens, k):
        return None
    today, month = scene.today, tokens.values[k]
    if today is None:
        return span_time("month", None, None, fixed=False)
    lexicon = load_lexicon()
    future = is_future(scene, tokens, i, j) and tokens.word(j) not in lexicon.past_nouns
    future = future or word_before(tokens, i) in lexicon.before or is_hypothetical(scene, tokens, i)
    start = pick(containing("month", today)[0], month, 1, future)
    return up_to_now(scene, span_time("month", start, add_months(start, 1), fixed=False), future)


def _is_month(tokens: Tokens, k: int) -> bool:
    """Whether a month's name alone is the month: not the verb, the first name or the ticker."""
    word, before = tokens.words[k], tokens.code(k - 1)
    prepositions = before in "IsftkBovELGT&-<" or tokens.word(k - 1) in ("by", "for")
    lexicon = load_lexicon()
    if k and tokens.ends[k - 1] == tokens.starts[k] and before == "p":
        return False  # $DEC, #MAR
    if tokens.code(k + 1) == "-" and tokens.code(k + 2) == "x" and tokens.starts[k + 2] == tokens.ends[k] + 1:
        return prepositions  # Jun-ho
    if tokens.codes[k] == "m":
        followed = tokens.code(k + 1) == "'" or tokens.word(k + 1) in lexicon.month_nouns
        followed = followed or (
            before in ",&" and ("M" in tokens.codes[max(0, k - 2) : k] or tokens.code(k + 2) == "M")
        )
        if word[0].isupper() and before == "x" and tokens.words[k - 1].islower() and tokens.code(k - 2) in "aT":
            return True  # "a rough May"
        return word[0].isupper() and (
            (before in "IsftBLEok&" or tokens.word(k - 1) in ("by", "for", "during")) or followed
        )
    if word[0].islower():
        return prepositions and before != "a"
    follower = tokens.words[k + 1][:1] if k + 1 < len(tokens.words) else ""
    return (prepositions and before != "&") or not (word.lower() in lexicon.first_names and follower.isupper())


def build_year(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """A year alone. What does not look like one by the words beside it is weak: only a longer time can use it."""
    year = tokens.values[j - 1]
    lexicon = load_lexicon()
    if _counts(tokens, j) or tokens.word(i - 1) in lexicon.numbered or tokens.code(i - 1) == "$":
        return None
    if j - i == 1 and tokens.code(i - 1) == "x" and tokens.words[i - 1][0].isupper() and tokens.code(j) == "x":
        return None
    start = make_date(year, 1, 1)
    strong = tokens.codes[i] in "yU" or (1600 <= year < 2200 and _is_year(tokens, i, j))
    time = span_time("year" if strong else "weak", start, add_months(start, 12))
    future = bool(scene.today) and is_future(scene, tokens, i, j)
    return up_to_now(scene, time, future or word_before(tokens, i) in (*lexicon.before, "after"))


def _is_year(tokens: Tokens, i: int, j: int) -> bool:
    """Whether the words beside four digits make them a year."""
    lexicon = load_lexicon()
    before, word = tokens.code(i - 1), tokens.word(i - 1)
    if word == "from" and tokens.word(i - 2) in lexicon.moves | lexicon.counted:
        return False  # "rose from 1850 to 1999"
    if before in "IsBtFSEeG" or word in ("by", "for", "during", "throughout", "of", "from", "after", "early", "late"):
        return True
    if (word, tokens.word(i - 2)) in (("at", "back"), ("was", "that")):
        return True  # "looking back at 2013", "So that was 2010."
    led = verb_before(tokens, i)
    if (
        led in lexicon.ending
        or led in lexicon.opening
        or (word == "off" and tokens.word(i - 2) in ("kick", "kicks", "kicked", "kicking"))
        or (word == "year" or (before == "&" and tokens.code(i - 2) == "Y"))
    ):
        return True
    if before in "<" and tokens.code(j) in ">,;":
        return True
    after = tokens.words[j] if j < len(tokens.words) else ""
    if (
        word in ("the", "its", "their", "his")
        and after.islower()
        and (not after.endswith("s") or after in lexicon.past_nouns)
    ):
        return True  # "the 2008 crisis", "its 2021 high"
    if before == "&" and tokens.word(j) == "at" and "Y" in tokens.codes[max(0, i - 12) : i]:
        return True  # "ended 2016 at 4,862.31 and 2015 at 4,677.14"
    follows = tokens.code(j) == "'" or after in lexicon.year_verbs
    return follows and (before in "~zTx,;&" or i == 0)


def build_decade(_: Scene, tokens: Tokens, _i: int, j: int) -> Time | None:
    """Read "the 1990s", "'90s", "mid-1990s" (the part is read later)."""
    year = tokens.values[j - 1]
    if not 1500 <= year <= 2100:
        return None
    start = make_date(year, 1, 1)
    return span_time("decade", start, add_months(start, 120))


def build_season(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "the summer of 2020", "summer 2020", "winter": northern; a winter runs into the next year."""
    k = next(k for k in range(i, j) if tokens.codes[k] in "SF")
    month = tokens.values[k]
    year = next((tokens.values[n] for n in range(k, j) if tokens.codes[n] in "Yy"), None)
    if year is None and (tokens.codes[k] == "F" or tokens.words[k][0].isupper()) and tokens.code(i - 1) not in "IsB":
        return None
    if year is not None:
        start = make_date(year, month, 1)
        return span_time("season", start, add_months(start, 3))
    if scene.today is None:
        return span_time("season", None, None, fixed=False)
    start = pick(scene.today, month, 1, is_future(scene, tokens, i, j))
    return span_time("season", start, add_months(start, 3), fixed=False)


# --- weekdays and holidays -------------------------------------------------------------------------------------------
def build_weekday(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """A weekday, with its part of the day: the latest up to the publication day, or the coming one."""
    if (tokens.codes[i] == "w" and not _is_weekday(tokens, i)) or tokens.words[i - 1 : i] == ["Black"]:
        return None
    today = scene.today
    if today is None:
        return day_time(None, fixed=False)
    number = tokens.values[i]
    if is_future(scene, tokens, i, j):
        ahead = (number - today.weekday()) % 7
        ahead = 7 if not ahead and scene.hour is not None and scene.late else ahead
        return weekday_time(step(today, ahead))
    return weekday_time(step(today, -((today.weekday() - number) % 7)))


def weekday_time(day: date | None) -> Time:
    """A day known by its weekday's name: in a range it may be moved by weeks."""
    return Time(PeriodKind.DATE, day, step(day, 1), "day", fixed=False, weekly=True)


def build_weekday_number(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "Tuesday the eleventh", "Fri 14th", "on the 18th": a day of the month whose month must be found."""
    number, weekday = tokens.values[j - 1], tokens.values[i] if tokens.codes[i] in "Ww" else None
    if tokens.code(j) == "-":
        return None  # "on Wednesday, the third-highest finish"
    bare = tokens.codes[j - 1] == "D" or weekday is None
    if (
        not 1 <= number <= 31
        or (bare and tokens.code(j) not in "~z,")
        or (weekday is None and not tokens.words[j - 1][0].isdigit())
    ):
        return None
    if scene.today is None:
        return day_time(None, fixed=False)
    future = is_future(scene, tokens, i, j)
    months = [add_months(scene.today.replace(day=1), offset) for offset in range(-13, 14)]
    days = [make_date(first.year, first.month, number) for first in months if first]
    if weekday is not None:  # the two together tell the month: the nearest that fits
        fits = [day for day in days if day and day.weekday() == weekday]
    else:
        fits = [day for day in days if day and (day >= scene.today if future else day <= scene.today)]
    today = scene.today
    return day_time(min(fits, key=lambda day: abs(day - today)), fixed=False) if fits else None


def build_year_pair(_: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "2015-16" and "2015/16", a financial year left open; "2019-21", three years; "2015-03", a month."""
    year, number = tokens.values[i], tokens.values[j - 1]
    if tokens.starts[j - 1] != tokens.ends[i] + 1 or tokens.code(j) == "-":
        return None
    short = len(tokens.words[j - 1]) == 2
    if not isinstance(number, int):
        return None
    if short and number == (year + 1) % 100:
        return Time(PeriodKind.FISCAL)
    if tokens.code(i + 1) == "/":
        return None
    if short and number > year % 100 and number > 12 and number <= year % 100 + 20:
        return span_time("year", make_date(year, 1, 1), make_date(year - year % 100 + number + 1, 1, 1))
    start = make_date(year, number, 1) if number <= 12 else None
    return span_time("month", start, add_months(start, 1)) if start else None


def _is_weekday(tokens: Tokens, i: int) -> bool:
    """Whether Mon, Sat, Sun ... standing alone is a day: only after "on", and never the Sun."""
    return tokens.code(i - 1) == "i" and tokens.words[i][0].isupper() and tokens.word(i) != "sun"


def build_holiday(scene: Scene, tokens: Tokens, i: int, _: int) -> Found | None:
    """A holiday by name, with or without a year."""
    for rest, name in load_lexicon().holiday_starts.get(tokens.word(i), ()):
        j = i + 1 + len(rest)
        if [w.lower().replace("’", "'") for w in tokens.words[i + 1 : j]] != rest:
            continue
        if tokens.code(j) in "Yy" or (tokens.code(j) == "," and tokens.code(j + 1) == "Y"):
            j += 1 + (tokens.code(j) == ",")
            day = holiday(name, tokens.values[j - 1])
            return Found(day_time(day), i, j)
        return Found(nearest_holiday(scene, name, is_future(scene, tokens, i, j)), i, j)
    return None


def nearest_holiday(scene: Scene, name: str, future: bool) -> Time:
    """The holiday's latest day up to publication, or its next."""
    today = scene.today
    if today is None:
        return day_time(None, fixed=False)
    days = [day for year in range(today.year - 1, today.year + 2) if 1 < year < 9999 and (day := holiday(name, year))]
    past = [day for day in days if day <= today]
    coming = [day for day in days if day >= today]
    return day_time((coming[0] if coming else None) if future else (past[-1] if past else None), fixed=False)


WD = "(?:[Ww]z?,?)?"
YEAR = "(?:,?o?Y|,?o?y|IY)"
RULES = [
    Rule("K|m(?=U)|O(?=oM)", build_holiday),
    Rule(f"{WD}X", build_numeric),
    Rule("Y[-/][Mm][-/]D|D[-/][Mm][-/]Y|[Mm][-/]D[-/]Y|[Mm][-/]D", build_hyphened),
    Rule(f"(?:B|f)?T?[DO](?:-|k|&|t)T?[DO]o?[Mm]z?{YEAR}?", build_day_range),
    Rule(f"[Mm]z?[DO](?:-|k|t)[DO](?![-/]){YEAR}?", build_day_range),
    Rule(f"{WD}(?:[Mm]z?,?T?[DO]|[Mm]n-?[NO]?|[Mm]T?O){YEAR}?", build_day),
    Rule(f"{WD}T?(?:[DO]|n-?O)o?[Mm]z?{YEAR}?", build_word_day),
    Rule(f"[Mm]z?(?:{YEAR}|-Y|-y)", build_month_year),
    Rule("[Mm]", build_month),
    Rule("[Ww]z?,?T?O|[Ww]z?D|(?<=[it])TO", build_weekday_number),
    Rule("[Ww]J?", build_weekday),
    Rule("T?[SF](?:o?Y|y)?", build_season),
    Rule("Z", build_decade),
    Rule("Y[-/][DN]", build_year_pair),
    Rule("y|(?:(?<=T)U)?Y", build_year),
]
