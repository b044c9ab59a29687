"""The words about a figure: rows of cues in TOML (see `nlp/words/rows.py`), and `facts`, which makes facts of them."""
