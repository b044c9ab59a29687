"""Pages over a store, and a desk to check a draft at: a Datasette plugin, and `tapecheck serve` that starts it.

Datasette's own tables, SQL and JSON stay where they are. Needs the extra `tapecheck[web]`.
"""
