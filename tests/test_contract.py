"""The public contract, walked field by field over real output: what people script against.

Each rule of it (names, vocabularies, nulls, numbers, streams, exit codes, ids) is asserted on documents of the sample
pages and on texts of odd kinds.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tapecheck import schema

SAMPLES = Path(str(files("tapecheck.demo")))
MARKET = str(SAMPLES / "market")
PAGES = sorted((SAMPLES / "pages").glob("*.html"))

# --- the shapes ------------------------------------------------------------------------------------------------------
Rule = Callable[[Any], bool]


def a_text(value: Any) -> bool:
    return isinstance(value, str)


def a_flag(value: Any) -> bool:
    return isinstance(value, bool)


def an_offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def a_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def a_day(value: Any) -> bool:
    return a_text(value) and len(value) == 10 and bool(date.fromisoformat(value))


def a_moment(value: Any) -> bool:
    """A date, or an instant that carries its offset."""
    return a_day(value) if len(value) == 10 else datetime.fromisoformat(value).tzinfo is not None


def a_bound(value: Any) -> bool:
    """An ISO date, month or year."""
    return bool(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value))


def or_null(rule: Rule) -> Rule:
    return lambda value: value is None or rule(value)


def one_of(*words: Any) -> Rule:
    return lambda value: value in words


def each(rule: Rule) -> Rule:
    return lambda value: isinstance(value, list) and all(rule(item) for item in value)


def pair(rule: Rule) -> Rule:
    return lambda value: each(rule)(value) and len(value) == 2


def shape(**rules: Rule) -> Rule:
    """An object that has all these fields, each as it must be; it may have more."""

    def check(value: Any) -> bool:
        assert isinstance(value, dict)
        for name, rule in rules.items():
            assert name in value, f"no {name} in {value}"
            assert rule(value[name]), f"{name} is {value[name]!r}"
        return True

    return check


SPAN = {"start": an_offset, "end": an_offset, "text": a_text}
LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "PRODUCT", "INDEX", "FUND", "COMMODITY", "CURRENCY", "CRYPTO",
          "RATE")  # fmt: skip
KINDS = ("money", "percent", "percentage_points", "multiple", "index_points", "count")
HEDGES = ("approx", "just_below", "less_than", "at_most", "just_above", "more_than", "at_least")
METRICS = [
    "percent_change",
    "point_change",
    "close",
    "open",
    "intraday_high",
    "intraday_low",
    "level",
    "yield_level",
    "yield_change",
    "highest_since",
    "lowest_since",
    "largest_move_since",
    "first_since",
    "streak",
    "off_high",
    "off_low",
    "relative_change",
    "breadth",
    "rank",
    "moving_average",
    "market_cap",
    "market_cap_change",
    "volume",
    "fund_flow",
    "short_profit",
    "fundamental",
    "count",
    "share_of_total",
    "moving_average_level",
    "moving_average_distance",
    "high_52_weeks",
    "low_52_weeks",
    "rsi",
    "bollinger",
    "volatility",
    "annualised_return",
    "max_drawdown",
    "average_volume",
    "beta",
    "correlation",
    "other",
]
VERDICTS = ("supported", "imprecise", "contradicted", "not_checkable")
DIRECTION = or_null(one_of("up", "down"))
INTERVAL = pair(or_null(a_number))

ENTITY = shape(**SPAN, label=one_of(*LABELS), name=a_text, symbol=or_null(a_text))
QUANTITY = shape(
    **SPAN, kind=one_of(*KINDS), low=a_number, high=a_number, unit=a_text, currency=or_null(a_text),
    hedge=or_null(one_of(*HEDGES)), per=or_null(a_text), direction=DIRECTION, plausible=INTERVAL,
)  # fmt: skip
PERIOD = shape(
    **SPAN, kind=one_of("date", "range", "since", "lookback", "fiscal", "open"), to=or_null(a_day),
    duration=or_null(lambda value: value.startswith("P")), **{"from": or_null(a_day)},
)  # fmt: skip
QUOTE = shape(
    **SPAN, type=one_of("direct", "mixed", "indirect"), speaker=or_null(a_text), role=or_null(a_text),
    affiliation=or_null(a_text), speaker_start=or_null(an_offset), speaker_end=or_null(an_offset),
    cue=or_null(a_text), upstream=each(a_text),
)  # fmt: skip
CLAIM = shape(
    **SPAN, id=a_text, subject=or_null(a_text), symbol=or_null(a_text), metric=one_of(*METRICS), direction=DIRECTION,
    low=or_null(a_number), high=or_null(a_number), unit=or_null(a_text), hedge=or_null(one_of(*HEDGES)),
    plausible=or_null(INTERVAL), period_from=or_null(a_day), period_to=or_null(a_day), since=or_null(a_bound),
    record=or_null(a_flag), freq=or_null(one_of("day", "week", "month", "quarter", "year")),
    measure=or_null(one_of("percent", "points")), field=or_null(one_of("close", "open", "high", "low")),
    versus=or_null(a_text), window=or_null(an_offset), definition=or_null(a_text),
    modality=one_of("asserted", "forecast", "hypothetical", "denied"),
    attributed_to=or_null(a_text), upstream=each(a_text), in_quote=a_flag,
    quantity=or_null(shape(start=an_offset, end=an_offset)), checkable=a_flag, reason=or_null(a_text),
    cell=or_null(shape(table=an_offset, row=an_offset, col=an_offset)),
)  # fmt: skip
SERIES = shape(
    symbol=a_text, provider=a_text, field=a_text,
    **dict.fromkeys(("currency", "timezone", "adjustment", "split_basis", "fetched_at", "snapshot", "licence"),
                    or_null(a_text)),
    sha256=or_null(lambda value: bool(re.fullmatch(r"[0-9a-f]{64}", value))), first=or_null(a_day), last=or_null(a_day),
)  # fmt: skip
FIGURE = or_null(lambda value: a_number(value) or a_text(value))
CHECK = shape(
    claim_id=a_text, verdict=one_of(*VERDICTS), reason=or_null(a_text), computed=FIGURE, unit=or_null(a_text),
    claimed=or_null(pair(FIGURE)), tolerance=or_null(a_text), base_date=or_null(a_day), as_of=or_null(a_day),
    rule=or_null(lambda value: bool(re.fullmatch(r"[a-z0-9-]+\.v\d+", value))), series=each(SERIES),
    formula=or_null(a_text), readings=each(shape(reading=a_text, computed=FIGURE, verdict=one_of(*VERDICTS))),
    chart=or_null(shape(dates=each(a_day), values=each(a_number))),
    histogram=or_null(shape(edges=each(a_number), counts=each(an_offset), bar=a_number)),
)  # fmt: skip
ARTICLE = shape(
    **dict.fromkeys(("url", "canonical_url", "publisher", "title", "language", "section", "correction"),
                    or_null(a_text)),
    authors=each(a_text), published=or_null(a_moment), modified=or_null(a_moment), truncated=a_flag, paywalled=a_flag,
    provenance=lambda value: isinstance(value, dict) and all(map(a_text, value.values())),
)  # fmt: skip
DOCUMENT = shape(
    schema=one_of(1), id=a_text, published=or_null(a_moment), text=a_text, title_end=an_offset, article=ARTICLE,
    tables=each(shape(caption=or_null(a_text), rows=each(each(a_text)))),
    sentences=each(shape(start=an_offset, end=an_offset)), entities=each(ENTITY), quantities=each(QUANTITY),
    periods=each(PERIOD), quotes=each(QUOTE), claims=each(CLAIM),
    consistency=each(shape(rule=a_text, claims=each(a_text), verdict=one_of(*VERDICTS), formula=a_text)),
    versions=shape(tapecheck=a_text, model=a_text, rules=a_text),
)  # fmt: skip
CHECKED = shape(checks=each(CHECK), verdict=one_of(*VERDICTS, "partly_supported", "no_claim"))


def assert_whole(document: dict[str, Any]) -> None:
    """What holds between the fields of a document."""
    text = document["text"]
    if document["title_end"]:
        assert text[document["title_end"] :].startswith("\n\n")
        assert text[: document["title_end"]] == document["article"]["title"]
    for layer in ("entities", "quantities", "periods", "quotes", "claims"):
        for item in document[layer]:
            assert text[item["start"] : item["end"]] == item["text"], (layer, item)
            assert item["text"].strip() or item["cell"], (layer, item)
    for quantity in document["quantities"]:
        low, high = quantity["plausible"]
        assert (low is None or low <= quantity["low"]) and (high is None or quantity["high"] <= high)
        assert quantity["low"] <= quantity["high"]
    for period in document["periods"]:
        assert period["from"] is None or period["to"] is None or period["from"] < period["to"]
    for quote in document["quotes"]:
        assert (quote["speaker_start"] is None) == (quote["speaker_end"] is None)
    ids = [claim["id"] for claim in document["claims"]]
    assert len(ids) == len(set(ids))
    for claim in document["claims"]:
        if claim["cell"]:
            cell = claim["cell"]
            assert document["tables"][cell["table"]]["rows"][cell["row"]][cell["col"]]
        assert claim["checkable"] or claim["reason"]
    for check in document.get("checks") or ():
        assert check["claim_id"] in ids
        assert check["verdict"] != "not_checkable" or check["reason"]
        assert check["verdict"] == "not_checkable" or (check["formula"] and check["rule"] and check["series"])
        if check["chart"]:
            assert len(check["chart"]["dates"]) == len(check["chart"]["values"]) <= 300
    assert all(one in ids for sum_ in document["consistency"] for one in sum_["claims"])


# --- running ---------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("contract")


def run(folder: Path, *arguments: str, stdin: bytes = b"") -> tuple[int, bytes, str]:
    """Exit code, stdout and stderr of a command in a process of its own with a bare environment."""
    environ = {
        "HOME": str(folder), "PATH": "/usr/bin:/bin", "TAPECHECK_MODEL": "fast", "TAPECHECK_OFFLINE": "1",
        "TAPECHECK_CONFIG": str(folder / "none.toml"), "TAPECHECK_CACHE": str(folder / "cache"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tapecheck", *arguments], input=stdin, capture_output=True, cwd=folder, env=environ,
        check=False, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr.decode()


BIG = "The Dow rose 1.25% on Friday, and nobody knew why it did so. " * 16_500
WORDS = "The S&P 500 has jumped 16% this year, “a surprise”, said Jane Roe of Example Bank."
GERMAN = (
    "Der Dax ist am Freitag um 1,2 Prozent auf 15.740 Punkte gestiegen, weil die Anleger wieder Mut gefasst haben "
    "und die Zinsen nicht weiter steigen."
)
RECORDS: list[dict[str, Any]] = [
    {"id": "plain", "text": WORDS, "published": "2023-09-11"},
    {"id": "instant", "text": WORDS, "published": "2023-09-11T09:00:00+02:00", "url": "https://example.org/a"},
    {"id": "zulu", "text": WORDS, "published": "2023-09-11T09:00:00Z"},
    {"id": "no offset", "text": WORDS, "published": "2023-09-11T09:00:00"},
    {"id": "undated", "text": WORDS},
    {"id": "crlf", "text": "A title\r\n\r\nThe Dow rose 1%.\r\n\r\n  The Nasdaq fell 2%.  \r\n"},
    {"id": "odd", "text": "\ufeff\u00a0The Dow\u200b rose 1%. \U0001f4c8\x00 \ud83d Oil fell 3%\u2028"},
    {"id": "empty", "text": "", "published": "2023-09-11"},
    {"id": "blank", "text": " \n\n ", "published": "2023-09-11"},
    {"id": "german", "text": GERMAN, "published": "2023-09-11"},
    {"id": 7, "text": "Leave a comment\n\nYour email address will not be published. Gold rose $12.50."},
    {"id": "plain", "text": "Another text. Shares fell a fifth.", "published": "2023-09-11"},
    {"id": "page", "html": (SAMPLES / "pages" / "chips.html").read_text("utf-8"), "url": "https://example.org/chips"},
    {"id": "both", "text": "The Dow rose 2%.", "html": "<p>Not this.</p>", "published": "2023-09-11"},
]  # fmt: skip
BAD_LINES = ["{broken", "[1, 2]", '"text"', '{"id": "none"}', '{"text": "The Dow rose 1%."}', '{"id": "b", "text": 5}',
             '{"id": "c", "text": "x", "published": "soon"}', '{"id": "d", "html": "<html></html>"}',
             '{"id": null, "text": "x"}']  # fmt: skip


@pytest.fixture(scope="module")
def stream(folder: Path) -> list[dict[str, Any]]:
    """What `check` answers to RECORDS."""
    lines = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()
    code, out, err = run(folder, "check", "--input-format", "ndjson", "--market", MARKET, stdin=lines)
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture(scope="module")
def pages(folder: Path) -> list[dict[str, Any]]:
    code, out, err = run(folder, "check", *map(str, PAGES), "--market", MARKET, "--format", "json")
    assert (code, err) == (0, "")
    return list(json.loads(out))


def test_the_vocabularies_are_the_contracts() -> None:
    assert [str(one) for one in schema.Label] == list(LABELS)
    assert [str(one) for one in schema.QuantityKind] == list(KINDS)
    assert [str(one) for one in schema.Hedge] == list(HEDGES)
    assert [str(one) for one in schema.Metric] == METRICS


def test_pages_are_documents_of_the_contract(pages: list[dict[str, Any]]) -> None:
    assert len(pages) == len(PAGES)
    for document in pages:
        assert DOCUMENT(document)
        assert CHECKED(document)
        assert_whole(document)
        assert document["claims"]


def test_streams_are_answered_in_order_with_the_same_ids(stream: list[dict[str, Any]]) -> None:
    assert [document["id"] for document in stream] == [str(record["id"]) for record in RECORDS]
    for document in stream:
        assert DOCUMENT(document)
        assert CHECKED(document)
        assert_whole(document)


def test_a_text_is_kept_byte_for_byte(stream: list[dict[str, Any]]) -> None:
    for document, record in zip(stream, RECORDS, strict=True):
        if "text" in record:
            assert document["text"] == record["text"]


def test_publication_is_read_as_given_and_an_instant_carries_its_offset(stream: list[dict[str, Any]]) -> None:
    published = {document["id"]: document["published"] for document in stream}
    assert published["instant"] == "2023-09-11T09:00:00+02:00"
    assert published["zulu"] == "2023-09-11T09:00:00+00:00"
    assert published["no offset"] == "2023-09-11T09:00:00-04:00"
    assert published["undated"] is None
    assert published["german"] == "2023-09-11"


def test_what_yields_no_claims_says_so(stream: list[dict[str, Any]]) -> None:
    by_id = {document["id"]: document for document in stream}
    assert "another language" in by_id["german"]["note"]
    assert "--published" in by_id["undated"]["note"]
    for name in ("german", "empty", "blank"):
        assert (by_id[name]["claims"], by_id[name]["checks"], by_id[name]["verdict"]) == ([], [], "no_claim")
    assert {check["verdict"] for check in by_id["undated"]["checks"]} == {"not_checkable"}


def test_bad_lines_stand_in_their_places_and_the_others_are_done(folder: Path) -> None:
    good = json.dumps({"id": "good", "text": "The Dow rose 1%.", "published": "2023-09-11"})
    lines = "\n".join([good, "", BAD_LINES[0], "   ", *BAD_LINES[1:], good]) + "\n\n"
    code, out, err = run(folder, "extract", "--input-format", "ndjson", stdin=lines.encode() + b"\xff\xfe{}\n")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [answer["id"] for answer in answers] == [
        "good", None, None, None, "none", None, "b", "c", "d", None, "good", None,
    ]  # fmt: skip
    assert [set(answer) == {"id", "error"} for answer in answers] == [False, *[True] * 9, False, True]
    assert len(err.splitlines()) == 10
    assert "Traceback" not in err


def test_an_unchecked_document_has_neither_checks_nor_verdict(folder: Path) -> None:
    code, out, _ = run(folder, "extract", str(PAGES[0]))
    document = json.loads(out)
    assert (code, document.keys() & {"checks", "verdict"}) == (0, set())
    assert DOCUMENT(document)


def test_ids_are_the_same_in_every_process_and_with_every_order(folder: Path, stream: list[dict[str, Any]]) -> None:
    lines = "".join(json.dumps(record) + "\n" for record in reversed(RECORDS)).encode()
    _, out, _ = run(folder, "extract", "--input-format", "ndjson", stdin=lines)
    again = [json.loads(line) for line in out.splitlines()][::-1]
    assert [[claim["id"] for claim in document["claims"]] for document in again] == [
        [claim["id"] for claim in document["claims"]] for document in stream
    ]
    assert all(re.fullmatch(r"[0-9a-f]{16}", claim["id"]) for document in stream for claim in document["claims"])


def test_equal_claims_of_other_texts_have_other_ids(stream: list[dict[str, Any]]) -> None:
    same = [tuple(claim["id"] for claim in document["claims"]) for document in stream if document["text"] == WORDS]
    assert len(set(same)) == 1  # an id hangs on the text, not on the record
    ids = [{claim["id"] for claim in document["claims"]} for document in stream if document["text"] != WORDS]
    assert sum(map(len, ids)) == len(set().union(*ids))


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("$9.7 billion", 9_700_000_000, 9_700_000_000),
        ("0.1%", 0.1, 0.1),
        ("1.10 percent", 1.1, 1.1),
        ("4,457.49 points", 4457.49, 4457.49),
        ("$3 trillion", 3_000_000_000_000, 3_000_000_000_000),
        ("between 2% and 3%", 2, 3),
        ("25 basis points", 0.25, 0.25),
    ],
)
def test_numbers_are_the_printed_decimals(words: str, low: float, high: float) -> None:
    import tapecheck

    document = tapecheck.analyze(f"The fund lost {words} on Friday.", published="2023-09-11", model="fast")
    printed = json.loads(json.dumps(schema.to_json(document)))["quantities"]
    assert [(one["low"], one["high"]) for one in printed] == [(low, high)]
    assert [type(one["low"]) for one in printed] == [type(low)]


def test_a_megabyte_is_answered_like_a_line(folder: Path) -> None:
    line = json.dumps({"id": "big", "text": BIG, "published": "2023-09-11"}).encode()
    code, out, err = run(folder, "extract", "--input-format", "ndjson", stdin=line)
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["text"] == BIG
    assert len(document["quantities"]) == BIG.count("%")
    assert_whole(document)


def test_surrogates_are_printed_as_the_json_that_they_came_as(folder: Path) -> None:
    line = b'{"id": "\\ud83d", "text": "The Dow \\ud83d rose 1%.", "published": "2023-09-11"}\n'
    code, out, err = run(folder, "extract", "--input-format", "ndjson", stdin=line)
    assert (code, err) == (0, "")
    assert json.loads(out)["text"] == "The Dow \ud83d rose 1%."


def test_a_text_file_and_a_page_go_through_the_reader(folder: Path) -> None:
    (folder / "a.txt").write_text(
        "Small caps lag\n\nThe Dow rose 1% on Friday.\n\nLeave a comment\n\nYour email address will not be published.",
        "utf-8",
    )
    _, out, _ = run(folder, "extract", "a.txt", "--published", "2023-09-11")
    assert json.loads(out)["text"] == "Small caps lag\n\nThe Dow rose 1% on Friday."


def test_rows_of_a_search(folder: Path) -> None:
    code, out, _ = run(folder, "ingest", *map(str, PAGES), "--market", MARKET)
    assert code == 0
    assert all({"id", "saved", "claims", "verdict", "title", "published"} <= json.loads(line).keys()
               for line in out.splitlines())  # fmt: skip
    code, out, _ = run(folder, "search", "--format", "ndjson", "--limit", "1000")
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) > 50
    row = shape(
        article=shape(id=a_text, url=or_null(a_text), title=or_null(a_text), published=or_null(a_moment),
                      publisher=or_null(a_text)),
        check=or_null(CHECK),
    )  # fmt: skip
    assert all(CLAIM(one) and row(one) for one in rows)
    assert all(one["check"] is None or one["check"]["claim_id"] == one["id"] for one in rows)
    assert {one["check"]["verdict"] for one in rows if one["check"]} >= {"supported", "contradicted"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", str(PAGES[0]), "--market", MARKET, "--fail-on", "contradicted"), 3),
        (("check", str(PAGES[0]), "none.txt", "--market", MARKET, "--fail-on", "contradicted"), 3),
        (("check", str(PAGES[0]), "none.txt", "--market", MARKET), 1),
        (("check", str(PAGES[0]), "--frob"), 2),
        (("check", str(PAGES[0]), "--as-of", "nonsense"), 2),
        (("search", "dow", "--db", "none.db"), 1),
    ],
)
def test_exit_codes(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    done, _, err = run(folder, *arguments)
    assert done == code
    assert "Traceback" not in err
    assert len(err.splitlines()) <= 1


@pytest.mark.parametrize(
    ("published", "zone", "expected"),
    [
        ("2023-09-11T09:00:00", "Europe/London", "2023-09-11T09:00:00+01:00"),
        ("2023-09-11", "Europe/London", "2023-09-11"),
    ],
)
def test_a_bare_time_is_read_in_the_zone_of_the_settings(
    folder: Path, published: str, zone: str, expected: str
) -> None:
    (folder / "zone.toml").write_text(f'zone = "{zone}"\nmodel = "fast"\n', "utf-8")
    command = [sys.executable, "-m", "tapecheck", "extract", "-", "--published", published]
    environ = {"HOME": str(folder), "TAPECHECK_CONFIG": str(folder / "zone.toml")}
    done = subprocess.run(command, input=b"The Dow rose 1%.", capture_output=True, env=environ, check=True)
    assert json.loads(done.stdout)["published"] == expected
