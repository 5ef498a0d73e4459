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
    from annexgen.cli.catalogue import all_rules, find_rule, thresholds, unknown_rule
    from annexgen.cli.rule_texts import full, listing, page

    language = terminal.language
    if options.markdown:
        terminal.write_data(page(all_rules(), thresholds(), language))
    elif options.rule is None:
        terminal.write(listing(all_rules(), language))
    else:
        rule = find_rule(options.rule)
        if rule is None:
            _load_own_rules(options.root)
            rule = find_rule(options.rule)
        if rule is None:
            raise unknown_rule(options.rule)
        terminal.write(full(rule, thresholds(), language))
    return DONE


def _load_own_rules(given: str | None) -> None:
    """Load the rules that the annex here brings along; where there is no annex, there are none."""
    from annexgen.checks.own import OwnRulesFault, load_named
    from annexgen.cli.root import find_root

    try:
        load_named(find_root(given))
    except (CannotRun, OwnRulesFault):
        return
