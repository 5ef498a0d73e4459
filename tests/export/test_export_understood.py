"""Target values in parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from annexgen.export.understood import BOUND_WORDS, Kind, Understood, understand
from annexgen.values import Bound

D = Decimal


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("≥1000人", Understood(Kind.QUANTITY, "≥1000人", "≥", D(1000), unit="人")),
        ("100%", Understood(Kind.QUANTITY, "100%", "=", D(100), unit="%")),
        ("每月2次", Understood(Kind.QUANTITY, "2次/月", "=", D(2), unit="次", per="月")),
        ("3-5次", Understood(Kind.RANGE, "3—5次", low=D(3), high=D(5), unit="次")),
        ("2025年2月前", Understood(Kind.DEADLINE, "2025年2月前", last_day=date(2025, 2, 28))),
        ("11月底前", Understood(Kind.DEADLINE, "11月底前", last_day=date(2025, 11, 30))),
        (
            "5个工作日内",
            Understood(Kind.DEADLINE, "5个工作日内", number=D(5), unit="个工作日"),
        ),
        ("3—5天内", Understood(Kind.DEADLINE, "3—5天内", low=D(3), high=D(5), unit="天")),
        ("显著提升", Understood(Kind.QUALITATIVE, "显著提升")),
    ],
)
def test_a_target_value_is_taken_apart(text: str, understood: Understood) -> None:
    assert understand(text, 2025) == understood


def test_every_bound_has_a_word() -> None:
    assert list(BOUND_WORDS) == [bound.value for bound in Bound]
