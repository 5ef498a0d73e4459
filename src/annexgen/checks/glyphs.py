"""No blank boxes: every character of the content must have a glyph in the fonts of the form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from annexgen.checks.texts import Text, heading_texts, project_texts, whole
from annexgen.findings import Finding, Message, Rule, Severity
from annexgen.model import Annex, Project

if TYPE_CHECKING:
    from annexgen.fonts.chain import FontChain

FORBIDDEN = Rule(
    "C001",
    "forbidden-character",
    Severity.ERROR,
    Message(
        "有印不出来、看不见或私用区的字符",
        "A text holds a character that cannot be printed or seen, or that is for private use",
    ),
    Message(
        "没有字形的字印出来是空框，读者看不到，检索也找不到。控制符、零宽字符和私用区字符多由复制粘贴带来："
        "看不见或换台机器就变样，而且检索、比对都会出错。",
        "A character without a glyph prints as an empty box that nobody can read or search for. "
        "Control, zero-width and private-use characters slip in by copying: nobody sees them, or "
        "every computer shows another sign, and they spoil searching and comparing.",
    ),
    Message(
        "换成通用规范汉字表里的字或常用符号，或在表样的 fonts 里加一个有这个字的字体；"
        "看不见的就删掉",
        "Write a character of 通用规范汉字表 or a common sign, or add a font to the form's fonts; "
        "delete what cannot be seen",
    ),
)
RULES = (FORBIDDEN,)

_HIDDEN_KINDS = frozenset({"Cc", "Cf", "Co", "Zl", "Zp"})
"""Control, format and private-use characters, line and paragraph separators."""
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_KINDS = {
    "\t": Message("制表符", "tab"),
    "\u00ad": Message("软连字符", "soft hyphen"),
    "\u200b": Message("零宽空格", "zero-width space"),
    "\u200d": Message("零宽连接符", "zero-width joiner"),
    "\ufeff": Message("BOM", "byte order mark"),
}


class GlyphCheck:
    """Finds the characters that cannot be printed.

    Any text may be set in any face, so each face must have it. Invisible characters (tabs,
    zero-width and direction marks, variation selectors) and those for private use are found
    whatever the fonts hold.

    Args:
        chains: the fonts of each face of the form.
    """

    def __init__(self, chains: Mapping[str, FontChain]) -> None:
        self._chains = chains
        self._good = {"\n"}

    def in_headings(self, annex: Annex) -> list[Finding]:
        """Look at annex.yaml and the units' files."""
        texts = list(heading_texts(annex))
        return self._in_texts(frozenset("".join([text.text for text in texts])), texts)

    def in_project(self, project: Project) -> list[Finding]:
        """Look at a project.

        Returns:
            For each text with such characters a finding of those that no font has, and one of the
            others.
        """
        return self._in_texts(whole(project).characters, project_texts(project))

    def _in_texts(self, characters: AbstractSet[str], texts: Iterable[Text]) -> list[Finding]:
        """Look at ``texts``, one by one only where something is amiss with their ``characters``."""
        unknown = characters - self._good
        if not unknown:
            return []
        forbidden = set(filter(_is_forbidden, unknown))
        missing = {char for char in unknown - forbidden if not self._in_all(char)}
        self._good |= unknown - forbidden - missing
        if not missing and not forbidden:
            return []
        return [finding for text in texts for finding in _findings(text, missing, forbidden)]

    def _in_all(self, char: str) -> bool:
        return all(ord(char) in chain.metrics.widths for chain in self._chains.values())


def _is_forbidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN_KINDS or char in _SELECTORS


def _findings(text: Text, missing: set[str], forbidden: set[str]) -> Iterator[Finding]:
    here = set(text.text)
    if here & missing:
        yield _no_glyph(text, sorted(here & missing))
    if here & forbidden:
        yield _forbidden(text, sorted(here & forbidden))


def _no_glyph(text: Text, missing: Sequence[str]) -> Finding:
    shown_zh = "、".join(f"“{_shown(char)}”（{_code_point(char)}）" for char in missing)
    shown_en = ", ".join(f"'{_shown(char)}' ({_code_point(char)})" for char in missing)
    return FORBIDDEN.at(
        text.origin.path,
        text.origin.at(text.field),
        Message(f"字体里没有{shown_zh}，印出来会是空框", f"No font has a glyph for {shown_en}"),
        _help(missing),
    )


def _help(missing: Sequence[str]) -> Message:
    if any(unicodedata.combining(char) for char in missing):
        return Message(
            "附加符号和字母要写成一个字符（é，不是 e 加 ´）",
            "Write letter and mark as one character (é, not e and ´)",
        )
    return Message(
        "换成通用规范汉字表里的字或常用符号，核对是否误输，或在表样的 fonts 里加一个有这个字的字体",
        "Write a character of 通用规范汉字表 or a common sign, check for a slip, or add a font "
        "that has it to the form's fonts",
    )


def _forbidden(text: Text, forbidden: Sequence[str]) -> Finding:
    names = [_KINDS.get(char) or _named(char) for char in forbidden]
    pairs = list(zip(names, map(_code_point, forbidden), strict=True))
    private = any(unicodedata.category(char) == "Co" for char in forbidden)
    return FORBIDDEN.at(
        text.origin.path,
        text.origin.at(text.field),
        Message(
            f"文字里有不能用的字符：{'、'.join(f'{name.zh}（{code}）' for name, code in pairs)}",
            f"Characters not to be used: {', '.join(f'{n.en} ({code})' for n, code in pairs)}",
        ),
        FORBIDDEN.remedy
        if private
        else Message(
            "删掉它（多半是复制粘贴带来的）；要空格就写空格",
            "Delete it (it mostly comes from copying); where a blank is meant, write a blank",
        ),
    )


def _named(char: str) -> Message:
    if unicodedata.category(char) == "Co":
        return Message("私用区字符", "private-use character")
    name = unicodedata.name(char, "control character")
    return Message(name if name.isupper() else "控制字符", name)


def _shown(char: str) -> str:
    if unicodedata.combining(char):
        return f"◌{char}"
    return char if char.isprintable() else unicodedata.name(char, "?")


def _code_point(char: str) -> str:
    return f"U+{ord(char):04X}"
