"""All rules there are: the one place that knows every stage's rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from annexgen.findings import Message, Rule

if TYPE_CHECKING:
    from annexgen.checks.registry import Value
    from annexgen.cli.failure import CannotRun

GROUPS: Mapping[str, Message] = {
    "ANX1": Message("检查的设置和例外", "Settings and allowances"),
    "ANX2": Message("金额", "Money"),
    "ANX3": Message("完整性", "Completeness"),
    "ANX4": Message("可衡量", "Measurability"),
    "ANX5": Message("时间", "Time"),
    "ANX6": Message("文字", "Wording"),
    "ANX7": Message("全册", "The annex as a whole"),
    "C": Message("字形和字符", "Glyphs and characters"),
    "F": Message("表样和字体", "Forms and fonts"),
    "S": Message("内容文件的结构", "The shape of content files"),
    "Y": Message("文件和 YAML", "Files and YAML"),
}
"""What the rules are about, by how their codes begin."""


def all_rules() -> tuple[Rule, ...]:
    """Return the rules of all stages by code; they are imported only when asked for.

    A repository's own rules are among them once annex.yaml has been read.
    """
    from annexgen.checks import allowances, glyphs, reading, reviews
    from annexgen.checks.own import own_rules_so_far
    from annexgen.checks.registry import all_content_rules
    from annexgen.fonts import rules as fonts
    from annexgen.forms import rules as forms
    from annexgen.schema import rules as schema
    from annexgen.source import rules as source

    stages = (source, schema, forms, fonts, glyphs, reading, allowances, reviews)
    rules = [rule for stage in stages for rule in stage.RULES]
    rules += [rule.rule for rule in (*all_content_rules(), *own_rules_so_far())]
    return tuple(sorted(rules, key=lambda rule: rule.code))


def thresholds() -> Mapping[str, Mapping[str, Value]]:
    """Return what annex.yaml may set of the rules on content, with the defaults, by their names."""
    from annexgen.checks import allowances, reviews
    from annexgen.checks.own import own_rules_so_far
    from annexgen.checks.registry import all_content_rules

    on_comments: dict[str, Mapping[str, Value]] = {
        rule.name: {} for rule in (*allowances.RULES, *reviews.RULES)
    }
    content = (*all_content_rules(), *own_rules_so_far())
    return on_comments | {one.rule.name: one.defaults for one in content}


def find_rule(word: str) -> Rule | None:
    """Return the rule of this code or name, in whatever case."""
    wanted = word.strip().lower()
    for rule in all_rules():
        if wanted in (rule.code.lower(), rule.name):
            return rule
    return None


def unknown_rule(word: str) -> CannotRun:
    """Return what says that there is no such rule, and which was most likely meant."""
    from annexgen.cli.failure import CannotRun
    from annexgen.schema.suggest import nearest

    likely = nearest(word, [part for rule in all_rules() for part in (rule.name, rule.code)])
    hint_zh = f"，是不是 {likely}？" if likely else "；annexgen explain 列出全部规则"
    hint_en = f"; did you mean {likely}?" if likely else "; annexgen explain lists all rules"
    return CannotRun(f"没有规则“{word}”{hint_zh}", f"there is no rule “{word}”{hint_en}")


def codes_of(word: str) -> frozenset[str]:
    """Return the codes of the rules that a word names: a name, a code, or how codes begin."""
    wanted = word.strip().lower()
    return frozenset(
        rule.code
        for rule in all_rules()
        if wanted and (rule.name == wanted or rule.code.lower().startswith(wanted))
    )
