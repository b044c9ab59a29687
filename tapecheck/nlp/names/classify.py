"""What an unknown name is, from its own words and those around it.

Each cue speaks for a person, an organisation or a place with a weight; the heaviest wins if it is heavy enough. Cues
are what a reader of market news goes by: "said X of Y", "X, chief strategist at Y", "shares of X", "X fell 3%", "in X".
"""

from __future__ import annotations

from collections.abc import Sequence

from tapecheck.nlp.names.lexicon import lexicon
from tapecheck.nlp.names.page import Found, Page, is_byline
from tapecheck.nlp.names.runs import Run
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.phrases import Token
from tapecheck.reference.vocabulary import is_word
from tapecheck.schema import Label

RE = patterns("names.patterns.classify")

LOOK = 70  # characters to each side that a cue may reach
COUNTED = frozenset(
    {"million", "billion", "percent", "per", "times", "points", "years", "days", "units", "countries", "%"}
)


def classify(page: Page, run: Run) -> Found | None:
    """The run as a name with a label, or None where nothing says that it is one."""
    person, organisation, place = weigh(page, run)
    best = max(person, organisation, place)
    if is_product(page, run, best):
        return with_version(page, page.found(run.first, run.last, Label.PRODUCT, 1))
    if best < threshold(page, run):
        return None
    label = Label.PERSON if person == best else Label.ORG if organisation == best else Label.GPE
    if label is Label.GPE and page.before(run.first) == "the":
        label = Label.LOC
    guessed = label is Label.PERSON and run.initial and run.last - run.first == 1 and best < 5
    return page.found(run.first, run.last, label, 2 if best >= 3 and not guessed else 1)


def is_product(page: Page, run: Run, best: int) -> bool:
    """Whether the words around call the run a thing that is sold: "its pill Morvantis", "the R2 pickup"."""
    if best >= 6 or page.tokens[run.last - 1].key in lexicon().heads:
        return False
    if page.before(run.first) in lexicon().wares and page.before(run.first - 1) not in lexicon().titles:
        return page.tokens[run.last - 1].key not in lexicon().public_figures
    last = page.tokens[run.last - 1]
    model = last.key in {"pro", "max", "ultra", "plus"} and run.last - run.first > 1
    coded = len(last.text) > 1 and last.text[0].isupper() and any(c.isdigit() for c in last.text)
    owned = page.before(run.first) in {"its", "s"} and last.key not in lexicon().not_names
    sold = owned or page.after(run.last) in lexicon().wares
    return model or (coded and sold) or (owned and is_version(page, run.last))


def is_version(page: Page, i: int) -> bool:
    """Whether a token numbers the model named before it: the "8" of "its Pixel 8"."""
    if i >= len(page.tokens) or page.gap(i - 1) != " ":
        return False
    token = page.tokens[i]
    counted = page.after(i + 1) in COUNTED or page.text[token.end : token.end + 1] in {"%", ","}
    return token.text.isdigit() and len(token.text) < 4 and not counted


def with_version(page: Page, found: Found) -> Found:
    """A product with its number and what marks its model: "iPhone 15 Pro", "PlayStation 5"."""
    last = found.last
    models, tokens = lexicon().models, page.tokens
    while (
        last < len(tokens)
        and page.gap(last - 1) == " "
        and (is_version(page, last) or (tokens[last].key in models and tokens[last].text[0].isupper()))
    ):
        last += 1
    return page.found(found.first, last, found.label, found.sure) if last > found.last else found


def threshold(page: Page, run: Run) -> int:
    """How heavy the cues must be: more at the start of a sentence, most for an ordinary word there."""
    if not run.initial:
        lone = run.last - run.first == 1 and is_word(page.tokens[run.first].key)
        return 3 if lone and page.before(run.first) in {"the", "a", "an", "this", "our", "his", "her", "their"} else 1
    words = [page.tokens[i].text for i in range(run.first, run.last)]
    if len(words) > 1:
        return 2 if not is_word(words[0]) or not is_word(words[1]) else 3
    return 2 if not is_word(words[0]) else 5


def weigh(page: Page, run: Run) -> tuple[int, int, int]:
    """The weights for a person, an organisation and a place."""
    lead = page.text[max(0, page.tokens[run.first].start - LOOK) : page.tokens[run.first].start]
    tail = page.text[page.tokens[run.last - 1].end : page.tokens[run.last - 1].end + LOOK]
    person = weigh_person(page, run, lead, tail)
    organisation = weigh_organisation(page, run, lead, tail)
    return person, organisation, weigh_place(page, run, lead)


def weigh_person(page: Page, run: Run, lead: str, tail: str) -> int:
    """How much speaks for a person."""
    tokens = page.tokens[run.first : run.last]
    n = len(tokens)
    role = RE.role_after.match(tail) if n < 5 and (n > 1 or tail[:1] == ",") else None
    given = role and n == 2 and tokens[0].key in lexicon().first_names  # James Steel, an analyst
    firm = n > 1 and tokens[-1].key in lexicon().heads and not given
    if firm or n > 5 or any(t.text[0].isdigit() or t.key == "&" for t in tokens):
        return 0
    weight = weigh_own_words(run, tokens) + weigh_introduction(page, run, lead)
    weight += weigh_lone(page, run, tokens[0], lead, tail) if n == 1 else 0
    if role:
        weight += 2 if role[1].lower() in lexicon().soft_roles else 4
    known = tokens[0].key in lexicon().first_names or not is_word(tokens[0].key)
    own = 2 if n > 1 and known else 1
    if RE.speech_before.search(lead.lower()) or RE.speech_after.match(tail):
        weight += own
    if n in (2, 3) and RE.person_link.match(tail):
        weight += own
    return weight + (4 if RE.who.match(tail) else 0)


def weigh_own_words(run: Run, tokens: Sequence[Token]) -> int:
    """What the words of a name itself say for a person: a first name, an initial, a known surname, strange words."""
    words, n = lexicon(), len(tokens)
    strange = n in (2, 3) and not any(is_word(t.key) or not t.text.istitle() for t in tokens)
    weight = strange * (1 + run.initial)  # at a sentence's start they are more often somebody than something
    if n > 1 and any(t.key in words.first_names for t in tokens[1:]):
        weight += 1
    if tokens[0].key in words.first_names:
        weight += 3 if n > 1 else 1
    elif n > 1 and len(tokens[0].text) == 1:
        weight += 2
    if tokens[-1].key in words.public_figures:
        weight += 5 if n == 1 or not is_word(tokens[0].key) else 2  # Powell, Musk
    inner = any(len(t.text) == 1 for t in tokens[1:-1]) or any(t.key in words.surname_particles for t in tokens)
    return weight + (2 if n > 1 and inner else 0)


def weigh_introduction(page: Page, run: Run, lead: str) -> int:
    """What stands before a name: a title, a role, a firm's possessive, "By"."""
    words, n = lexicon(), run.last - run.first
    tokens = page.tokens[run.first : run.last]
    weight = 0
    if n in (2, 3) and lead.endswith(("'s ", "’s ")) and not all(is_word(t.key) for t in tokens):
        weight += 2  # JPMorgan's Jamie Dimon
    before = page.before(run.first)
    titled = before in words.titles and before not in ("secretary", "general")
    called = n > 1 and before in words.roles and tokens[0].key in words.first_names  # adviser Bill Bishop
    if titled or called or RE.role_before.search(lead.lower()):
        weight += 4
    if lead.endswith(("Mr. ", "Mrs. ", "Ms. ", "Dr. ", "Sen. ", "Rep. ", "Gov. ", "Prof. ")):
        weight += 5
    first, last = page.bounds[page.row(run.first)]
    return weight + (4 if n in (2, 3) and is_byline(page, first, last) else 0)


def weigh_lone(page: Page, run: Run, token: Token, lead: str, tail: str) -> int:
    """What speaks for a lone word: it says, thinks or has a team."""
    words, weight, strange = lexicon(), 0, not is_word(token.key)
    says = page.after(run.last) in (words.speech | words.signals) - words.auxiliaries
    if lead.endswith(("'s ", "’s ")) and strange and says:
        weight += 4  # Fed's Powell flags more hikes
    if run.initial and strange and page.after(run.last) in words.minds:
        weight += 0 if RE.own_figures.match(tail) else 1 if RE.speech_after.match(tail) else 2
    return weight + (3 if RE.of_somebody.match(tail) else 0)


def weigh_organisation(page: Page, run: Run, lead: str, tail: str) -> int:
    """How much speaks for an organisation."""
    words = lexicon()
    tokens = page.tokens[run.first : run.last]
    weight = 0 if run.initial else 1
    if run.whole or (len(tokens) > 1 and tokens[-1].key in words.heads):
        weight += 6 if run.whole or tokens[-1].key in words.legal or not run.initial else 5
    if any(t.key == "&" for t in tokens):
        weight += 4
    if RE.role_at.search(lead.lower()):
        weight += 5
    elif RE.employer.search(lead):
        weight += 3
    elif lead.endswith(" at "):
        weight += 2
    if RE.firm_before.search(lead.lower()):
        weight += 3
    if RE.firm_after.match(tail):
        weight += 3
    elif page.after(run.last) in words.told:
        strange = len(tokens) > 1 and not any(is_word(t.key) for t in tokens)
        weight += 1 if strange and page.after(run.last) not in words.moves else 2
    if RE.analyst.match(tail):
        weight += 4  # Baird analyst Ben Kallo
    if run.initial and RE.own_business.match(tail):
        weight += 2
    if page.after(run.last) == "'" and run.initial and len(tokens) == 1:
        weight += 2
    if "according to" in lead[-14:] and len(tokens) == 1:
        weight += 2
    if RE.dateline.match(tail) or RE.newspaper.search(lead):
        weight += 4
    word = tokens[0].text if len(tokens) == 1 else ""
    shaped = word.isupper() or any(c.isupper() or c.isdigit() for c in word[1:])  # "EPFR", "TrimTabs", "S3"
    return weight + 2 * (len(word) > 1 and shaped)


def weigh_place(page: Page, run: Run, lead: str) -> int:
    """How much speaks for a place."""
    tokens = page.tokens[run.first : run.last]
    words, following = lexicon(), page.after(run.last)
    adjective = following not in words.no_adjective
    if len(tokens) > 3 or tokens[-1].key in words.heads or any(t.text.isupper() for t in tokens) or adjective:
        return 0
    match = RE.place_before.search(lead)
    if match is None:
        return 0
    fronted = page.first[run.first - 1] and page.text[tokens[-1].end : tokens[-1].end + 1] == ","  # In Tromso, the
    return 5 if " " in match[1] or fronted else 3
