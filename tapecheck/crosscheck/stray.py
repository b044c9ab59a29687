"""Words that show a figure to be of another kind than it was read for: of a moment, not of the close."""

from __future__ import annotations

import re

# a market at the moment of writing, whatever day the sentence counts from
NOW = re.compile(
    r"\b(?:is|are) (?:now |currently |still |already )?(?:down|up|off|lower|higher|trading|changing hands)\b|"
    r"\bcurrently\b|\bat (?:current|present) (?:levels?|prices?)\b|"
    r"\bjust (?:hit|touched|crossed|topped|fell|dropped|broke)\b|"
    r"\bhas(?: now| just)? (?:dropped|fallen|risen|gained|lost|jumped|climbed|slumped|plunged|surged|slid|tumbled)\b",
    re.IGNORECASE,
)
WRITTEN = re.compile(  # a moment that the sentence before has set
    r"\b(?:by|at|as of) (?:the (?:moment|time) of |this )(?:writing|publication|going to press)\b|"
    r"\b(?:in (?:the )?)?pre-?market\b|"
    r"\b(?:at|by|around|as of) \d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b|GMT|BST|E[SD]?T|CES?T|o'clock)|"
    r"\b(?:at|by|around|as of) \d{4} ?(?:GMT|BST|E[SD]?T|CES?T)",
    re.IGNORECASE,
)
INTRADAY = re.compile(r"^[^.;:]{0,30}?\b(?:an?|its|the|their) (?:[\w-]+ ){0,2}?intraday \w+", re.IGNORECASE)
