"""The page in pieces: each section's element by itself, and the rest of the page around them.

A section that is as it was before is not made again. Its looks and its element are known by the
composed section, so nothing needs to be known of what a section depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from hashlib import sha256

from markupsafe import Markup

from annexgen.document import Document, Section
from annexgen.render.html.inline import Inline, policy
from annexgen.render.html.page import anchor, pieces
from annexgen.render.html.survey import SectionLook, Survey, look_at, survey
from annexgen.render.html.theme import Theme
from annexgen.tuples import NamedTuple

_MARK = "\0"
"""Stands for a section's element in the rest of the page: content cannot hold it, and browsers pass
over it in a template (WHATWG HTML 13.2.5.1)."""


class Sheet(NamedTuple):
    """A section's element: its id and its HTML."""

    id: str
    html: str


class Page(NamedTuple):
    """A web page in pieces.

    Attributes:
        around: what stands before the first section, between them, and after the last.
        sheets: the sections; none where the form's template makes no pieces.
        policy: the Content-Security-Policy that it states.
        revision: differs where any piece does.
    """

    around: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    policy: str
    revision: str

    def html(self) -> Iterator[str]:
        """Yield the whole page piece by piece."""
        yield self.around[0]
        for sheet, after in zip(self.sheets, self.around[1:], strict=True):
            yield sheet.html
            yield after

    def in_one_piece(self) -> Page:
        """Return the same page, which can only be replaced as a whole."""
        return self._replace(around=("".join(self.html()),), sheets=())


def page_of(around: Sequence[str], sheets: Sequence[Sheet], policy: str) -> Page:
    """Return the page that the pieces make up."""
    digest = sha256()
    for piece in (*around, *(sheet.html for sheet in sheets)):
        digest.update(piece.encode())
        digest.update(_MARK.encode())
    return Page(tuple(around), tuple(sheets), policy, digest.hexdigest()[:32])


class _Seen(NamedTuple):
    """A section by its hash (64 bits), so that none needs to be kept, and how it looks."""

    mark: int
    look: SectionLook


class Sheets:
    """Makes one page after the other."""

    def __init__(self) -> None:
        self._head: Hashable = None
        self._looks: dict[int, SectionLook] = {}
        self._elements: dict[Hashable, str] = {}

    def page(self, document: Document, theme: Theme, guest: Inline) -> Page:
        """Return the page of ``document``.

        Args:
            document: what is to be shown, its sections composed.
            theme: the form's page.
            guest: a script that the page's policy is to allow, and to let talk to the server.

        Raises:
            TemplateFault: if the page template cannot be read or filled.
        """
        theme = theme._replace(page_template=theme.page_template.replace(_MARK, ""))
        head = (repr(document._replace(parts=(), cover=(), facts=())), theme)
        if head != self._head:
            self._head, self._looks, self._elements = head, {}, {}
        seen = self._seen(document)
        surveyed = survey(document, lambda section: seen[section.heading.id].look)
        return self._filled(document, theme, guest, seen, surveyed)

    def _seen(self, document: Document) -> dict[str, _Seen]:
        """Return each section's hash and look, by its id; forget those that are gone."""
        known, seen = self._looks, dict[str, _Seen]()
        for part in document.parts:
            for section in part.sections:
                mark = hash(section)
                seen[section.heading.id] = _Seen(mark, known.get(mark) or look_at(section))
        self._looks = {one.mark: one.look for one in seen.values()}
        return seen

    def _filled(
        self,
        document: Document,
        theme: Theme,
        guest: Inline,
        seen: dict[str, _Seen],
        surveyed: Survey,
    ) -> Page:
        """Fill the template; a section's element is made where none is known."""
        known, elements, sheets = self._elements, dict[Hashable, str](), list[Sheet]()
        classes = surveyed.kinds.tables

        def kept(section: Section, *others: object, caller: Callable[[], Markup]) -> Markup:
            mark, look = seen[section.heading.id]
            key = (mark, tuple([classes[kind] for kind in look.tables]), others)
            element = known.get(key)
            elements[key] = element = str(caller()) if element is None else element
            sheets.append(Sheet(anchor(section.heading.id), element))
            return Markup(_MARK)  # noqa: S704 - holds nothing of the content

        stated = list[str]()

        def policy_of(*own: Inline) -> str:
            stated.append(policy(guest, *own, connects=True))
            return stated[-1]

        values = {"downloads": (), "kept": kept}
        text = "".join(pieces(document, theme, surveyed, values, policy_of))
        self._elements = elements
        return page_of(text.split(_MARK), sheets, stated[-1])
