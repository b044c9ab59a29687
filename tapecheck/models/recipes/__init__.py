"""How the shipped weights were made.

Training needs torch and transformers, an extra: `pip install tapecheck[train]`.
"""
