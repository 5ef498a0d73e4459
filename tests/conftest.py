"""What all tests share: the switch that renews golden outputs."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden outputs anew; read the difference before you commit it",
    )
