"""Page templates that are broken or hostile."""

from __future__ import annotations

import pytest
from rendered_page import rendered

from annexgen.document import Document
from annexgen.render.html import TemplateFault, Theme


def fault(document: Document, source: str) -> TemplateFault:
    with pytest.raises(TemplateFault) as caught:
        rendered(document, Theme(source, ""))
    return caught.value


@pytest.mark.parametrize(
    "source",
    [
        "\n{{ document.__class__ }}",
        "\n{{ document.title.__class__.__mro__ }}",
        "\n{{ document.headings.__func__.__globals__ }}",
        "\n{{ (document | attr('__class__')).x }}",
        "\n{{ '{0.__class__}'.format(document) }}",
        "\n{{ ''['__class__'].x }}",
        "\n{{ document.styles.clear() }}",
        "\n{% include '/etc/passwd' %}",
        "\n{% import 'os' as os %}",
        "\n{{ lipsum.__globals__ }}",
        "\n{% for i in range(10 ** 9) %}{% endfor %}",
    ],
)
def test_hostile_template_reaches_nothing(document: Document, source: str) -> None:
    assert fault(document, source).line == 2


@pytest.mark.parametrize(
    ("source", "line", "word"),
    [
        ("一\n{% if %}", 2, "Expected"),
        ("一\n\n{{ document.titel }}", 3, "titel"),
        ("{{ nothing }}", 1, "nothing"),
        ("一\n{{ document.title | unknown }}", 2, "unknown"),
        ("一\n{% for x in document.parts %}", 2, "end of template"),
        ("一\n{{ 1 / 0 }}", 2, "zero"),
        ("一\n{{ document | table_view }}", 2, "Document"),
        ("{% macro m() %}\n{{ document.x }}\n{% endmacro %}\n{{ m() }}", 2, "x"),
    ],
)
def test_fault_tells_line_and_reason(document: Document, source: str, line: int, word: str) -> None:
    found = fault(document, source)

    assert found.line == line
    assert word in found.message
    assert str(found) == f"page.html.j2:{line}: {found.message}"


def test_what_a_template_prints_is_escaped(document: Document) -> None:
    output = rendered(document._replace(title="<b>&"), Theme("{{ document.title }}", ""))

    assert output == b"&lt;b&gt;&amp;"


def test_blocks_can_be_told_apart(document: Document) -> None:
    source = (
        "{% for block in document.parts[0].sections[0].blocks %}"
        "{{ block is table }} {{ block is split_line }} {{ block is paragraph }};{% endfor %}"
    )

    expected = "False True False;True False False;True False False;"
    assert rendered(document, Theme(source, "")).decode() == expected
