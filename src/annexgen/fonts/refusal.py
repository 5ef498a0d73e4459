"""From what goes wrong inside a font to a finding that says which font and who names it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from annexgen.findings import Finding, Message, Refused, Rule
from annexgen.fonts import rules
from annexgen.fonts.sfnt import BrokenFontError

USE_ANOTHER = Message(
    "换一个字体，或重新取得这个字体文件", "Name another font, or get a fresh copy of the file"
)


def refusal(rule: Rule, named_in: str, message: Message, help_: Message | None = None) -> Refused:
    """Return a refusal with one finding about the font file ``named_in`` names."""
    return Refused([finding(rule, named_in, message, help_)])


def finding(rule: Rule, named_in: str, message: Message, help_: Message | None = None) -> Finding:
    """Return a finding in the file ``named_in``; a form's values have no position by now."""
    return rule.at(named_in, None, message, help_)


@contextmanager
def refusing(font: str, named_in: str) -> Iterator[None]:
    """Turn whatever a damaged font sets off into a refusal.

    A font is foreign bytes, and font libraries meet damage with any exception there is.

    Args:
        font: the font or file, as the user wrote it.
        named_in: the file that names it.

    Raises:
        Refused: instead of any other exception.
    """
    try:
        yield
    except Refused:
        raise
    except BrokenFontError as broken:
        raise _broken(font, named_in, broken.message) from broken
    except OSError as error:
        words = error.strerror or str(error)
        raise _broken(font, named_in, Message(words, words)) from error
    except Exception as error:
        kind = type(error).__name__
        reason = Message(f"内容有误（{kind}）", f"Its content is wrong ({kind})")
        raise _broken(font, named_in, reason) from error


def _broken(font: str, named_in: str, reason: Message) -> Refused:
    message = Message(
        f"字体 {font} 用不了：{reason.zh}", f"The font {font} cannot be used: {reason.en}"
    )
    return refusal(rules.BROKEN, named_in, message, USE_ANOTHER)
