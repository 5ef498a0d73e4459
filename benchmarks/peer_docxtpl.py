"""docxtpl: the template that ``peer_docxtpl_template.py`` writes, filled with the same data."""
# mypy: disable-error-code="import-not-found"

from __future__ import annotations

import sys
from pathlib import Path

from docxtpl import DocxTemplate

from peer_data import read_data
from peer_docxtpl_template import TEMPLATE


def build(source: Path, target: Path) -> None:
    """Make the DOCX ``target`` of the data ``source``."""
    template = DocxTemplate(source.with_name(TEMPLATE))
    template.render(read_data(source), autoescape=True)
    template.save(target)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
