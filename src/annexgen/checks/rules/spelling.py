"""Spelling: blanks, widths, punctuation and hanzi as the national standards have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annexgen.checks.registry import Found, annex_rule, project_rule
from annexgen.checks.texts import Text, heading_texts, project_texts, whole
from annexgen.checks.view import View
from annexgen.checks.wording import blanks, marks, widths
from annexgen.checks.wording.changes import first_change
from annexgen.checks.wording.variants import VARIANTS, standard, standardised, variants
from annexgen.findings import Message, Severity
from annexgen.model import Annex, Project


@project_rule(
    "ANX611",
    "stray-space",
    Severity.WARNING,
    summary=Message("有多余的空格", "A text has blanks that do not belong there"),
    reason=Message(
        "汉字和中文标点之间不空格（GB/T 15834—2011）。多余的空格印出来是一个洞，"
        "查找和比对也会漏掉这一处。",
        "Chinese sets no blank between hanzi and punctuation (GB/T 15834-2011). A stray one prints "
        "as a gap, and searches and comparisons miss the place.",
    ),
    remedy=Message(
        "删去首尾的、重复的和汉字、标点之间的空格；原想分开两项的，改用顿号",
        "Delete blanks at the ends, doubled ones and those between hanzi and punctuation; where "
        "two things are to be kept apart write 、",
    ),
)
def stray_space(project: Project, view: View) -> Iterator[Found]:
    """Find blanks at the ends of a text, doubled ones, and those between Chinese characters."""
    if blanks.has_blank(whole(project).text):
        yield from filter(None, map(_stray_space, project_texts(project)))


def _stray_space(text: Text) -> Found | None:
    """Mend what can be; a blank between two hanzi may stand for a missing ``、``."""
    mended = _respelled(text, blanks.tidied, "有多余的空格", "Stray blank")
    between = None if mended else blanks.between_hanzi(text.text)
    if between is None:
        return mended
    return Found(
        text.origin,
        text.field,
        Message(f"汉字之间有空格：“{between}”", f"Blank between hanzi: “{between}”"),
    )


@project_rule(
    "ANX612",
    "mixed-width",
    Severity.WARNING,
    summary=Message(
        "中文里用了半角标点，或用了全角数字、字母",
        "Half-width punctuation in Chinese text, or full-width digits or letters",
    ),
    reason=Message(
        "中文标点占一个字宽（GB/T 15834—2011），阿拉伯数字和字母用半角（GB/T 15835—2011）。"
        "混用时行首行尾的标点不能正确避头尾，按数字查找也找不到。",
        "Chinese punctuation is as wide as a hanzi (GB/T 15834-2011), digits and letters are half "
        "so (GB/T 15835-2011). Mixed, lines break beside punctuation where they must not, and a "
        "search for a number misses it.",
    ),
    remedy=Message(
        "括号、逗号、冒号等改用全角，数字和字母改用半角",
        "Write brackets, commas and colons in full width, digits and letters in half width",
    ),
)
def mixed_width(project: Project, view: View) -> Iterator[Found]:
    """Find punctuation, digits and letters of the wrong width."""
    if widths.is_suspect(whole(project).text):
        yield from filter(None, map(_mixed_width, project_texts(project)))


def _mixed_width(text: Text) -> Found | None:
    return _respelled(text, widths.tidied, "全角、半角混用", "Wrong width")


@project_rule(
    "ANX613",
    "typographic",
    Severity.WARNING,
    summary=Message("标点不合规范", "Punctuation that the standard does not have"),
    reason=Message(
        "破折号是两字宽的“——”，省略号是“……”，引号、书名号、括号成对使用（GB/T 15834—2011）；"
        "文号的年份用六角括号（GB/T 9704—2012）。",
        "A dash is —— (two hanzi wide), dots are ……, quotation marks and brackets come in pairs "
        "(GB/T 15834-2011); the year in a document's number stands in 〔〕 (GB/T 9704-2012).",
    ),
    remedy=Message(
        "改用规范的标点，补齐成对的标点",
        "Write the standard's signs, and the missing half of a pair",
    ),
)
def typographic(project: Project, view: View) -> Iterator[Found]:
    """Find dashes, dots, quotation marks and brackets that are not the standard's."""
    text = whole(project).text
    if marks.is_suspect(text) or marks.unpaired(text):
        yield from filter(None, map(_typographic, project_texts(project)))


def _typographic(text: Text) -> Found | None:
    mended = _respelled(text, marks.tidied, "标点不合规范", "Not the standard's punctuation")
    if mended:
        return mended
    clash = marks.clashing(text.text)
    if clash:
        message = Message(f"标点“{clash}”不能连用", f"“{clash}” cannot follow each other")
        return Found(text.origin, text.field, message)
    lone = marks.unpaired(text.text)
    if lone:
        message = Message(f"“{lone}”不成对", f"“{lone}” lacks its other half")
        return Found(text.origin, text.field, message)
    return None


@project_rule(
    "ANX614",
    "traditional-variant",
    Severity.WARNING,
    summary=Message("有繁体字或异体字", "A traditional or variant character"),
    reason=Message(
        "国家机关以规范汉字为公务用字（《国家通用语言文字法》第九条），"
        "规范字见《通用规范汉字表》（国发〔2013〕23号）。繁体字、异体字多半是从别处复制来的。",
        "State organs write standard characters (Law on the Standard Spoken and Written Chinese "
        "Language, article 9), those of 通用规范汉字表 (国发〔2013〕23号). Others mostly come from "
        "copying.",
    ),
    remedy=Message(
        "改用规范字；人名、地名确需保留的，写明例外和理由",
        "Write the standard character; for a name that must keep it, allow it with the reason",
    ),
)
def traditional_variant(project: Project, view: View) -> Iterator[Found]:
    """Find characters that 通用规范汉字表 replaces."""
    if not VARIANTS.isdisjoint(whole(project).characters):
        yield from filter(None, map(_variant, project_texts(project)))


def _variant(text: Text) -> Found | None:
    found = variants(text.text)
    if not found:
        return None
    zh = "，".join(f"“{char}”应为“{standard()[char]}”" for char in found)
    en = ", ".join(f"“{char}” for “{standard()[char]}”" for char in found)
    change = first_change(text.text, standardised(text.text))
    return Found(
        text.origin,
        text.field,
        Message(f"有繁体字或异体字：{zh}", f"Traditional or variant characters: {en}"),
        Message(f"写成“{change.after}”", f"Write “{change.after}”"),
    )


@annex_rule(
    "ANX615",
    "heading-spelling",
    Severity.WARNING,
    summary=Message(
        "附表标题或单位名称有空格、全半角、标点或用字问题",
        "Blanks, widths, punctuation or characters amiss in the annex's or a unit's name",
    ),
    reason=Message(
        "标题和单位名称印在每一页上，也是查找这本附表时用的词；对它们的要求同项目里的文字。",
        "Title and units' names stand on every page and are what the annex is searched by; they "
        "are held to what holds for the projects' texts.",
    ),
    remedy=Message(
        "见 stray-space、mixed-width、typographic、traditional-variant 各条",
        "See stray-space, mixed-width, typographic and traditional-variant",
    ),
)
def heading_spelling(annex: Annex, view: View) -> Iterator[Found]:
    """Find in annex.yaml and the unit files what the rules above find in projects."""
    for text in heading_texts(annex):
        mended = _respelled(text, _tidied, "书写不合规范", "Not the standard's spelling")
        if mended:
            yield mended
        looks = (_variant,) if mended else (_stray_space, _typographic, _variant)
        yield from filter(None, (look(text) for look in looks))


def _tidied(text: str) -> str:
    """Return ``text`` with all mended that can be; one mend may make room for another."""
    before = ""
    while text != before:
        before = text
        for tidied in (blanks.tidied, widths.tidied, marks.tidied):
            text = tidied(text)
    return text


def _respelled(text: Text, tidied: Callable[[str], str], zh: str, en: str) -> Found | None:
    """Return a finding with its mend where ``tidied`` changes the text."""
    mend = tidied(text.text)
    if mend == text.text:
        return None
    change = first_change(text.text, mend)
    return Found(
        text.origin,
        text.field,
        Message(f"{zh}：“{change.before}”", f"{en}: “{change.before}”"),
        Message(f"写成“{change.after}”", f"Write “{change.after}”"),
        mend,
    )
