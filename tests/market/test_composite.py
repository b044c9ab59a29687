"""Many sources as one: the user's order, only what is missing, one line for each fetch, and nothing offline."""

from __future__ import annotations

import inspect
import os
import pickle
import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tapecheck.crosscheck import apply_rules
from tapecheck.errors import MarketError, NoHistory, ProviderError, UnknownSymbol, UsageError
from tapecheck.market import SeriesCache, fetch_series, import_folder, open_market, providers
from tapecheck.market.bars import Bars
from tapecheck.market.composite import CompositeMarket
from tapecheck.market.describe import describe
from tapecheck.market.fetching import find_disagreements
from tapecheck.market.folder import FolderMarket
from tapecheck.market.history import make_history
from tapecheck.market.providers import Context
from tapecheck.market.providers.fred import FredProvider
from tapecheck.reference.market import Adjustment, Fact, History, Market, Split
from tests.crosscheck.fakes import claim
from tests.market.conftest import NOW, Server, write_folder

D = date.fromisoformat
ROOT = Path(__file__).resolve().parents[2]


class Vendor:
    """A provider of weekdays' closes, 100 and the day of the month each; keeps what it was asked."""

    def __init__(
        self, name: str = "vendor", symbols: tuple[str, ...] = ("AAPL", "^GSPC", "NA"), since: str = "2023-08-01"
    ) -> None:
        self.name, self.symbols, self.since = name, symbols, D(since)
        self.until = D("2023-12-31")
        self.asked: list[tuple[str, date | None, date | None]] = []
        self.scale = 1.0
        self.error: MarketError | None = None
        self.found: dict[str, tuple[Split, ...]] = {}

    def history(
        self,
        symbol: str,
        start: date | None = None,
        end: date | None = None,
        *,
        field: str = "close",
        adjustment: Adjustment = Adjustment.SPLIT,
    ) -> History:
        self.asked.append((symbol, start, end))
        if self.error:
            raise self.error
        if symbol not in self.symbols:
            raise UnknownSymbol(symbol, "the vendor does not have it")
        days = np.arange(np.datetime64(self.since), np.datetime64(self.until))
        days = days[(days.astype(int) + 3) % 7 < 5]
        closes = (days - days.astype("datetime64[M]")).astype(float) + 101
        bars = Bars(days, {"close": closes * self.scale, "adj_close": closes * self.scale})
        info = describe(symbol, source=self.name)
        return make_history(info, bars, start, end, field=field, adjustment=adjustment, provider=self.name)

    def splits(self, symbol: str) -> tuple[Split, ...]:
        return self.found.get(symbol, ())

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        self.asked.append((f"{symbol} {concept}", None, None))
        if self.error:
            raise self.error
        day = D("2023-06-30")
        return (Fact(symbol=symbol, concept=concept, from_=day, to=day, value=7, unit="USD", filed=D("2023-08-01")),)


class Clock:
    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def vendor() -> Vendor:
    return Vendor()


@pytest.fixture
def clock() -> Clock:
    return Clock()


Make = Callable[..., CompositeMarket]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def make(tmp_path: Path, clock: Clock, said: list[str]) -> Make:
    def made(*live: Any, folder: Path | None = None, known: tuple[str, ...] = ()) -> CompositeMarket:
        folders = [FolderMarket(folder, now=clock)] if folder else []
        cache = SeriesCache(tmp_path / "cache", now=clock)
        return CompositeMarket(
            folders=folders, cache=cache, providers=live, known=known, on_fetch=said.append, now=clock
        )

    return made


def test_it_is_a_market(make: Make) -> None:
    market: Market = make()
    assert market.now() == NOW


def test_what_the_cache_lacks_is_fetched_with_one_line_said(make: Make, vendor: Vendor, said: list[str]) -> None:
    market = make(vendor)
    found = market.history("AAPL", D("2023-09-07"), D("2023-09-09"))
    assert found.frame["close"].tolist() == [107, 108]
    assert (found.provenance.provider, found.provenance.last) == ("vendor", D("2023-09-08"))
    assert found.provenance.snapshot
    assert vendor.asked == [("AAPL", None, None)]  # all there is, in one request
    assert said == ["AAPL: 29 days from vendor, 2023-08-01 to 2023-09-08"]


def test_a_day_that_is_not_over_is_nobodys_close(make: Make, vendor: Vendor) -> None:
    assert make(vendor).history("AAPL").provenance.last == D("2023-09-08")  # the vendor has days to December


def test_a_second_look_asks_nobody(make: Make, vendor: Vendor, said: list[str]) -> None:
    market = make(vendor)
    for end in ("2023-09-09", "2023-09-01", "2030-01-01"):
        market.history("AAPL", D("2023-08-07"), D(end))
    make(vendor).history("AAPL")  # nor does another run
    assert (len(vendor.asked), len(said)) == (1, 1)


def test_only_missing_days_are_fetched(make: Make, vendor: Vendor, clock: Clock, said: list[str]) -> None:
    first = make(vendor).history("AAPL")
    clock.now += timedelta(days=2)
    again = make(vendor).history("AAPL")
    assert vendor.asked[1] == ("AAPL", D("2023-08-29"), None)  # ten days again, to see whether the basis has changed
    assert said[1] == "AAPL: 2 days from vendor, 2023-09-11 to 2023-09-12"
    assert again.frame["close"].tolist()[-3:] == [108, 111, 112]
    assert first.provenance.snapshot != again.provenance.snapshot


def test_a_check_can_be_replayed(make: Make, vendor: Vendor, clock: Clock) -> None:
    market = make(vendor)
    first = market.history("AAPL", D("2023-08-07"))
    clock.now += timedelta(days=2)
    market.history("AAPL")
    replayed = make().history("AAPL", D("2023-08-07"), snapshot=first.provenance.snapshot)
    assert replayed.provenance == first.provenance
    assert replayed.frame.equals(first.frame)
    with pytest.raises(NoHistory, match="snapshot 0123 is not in the cache"):
        market.history("AAPL", snapshot="0123")


def test_another_basis_is_fetched_whole(make: Make, vendor: Vendor, clock: Clock, said: list[str]) -> None:
    make(vendor).history("AAPL")
    clock.now += timedelta(days=2)
    vendor.scale = 0.1  # a split of ten for one
    vendor.found["AAPL"] = (Split(symbol="AAPL", day=D("2023-09-12"), ratio=10),)
    found = make(vendor).history("AAPL")
    assert found.frame["close"].iloc[0] == pytest.approx(10.1)
    assert [asked[1] for asked in vendor.asked] == [None, D("2023-08-29"), None]
    assert make().splits("AAPL") == vendor.found["AAPL"]


def test_the_front_is_fetched_too(make: Make, vendor: Vendor, said: list[str]) -> None:
    market = make(vendor)
    fetch_series(market, "AAPL", D("2023-09-01"))
    found = market.history("AAPL", D("2023-08-10"))
    assert [asked[1:] for asked in vendor.asked] == [(D("2023-09-01"), None), (D("2023-08-10"), D("2023-09-11"))]
    assert found.provenance.first == D("2023-08-10")
    assert said[1] == "AAPL: 16 days from vendor, 2023-08-10 to 2023-08-31"
    market.history("AAPL", D("2023-07-01"))
    market.history("AAPL", D("2023-07-01"))  # the vendor begins in August: it is asked once
    assert len(vendor.asked) == 3
    vendor.error = NoHistory("AAPL", "nothing before")
    market.history("AAPL", D("2023-06-01"))
    vendor.error = None
    market.history("AAPL", D("2023-06-01"))
    assert len(vendor.asked) == 4


def test_a_front_on_another_basis(make: Make, vendor: Vendor) -> None:
    market = make(vendor)
    fetch_series(market, "AAPL", D("2023-09-01"))
    vendor.scale = 2
    assert market.history("AAPL", D("2023-08-10")).frame["close"].iloc[-1] == 216


def test_the_users_order(make: Make, folder: Path) -> None:
    one, two = Vendor("one", ("AAPL",)), Vendor("two", ("AAPL", "MSFT", "^GSPC"))
    market = make(one, two, folder=folder)
    assert market.history("AAPL").provenance.provider == "one"
    assert market.history("MSFT").provenance.provider == "two"
    assert market.history("^GSPC", D("2023-09-05"), D("2023-09-09")).provenance.provider == "folder"
    assert market.history("^GSPC", D("2023-09-05"), D("2023-09-09"), provider="two").provenance.provider == "two"
    assert [asked[0] for asked in two.asked] == ["MSFT", "^GSPC"]
    with pytest.raises(UnknownSymbol):
        market.history("AAPL", provider="three")


def test_a_folder_that_does_not_reach_is_not_the_last_word(make: Make, folder: Path, vendor: Vendor) -> None:
    market = make(vendor, folder=folder)
    assert market.history("^GSPC", D("2023-08-01"), D("2023-09-09")).provenance.provider == "vendor"
    assert make(folder=folder).history("^GSPC", D("2023-08-01"), D("2023-09-09")).provenance.provider == "folder"


def test_imported_series_come_before_providers(make: Make, folder: Path, vendor: Vendor) -> None:
    market = make(vendor)
    assert market.cache is not None
    import_folder(folder, market.cache)
    found = market.history("^GSPC", D("2023-09-05"), D("2023-09-09"))
    assert (found.provenance.provider, vendor.asked) == ("folder", [])
    info = market.info("^GSPC")
    assert info is not None
    assert info.source == "made for tests"


def test_a_provider_that_fails_makes_room_for_the_next(make: Make, said: list[str]) -> None:
    one, two = Vendor("one"), Vendor("two")
    one.error = ProviderError("one", "refuses more requests for now; try again later")
    market = make(one, two)
    assert market.history("AAPL").provenance.provider == "two"
    assert market.history("NA").provenance.provider == "two"
    assert len(one.asked) == 1  # it is left alone for the rest of the run


def test_what_failed_is_told_where_nobody_else_has_it(make: Make, vendor: Vendor) -> None:
    vendor.error = ProviderError("vendor", "refuses more requests for now; try again later")
    with pytest.raises(ProviderError, match="refuses more requests"):
        make(vendor).history("AAPL")
    vendor.error = NoHistory("AAPL", "begins in 2024")
    with pytest.raises(NoHistory, match="begins in 2024"):
        make(vendor).history("AAPL")


def test_an_old_series_is_better_than_none(make: Make, vendor: Vendor, clock: Clock, said: list[str]) -> None:
    make(vendor).history("AAPL")
    clock.now += timedelta(days=2)
    vendor.error = ProviderError("vendor", "is out of order (500)")
    assert make(vendor).history("AAPL").provenance.last == D("2023-09-08")
    assert said[-1] == "AAPL: kept as of 2023-09-08, as vendor: is out of order (500)"
    vendor.error = NoHistory("AAPL", "gone")
    assert make(vendor).history("AAPL").provenance.last == D("2023-09-08")


def test_who_failed_is_asked_again_after_a_while(make: Make, vendor: Vendor, clock: Clock, said: list[str]) -> None:
    market = make(vendor)
    market.history("AAPL")
    clock.now += timedelta(days=2)
    vendor.error = ProviderError("vendor", "is out of order (500)")
    for _ in range(3):
        assert market.history("AAPL").provenance.last == D("2023-09-08")
        with pytest.raises(ProviderError):
            market.history("NA")
    assert (len(vendor.asked), len(said)) == (2, 2)
    vendor.error = None
    assert market.history("AAPL").provenance.last == D("2023-09-08")
    clock.now += timedelta(hours=1)
    assert market.history("AAPL").provenance.last == D("2023-09-12")
    assert market.history("NA").provenance.last == D("2023-09-12")
    vendor.error = NoHistory("MSFT", "begins in 2024")
    for _ in range(3):
        with pytest.raises(NoHistory):
            market.history("MSFT")
    assert len(vendor.asked) == 5


@pytest.mark.parametrize("known", [(), ("vendor",)])
def test_offline_says_which_command_mends_it(make: Make, known: tuple[str, ...]) -> None:
    market = make(known=known)
    with pytest.raises(UnknownSymbol, match="tapecheck market fetch AAPL --since 2023-09-07"):
        market.history("AAPL", D("2023-09-07"))
    with pytest.raises(UnknownSymbol, match="tapecheck market import DIR"):
        market.calendar("AAPL")
    assert market.info("AAPL") is None


def test_a_series_that_is_too_short_says_which_command_mends_it(make: Make, folder: Path) -> None:
    market = make(folder=folder)
    told = r"reaches from 2023-09-05 to 2023-09-08; get more: tapecheck market fetch '\^GSPC' --since 2020-01-01, or"
    with pytest.raises(NoHistory, match=told):
        market.history("^GSPC", D("2020-01-01"), D("2020-02-01"))


def test_online_says_who_was_asked(make: Make, vendor: Vendor) -> None:
    with pytest.raises(UnknownSymbol, match="none of vendor has prices of it"):
        make(vendor).history("ZZZZ")


def test_what_was_fetched_serves_offline(make: Make, vendor: Vendor) -> None:
    make(vendor).history("AAPL")
    offline = make(known=("vendor",))
    assert offline.history("AAPL").provenance.provider == "vendor"
    assert offline.calendar("AAPL").previous(D("2023-09-05")) == D("2023-09-01")


def damage(market: CompositeMarket) -> Path:
    assert market.cache is not None
    (path,) = market.cache.path.glob("series/*/*.parquet")
    path.write_bytes(path.read_bytes()[:-20])
    return path


def test_a_torn_file_is_fetched_again(make: Make, vendor: Vendor) -> None:
    first = make(vendor).history("AAPL")
    damage(make())
    assert make(vendor).history("AAPL").provenance.sha256 == first.provenance.sha256
    damage(make())
    with pytest.raises(ProviderError, match=r"is damaged \(its checksum differs\); tapecheck market fetch AAPL"):
        make(known=("vendor",)).history("AAPL")
    replay = make(vendor).history("AAPL", snapshot=first.provenance.snapshot)
    assert replay.provenance.sha256 == first.provenance.sha256


def test_a_torn_file_that_cannot_be_had_again(make: Make, vendor: Vendor) -> None:
    snapshot = make(vendor).history("AAPL").provenance.snapshot
    damage(make())
    vendor.error = ProviderError("vendor", "down")
    with pytest.raises(ProviderError, match="is damaged"):
        make(vendor).history("AAPL")
    vendor.error = None
    vendor.scale = 3  # the vendor's past has changed since
    with pytest.raises(ProviderError, match="is damaged"):
        make(vendor).history("AAPL", snapshot=snapshot)
    assert make(vendor).history("AAPL").frame["close"].iloc[0] == 303


def test_closes_of_many(make: Make, folder: Path, vendor: Vendor) -> None:
    market = make(vendor, folder=folder)
    frame = market.closes(("TEN", "AAPL", "ZZZZ"), D("2023-09-07"), D("2023-09-09")).frame
    assert list(frame.columns) == ["TEN", "AAPL"]
    assert frame.to_numpy().tolist() == [[11, 107], [12, 108]]
    many = tuple(f"S{i}" for i in range(100))
    before = len(vendor.asked)
    assert market.closes(many, D("2023-09-07"), D("2023-09-09")).frame.empty
    assert len(vendor.asked) == before  # nobody is asked for a hundred series behind the user's back
    (folder / "stocks.csv").unlink()
    assert make(folder=folder).closes(("TEN", "^GSPC"), D("2023-09-07"), D("2023-09-09")).symbols == ("^GSPC",)


def test_members_are_of_the_list_that_covers_the_day(make: Make, folder: Path) -> None:
    market = make(folder=folder)
    assert market.cache is not None
    import_folder(folder, market.cache)
    for index, day, known in (
        ("^GSPC", "2023-09-08", True),
        ("^RUT", "2023-09-08", False),
        ("^RUT", "2023-06-01", True),
    ):
        found = market.members(index, D(day))
        assert found is not None
        assert found.known is known
    assert market.members("^NDX", D("2023-09-08")) is None


def test_facts(make: Make, folder: Path, vendor: Vendor, clock: Clock, said: list[str]) -> None:
    market = make(vendor, folder=folder)
    assert [fact.value for fact in market.facts("NA", "revenue")] == [7, 10, 11]
    market.facts("NA", "revenue")
    assert [asked[0] for asked in vendor.asked] == ["NA revenue"]  # once a day
    assert said == ["NA: 1 fact (revenue) from vendor"]
    clock.now += timedelta(days=2)
    vendor.error = ProviderError("vendor", "down")
    assert len(market.facts("NA", "revenue")) == 3
    assert len(market.facts("NA", "eps")) == 0
    assert len(vendor.asked) == 2  # it failed, and is left alone
    assert said[-1] == "vendor: down"


def test_facts_that_nobody_has(make: Make, vendor: Vendor) -> None:
    vendor.error = UnknownSymbol("ZZZZ", "nobody")
    market = make(vendor)
    assert market.facts("ZZZZ", "eps") == ()
    assert market.facts("ZZZZ", "eps") == ()
    assert len(vendor.asked) == 1


def test_splits_of_the_folder_hold(make: Make, folder: Path) -> None:
    market = make(folder=folder)
    assert market.cache is not None
    market.cache.put_splits("vendor", [Split(symbol="TEN", day=D("2023-09-08"), ratio=99)])
    market.cache.put_splits("vendor", [Split(symbol="TEN", day=D("2020-09-08"), ratio=3)])
    assert [split.ratio for split in market.splits("TEN")] == [3, 10, 2]


def test_a_second_opinion_on_closes(make: Make, server: Server, vendor: Vendor, said: list[str]) -> None:
    context = Context(now=lambda: NOW, sleep=lambda _: None)
    fred = FredProvider(context, site=server.url)
    server.give("observation_date,SP500\n2023-09-06,106\n2023-09-07,107.5\n2023-09-08,108.01\n")
    make(vendor, fred).history("^GSPC")
    assert said[-1] == "^GSPC: vendor has 107, fred 107.5 for 2023-09-07"
    assert server.asked[0][1] == {"id": "SP500", "cosd": "2023-08-09"}
    context.close()


def test_disagreements() -> None:
    days = np.array(["2023-09-07", "2023-09-08"], "datetime64[D]")
    one, other = (Bars(days, {"close": np.array(closes)}) for closes in ([1.0, 2.0], [1.01, 2.5]))
    assert find_disagreements(one, other) == [(D("2023-09-08"), 2.0, 2.5)]


def test_fetching_by_hand(make: Make, vendor: Vendor) -> None:
    market = make(vendor)
    made = fetch_series(market, "AAPL")
    assert made is not None
    assert made.last == D("2023-09-08")
    assert fetch_series(market, "AAPL") is None
    with pytest.raises(UnknownSymbol):
        fetch_series(market, "ZZZZ")
    with pytest.raises(MarketError, match="not among the providers that are asked: vendor"):
        fetch_series(market, "AAPL", provider="yfinance")
    with pytest.raises(MarketError, match="leave --offline away"):
        fetch_series(make(), "AAPL")
    vendor.error = ProviderError("vendor", "down")
    with pytest.raises(ProviderError, match="down"):
        fetch_series(market, "MSFT")
    other = Vendor("other")
    other.error = ProviderError("other", "is not installed")
    with pytest.raises(ProviderError, match="MSFT: vendor: down; other: is not installed"):
        fetch_series(make(vendor, other), "MSFT")


def test_screened_on_the_way_in(make: Make, vendor: Vendor, said: list[str]) -> None:
    vendor.scale = -1
    with pytest.raises(NoHistory, match="no finished session"):
        make(vendor).history("AAPL")
    assert said[0] == "vendor:1: AAPL: has a close of zero or below; left out"


# --- open_market ------------------------------------------------------------------------------------------------------
def test_open_market_takes_folders_among_the_providers(folder: Path, tmp_path: Path) -> None:
    market = open_market(cache=tmp_path / "cache", providers=(str(folder), "fred"), contact="a@example.com")
    assert [provider.name for provider in market.providers] == ["fred"]
    assert market.history("NA").provenance.provider == "folder"
    assert open_market(folders=[folder]).providers == ()  # without a cache nothing is fetched
    with pytest.raises(UsageError, match="no market data provider 'bloomberg'; there are yfinance, fred, sec"):
        open_market(cache=tmp_path / "cache", providers=("bloomberg",))
    with pytest.raises(MarketError, match="is no folder"):
        open_market(folders=[tmp_path / "gone"])


OFFLINE = """
import sys
from datetime import date
from pathlib import Path

def refuse(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"{event} {arguments}")

sys.addaudithook(refuse)
from tapecheck.errors import UnknownSymbol
from tapecheck.market import SeriesCache, import_folder, open_market, verify

folder, cache = sys.argv[1:]
import_folder(folder, SeriesCache(cache))
for folders in ((), (folder,)):
    market = open_market(folders=folders, cache=cache, providers=("yfinance", "fred", "sec"), offline=True)
    assert market.history("^GSPC").frame["close"].iloc[-1] == 4457.49
    assert market.closes(("NA", "TEN", "AAPL"), date(2023, 9, 1), date(2023, 9, 9)).values.shape == (3, 2)
    assert market.members("^GSPC", date(2023, 9, 8)).symbols == ("NA",)
    assert len(market.facts("NA", "revenue")) == 2 and market.facts("AAPL", "revenue") == ()
    market.calendar("NA"), market.splits("TEN"), market.info("AAPL")
    try:
        market.history("AAPL")
    except UnknownSymbol as error:
        print(error)
verify(SeriesCache(cache))
"""


def test_offline_opens_no_socket(folder: Path, tmp_path: Path) -> None:
    """Told by the interpreter itself: an audit hook ends the process at the first socket that is made or asked."""
    command = [sys.executable, "-c", OFFLINE, str(folder), str(tmp_path / "cache")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("tapecheck market fetch AAPL (with a network)") == 2


def test_the_documented_provider_works(server: Server, tmp_path: Path) -> None:
    """The example in the docstring of tapecheck.market.providers, installed as a package would be."""
    doc = inspect.getdoc(providers) or ""
    code, _, toml = doc.partition("# my_vendor.py\n")[2].partition("# pyproject.toml\n")
    target = toml.partition("myvendor = ")[2].split('"')[1]
    site = tmp_path / "site"
    info = site / "my_vendor-1.dist-info"
    info.mkdir(parents=True)
    source = textwrap.dedent("    " + code.lstrip()).replace("https://vendor.example", server.url)
    (site / "my_vendor.py").write_text(source)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-vendor\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[tapecheck.providers]\nmyvendor = {target}\n")
    server.by_path["/ACME.csv"] = (200, {}, "date,close\n2023-09-07,7\n2023-09-08,8\n")
    script = (
        "import sys; from tapecheck.market import open_market; from tapecheck.errors import UnknownSymbol\n"
        "market = open_market(cache=sys.argv[1], providers=('myvendor',), on_fetch=print)\n"
        "print(market.history('ACME').frame['close'].tolist())\n"
        "try: market.history('ZZZZ')\nexcept UnknownSymbol as error: print(error)\n"
    )
    path = os.pathsep.join([str(site), str(ROOT)])
    command = [sys.executable, "-c", script, str(tmp_path / "cache")]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": path})
    assert done.stdout.splitlines() == [
        "ACME: 2 days from myvendor, 2023-09-07 to 2023-09-08",
        "[7.0, 8.0]",
        "ZZZZ: none of myvendor has prices of it; import some: tapecheck market import DIR",
    ], done.stderr


@pytest.fixture
def live_market(tmp_path: Path) -> CompositeMarket:
    return open_market(cache=tmp_path / "cache", providers=("yfinance", "fred"), on_fetch=print)


@pytest.mark.live
@pytest.mark.parametrize(("symbol", "close"), [("^GSPC", 4457.49), ("^RUT", 1851.54), ("DGS10", 4.26)])
def test_the_real_services(live_market: CompositeMarket, symbol: str, close: float) -> None:
    found = live_market.history(symbol, D("2023-09-08"), D("2023-09-09"))
    assert found.frame["close"].iloc[0] == pytest.approx(close, abs=0.01)
    assert found.provenance.fetched_at
    assert datetime.fromisoformat(found.provenance.fetched_at) <= datetime.now(UTC)


def test_a_market_goes_to_another_process(folder: Path, tmp_path: Path) -> None:
    market = open_market(folders=[folder], cache=tmp_path / "cache", providers=("fred", "sec"))
    market.history("NA", provider="folder")
    copy = pickle.loads(pickle.dumps(market))
    assert copy.history("NA", D("2023-09-06"), D("2023-09-09"), provider="folder").frame["close"].tolist() == [
        10,
        11,
        12,
    ]
    assert [provider.name for provider in copy.providers] == ["fred", "sec"]


@pytest.mark.skipif(find_spec("yfinance") is not None, reason="the extra is installed")
def test_an_extra_that_is_not_installed_is_one_line(tmp_path: Path) -> None:
    told: list[str] = []
    market = open_market(cache=tmp_path / "cache", providers=("yfinance",), on_fetch=told.append)
    assert (len(told), market.providers) == (1, ())
    assert 'pip install "tapecheck[market]"' in told[0]
    with pytest.raises(UnknownSymbol):
        market.history("AAPL")
    assert len(told) == 1


def test_a_treasury_yield_of_another_source_stands_in_under_its_own_name(tmp_path: Path) -> None:
    rows = "symbol,file,name,kind\nDGS30,d.csv,30-year Treasury,yield\n"
    files = {"series.csv": rows, "d.csv": "date,close\n2023-09-07,4.3\n2023-09-08,4.33\n"}
    folder = write_folder(tmp_path / "m", files)
    for market in (open_market(folders=[folder], offline=True), FolderMarket(folder)):
        info = market.info("^TYX")
        assert info is not None
        assert info.symbol == "DGS30"
        assert market.info("^TNX") is None


@pytest.mark.parametrize(("symbol", "maturity"), [("^TNX", "DGS10"), ("^FVX", "DGS5"), ("^TYX", "DGS30")])
def test_a_yield_is_checked_on_its_constant_maturity(tmp_path: Path, symbol: str, maturity: str) -> None:
    files = {
        "series.csv": f"symbol,file,name,kind\n{maturity},d.csv,Treasury,yield\n",
        "d.csv": "date,close\n2023-09-06,4.3\n2023-09-07,4.27\n2023-09-08,4.26\n",
    }
    market = open_market(folders=[write_folder(tmp_path / "m", files)], offline=True)
    made = claim("yield_level", symbol=symbol, low="4.26", unit="percent", day="2023-09-08")
    check = apply_rules(made, market)
    assert (check.verdict, check.series[0].symbol) == ("supported", maturity)
