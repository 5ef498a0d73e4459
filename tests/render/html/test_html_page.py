"""The page as its readers and their programs see it."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from typing import overload
from urllib.parse import unquote

import pytest
from annex_fixture import make_document, make_section, shipped_theme
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered_page import page, rendered, text

from annexgen.document import Document, Fact, Heading, Paragraph, Part, Section, SplitLine
from annexgen.render.html import Theme
from annexgen.render.html.page import anchor, fragment

EVIL = "<script>alert('x')</script>\"&'</style></title>-->"


def test_begins_with_the_doctype_and_says_its_language(document: Document, theme: Theme) -> None:
    output = rendered(document, theme).decode()

    assert output.startswith('<!doctype html>\n<html lang="zh-CN">\n')
    assert output.endswith("</html>\n")


def test_head_tells_title_author_and_description(document: Document, theme: Theme) -> None:
    tree = page(document, theme)

    assert tree.findtext(".//title") == "2025年项目绩效目标表"
    metas = {meta.get("name"): meta.get("content") for meta in tree.iter("meta")}
    assert metas["author"] == "天津市人民政府办公厅"
    assert "2025年度" in metas["description"]
    assert metas["viewport"] == "width=device-width, initial-scale=1"


def test_headings_stand_in_order(document: Document, theme: Theme) -> None:
    tree = page(document, theme)

    main = [(e.tag, text(e)) for e in tree.xpath("//main//*[self::h1 or self::h2 or self::h3]")]
    assert main == [(f"h{h.level + 1}", h.text) for h in document.headings()]
    assert [text(e) for e in tree.iter("h1")] == [document.title]


def test_every_link_leads_to_one_element(document: Document, theme: Theme) -> None:
    tree = page(document, theme)
    ids = [e.get("id") for e in tree.xpath("//*[@id]")]

    assert len(ids) == len(set(ids))
    links = [e.get("href") for e in tree.iter("a")]
    assert {unquote(link).removeprefix("#") for link in links} <= set(ids)
    listed = [text(e) for e in tree.xpath("//nav//a")]
    assert listed == [heading.text for heading in document.headings()]


def test_landmarks_and_skip_link(document: Document, theme: Theme) -> None:
    body = page(document, theme).body

    assert [child.tag for child in body] == ["a", "header", "div", "main", "footer"]
    assert [child.tag for child in body.find("div")] == ["form", "nav"]
    assert body[0].get("href") == f"#{body.find('main').get('id')}"


def test_contents_fold_by_part_and_start_open(document: Document, theme: Theme) -> None:
    folds = list(page(document, theme).iter("details"))

    assert len(folds) == len(document.parts)
    assert all(fold.get("open") is not None for fold in folds)


def test_document_without_contents_cover_or_sections(document: Document, theme: Theme) -> None:
    empty = Part(Heading("x", 1, "空单位", "unit-heading"), "", document.page, ())
    bare = document._replace(contents=None, cover=(), parts=(empty,))
    tree = page(bare, theme)

    assert tree.find(".//nav") is None
    assert text(tree.find(".//h1")) == document.title
    assert [text(e) for e in tree.xpath("//main//h2")] == ["空单位"]
    listed = page(bare._replace(contents=document.contents), theme)
    assert [text(e) for e in listed.xpath("//nav//a")] == ["空单位"]


def test_cover_words_are_all_shown(document: Document, theme: Theme) -> None:
    cover = (*document.cover, Paragraph("第二行\n第三行", "cover-department"))
    header = page(document._replace(cover=cover, facts=()), theme).find(".//header")

    assert [text(e) for e in header] == [
        "2025年项目绩效目标表",
        "天津市人民政府办公厅",
        "第二行第三行",
        "2025年度",
    ]
    assert len(header.findall(".//br")) == 1


def test_split_line_has_a_text_at_each_margin(document: Document, theme: Theme) -> None:
    line = page(document, theme).xpath("//p[contains(@class, 'split-line')]")[0]

    assert [text(span) for span in line] == ["301101天津市人民政府办公厅（本级）", "单位：万元"]


def test_sections_after_the_first_begin_a_page(document: Document, theme: Theme) -> None:
    sections = page(document, theme).xpath("//main/section/section")

    assert ["new-page" in e.get("class") for e in sections] == [False, True]


def test_same_input_gives_the_same_bytes(document: Document, theme: Theme) -> None:
    assert rendered(document, theme) == rendered(document, theme)


def test_nothing_is_asked_for_over_the_network(document: Document, theme: Theme) -> None:
    tree = page(document, theme)

    assert not tree.xpath(
        "//img | //iframe | //*[@src] | //*[@style] | //*[@*[starts-with(name(), 'on')]]"
    )
    assert [link.get("href") for link in tree.iter("link")] == ["data:,"]
    assert all(e.get("href").startswith("#") for e in tree.iter("a"))
    assert not re.search(r"url\(|@import|https?:", tree.findtext(".//style"))
    assert not re.search(r"fetch|XMLHttpRequest|https?:|import\(", tree.findtext(".//script"))


def test_policy_allows_this_style_and_script_alone(document: Document, theme: Theme) -> None:
    tree = page(document, theme)
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")

    for tag in ("style", "script"):
        digest = hashlib.sha256(tree.findtext(f".//{tag}").encode()).digest()
        assert f"{tag}-src 'sha256-{b64encode(digest).decode()}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_policy_holds_whatever_the_stylesheets_newlines(
    document: Document, theme: Theme, newline: str
) -> None:
    other = theme._replace(
        stylesheet=theme.stylesheet.replace("\n", newline),
        script=theme.script.replace("\n", newline),
    )

    assert rendered(document, other) == rendered(document, theme)


def test_hostile_words_stay_words(
    section: Callable[..., Section], compose: Callable[..., Document], theme: Theme
) -> None:
    honest = section(1, EVIL, ((EVIL, EVIL, EVIL, EVIL, EVIL),) * 2)
    hostile = honest._replace(
        heading=honest.heading._replace(id=EVIL, text=EVIL),
        blocks=(SplitLine(EVIL, EVIL, EVIL), Paragraph(EVIL, EVIL), *honest.blocks),
    )
    document = compose([hostile], title=EVIL)
    document = document._replace(
        author=EVIL,
        subject=EVIL,
        styles={**document.styles, EVIL: document.styles["unit-line"]},
        parts=(document.parts[0]._replace(running_header=EVIL),),
    )
    output = rendered(document, theme)

    assert output.count(b"<script") == output.count(b"</script") == 1
    assert output.count(b"</style") == 1
    tree = page(document, theme)
    assert tree.findtext(".//title") == EVIL
    assert text(tree.find(".//h3")) == EVIL
    assert text(tree.xpath("//td")[0]) == EVIL
    assert tree.xpath("//section/section/@id") == [anchor(EVIL)]


HOSTILE = st.lists(
    st.sampled_from(
        ["</style>", "</script>", "<!--", "<script>", '"', "'", "{{", "}}", "{%", "&", ">"]
    )
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=3)
).map("".join)


@given(HOSTILE, HOSTILE)
@settings(deadline=None, max_examples=60)
def test_no_words_become_markup(one: str, other: str) -> None:
    blank = one.strip() or "字"
    document = make_document(
        [make_section(1, blank, ((blank, other, one, other, one),) * 2)], blank
    )
    document = document._replace(facts=(Fact(one, other),))
    plain = make_document([make_section(1, "字", (("字",) * 5,) * 2)], "字")
    shipped = shipped_theme()
    tree = page(document, shipped, ((one, "annex.pdf"),))
    simple = page(plain, shipped, (("字", "annex.pdf"),))

    assert [e.tag for e in tree.iter("script", "style", "meta")] == [
        e.tag for e in simple.iter("script", "style", "meta")
    ]
    assert text(tree.xpath("//td")[0]) == blank
    assert text(tree.find(".//dd")) == other
    assert {name for e in tree.iter() for name in e.attrib} == {
        name for e in simple.iter() for name in e.attrib
    }


@pytest.mark.parametrize(
    ("source", "safe"),
    [
        ('"</script>"', r'"<\/script>"'),
        ("'</SCRIPT '", r"'<\/SCRIPT '"),
        ('"<!--<script>"', r'"<\!--<script>"'),
        ("a < b", "a < b"),
    ],
)
def test_script_cannot_end_its_element(document: Document, source: str, safe: str) -> None:
    theme = Theme("{{ script_element }}", "", source)

    assert rendered(document, theme).decode() == f"<script>{safe}</script>"


def test_page_without_a_script_has_no_search(document: Document, theme: Theme) -> None:
    tree = page(document, theme._replace(script=""))

    assert not tree.xpath("//script | //form")
    assert "script-src" not in tree.xpath("string(//meta[@http-equiv]/@content)")


def test_totals_and_downloads_are_shown(two_units: Document, theme: Theme) -> None:
    beside = (("Word 文档", "annex.docx"), ("PDF", "annex.pdf"))
    tree = page(two_units, theme, beside)

    totals = [[(text(d[0]), text(d[1])) for d in dl] for dl in tree.iter("dl")]
    assert totals == [
        [(fact.label, fact.value) for fact in facts]
        for facts in (two_units.facts, *(part.facts for part in two_units.parts))
    ]
    shown = [(text(a), a.get("href")) for a in tree.xpath("//header//a[@download]")]
    assert shown == list(beside)
    bare = page(two_units._replace(facts=(), parts=()), theme)
    assert not bare.xpath("//dl | //header//ul | //form")


class Once(Sequence[Section]):
    """Sections that are composed each time they are read, and counted."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections
        self.walks = 0

    def __len__(self) -> int:
        return len(self.sections)

    @overload
    def __getitem__(self, index: int) -> Section: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Section]: ...
    def __getitem__(self, index: int | slice) -> Section | Sequence[Section]:
        raise AssertionError("sections are read in order")

    def __iter__(self) -> Iterator[Section]:
        self.walks += 1
        yield from self.sections


def test_sections_are_read_twice_in_order(document: Document, theme: Theme) -> None:
    lazy = Once(document.parts[0].sections)
    parts = (document.parts[0]._replace(sections=lazy),)

    assert rendered(document._replace(parts=parts), theme) == rendered(document, theme)
    assert lazy.walks == 2


def test_ids_and_links_keep_chinese_readable() -> None:
    assert fragment("301101-01-冬季") == "#301101-01-冬季"
    assert anchor("01 冬\t季") == "01_冬_季"
    assert fragment('01 100%"<') == "#01_100%25%22%3C"


def test_large_annex_is_at_most_three_times_its_text(
    section: Callable[..., Section], compose: Callable[..., Document], theme: Theme
) -> None:
    document = compose([section(number, f"项目{number}") for number in range(1, 61)])
    tree = page(document, theme)
    (style,) = tree.iter("style")
    style.text = ""

    size = len(rendered(document, theme._replace(stylesheet="", script="")))
    assert size < 3 * len(text(tree).encode())
