"""Changes for a person at a terminal: by unit and project, what was, what is, and which way.

301101 办公厅（本级）  预算 +10.00万元
  ~ 达沃斯年会项目  content/301101/01-….yaml
      预算数        470.00 → 480.00      预算增加 +10.00万元（+2.1%）  3f9c…
      参加活动人数  ≥1000人 → ≥1500人    提高 +500人（+50.0%），要求提高  81d2…
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from annexgen.findings import Finding
from annexgen.findings.printable import columns, visible
from annexgen.findings.text import headline
from annexgen.review.belonging import belonging, belonging_before
from annexgen.review.changes import Change, Changed, Kind, Review, Weight
from annexgen.review.sheets import Sheet
from annexgen.review.showing import Showing
from annexgen.review.tally import is_approved, money
from annexgen.review.units import UnitChanges, by_unit
from annexgen.review.wording import (
    budget,
    fault_line,
    moved_out,
    notes,
    shown_texts,
    sign,
    summary,
    told,
    unit_title,
)
from annexgen.review.words import Stretch, stretches
from annexgen.source.tree import ANNEX_FILE

_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_RED, _GREEN, _YELLOW, _CYAN = "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m"
_STRUCK = "\x1b[9;31m"
_SIGNS = {"+": _GREEN, "-": _RED, "~": _YELLOW}
_WEIGHTS = {Weight.STRICTER: _GREEN, Weight.WEAKER: _RED}
_EVENTS = ("-added", "-dropped", "-made", "-ended")
"""How the names of kinds end that tell by themselves on which side something is."""
_NOTHING = "—"
_INDENT = " " * 6
_SHORT = 24
"""Columns up to which a text is shown whole, before and now, instead of with marks in it."""
_WHAT = 40
"""Columns that names of what has changed are lined up to; a longer one pushes its line on."""
_CONTEXT = 10
"""Characters of an equal stretch that are shown beside a change."""


def show(review: Review, showing: Showing) -> str:
    """Return all changes and a line that sums them up."""
    return "\n".join([*_lines(review, showing), summary_line(review, showing)]) + "\n"


def show_file(one: Changed, path: str, showing: Showing) -> str:
    """Return the changes of one content file by itself, under the path that the reader knows."""
    paint = _Paint(colour=showing.colour)
    return f"{_heading(one, path, paint)}\n{show_changes(one, showing)}"


def show_changes(one: Changed, showing: Showing) -> str:
    """Return the changes of one content file without any heading."""
    paint = _Paint(colour=showing.colour)
    return "".join(f"{line}\n" for line in _changes(one, showing, paint))


def summary_line(review: Review, showing: Showing) -> str:
    """Return the line that tells all."""
    return visible(summary(review, showing.language))


def _lines(review: Review, showing: Showing) -> Iterator[str]:
    paint = _Paint(colour=showing.colour)
    for faulty in review.faulty:
        yield paint(_YELLOW, f"! {visible(fault_line(faulty, showing.language))}")
    remarks = notes(review, showing.language)
    for line in remarks:
        yield paint(_YELLOW, f"! {visible(line)}")
    if review.faulty or remarks:
        yield ""
    if review.annex is not None:
        yield f"~ {paint(_BOLD, ANNEX_FILE)}"
        yield from _changes(review.annex, showing, paint)
        yield ""
    deltas = money(review.projects)
    for unit in by_unit(review):
        yield _unit_heading(review, unit.code, deltas.get(unit.code), showing, paint)
        yield from _unit(unit, review, showing, paint)
        yield ""
    yield from _elsewhere(review, showing, paint)


def _unit_heading(
    review: Review, code: str, delta: Decimal | None, showing: Showing, paint: _Paint
) -> str:
    title = paint(_BOLD, visible(unit_title(review, code)))
    if not delta:
        return title
    moved = budget(review.unit_sums.get(code), delta, review.money_unit, showing.language)
    return f"{title}  {showing.say('预算', 'budget')} {moved}"


def _unit(unit: UnitChanges, review: Review, showing: Showing, paint: _Paint) -> Iterator[str]:
    for one in unit.own:
        mark = sign(one)
        yield f"  {paint(_SIGNS[mark], mark)} {paint(_BOLD, visible(one.sheet.path))}"
        yield from _changes(one, showing, paint)
    for project in unit.projects:
        yield f"  {_heading(project, project.sheet.path, paint)}"
        yield from _changes(project, showing, paint)
    for project in unit.moved_out:
        name = paint(_BOLD, visible(project.sheet.name))
        yield f"  {paint(_YELLOW, '→')} {name}  {visible(moved_out(project, review, showing))}"


def _heading(one: Changed, path: str, paint: _Paint) -> str:
    mark = sign(one)
    name = paint(_BOLD, visible(one.sheet.name))
    return f"{paint(_SIGNS[mark], mark)} {name}  {paint(_DIM, visible(path))}"


def _changes(one: Changed, showing: Showing, paint: _Paint) -> Iterator[str]:
    """Yield the changes of a file in three columns: what, before and now, which way."""
    cells = [
        (visible(told(change, showing.language).what), _before_and_now(change, paint))
        for change in one.changes
    ]
    widths = [max(columns(_bare(cell[at])) for cell in cells) for at in (0, 1)]
    widths = [min(widths[0], _WHAT), min(widths[1], 2 * _SHORT + 3)]
    arisen, mended = belonging(one), belonging_before(one)
    for change, cell in zip(one.changes, cells, strict=True):
        yield f"{_INDENT}{_lined_up(*cell, *widths)}  {_how(change, showing, paint)}"
        yield from _findings("!", arisen.get(change.fingerprint, ()), showing, paint)
        yield from _findings("✓", mended.get(change.fingerprint, ()), showing, paint)
    if one.old is None and one.changes[0].kind is Kind.PROJECT_ADDED:
        yield from _targets(one.sheet)
    yield from _findings("!", arisen.get("", ()), showing, paint)
    yield from _findings("✓", mended.get("", ()), showing, paint)


def _lined_up(what: str, texts: str, first: int, second: int) -> str:
    """Return the first two columns; what is too long for the one takes room of the other."""
    left = _padded(what, first)
    return _padded(f"{left}  {texts}", first + 2 + second) if texts else left


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(_bare(text)))


def _findings(
    mark: str, findings: Iterable[Finding], showing: Showing, paint: _Paint
) -> Iterator[str]:
    """Yield a line for each finding that arose (``!``) or was mended (``✓``)."""
    colour = _YELLOW if mark == "!" else _GREEN
    for finding in findings:
        label = f"{finding.severity}[{finding.code} {finding.rule}]:"
        message = visible(finding.message.text(showing.language))
        yield f"{_INDENT}  {paint(colour, f'{mark} {label}')} {message}"


def _targets(sheet: Sheet) -> Iterator[str]:
    """Yield the targets of a project that is new as a whole."""
    names = [visible(row.name) for row in sheet.rows]
    width = max(map(columns, names), default=0)
    for name, row in zip(names, sheet.rows, strict=True):
        yield f"{_INDENT}{name}{' ' * (width - columns(name))}  {visible(row.target)}"


def _how(change: Change, showing: Showing, paint: _Paint) -> str:
    how = visible(told(change, showing.language).how)
    colour = _WEIGHTS.get(change.effect.weight)
    text = paint(colour, how) if colour else how
    if is_approved(change, showing.approved):
        text += paint(_CYAN, f"  ✓ {showing.say('已批准', 'approved')}")
    return f"{text}  {paint(_DIM, change.fingerprint)}"


def _before_and_now(change: Change, paint: _Paint) -> str:
    old, new = (None if one is None else visible(one) for one in shown_texts(change))
    if change.kind in (Kind.GOAL_MOVED, Kind.INDICATOR_MOVED):
        return f"{(change.old_place or 0) + 1} → {(change.new_place or 0) + 1}"
    if old is None or new is None:
        return _one_sided(old, new, is_event=change.kind.endswith(_EVENTS), paint=paint)
    if columns(old) <= _SHORT and columns(new) <= _SHORT:
        return f"{paint(_RED, old)} → {paint(_GREEN, new)}"
    parts = stretches(old, new)
    last = len(parts) - 1
    return "".join(
        _shortened(part.old, is_first=index == 0, is_last=index == last)
        if part.is_equal
        else _marked(part, paint)
        for index, part in enumerate(parts)
    )


def _one_sided(old: str | None, new: str | None, *, is_event: bool, paint: _Paint) -> str:
    """Show what is on one side only; where the kind does not say so, with a dash for nothing."""
    if is_event:
        return paint(_GREEN, new or "") if old is None else paint(_RED, old)
    was, now = (_NOTHING if text is None else text for text in (old, new))
    return f"{paint(_RED, was)} → {paint(_GREEN, now)}" if old or new else ""


def _marked(part: Stretch, paint: _Paint) -> str:
    """Mark what is gone and what is new, as ``git diff --word-diff`` does without colours."""
    gone = paint.or_framed(_STRUCK, part.old, "[-", "-]") if part.old else ""
    come = paint.or_framed(_GREEN, part.new, "{+", "+}") if part.new else ""
    return gone + come


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """Leave of an equal stretch what stands beside changes."""
    before, after = "" if is_first else text[:_CONTEXT], "" if is_last else text[-_CONTEXT:]
    return text if len(before) + len(after) + 1 >= len(text) else f"{before}…{after}"


def _elsewhere(review: Review, showing: Showing, paint: _Paint) -> Iterator[str]:
    """Yield the findings that arose and were mended in files that say the same."""
    if not review.arisen and not review.mended:
        return
    yield paint(_BOLD, showing.say("没有改动的文件", "Files that have not changed"))
    for mark, findings in (("!", review.arisen), ("✓", review.mended)):
        colour = _YELLOW if mark == "!" else _GREEN
        for finding in findings:
            yield f"  {paint(colour, mark)} {headline(finding, showing.language)}"
    yield ""


class _Paint:
    """Colours texts, or leaves them as they are."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def __call__(self, colour: str, text: str) -> str:
        return f"{colour}{text}{_RESET}" if self._colour and text else text

    def or_framed(self, colour: str, text: str, opening: str, closing: str) -> str:
        """Colour a text, or put signs around it where there is no colour."""
        return self(colour, text) if self._colour else f"{opening}{text}{closing}"


def _bare(text: str) -> str:
    """Return ``text`` without its colours, for measuring."""
    for colour in (_BOLD, _DIM, _RESET, _RED, _GREEN, _YELLOW, _CYAN, _STRUCK):
        text = text.replace(colour, "")
    return text
