"""The paper of a form by its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_trials import loaded

MM = 72 / 25.4
MEASURED = "  width: 210\n  height: 297\n"


@pytest.mark.parametrize(
    ("written", "width", "height"),
    [
        ("  paper: A4\n", 210, 297),
        ("  paper: A3\n  landscape: true\n", 420, 297),
        ("  paper: A3\n  landscape: false\n", 297, 420),
    ],
)
def test_a_named_size_is_that_of_the_standard(
    tmp_path: Path, written: str, width: float, height: float
) -> None:
    page = loaded(tmp_path, (MEASURED, written)).page
    assert (page.width, page.height) == pytest.approx((width * MM, height * MM))
    assert page.left == pytest.approx(25 * MM)
