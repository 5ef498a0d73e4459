"""A new unit in annex.yaml's list: in its place, and nothing else touched."""

from __future__ import annotations

import pytest

from annexgen.drafting.drafts import UnitDraft
from annexgen.drafting.listing import CannotList, with_unit

UNIT = UnitDraft("301102", "驻京")
HEAD = "标题: 绩效目标表\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('单位:\n  - "301101"\n', '单位:\n  - "301101"\n  - "301102"\n'),
        ('单位:\n  - "301101"', '单位:\n  - "301101"\n  - "301102"\n'),
        ("单位:\n- 301103\n", '单位:\n- "301102"\n- 301103\n'),
        (
            '单位:\n  # 甲\n  - "301101"  # 甲\n  # 乙\n  - "301303"  # 丙\n',
            '单位:\n  # 甲\n  - "301101"  # 甲\n  - "301102"  # 驻京\n  # 乙\n  - "301303"  # 丙\n',
        ),
        (
            '单位:\n  - "301303"\n  - "301101"\n',
            '单位:\n  - "301303"\n  - "301101"\n  - "301102"\n',
        ),
        ('单位: ["301101", "301303"]\n', '单位: ["301101", "301102", "301303"]\n'),
        ("单位: ['301303']  # 顺序\n", "单位: [\"301102\", '301303']  # 顺序\n"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_it_goes_where_it_belongs(before: str, after: str, ends: str, mark: str) -> None:
    data = (mark + HEAD + before).replace("\n", ends).encode()
    wanted = (mark + HEAD + after).replace("\n", ends).encode()
    if not before.endswith("\n"):
        wanted = wanted.replace(b'1"\r\n', b'1"\n').replace(b'2"\r\n', b'2"\n')
    assert with_unit(data, UNIT) == wanted


@pytest.mark.parametrize("text", [HEAD, HEAD + '单位:\n  - "301102"\n', HEAD + "单位:\n", "- 甲\n"])
def test_without_a_list_or_in_it_already_nothing_changes(text: str) -> None:
    assert with_unit(text.encode(), UNIT) == text.encode()


def test_a_list_that_is_written_oddly_is_left() -> None:
    with pytest.raises(CannotList):
        with_unit('单位:\n  -\n    "301101"\n'.encode(), UNIT)
