"""Quotes: against the gold, against PolNeAR's dev part where it lies at hand, the clock, and two peers.

PolNeAR (networkdynamics/PolNeAR, news of the 2016 election with every attribution marked) states no licence: nothing
of it is kept here. `TAPECHECK_POLNEAR` names a checkout, or a bare clone; only its dev part is read. A pair of
attributions with an IoU of at least 0.3, counted in words, earns its IoU (partial F1); all the parts of one attribution
are one set of words. Its marking is wider than a quote (views, wishes, nouns and passives count), so attributions are
measured with those included, then with a leading "that" dropped from the marks (the contract's spans have none,
PolNeAR's do), and then the quotes alone. A speaker is right if the words that name the source have an IoU of at least
0.3 with the marked ones; the share that is the same to the word stands beside it.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench import common
from bench.common import Document
from bench.wide import Wide
from tapecheck.nlp.names import find_entities
from tapecheck.nlp.quotes import Found, find_found, find_quotes, is_quote
from tapecheck.nlp.sentences import find_sentences
from tapecheck.reference.instruments import load_catalogue
from tapecheck.schema import Entity, Label, Quote, Sentence

NAME = "quotes"
FLOORS = {
    "F1": 0.82,
    "type": 0.90,
    "role": 0.85,
    "affiliation": 0.85,
    "upstream": 0.80,
    "PolNeAR partial F1": 0.70,
    "PolNeAR speakers": 0.82,
    "words a second": 50_000,
}
MIN_IOU = 0.3
ROUNDS = 3
Words = frozenset[int]


# --- the gold --------------------------------------------------------------------------------------------------------
def as_json(quote: Quote) -> Document:
    """A quote as the contract prints it."""
    names = ("start", "end", "text", "type", "speaker", "role", "affiliation", "speaker_start", "speaker_end", "cue")
    return {name: getattr(quote, name) for name in names} | {"upstream": list(quote.upstream)}


def predict(record: Document) -> Document:
    """A record's quotes, with the names that the names stage finds without a model."""
    text = record["text"]
    sentences = find_sentences(text, 0)
    entities = find_entities(text, sentences, load_catalogue(), None)
    return {"id": record["id"], "quotes": [as_json(q) for q in find_quotes(text, sentences, entities)]}


def gold_names(document: Document) -> list[Entity]:
    """The names that the gold marks, for what quotes are worth when names are right."""
    return [
        Entity(**{k: e[k] for k in ("start", "end", "text", "name", "symbol")}, label=Label(e["label"]))
        for e in document["entities"]
    ]


def print_with_gold_names(documents: list[Document]) -> None:
    """The score where the names are the gold's own, so that the two stages can be told apart."""
    found = []
    for d in documents:
        quotes = find_quotes(d["text"], find_sentences(d["text"], 0), gold_names(d))
        found.append({"id": d["id"], "quotes": [as_json(q) for q in quotes]})
    result = common.score("quotes", found)
    print(f"with the gold's names: P {result.precision:.3f} R {result.recall:.3f} F1 {result.f1:.3f}")


# --- PolNeAR's dev part ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Marked:
    """An attribution that PolNeAR marks: the words said, those of the source, and the cue's text."""

    said: Words
    source: Words
    cue: str


@dataclass(frozen=True)
class News:
    """A document of PolNeAR with its attributions."""

    name: str
    text: str
    marked: tuple[Marked, ...]


def read_polnear(folder: Path) -> list[News]:
    """The documents of the dev part, each with the first annotator's attributions."""
    files = dict(dev_files(folder))
    documents = []
    for path, text in sorted(files.items()):
        if path.startswith("text/") and path.endswith(".txt"):
            name = path.removeprefix("text/").removesuffix(".txt")
            notes = sorted(p for p in files if re.fullmatch(rf"attributions/{re.escape(name)}_\w{{4}}\.ann", p))
            if notes:
                documents.append(News(name, text, tuple(read_marks(files[notes[0]], word_spans(text)))))
    return documents


def dev_files(folder: Path) -> Iterator[tuple[str, str]]:
    """Path below data/dev and text of each file, from a checkout or a bare clone."""
    dev = folder / "data" / "dev"
    if dev.is_dir():
        for part in ("text", "attributions"):
            for file in (dev / part).iterdir():
                yield f"{part}/{file.name}", file.read_bytes().decode("utf-8")
        return
    git = ["git", "--git-dir", str(folder)]
    listed = subprocess.run(
        [*git, "ls-tree", "-r", "--name-only", "-z", "HEAD", "data/dev/"], capture_output=True, check=True
    )
    for path in listed.stdout.decode().split("\0"):
        if path.startswith(("data/dev/text/", "data/dev/attributions/")):
            shown = subprocess.run([*git, "show", f"HEAD:{path}"], capture_output=True, check=True)
            yield path.removeprefix("data/dev/"), shown.stdout.decode("utf-8")


def read_marks(notes: str, spans: list[tuple[int, int]]) -> Iterator[Marked]:
    """Attributions of a stand-off file: "T1 Content 12 40;52 60 ..." lines, then "E1 Attribution:T4 Content:T1 ..."."""
    pieces: dict[str, tuple[list[tuple[int, int]], str]] = {}
    for line in notes.split("\n"):
        if m := re.match(r"(T\d+)\t\S+ ([\d ;]+)(?:\t(.*))?$", line):
            pairs = [part.split() for part in m.group(2).split(";")]
            pieces[m.group(1)] = [(int(a), int(b)) for a, b in pairs], m.group(3) or ""
    for line in notes.split("\n"):
        if not line.startswith("E"):
            continue
        roles = [r.split(":") for r in line.split("\t")[1].split()]
        said = [s for kind, t in roles if kind.startswith("Content") for s in pieces[t][0]]
        source = [s for kind, t in roles if kind.startswith("Source") for s in pieces[t][0]]
        cue = " ".join(pieces[t][1] for kind, t in roles if kind.startswith("Cue")).strip().lower()
        if said:
            yield Marked(words_of(said, spans), words_of(source, spans), cue)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text are."""
    return [m.span() for m in re.finditer(r"\w+", text)]


def words_of(spans: Sequence[tuple[int, int]], words: list[tuple[int, int]]) -> Words:
    """The numbers of the words that some spans touch."""
    return frozenset(i for i, (a, b) in enumerate(words) if any(s < b and a < e for s, e in spans))


def iou(a: Words, b: Words) -> float:
    """Common words among all words of both."""
    return len(a & b) / len(a | b) if a | b else 0.0


@dataclass
class Tally:
    """Sums over documents."""

    earned: float = 0.0
    found: int = 0
    marked: int = 0
    speakers: int = 0
    named: int = 0
    exact: int = 0

    @property
    def f1(self) -> float:
        """Partial F1: twice what pairs earn, by how many there are on both sides."""
        return 2 * self.earned / (self.found + self.marked) if self.found + self.marked else 0.0

    def line(self, name: str) -> str:
        """One row of the table."""
        p, r = self.earned / max(self.found, 1), self.earned / max(self.marked, 1)
        right, same = self.named / max(self.speakers, 1), self.exact / max(self.speakers, 1)
        return f"{name:34} {self.f1:6.3f} {p:6.3f} {r:6.3f} {self.found:6} {self.marked:6} {right:9.3f} {same:6.3f}"


def compare(tally: Tally, news: News, found: Sequence[Found]) -> None:
    """Pair the attributions of one document, the best pairs first, and add them up."""
    spans = word_spans(news.text)
    said = [words_of([(q.start, q.end) for q in f.quotes], spans) for f in found]
    pairs = [(iou(m.said, s), i, j) for i, m in enumerate(news.marked) for j, s in enumerate(said)]
    seen: set[tuple[str, int]] = set()
    for share, i, j in sorted(pairs, reverse=True):
        if share < MIN_IOU:
            break
        if ("m", i) in seen or ("f", j) in seen:
            continue
        seen |= {("m", i), ("f", j)}
        tally.earned += share
        if news.marked[i].source:
            surface = found[j].surface
            same = iou(news.marked[i].source, words_of([surface], spans) if surface else frozenset())
            tally.speakers += 1
            tally.named += same >= MIN_IOU
            tally.exact += same == 1
    tally.found += len(found)
    tally.marked += len(news.marked)


def without_that(news: News) -> News:
    """A document whose marks leave a leading "that" aside, as the contract's spans do."""
    spans = word_spans(news.text)
    marked = []
    for m in news.marked:
        first = min(m.said)
        told = news.text[slice(*spans[first])].lower() == "that" and len(m.said) > 1
        marked.append(replace(m, said=m.said - {first}) if told else m)
    return replace(news, marked=tuple(marked))


def quotes_only(found: Sequence[Found]) -> list[Found]:
    """Attributions that quote somebody, as `find_quotes` gives them."""
    return [f for f in found if any(is_quote(f, q) for q in f.quotes)]


def print_polnear(folder: Path) -> list[tuple[str, float]]:
    """The table on the dev part; gives the rows that have a floor."""
    documents = read_polnear(folder)
    catalogue = load_catalogue()
    tallies: dict[str, Tally] = defaultdict(Tally)
    for news in documents:
        sentences = find_sentences(news.text, 0)
        found = find_found(news.text, sentences, find_entities(news.text, sentences, catalogue, None), Wide())
        compare(tallies["all attributions"], news, found)
        compare(tallies["the same, a leading that aside"], without_that(news), found)
        compare(tallies["quotes alone"], news, quotes_only(found))
    print(f"PolNeAR dev, {len(documents)} documents")
    print(f"{'':34} {'F1':>6} {'P':>6} {'R':>6} {'found':>6} {'marked':>6} {'speakers':>9} {'exact':>6}")
    for name, tally in tallies.items():
        print(tally.line(name))
    whole = tallies["all attributions"]
    return [("PolNeAR partial F1", whole.f1), ("PolNeAR speakers", whole.named / max(whole.speakers, 1))]


# --- the clock -------------------------------------------------------------------------------------------------------
def print_speed(texts: list[str]) -> float:
    """Words a second of processor time, beyond sentences and names; the best of some rounds."""
    catalogue = load_catalogue()
    ready: list[tuple[str, list[Sentence], list[Entity]]] = []
    for text in texts:
        sentences = find_sentences(text, 0)
        ready.append((text, sentences, find_entities(text, sentences, catalogue, None)))
    seconds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for text, sentences, entities in ready:
            find_quotes(text, sentences, entities)
        seconds.append(time.process_time() - started)
    rate = sum(len(text.split()) for text in texts) / min(seconds)
    print(f"{rate:,.0f} words a second on one core")
    return rate


# --- peers -----------------------------------------------------------------------------------------------------------
def print_peers() -> None:
    """Run textacy where a parser of English is installed; GenderGapTracker has no package. Else say so."""
    parser = next(
        (m for m in ("en_core_web_sm", "en_core_web_md", "en_core_web_lg") if importlib.util.find_spec(m)), None
    )
    if parser is None:
        print(
            "textacy, GenderGapTracker: could not be run, for no spaCy model with a parser is installed (en_core_web_*)"
        )
    elif importlib.util.find_spec("textacy") is None:
        print("textacy: could not be run, for it is not installed; GenderGapTracker has no package")
    else:
        print_textacy(parser)


def print_textacy(parser: str) -> None:
    """How many of the gold's direct quotes textacy finds (IoU 0.8)."""
    import spacy

    direct_quotations = importlib.import_module("textacy.extract").direct_quotations
    nlp, right, total = spacy.load(parser), 0, 0
    for d in common.load_gold():
        wanted = [(q["start"], q["end"]) for q in d["quotes"] if q["type"] == "direct"]
        total += len(wanted)
        try:
            given = [(q.content.start_char, q.content.end_char) for q in direct_quotations(nlp(d["text"]))]
        except ValueError:  # it gives up on a text whose marks are not paired
            continue
        spans = [
            (s, e) for s, e in wanted if any(min(e, b) - max(s, a) >= 0.8 * (max(e, b) - min(s, a)) for a, b in given)
        ]
        right += len(spans)
    print(f"textacy with {parser}: {right} of {total} direct quotes of the gold")


# --- all of it -------------------------------------------------------------------------------------------------------
def main(argv: list[str]) -> int:
    """Print everything; 1 where a floor is missed or findings were lost against the last saved result."""
    options = common.make_parser(NAME, __doc__).parse_args(argv)
    documents = common.load_gold("articles")
    result = common.score("quotes", map(predict, map(common.as_record, documents)), errors=options.errors)
    print(f"articles: {result.table}")
    print_with_gold_names(documents)
    rows = [("F1", result.f1)] + [(a, result.attributes[a]) for a in ("type", "role", "affiliation", "upstream")]
    folder = os.environ.get("TAPECHECK_POLNEAR")
    if folder and Path(folder).is_dir():
        rows += print_polnear(Path(folder))
    else:
        print("PolNeAR: TAPECHECK_POLNEAR names no folder, so its dev part was not measured")
    rows.append(("words a second", print_speed([d["text"] for d in documents])))
    print_peers()
    held = all(value >= FLOORS[name] for name, value in rows)
    for name, value in rows:
        print(f"  {'ok  ' if value >= FLOORS[name] else 'LOW '} {name:22} {value:10,.3f}  (at least {FLOORS[name]:,})")
    common.show_diff(NAME, result.findings, {d["id"]: d["text"] for d in documents}, options.limit)
    lost = bool(common.load_findings(NAME)) and bool(common.diff_findings(NAME, result.findings).lost)
    if options.save:
        print(f"saved {common.save(NAME, [result]).relative_to(common.ROOT)}")
    return int(lost or not held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
