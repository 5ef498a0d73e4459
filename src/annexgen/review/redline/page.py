"""The page: the form's template filled with the changes.

It asks for nothing over the network and needs no JavaScript. A template sees:

- ``language``: ``zh`` or ``en``; ``say(zh, en)`` picks a wording, ``count(number, zh, one, many)``
  says how many;
- ``review``: the changes; ``summary``: the line that sums them up; ``is_equal``: there are none;
- ``facts``, ``kinds``: ``overview.Fact``;
- ``units``: ``overview.UnitTable``;
- ``parts``: ``sections.PartView``; ``section_count``: how many files have changed;
- ``faults``: lines on files that are not of the right shape, and on rules that were not run;
- ``elsewhere``: ``sections.FindingView`` of files that say the same;
- ``policy``: the Content-Security-Policy for a meta element; ``style_element``: what it allows;
- ``… | anchor``, ``… | fragment``: an identifier as ``id`` and as the ``#…`` of a link.
"""

from __future__ import annotations

from functools import partial

from annexgen.findings import Refused
from annexgen.findings.printable import visible
from annexgen.forms.load import template_finding
from annexgen.render.html.inline import Inline, policy
from annexgen.render.html.page import anchor, fragment
from annexgen.render.html.sandbox import compiled, filled
from annexgen.render.html.theme import TemplateFault
from annexgen.review.changes import Review
from annexgen.review.redline.overview import facts, kinds, unit_table
from annexgen.review.redline.sections import elsewhere, parts
from annexgen.review.showing import Showing
from annexgen.review.wording import counted, fault_line, notes, summary


def show(review: Review, showing: Showing) -> str:
    """Return the page.

    Args:
        review: the changes.
        showing: for whom, and by which template.

    Raises:
        Refused: if the template cannot be read or filled.
    """
    assert showing.page_of is not None  # noqa: S101 - whoever asks for a page has one
    source = showing.page_of(review.form)
    style = Inline.of("style", f"\n{source.stylesheet}\n")
    shown = parts(review, showing)
    values = {
        "language": showing.language,
        "say": showing.say,
        "count": partial(counted, language=showing.language),
        "review": review,
        "summary": visible(summary(review, showing.language)),
        "is_equal": not shown,
        "facts": facts(review, showing),
        "kinds": kinds(review, showing),
        "units": unit_table(review, showing),
        "parts": shown,
        "section_count": sum(len(part.sections) for part in shown),
        "faults": [visible(line) for line in _faults(review, showing.language)],
        "elsewhere": elsewhere(review, showing),
        "policy": policy(style),
        "style_element": style.element,
    }
    try:
        template = compiled(source.template, {"anchor": anchor, "fragment": fragment}, {})
        return "".join(filled(template, values))
    except TemplateFault as fault:
        raise Refused([template_finding(source.path, fault.line, fault.message)]) from fault


def _faults(review: Review, language: str) -> list[str]:
    lines = [fault_line(one, language) for one in review.faulty]
    return [*lines, *notes(review, language)]
