"""All rules there are: the one place that knows every stage's ``rules.py``."""

from __future__ import annotations

from annexgen.findings import Rule


def all_rules() -> tuple[Rule, ...]:
    """Return the rules of all stages by code; they are imported only when asked for."""
    from annexgen.checks import rules as checks
    from annexgen.fonts import rules as fonts
    from annexgen.forms import rules as forms
    from annexgen.schema import rules as schema
    from annexgen.source import rules as source

    stages = (source, schema, forms, fonts, checks)
    return tuple(sorted((rule for stage in stages for rule in stage.RULES), key=lambda r: r.code))
