"""All rules there are: the one place that knows every stage's ``rules.py``."""

from __future__ import annotations

from annexgen.findings import Rule


def all_rules() -> tuple[Rule, ...]:
    """Return the rules of all stages by code; they are imported only when asked for."""
    from annexgen.checks import allowances, glyphs, reading
    from annexgen.checks.registry import all_content_rules
    from annexgen.fonts import rules as fonts
    from annexgen.forms import rules as forms
    from annexgen.schema import rules as schema
    from annexgen.source import rules as source

    stages = (source, schema, forms, fonts, glyphs, reading, allowances)
    rules = [rule for stage in stages for rule in stage.RULES]
    rules += [rule.rule for rule in all_content_rules()]
    return tuple(sorted(rules, key=lambda rule: rule.code))
