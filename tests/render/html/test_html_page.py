"""The page as its readers and their programs see it."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

import lxml.html
import pytest

from annexgen.document import Document, Heading, Paragraph, Part, Section, SplitLine
from annexgen.render.html import Theme, render
from annexgen.render.html.page import anchor, fragment

EVIL = "<script>alert('x')</script>\"&'</style></title>-->"


def page(document: Document, theme: Theme) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.document_fromstring(render(document, theme), parser=parser)


def text(element: lxml.html.HtmlElement) -> str:
    return str(element.text_content())


def test_begins_with_the_doctype_and_says_its_language(document: Document, theme: Theme) -> None:
    output = render(document, theme).decode()

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

    assert [child.tag for child in body] == ["a", "header", "nav", "main", "footer"]
    assert body[0].get("href") == f"#{body.find('main').get('id')}"


def test_contents_fold_by_part_and_start_open(document: Document, theme: Theme) -> None:
    folds = list(page(document, theme).iter("details"))

    assert len(folds) == len(document.parts)
    assert all(fold.get("open") is not None for fold in folds)


def test_document_without_contents_cover_or_sections(document: Document, theme: Theme) -> None:
    empty = Part(Heading("x", 1, "空单位", "unit-heading"), "", document.page, ())
    bare = replace(document, contents=None, cover=(), parts=(empty,))
    tree = page(bare, theme)

    assert tree.find(".//nav") is None
    assert text(tree.find(".//h1")) == document.title
    assert [text(e) for e in tree.xpath("//main//h2")] == ["空单位"]
    listed = page(replace(bare, contents=document.contents), theme)
    assert [text(e) for e in listed.xpath("//nav//a")] == ["空单位"]


def test_cover_words_are_all_shown(document: Document, theme: Theme) -> None:
    cover = (*document.cover, Paragraph("第二行\n第三行", "cover-department"))
    header = page(replace(document, cover=cover), theme).find(".//header")

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
    assert render(document, theme) == render(document, theme)


def test_nothing_is_asked_for_over_the_network(document: Document, theme: Theme) -> None:
    tree = page(document, theme)

    assert not tree.xpath("//script | //link | //img | //iframe | //*[@src] | //*[@style]")
    assert all(e.get("href").startswith("#") for e in tree.iter("a"))
    style = tree.findtext(".//style")
    assert not re.search(r"url\(|@import|https?:", style)


def test_policy_allows_this_stylesheet_alone(document: Document, theme: Theme) -> None:
    tree = page(document, theme)
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")

    digest = hashlib.sha256(tree.findtext(".//style").encode()).digest()
    assert f"style-src 'sha256-{b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_policy_holds_whatever_the_stylesheets_newlines(
    document: Document, theme: Theme, newline: str
) -> None:
    other = replace(theme, stylesheet=theme.stylesheet.replace("\n", newline))

    assert render(document, other) == render(document, theme)


def test_hostile_words_stay_words(
    section: Callable[..., Section], compose: Callable[..., Document], theme: Theme
) -> None:
    honest = section(1, EVIL, ((EVIL, EVIL, EVIL, EVIL, EVIL),) * 2)
    hostile = replace(
        honest,
        heading=replace(honest.heading, id=EVIL, text=EVIL),
        blocks=(SplitLine(EVIL, EVIL, EVIL), Paragraph(EVIL, EVIL), *honest.blocks),
    )
    document = compose([hostile], title=EVIL)
    document = replace(
        document,
        author=EVIL,
        subject=EVIL,
        styles={**document.styles, EVIL: document.styles["unit-line"]},
        parts=(replace(document.parts[0], running_header=EVIL),),
    )
    output = render(document, theme)

    assert b"<script" not in output
    assert output.count(b"</style") == 1
    tree = page(document, theme)
    assert tree.findtext(".//title") == EVIL
    assert text(tree.find(".//h3")) == EVIL
    assert text(tree.xpath("//td")[0]) == EVIL
    assert tree.xpath("//section/section/@id") == [anchor(EVIL)]


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

    size = len(render(document, replace(theme, stylesheet="")))
    assert size < 3 * len(text(tree).encode())
