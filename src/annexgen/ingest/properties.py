"""What our own files say of the annex in their properties, where programs look for it.

A form need not print title, department and year; every file that we write has them. Its subject,
``2025年度``, tells a file that was ours, also after another program has saved it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annexgen.ingest.blocks import Properties
from annexgen.source.text import first_unfit

if TYPE_CHECKING:
    from annexgen.packages.opening import Package

_CORE = "docProps/core.xml"
_SUBJECT = re.compile("([0-9]{4})年度")


def properties(title: str, department: str, subject: str) -> Properties | None:
    """Return what a file's properties say of the annex; None where the file was never ours."""
    match = _SUBJECT.fullmatch(subject)
    if match is None or first_unfit(title + department) is not None:
        return None
    return Properties(title, department, match[1])


def properties_of(package: Package) -> Properties | None:
    """Return what an Office file's properties say of the annex.

    Raises:
        Unreadable: where they are damaged.
    """
    if _CORE not in package.names:
        return None
    root = package.xml(_CORE)
    title, department, subject = (
        root.findtext(f"{{*}}{tag}") or "" for tag in ("title", "creator", "subject")
    )
    return properties(title, department, subject)
