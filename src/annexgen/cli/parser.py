"""The arguments: commands and their options. A command's module is imported when it is chosen."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, cast

from annexgen import __version__
from annexgen.cli.argparse_words import speak
from annexgen.cli.language import LANGUAGES, Say, speaker
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from annexgen.cli.terminal import Terminal


class Command(Protocol):
    """What the module of a command offers."""

    def add_options(self, parser: argparse.ArgumentParser, say: Say) -> None:
        """Declare the command's own options."""

    def run(self, options: argparse.Namespace, terminal: Terminal) -> int:
        """Do the work and return the exit code."""


class _Summary(NamedTuple):
    zh: str
    en: str


COMMANDS = {
    "build": _Summary("检查内容，然后发布 DOCX、PDF、HTML", "check, then publish DOCX, PDF, HTML"),
    "check": _Summary("检查全部内容，每个问题给出 文件:行:列", "report every fault of the content"),
    "comment": _Summary(
        "把变化发成合并请求上的一条评论，再推送就更新它",
        "post the changes as one comment on a pull request, updated on each push",
    ),
    "diff": _Summary(
        "比较两个版本：目标、金额、项目有什么变化", "show how targets, money and projects changed"
    ),
    "explain": _Summary(
        "说明一条规则：为什么、怎么改、怎么设", "say why a rule exists, how to mend"
    ),
    "export": _Summary("导出开放数据：JSON、CSV、XLSX", "write open data: JSON, CSV, XLSX"),
    "fmt": _Summary(
        "把内容文件整理成统一的写法，注释和意思不变",
        "put content files into canonical form, comments and meaning kept",
    ),
    "git-setup": _Summary(
        "让 git diff、git show、合并看得懂内容文件",
        "let git diff, show and merge know content files",
    ),
    "import": _Summary(
        "把已发布的附表（Word、Excel、网页、纯文本）读成内容文件",
        "read a published annex (Word, Excel, web page, text) into content files",
    ),
    "init": _Summary(
        "从空目录建一个马上能发布的附表仓库",
        "make a repository, from nothing, that builds at once",
    ),
    "log": _Summary(
        "一个项目的来历：目标和金额谁在什么时候改过", "the history of a project's targets and money"
    ),
    "new": _Summary(
        "新建项目、单位，或把附表接续到下一年度",
        "make a new project or unit, or carry the annex to another year",
    ),
    "schema": _Summary("打印编辑器用的 JSON Schema", "print the JSON Schema for editors"),
    "serve": _Summary(
        "在浏览器里实时预览，检查结果标在指标旁边",
        "live preview in the browser, findings beside the indicators",
    ),
}

CALLED_BY_GIT = {
    "git-diff": _Summary("由 git 调用：显示一个文件的变化", "called by git: show a file's changes"),
    "git-merge": _Summary("由 git 调用：合并一个文件", "called by git: merge a file"),
    "git-text": _Summary("由 git 调用：把文件写成好读的行", "called by git: print readable lines"),
}
"""What ``git-setup`` makes git call; no command for people, so ``--help`` does not list them."""

_MODULES = {"import": "import_annex"}
"""Commands whose names are words of Python, and their modules."""

KINDS = {
    "new": {
        "project": _Summary(
            "新建一个项目：自动编号，要填的地方都有说明",
            "a new project: numbered, with a slot and advice for all it must have",
        ),
        "unit": _Summary("新建一个单位", "a new unit"),
        "year": _Summary(
            "把附表接续到下一年度：年份顺延，金额和指标值沿用、逐处标上待核",
            "carry the annex to another year: years move on, amounts and targets stay to review",
        ),
    },
}
"""Commands that are several: ``annexgen new project`` is the module ``new_project``."""


def load_command(name: str) -> Command:
    """Import the module of a command."""
    module = _MODULES.get(name, name.replace("-", "_"))
    return cast("Command", importlib.import_module(f"annexgen.cli.{module}"))


def chosen(options: argparse.Namespace) -> Command:
    """Return the command that was chosen on the command line."""
    kind = getattr(options, "kind_of_command", "")
    return load_command(f"{options.command}_{kind}" if kind else options.command)


class _CommandParser(argparse.ArgumentParser):
    """A command's parser, which asks its module for options only when it is to parse them."""

    def __init__(self, *, command: str, language: str, **settings: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **settings)  # type: ignore[arg-type]
        self._command = command
        self._language = language

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Declare the options, then parse."""
        say = speaker(self._language)
        options = _options_group(self, say)
        if self._command in KINDS:
            _add_common(options, say)
            _add_kinds(self, self._command, self._language)
        else:
            self._declare(options, say)
        return super().parse_known_args(args, namespace)

    def _declare(self, options: argparse._ArgumentGroup, say: Say) -> None:
        options.add_argument(
            "--root",
            metavar="DIR",
            help=say(
                "附表目录（默认：向上找到的第一个含 content/annex.yaml 的目录）",
                "the annex's folder (default: the nearest one upwards with content/annex.yaml)",
            ),
        )
        load_command(self._command).add_options(cast("argparse.ArgumentParser", options), say)
        _add_common(options, say)


def parse(arguments: Sequence[str], language: str) -> argparse.Namespace:
    """Parse the command line; on a usage error say so and exit with 2, as argparse does."""
    speak(language)
    say = speaker(language)
    parser = argparse.ArgumentParser(
        prog="annexgen",
        add_help=False,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=say(
            "把 YAML 写的项目绩效目标发布成附表：DOCX、PDF、HTML。",
            "Publish performance targets written in YAML as an annex: DOCX, PDF, HTML.",
        ),
        epilog=say(
            "每个命令都有自己的说明：annexgen build --help\n"
            "退出码：0 完成 · 1 内容有问题 · 2 命令无法执行",
            "Each command has its own help: annexgen build --help\n"
            "Exit codes: 0 done, 1 the content has faults, 2 the command could not run",
        ),
    )
    options = _options_group(parser, say)
    _add_common(options, say)
    options.add_argument(
        "--version",
        action="version",
        version=f"annexgen {__version__}",
        help=say("显示版本", "show the version"),
    )
    commands = parser.add_subparsers(
        title=say("命令", "commands"),
        dest="command",
        prog="annexgen",
        metavar=say("命令", "COMMAND"),
        required=True,
        parser_class=_CommandParser,
    )
    wanted = _named(arguments)
    for name, summary in COMMANDS.items():
        if wanted in (name, ""):
            text = say(*summary)
            commands.add_parser(name, command=name, language=language, help=text, description=text)
    for name, summary in CALLED_BY_GIT.items():
        if wanted in (name, ""):
            commands.add_parser(name, command=name, language=language, description=say(*summary))
    return parser.parse_args(arguments)


def _named(arguments: Sequence[str]) -> str:
    """Return the command that the arguments begin with; empty where that is not plain to see.

    A parser for each of the others would take a start 2 ms.
    """
    first = arguments[0] if arguments else ""
    return first if first in COMMANDS or first in CALLED_BY_GIT else ""


def _add_kinds(parser: argparse.ArgumentParser, command: str, language: str) -> None:
    """Declare the commands that a command is."""
    say = speaker(language)
    kinds = parser.add_subparsers(
        title=say("可以新建", "what"),
        dest="kind_of_command",
        metavar="|".join(KINDS[command]),
        required=True,
        parser_class=_CommandParser,
    )
    for kind, summary in KINDS[command].items():
        text = say(*summary)
        kinds.add_parser(
            kind, command=f"{command}_{kind}", language=language, help=text, description=text
        )


def _options_group(parser: argparse.ArgumentParser, say: Say) -> argparse._ArgumentGroup:
    return parser.add_argument_group(say("选项", "options"))


def _add_common(options: argparse._ArgumentGroup, say: Say) -> None:
    options.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=say(
            "提示所用的语言（也可设 ANNEXGEN_LANG；默认 zh）",
            "language of the messages (or set ANNEXGEN_LANG; default: zh)",
        ),
    )
    options.add_argument("-h", "--help", action="help", help=say("显示说明", "show this help"))
