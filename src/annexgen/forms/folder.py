"""Where a form's files lie: in the annex's own ``templates/``, else among the shipped forms.

An office changes one file of a shipped form by putting only that file into
``templates/<name>/``: each file is looked for on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from annexgen.findings import Finding, Message, Refused
from annexgen.forms.rules import UNKNOWN_FORM
from annexgen.schema.content import FORM_NAME_PATTERN
from annexgen.schema.suggest import nearest
from annexgen.source.placement import unreadable
from annexgen.source.rules import OUTSIDE_LINK
from annexgen.tuples import NamedTuple

FORM_FILE = "form.yaml"
FALLBACK = "tianjin"
"""The form whose web page serves those that bring none of their own."""


class FormFolder(NamedTuple):
    """The folders that a form's files may lie in.

    Attributes:
        root: the annex root.
        own: the form's folders, the annex's before the shipped one.
        fallback: those of the form that lends its web page.
    """

    root: Path
    own: tuple[Path, ...]
    fallback: tuple[Path, ...]

    @property
    def form_file(self) -> Path:
        """The form's ``form.yaml``."""
        return next(file for folder in self.own if (file := folder / FORM_FILE).is_file())

    def find(self, name: str, *, lent: bool) -> Path | None:
        """Return the form's file ``name``; None if it has none.

        Args:
            name: of the file.
            lent: whether another form's file serves as well.
        """
        folders = (*self.own, *self.fallback) if lent else self.own
        return next((file for folder in folders if (file := folder / name).is_file()), None)

    def read(self, file: Path, most: int) -> bytes:
        """Return the bytes of one of the form's files, at most one more than ``most``.

        Raises:
            Refused: if it cannot be read, or is a link out of the annex's folder.
        """
        path = self.shown(file)
        below = file.is_relative_to(self.root)
        if below and not file.resolve().is_relative_to(self.root.resolve()):
            raise Refused([_outside_link(path)])
        try:
            with file.open("rb") as stream:
                return stream.read(most + 1)
        except OSError as error:
            raise Refused([unreadable(path, error.strerror or str(error))]) from error

    def shown(self, file: Path) -> str:
        """Return how findings name ``file``: relative to the annex root where it lies below."""
        if file.is_relative_to(self.root):
            return file.relative_to(self.root).as_posix()
        return file.as_posix()


def find_form(root: Path, name: str) -> FormFolder:
    """Find the form ``name`` for the annex at ``root``.

    Raises:
        Refused: if there is no such form, or its name is none.
    """
    places = (root / "templates", shipped_forms())
    known = sorted({form for place in places for form in _forms_in(place)})
    if not is_form_name(name) or name not in known:
        raise Refused([_unknown_form(name, known)])
    return FormFolder(
        root,
        tuple(place / name for place in places),
        tuple(place / FALLBACK for place in places),
    )


def is_form_name(name: str) -> bool:
    """Say whether a form's folder may be called ``name``."""
    return re.fullmatch(FORM_NAME_PATTERN, name) is not None


@cache
def shipped_forms() -> Path:
    """Return the folder of the shipped forms: in the package, or beside a checkout's ``src``."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "templates"
    return installed if installed.is_dir() else package.parents[1] / "templates"


def _forms_in(place: Path) -> Iterator[str]:
    """Yield the names of the forms in ``place``; a name's case counts on every file system."""
    if place.is_dir():
        for folder in place.iterdir():
            if (folder / FORM_FILE).is_file():
                yield folder.name


def _outside_link(path: str) -> Finding:
    return OUTSIDE_LINK.at(
        path,
        None,
        Message("链接指向附表目录之外，没有读取", "Not read: the link leads out of the annex"),
        Message("把文件本身复制到这里", "Put a copy of the file here"),
    )


def _unknown_form(name: str, known: list[str]) -> Finding:
    meant = nearest(name, known)
    listed_zh, listed_en = "、".join(known), ", ".join(known)
    guess_zh = f"是不是“{meant}”？" if meant else ""
    guess_en = f"Did you mean “{meant}”? " if meant else ""
    return UNKNOWN_FORM.at(
        f"templates/{name}/{FORM_FILE}",
        None,
        Message(f"没有表样“{name}”", f"There is no form “{name}”"),
        Message(
            f"{guess_zh}现有表样：{listed_zh}；新表样放在 templates/表样名/{FORM_FILE}",
            f"{guess_en}Known: {listed_en}; a new one goes to templates/<name>/{FORM_FILE}",
        ),
    )
