"""The trained models: the one that ships, those that a user brings, and the recipes that train them."""

from __future__ import annotations

from tapecheck.models.base import NameModel, NameSpan
from tapecheck.models.registry import ModelInfo, list_models, load, show_model, train

__all__ = ["ModelInfo", "NameModel", "NameSpan", "list_models", "load", "show_model", "train"]
