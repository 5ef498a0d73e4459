"""The page's own style and script, and the Content-Security-Policy that allows just them (CSP 3).

HTML ends a ``style`` or ``script`` element at the first end tag in its text, whatever the language
inside thinks; ``<!--`` in a script may keep it from ending at all (WHATWG HTML 4.12.1.3). Both are
broken up with a backslash, which means nothing in CSS and in JavaScript's strings and expressions.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Literal

from markupsafe import Markup

from annexgen.tuples import NamedTuple

_NEWLINE = re.compile(r"\r\n?|\f")
_BREAKS_OUT = {
    "style": re.compile(r"<(?=/style)", re.IGNORECASE),
    "script": re.compile(r"<(?=/script|!--)", re.IGNORECASE),
}


class Inline(NamedTuple):
    """The source of a ``style`` or ``script`` element, safe inside it.

    Attributes:
        tag: of the element.
        text: between its tags; the policy's hash is of this, so nothing may be added to it.
    """

    tag: Literal["style", "script"]
    text: str

    @classmethod
    def of(cls, tag: Literal["style", "script"], source: str) -> Inline:
        """Make ``source`` safe in the element."""
        return cls(tag, _BREAKS_OUT[tag].sub(r"<\\", as_parsed(source)))

    @property
    def element(self) -> Markup:
        """The element; empty for an empty text."""
        if not self.text:
            return Markup()
        return Markup(f"<{self.tag}>{self.text}</{self.tag}>")  # noqa: S704 - it cannot break out

    @property
    def source(self) -> str:
        """What the policy names this element by."""
        digest = b64encode(sha256(self.text.encode()).digest()).decode()
        return f"'sha256-{digest}'"


def as_parsed(source: str) -> str:
    """Return ``source`` as a browser's parser would read it: newlines are LF, NUL is no text."""
    return _NEWLINE.sub("\n", source).replace("\0", "\ufffd")


def policy(*inlines: Inline, connects: bool = False) -> str:
    """Return the Content-Security-Policy that allows ``inlines``, data images and nothing else.

    Args:
        inlines: the page's elements; one without text is left out of the page.
        connects: whether scripts may talk to the server that the page comes from.
    """
    allowed = "".join(
        f"{tag}-src {' '.join(sources)}; "
        for tag in ("style", "script")
        if (sources := [one.source for one in inlines if one.tag == tag and one.text])
    )
    talks = "connect-src 'self'; " if connects else ""
    return f"default-src 'none'; {allowed}{talks}img-src data:; base-uri 'none'; form-action 'none'"
