"""Reads figures with another program: run by bench/figures.py, in an environment of the other's own.

`python peer_figures.py NAME` with `quantulum3` or `recognizers-text-suite`: JSON lines `{"text"}` on stdin, one
`{"quantities": [...], "seconds"}` a line on stdout; spans, `kind` money or percent, `low`, `high`, `currency`.
"""

import json
import sys
import time
import warnings

SYMBOLS = {
    "dollar": "USD", "united states dollar": "USD", "us dollar": "USD", "cent": "USD", "euro": "EUR", "pound": "GBP",
    "british pound": "GBP", "pound sterling": "GBP", "pence": "GBP", "japanese yen": "JPY", "yen": "JPY",
    "hong kong dollar": "HKD",
}  # fmt: skip


def read_quantulum(text):
    """Figures of quantulum3, its ranges and uncertainties kept."""
    from quantulum3 import parser

    found = []
    for quantity in parser.parse(text):
        entity, unit = quantity.unit.entity.name, quantity.unit.name
        kind = "money" if entity == "currency" else "percent" if unit == "percentage" else None
        if kind:
            start, end = quantity.span
            spread = quantity.uncertainty or 0
            currency = SYMBOLS.get(unit, unit) if kind == "money" else None
            found.append((start, end, kind, quantity.value - spread, quantity.value + spread, currency))
    return found


def read_recognizers(text):
    """Figures of Recognizers-Text: its currency and percentage models."""
    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import recognize_currency

    found = []
    for result in recognize_currency(text, "en-us"):
        resolution = result.resolution or {}
        if resolution.get("value") in (None, "null"):
            continue
        unit = resolution.get("isoCurrency") or SYMBOLS.get(str(resolution.get("unit")).lower(), resolution.get("unit"))
        value = float(resolution["value"])
        found.append((result.start, result.end + 1, "money", value, value, unit))
    for result in recognize_percentage(text, "en-us"):
        value = float(str((result.resolution or {}).get("value", "nan")).rstrip("%"))
        found.append((result.start, result.end + 1, "percent", value, value, None))
    return found


READERS = {"quantulum3": read_quantulum, "recognizers-text-suite": read_recognizers}

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    read = READERS[sys.argv[1]]
    read("It cost $1.")  # loads its tables
    for line in sys.stdin:
        started = time.perf_counter()
        rows = read(json.loads(line)["text"])
        seconds = time.perf_counter() - started
        names = ("start", "end", "kind", "low", "high", "currency")
        quantities = [dict(zip(names, row, strict=True)) for row in rows]
        print(json.dumps({"quantities": quantities, "seconds": seconds}), flush=True)
