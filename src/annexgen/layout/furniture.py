"""What stands outside a page's text area: the running header with its rule, the page number."""

from __future__ import annotations

from annexgen.document import Furniture, PageSetup
from annexgen.layout.pages import Line, Rule
from annexgen.layout.text import TextSetter

_RULE_GAP = 2.0


class FurnitureSetter:
    """Sets the furniture of pages.

    Args:
        furniture: how it looks.
        setter: what sets the texts.
    """

    def __init__(self, furniture: Furniture, setter: TextSetter) -> None:
        self._furniture = furniture
        self._setter = setter

    @property
    def number_style(self) -> str:
        """Key of the page numbers' style."""
        return self._furniture.number_style

    def header(self, text: str, setup: PageSetup) -> tuple[Line, ...]:
        """Return the lines of a running header; none for an empty one."""
        if not text:
            return ()
        key = self._furniture.header_style
        lines = self._setter.broken(text, key, setup.text_width)
        top = setup.header - (len(lines) - 1) * self._setter.leading(key)
        return self._setter.placed(lines, key, setup.left, top, setup.text_width)

    def rule(self, text: str, setup: PageSetup) -> Rule | None:
        """Return the rule under the running header ``text``; None where there is none."""
        furniture = self._furniture
        if not text or furniture.header_rule <= 0:
            return None
        y = setup.header + self._setter.leading(furniture.header_style) + _RULE_GAP
        return Rule(setup.left, y, setup.left + setup.text_width, y, furniture.header_rule)

    def footer(self, number: int, setup: PageSetup) -> Line:
        """Return the line of a page number."""
        key = self._furniture.number_style
        text = self._furniture.number_pattern.replace("{}", str(number))
        lines = self._setter.broken(text, key, setup.text_width)
        top = setup.height - setup.footer - self._setter.leading(key)
        return self._setter.placed(lines, key, setup.left, top, setup.text_width)[0]
