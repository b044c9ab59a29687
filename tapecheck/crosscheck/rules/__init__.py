"""The rules, one file per family: each takes a claim and a market and returns a check, or None if not its own."""
