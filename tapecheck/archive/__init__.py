"""The commands over what is stored: search, list, article, conflicts, review, db and reanalyze.

`options.py` makes a query of a command's options, `rows.py` and `exports.py` show what was found.
"""
