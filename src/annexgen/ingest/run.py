"""An import: sources in, content files out, all of them or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.atomic import putting, write_together
from annexgen.findings import Message
from annexgen.ingest.kinds import reader_of
from annexgen.ingest.measure import within_measure
from annexgen.ingest.remarks import Weight
from annexgen.ingest.targets import MONEY_UNIT, Status, Target, differences, targets
from annexgen.ingest.understanding import Understood, understand
from annexgen.packages.refusal import Unreadable
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from annexgen.drafting.drafts import AnnexDraft
    from annexgen.forms.form import Form
    from annexgen.ingest.blocks import Block
    from annexgen.pipeline import Notify

NOTHING_FOUND = Message(
    "里面没有找到一个项目的绩效目标表；请看是不是附表，表样（--form）对不对",
    "no project's table was found in it; is it the annex, and the right form (--form)?",
)

_CONTENT = "content"
_TEMPLATES = "templates"


class Import(NamedTuple):
    """What an import has read, and the files that it is about.

    Attributes:
        understood: what the sources say.
        targets: the files; none where a fault stands against it.
    """

    understood: Understood
    targets: tuple[Target, ...]

    @property
    def has_faults(self) -> bool:
        """Whether something in the sources keeps it from being written."""
        return any(remark.weight is Weight.FAULT for remark in self.understood.remarks)

    @property
    def in_the_way(self) -> tuple[Target, ...]:
        """The files that are there and say something else."""
        return tuple(target for target in self.targets if target.status is Status.OTHER)

    @property
    def to_write(self) -> tuple[Target, ...]:
        """The files that are new or are to say something else."""
        return tuple(target for target in self.targets if target.status is not Status.SAME)


def read(sources: Sequence[Path], content: Path, form: Form, notify: Notify) -> Import:
    """Read sources and find out which files are to be written.

    Args:
        sources: the published annex, in one file or several, in printing order.
        content: the folder ``content/`` that the files belong to, perhaps not there yet.
        form: the form that the annex was printed in.
        notify: told the name of each step.

    Raises:
        Unreadable: for a source that cannot be read, sources without any project, and sums in
            another unit of money than those of the annex.
        NotListed: where annex.yaml lists its units in a way that cannot be added to.
        LeadsOut: where a unit's folder is a link that leads elsewhere.
        OSError: where a file cannot be read.
    """
    readers = [(reader_of(source), source) for source in sources]

    def blocks() -> Iterator[Block]:
        for reader, source in readers:
            notify(Message(f"读取 {source.name}", f"Reading {source.name}"))
            yield from within_measure(str(source), reader(source))

    found = Import(understand(blocks(), form), ())
    if found.has_faults:
        return found
    if not any(projects for _, projects in found.understood.units):
        raise Unreadable("、".join(map(str, sources)), NOTHING_FOUND)
    annex, units = found.understood.annex, found.understood.units
    _refuse_other_money(sources, content, annex)
    return found._replace(targets=tuple(targets(content, annex, units, form.vocabulary)))


def _refuse_other_money(sources: Sequence[Path], content: Path, annex: AnnexDraft) -> None:
    """Refuse sums in another unit than that of the annex which they would become part of."""
    for one in differences(content, annex):
        if one.key == MONEY_UNIT and one.kept:
            raise Unreadable(
                "、".join(map(str, sources)),
                Message(
                    f"金额单位是“{one.printed}”，annex.yaml 里是“{one.kept}”，照抄数就错了；"
                    "请在原文件里换算了再导入，或用 --into 写到别处",
                    f"its unit of money is “{one.printed}”, that of annex.yaml “{one.kept}”; "
                    "convert the sums in the source first, or write elsewhere by --into",
                ),
            )


def write(done: Import, content: Path) -> None:
    """Write the files of an import together.

    Raises:
        OSError: where a file cannot be written; then none has been.
    """
    only_new = all(target.status is Status.NEW for target in done.to_write)
    files = {target.path: putting(target.data) for target in done.to_write}
    write_together(content, files, only_new=only_new)


@contextmanager
def tried_out(done: Import, content: Path) -> Iterator[Path]:
    """Give an annex root, soon gone, in which the files are as the import leaves them."""
    with tempfile.TemporaryDirectory(prefix="annexgen-import-") as name:
        root = Path(name)
        if content.is_dir():
            shutil.copytree(content, root / _CONTENT, ignore_dangling_symlinks=True)
        templates = content.parent / _TEMPLATES
        if templates.is_dir():
            shutil.copytree(templates, root / _TEMPLATES)
        for target in done.to_write:
            file = root / _CONTENT / target.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(target.data)
        yield root
