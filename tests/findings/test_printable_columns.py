"""How many columns a character takes on a terminal."""

from __future__ import annotations

from wcwidth import wcwidth

from annexgen.findings.printable import columns


def test_usual_characters_have_the_columns_that_the_tables_give() -> None:
    beyond = (chr(code) for code in range(0x80, 0x11000))
    assert not [char for char in beyond if columns(char) != max(wcwidth(char), 0)]
