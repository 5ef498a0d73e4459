"""The bodies of PDF and DOCX, written section by section while projects come in.

A unit's part of the PDF of which nothing has changed is written as an earlier run wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from annexgen.batches import Bench, Done
    from annexgen.cache.memory import Memory
    from annexgen.document import Part
    from annexgen.intake import Read
    from annexgen.render.docx.assembly import DocxAssembly
    from annexgen.render.pdf.assembly import Assembly


class Bodies:
    """Takes sections in printing order.

    Args:
        bench: what sections are made with; it has no stage for a format that is not streamed.
        base: the form's ``base.docx``.

    Attributes:
        alone: whether no worker process uses the other cores.
    """

    def __init__(self, bench: Bench, base: bytes | None) -> None:
        self._bench = bench
        self._base = base
        self._pdf_out: BinaryIO | None = None
        self._pdf: Assembly | None = None
        self._docx: DocxAssembly | None = None
        self.alone = False
        self._is_copied = False
        self._part_key: bytes | None = None

    def begin_pdf(self, out: BinaryIO) -> None:
        """Let a PDF take the sections; it goes to ``out``, from its first byte on."""
        self._pdf_out = out

    @property
    def pdf(self) -> Assembly | None:
        """The PDF that was begun; made when it is first wanted, as workers can do without."""
        if self._pdf is None and self._pdf_out is not None and self._bench.pdf is not None:
            from annexgen.render.pdf.assembly import Assembly

            self._pdf = Assembly(self._pdf_out, self._bench.pdf)
        return self._pdf

    @property
    def docx(self) -> DocxAssembly | None:
        """The DOCX that takes the sections; None where none is streamed."""
        if self._docx is None and self._bench.docx is not None:
            from annexgen.render.docx.assembly import DocxAssembly

            self._docx = DocxAssembly(self._bench.docx, self._base, alone=self.alone)
        return self._docx

    def add(self, read: Read, memory: Memory | None) -> None:
        """Write the sections of what was read.

        Args:
            read: consecutive files of a unit.
            memory: of earlier runs; None for none.
        """
        unit, pdf, docx = read.planned.unit, self.pdf, self.docx
        if unit is None or (pdf is None and docx is None):
            return
        if read.opens:
            self._open(self._bench.part(unit, read.planned.before), read, memory)
        for done in read.files if docx is not None or not self._is_copied else ():
            self._add(done)
        if read.closes and pdf is not None and not self._is_copied:
            part = pdf.end_part()
            if part is not None and memory is not None and self._part_key is not None:
                memory.keep_part(unit.code, self._part_key, part)

    def _open(self, part: Part, read: Read, memory: Memory | None) -> None:
        """Begin a unit's part, or copy it whole."""
        if self._docx is not None:
            self._docx.begin_part(part.heading, part.running_header, part.page)
        if self._pdf is None:
            return
        self._is_copied, self._part_key = False, None
        if memory is not None and read.unit_key is not None:
            self._part_key = memory.part_key(read.unit_key, self._pdf.place)
            kept = memory.part(read.planned.folder.code, self._part_key)
            if kept is not None and kept.region.first == self._pdf.place:
                self._pdf.splice(kept, part.page)
                self._is_copied = True
                return
        keeps = self._part_key is not None
        self._pdf.begin_part(part.heading, part.running_header, part.page, keeps=keeps)

    def _add(self, done: Done) -> None:
        """Write a project's sections."""
        pdf, docx = done.pdf, done.docx
        if done.remembered is not None:
            pdf, docx = done.remembered.sections(self._bench)
        if self._pdf is not None and pdf is not None and not self._is_copied:
            self._pdf.add(pdf)
        if self._docx is not None and docx is not None:
            self._docx.add(docx)
