"""Words as data: rows with examples, and what reads them."""
