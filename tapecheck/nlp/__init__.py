"""From an article's text to findings, and from findings to claims."""
