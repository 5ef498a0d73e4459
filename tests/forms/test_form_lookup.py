"""Where a form's files come from: the annex's own before the shipped ones, file by file."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from form_trials import REPOSITORY, SHIPPED_TEXT, changed, loaded, refusal, write_form

from annexgen.forms.folder import shipped_forms
from annexgen.forms.load import MOST_BASE_BYTES, load_form, vocabulary_of


def test_the_shipped_form_serves_an_annex_without_templates(tmp_path: Path) -> None:
    form = load_form(tmp_path, "tianjin")
    assert form.folder == shipped_forms() / "tianjin"
    assert form.vocabulary.levels["满意度指标"] == ("服务对象满意度指标",)
    assert form.vocabulary.faces == ("song", "song-bold")
    assert form.page_template
    assert form.stylesheet
    assert form.page_script
    assert form.base is None


def test_the_forms_of_a_checkout_are_those_beside_src() -> None:
    assert shipped_forms() == REPOSITORY / "templates"


def test_lengths_come_in_points(tmp_path: Path) -> None:
    form = load_form(tmp_path, "tianjin")
    assert form.page.width == pytest.approx(595.2756)
    assert form.page.text_width == pytest.approx(160 * 72 / 25.4)
    assert form.styles["table-text"].size == 10.5
    assert form.styles["contents-project"].hanging == 10.5
    assert form.furniture.continued_pattern == "{}（续）"
    assert form.furniture.continued_style == "continued"


def test_the_annex_has_its_way_before_the_shipped_form(tmp_path: Path) -> None:
    write_form(tmp_path, changed(("title: 目录", "title: 目 录")), "tianjin")
    form = load_form(tmp_path, "tianjin")
    assert form.contents is not None
    assert form.contents.title.source == "目 录"
    assert form.path == "templates/tianjin/form.yaml"
    assert form.folder == tmp_path / "templates/tianjin"


def test_a_single_file_of_a_shipped_form_can_be_changed(tmp_path: Path) -> None:
    folder = tmp_path / "templates/tianjin"
    folder.mkdir(parents=True)
    (folder / "style.css").write_text("p {}", encoding="utf-8")
    form = load_form(tmp_path, "tianjin")
    assert form.stylesheet == "p {}"
    assert form.page_template == load_form(REPOSITORY, "tianjin").page_template
    assert form.folder == shipped_forms() / "tianjin"


def test_a_form_without_a_web_page_borrows_the_annexs_then_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "templates/tianjin"
    own.mkdir(parents=True)
    (own / "page.html.j2").write_text("<p>", encoding="utf-8")
    form = loaded(tmp_path)
    assert (form.page_template, form.page_path) == ("<p>", "templates/tianjin/page.html.j2")
    assert form.stylesheet == load_form(REPOSITORY, "tianjin").stylesheet


def test_a_base_docx_is_the_forms_own(tmp_path: Path) -> None:
    lender = tmp_path / "templates/tianjin"
    lender.mkdir(parents=True)
    (lender / "base.docx").write_bytes(b"PK")
    assert loaded(tmp_path).base is None
    base = a_base()
    (tmp_path / "templates/trial/base.docx").write_bytes(base)
    assert loaded(tmp_path).base == base


def a_base() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


LINKED = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="a" TargetMode="External" Target="file:///a.dotm"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>
</Relationships>"""


def with_member(name: str, data: bytes) -> bytes:
    out = io.BytesIO(a_base())
    with ZipFile(out, "a", ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return out.getvalue()


def without(name: str) -> bytes:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(a_base())) as old, ZipFile(out, "w") as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"PK\3\4", "已损坏"),
        (lambda: b"", "不是 Office 文件"),
        (lambda: a_base()[:-200], "已损坏"),
        (lambda: without("word/styles.xml"), "不是 Word 文件"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "密码"),
        (lambda: with_member("word/bomb.bin", bytes(65 << 20)), "大得不合常理"),
        (lambda: with_member("word/vbaProject.bin", b"x"), "宏"),
        (
            lambda: with_member("word/x.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
            "DTD",
        ),
        (lambda: with_member("word/_rels/settings.xml.rels", LINKED), "外部的模板"),
    ],
)
def test_a_base_docx_that_cannot_be_used_is_refused(
    tmp_path: Path, make: Callable[[], bytes], words: str
) -> None:
    write_form(tmp_path, SHIPPED_TEXT)
    (tmp_path / "templates/trial/base.docx").write_bytes(make())
    (finding,) = refusal(tmp_path)
    assert (finding.code, finding.path) == ("F011", "templates/trial/base.docx")
    assert words in finding.message.zh


def test_a_base_docx_over_8_mib_is_refused(tmp_path: Path) -> None:
    write_form(tmp_path, SHIPPED_TEXT)
    with (tmp_path / "templates/trial/base.docx").open("wb") as file:
        file.truncate(MOST_BASE_BYTES + 1)
    (finding,) = refusal(tmp_path)
    assert (finding.code, finding.path) == ("Y005", "templates/trial/base.docx")


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    write_form(tmp_path, changed(("leading: 44", "leading: 很大")))
    (tmp_path / "templates/trial/style.css").write_bytes(b"p {}\xff")
    assert [finding.path for finding in refusal(tmp_path)] == [
        "templates/trial/form.yaml",
        "templates/trial/style.css",
    ]


def test_a_link_out_of_the_annex_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "annex"
    write_form(root, SHIPPED_TEXT)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    (root / "templates/trial/page.js").symlink_to(secret)
    (finding,) = refusal(root)
    assert (finding.rule, finding.path) == ("outside-link", "templates/trial/page.js")


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../templates/trial", "trial/", "a\\b", "a b", "x\0", "长" * 300]
)
def test_a_name_that_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    write_form(tmp_path, SHIPPED_TEXT)
    assert [finding.code for finding in refusal(tmp_path, name)] == ["F001"]


def test_an_unknown_form_is_answered_with_those_there_are(tmp_path: Path) -> None:
    write_form(tmp_path, SHIPPED_TEXT)
    (finding,) = refusal(tmp_path, "tianjing")
    assert finding.span is None
    assert finding.message.zh == "没有表样“tianjing”"
    assert finding.help is not None
    assert finding.help.zh.startswith("是不是“tianjin”？现有表样：tianjin、trial")


def test_the_case_of_a_name_counts(tmp_path: Path) -> None:
    assert [finding.code for finding in refusal(tmp_path, "Tianjin")] == ["F001"]


def test_the_words_need_no_web_page(tmp_path: Path) -> None:
    write_form(tmp_path, SHIPPED_TEXT)
    (tmp_path / "templates/trial/style.css").write_bytes(b"\xff")
    assert vocabulary_of(tmp_path, "trial") == vocabulary_of(tmp_path, "tianjin")
