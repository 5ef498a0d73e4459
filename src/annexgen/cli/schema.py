"""``annexgen schema``: the JSON Schema of content files and forms, and of the exported JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import CANNOT_RUN, DONE
from annexgen.cli.language import Say
from annexgen.cli.options import names
from annexgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from annexgen.schema.vocabulary import Vocabulary

_KINDS = ("annex", "unit", "project", "form", "export")
FOLDER = "schema"
"""Where ``--write`` puts the files, below the annex root."""


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``schema``."""
    parser.add_argument(
        "--kind",
        metavar="NAME,…",
        type=names(_KINDS, say),
        default=_KINDS,
        help=say(
            "哪几种文件：annex,unit,project,form,export（默认全部，合为一个 JSON 对象）",
            "which of annex,unit,project,form,export (default: all, as one JSON object)",
        ),
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help=say("写进 schema/ 而不打印", "write into schema/ instead of printing"),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print or write the schemas and return the exit code."""
    from annexgen.cli.root import find_root
    from annexgen.export.json_schema import FILE, export_schema_text
    from annexgen.findings import Refused
    from annexgen.findings.setting import Setting
    from annexgen.findings.text import show
    from annexgen.schema.jsonschema import schema_texts

    root = find_root(options.root)
    try:
        vocabulary = _vocabulary(root)
    except Refused as refused:
        terminal.complain(show(refused.findings, Setting(root, terminal.language)))
        return CANNOT_RUN
    every = {**schema_texts(vocabulary), FILE: export_schema_text(vocabulary)}
    wanted = {kind: every[f"{kind}.schema.json"] for kind in options.kind}
    if options.write:
        _write(root / FOLDER, wanted)
        terminal.write("".join(f"{FOLDER}/{kind}.schema.json\n" for kind in wanted))
    elif len(wanted) == 1:
        terminal.write_data(*wanted.values())
    else:
        together = {kind: json.loads(text) for kind, text in wanted.items()}
        terminal.write_data(json.dumps(together, ensure_ascii=False, indent=2) + "\n")
    return DONE


def _vocabulary(root: Path) -> Vocabulary:
    """Return the words of the form that the annex names.

    Raises:
        Refused: where the annex names none, or a broken one.
    """
    from annexgen.findings import Refused
    from annexgen.forms.load import vocabulary_of
    from annexgen.loading.annex import load_annex

    seen: list[Vocabulary] = []

    def remember(name: str) -> Vocabulary:
        seen.append(vocabulary_of(root, name))
        return seen[0]

    loaded = load_annex(root, remember)
    if not seen:
        raise Refused(loaded.findings)
    return seen[0]


def _write(folder: Path, texts: dict[str, str]) -> None:
    from annexgen.atomic import putting, write_together

    files = {f"{kind}.schema.json": putting(text.encode()) for kind, text in texts.items()}
    write_together(folder, files)
