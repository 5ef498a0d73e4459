"""``annexgen explain``: why a rule exists, how to mend what it finds, how to set it."""

from __future__ import annotations

import argparse

from annexgen.cli.failure import DONE, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.terminal import Terminal


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``explain``."""
    parser.add_argument(
        "rule",
        metavar=say("规则", "RULE"),
        nargs="?",
        help=say(
            "规则的代码或名称，如 ANX201、budget-sum；不写则列出全部",
            "code or name of a rule, e.g. ANX201 or budget-sum; without it, all are listed",
        ),
    )
    parser.add_argument(
        "--markdown",
        action="store_true",
        help=say(
            "打印全部规则的说明页（docs/rules.md）", "print the page of all rules (docs/rules.md)"
        ),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print what is asked for and return the exit code.

    Raises:
        CannotRun: where there is no such rule.
    """
    from annexgen.cli.catalogue import all_rules, find_rule, thresholds
    from annexgen.cli.rule_texts import full, listing, page

    language = terminal.language
    if options.markdown:
        terminal.write_data(page(all_rules(), thresholds(), language))
    elif options.rule is None:
        terminal.write(listing(all_rules(), language))
    else:
        rule = find_rule(options.rule)
        if rule is None:
            raise _unknown(options.rule)
        terminal.write(full(rule, thresholds(), language))
    return DONE


def _unknown(word: str) -> CannotRun:
    from annexgen.cli.catalogue import nearest_rule

    likely = nearest_rule(word)
    hint_zh = f"，是不是 {likely}？" if likely else "；annexgen explain 列出全部规则"
    hint_en = f"; did you mean {likely}?" if likely else "; annexgen explain lists all rules"
    return CannotRun(f"没有规则“{word}”{hint_zh}", f"there is no rule “{word}”{hint_en}")
