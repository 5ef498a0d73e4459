"""What target values (指标值) say: a grammar from text to typed values.

Beside the flow: ``checks`` and ``review`` ask it what an indicator's target means. Knows texts,
neither model nor YAML.
"""

from __future__ import annotations

from annexgen.values.parse import mentions_number, parse
from annexgen.values.types import (
    Bound,
    Deadline,
    Duration,
    Qualitative,
    Quantity,
    Range,
    Spelling,
    TargetValue,
)

__all__ = [
    "Bound",
    "Deadline",
    "Duration",
    "Qualitative",
    "Quantity",
    "Range",
    "Spelling",
    "TargetValue",
    "mentions_number",
    "parse",
]
