"""What is measured, and against whom: `python -m bench NAME`, one file a benchmark (see common.py)."""
