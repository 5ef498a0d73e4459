"""The run of ``annexgen export``: checked as for a build, then every file or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from annexgen.atomic import Writer, write_together
from annexgen.export.dictionary import Column, columns
from annexgen.findings import Message, Refused, has_errors, in_reading_order
from annexgen.pipeline import Built, Notify, Product, examine
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from annexgen.forms.form import Form
    from annexgen.intake import Pool
    from annexgen.model import Annex


class Source(NamedTuple):
    """What the formats are made from.

    Attributes:
        annex: the model.
        form: the form that it is printed in.
        columns: of the tables.
    """

    annex: Annex
    form: Form
    columns: Sequence[Column]


def export(
    root: Path,
    formats: Sequence[str],
    folder: Path,
    notify: Notify,
    pool: Pool,
    *,
    remembers: bool = True,
) -> Built:
    """Read, check and export the annex below ``root``.

    Args:
        root: the folder that holds ``content/``.
        formats: keys of ``FORMATS``.
        folder: where ``annex.json`` … go.
        notify: told the name of each step.
        pool: gives what checks files side by side.
        remembers: whether files that are known from an earlier run are not checked again.

    Returns:
        What was done; nothing is written where an error stands against the content.

    Raises:
        CannotHold: where the content does not fit a format.
        OSError: where a file cannot be written.
    """
    from annexgen.forms.load import load_form, vocabulary_of
    from annexgen.loading.annex import load_annex

    examined = examine(root, notify, pool, remembers=remembers)
    if examined.annex is None or has_errors(examined.findings):
        return Built(None, (), examined.findings)
    notify(Message("读取指标", "Reading the indicators"))
    annex, findings = load_annex(root, lambda name: vocabulary_of(root, name))
    if annex is None:  # changed since it was examined
        return Built(None, (), findings)
    form = load_form(root, annex.form)
    source = Source(annex, form, columns(form.vocabulary))
    notify(Message("写出数据", "Writing the data"))
    try:
        writers = {name: write for one in formats for name, write in FORMATS[one](source).items()}
    except Refused as refused:  # by the form, when it is filled
        return Built(None, (), tuple(in_reading_order([*examined.findings, *refused.findings])))
    sizes = write_together(folder, writers)
    products = tuple(Product(folder / name, size, None) for name, size in sizes.items())
    return Built(annex, products, examined.findings)


def _json(source: Source) -> Mapping[str, Writer]:
    from annexgen.export import as_json

    return {"annex.json": lambda out: as_json.write(source.annex, out)}


def _csv(source: Source) -> Mapping[str, Writer]:
    from annexgen.export import as_csv
    from annexgen.export.records import records

    def write(out: BinaryIO) -> None:
        as_csv.write(records(source.annex), source.columns, out)

    return {
        "annex.csv": write,
        "annex-dictionary.csv": lambda out: as_csv.write_dictionary(source.columns, out),
    }


def _xlsx(source: Source) -> Mapping[str, Writer]:
    from annexgen.export import xlsx
    from annexgen.forms.compose import compose

    document = compose(source.annex, source.form)
    return {"annex.xlsx": lambda out: xlsx.write(source.annex, document, source.columns, out)}


FORMATS: Mapping[str, Callable[[Source], Mapping[str, Writer]]] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
}
"""The formats by name: each gives what writes its files, by their names."""
