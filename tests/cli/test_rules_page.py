"""The pages of all rules are what ``annexgen explain --markdown`` prints.

After a change of a rule's texts: ``annexgen explain --markdown > docs/rules.md``, and with
``--lang en`` into ``docs/rules.en.md``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from annexgen.cli.catalogue import all_rules, thresholds
from annexgen.cli.rule_texts import page

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("name", "language"), [("rules.md", "zh"), ("rules.en.md", "en")])
def test_the_page_is_current(name: str, language: str) -> None:
    assert (DOCS / name).read_text("utf-8") == page(all_rules(), thresholds(), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_tells_of_every_rule(language: str) -> None:
    told = page(all_rules(), thresholds(), language)
    for rule in all_rules():
        assert told.count(f"| {rule.code} | `{rule.name}` |") == 1
        assert told.count(f"### {rule.code} {rule.name}\n") == (rule.reason is not None)
