"""Names of unit folders and project files: which are fit, how they sort, what they identify.

A unit's code is its folder's name. Budget unit codes (预算单位代码) have three digits for each
level: three for a department (301), six for its units (301101, the norm in an annex), nine and
twelve for the units below these. A project's identifier comes from the unit's code and the file's
name.
"""

from __future__ import annotations

import re
from unicodedata import category, normalize

_UNIT_CODE = re.compile(r"(?:[0-9]{3}){1,4}")
_NUMBER = re.compile(r"([0-9]+)")
_UNFIT_SIGNS = frozenset('/\\:*?"<>|#%')
_UNFIT_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})


def is_unit_code(name: str) -> bool:
    """Say whether ``name`` is a budget unit's code: 3, 6, 9 or 12 digits."""
    return _UNIT_CODE.fullmatch(name) is not None


def project_id(unit_code: str, file_name: str) -> str:
    """Return a project's identifier (``301101-01-2025冬季达沃斯年会项目``).

    It names the project's section in every output and does not change when numbering shifts. Names
    that look alike give the same one, whatever normal form a file system has made of them.
    """
    return normalize("NFC", f"{unit_code}-{file_name.removesuffix('.yaml')}")


def sort_key(file_name: str) -> tuple[list[str | int], str]:
    """Return what sorts file names as people count: ``2-…`` before ``10-…``, on every platform."""
    name = normalize("NFC", file_name)
    parts: list[str | int] = [*_NUMBER.split(name.casefold())]
    parts[1::2] = [int(part) for part in parts[1::2]]
    return parts, file_name


def collision_key(file_name: str) -> str:
    """Return what is equal for two names that some file system takes for the same."""
    return normalize("NFC", normalize("NFC", file_name).casefold())


def unfit_characters(stem: str) -> list[str]:
    """Return the characters of ``stem`` that break identifiers or file systems, each once."""
    return list(dict.fromkeys(filter(_is_unfit, stem)))


def suggested_stem(stem: str) -> str:
    """Return ``stem`` with a hyphen for each run of unfit characters."""
    fit = "".join("-" if _is_unfit(char) else char for char in normalize("NFC", stem))
    return re.sub("-{2,}", "-", fit).strip("-.") or "01-项目"


def _is_unfit(char: str) -> bool:
    return char in _UNFIT_SIGNS or category(char) in _UNFIT_CATEGORIES
