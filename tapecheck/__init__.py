"""Checks the figures of market news against market data."""

from __future__ import annotations

__version__ = "0.1.0"
