"""Line breaking: the rules of GB/T 15834 and CLREQ, held for random texts and widths."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annexgen.layout.breaker import Breaker, BrokenLine, justified
from annexgen.layout.characters import NO_END, NO_START, cluster
from annexgen.layout.typesetting import WORD, Typesetting

EM = 1000
WIDTHS = dict.fromkeys(range(0x20, 0x7F), 500)
PLAIN = Typesetting(autospace=0, compress=False)
SIGNS = (
    "天津市财政局绩效目标“”‘’（）《》【】，。、；：？！……——·～%％℃/／-.≥≤<>1234567890abcXYZ $￥ "
)
TEXTS = st.text(alphabet=st.sampled_from(SIGNS), min_size=1, max_size=60)
ROOMS = st.integers(min_value=1, max_value=24).map(lambda ems: ems * EM)


def lines(text: str, ems: float, typesetting: Typesetting = PLAIN) -> list[str]:
    return [line.text for line in broken(text, ems * EM, typesetting)]


def broken(text: str, room: float, typesetting: Typesetting) -> list[BrokenLine]:
    return Breaker(WIDTHS, typesetting).lines(text, room, room)


@pytest.mark.parametrize(
    ("text", "ems", "expected"),
    [
        ("一二三四五六", 4, ["一二三四", "五六"]),
        ("一二三四，五六", 4, ["一二三", "四，五六"]),
        ("一二三（四五）", 4, ["一二三", "（四五）"]),
        ("一二三《四》。五", 4, ["一二三", "《四》。", "五"]),
        ("参会≥1000人次以上", 4, ["参会", "≥1000人", "次以上"]),
        ("参会人数≥1000人", 6, ["参会人数", "≥1000人"]),
        ("于2025年12月底前", 4, ["于2025年", "12月底前"]),
        ("完成率100%左右", 4, ["完成率", "100%左右"]),
        ("共≤17.51万元整", 6, ["共", "≤17.51万元", "整"]),
        ("按5个工作日内办结", 5, ["按", "5个工作日", "内办结"]),
        ("编制PPT课件", 3, ["编制", "PPT课", "件"]),
        ("见https://a.cn/b 页", 7, ["见", "https://a.cn/b", "页"]),
        ("共120页/件整理", 4.5, ["共", "120页/件", "整理"]),
        ("一二三——四五", 4, ["一二三", "——四五"]),
        ("一二三……四五", 4, ["一二", "三……四", "五"]),
        ("一二·三四", 2, ["一", "二·", "三四"]),
        ("二〇二五～二〇二六", 4, ["二〇二", "五～二〇", "二六"]),
        ("hello world", 3, ["hello", "world"]),
        ("甲\n乙丙", 4, ["甲", "乙丙"]),
        ("", 4, [""]),
    ],
)
def test_texts_are_broken_by_the_rules(text: str, ems: float, expected: list[str]) -> None:
    assert lines(text, ems) == expected


def test_a_run_longer_than_a_line_is_broken_to_fit() -> None:
    assert lines("https://example.com/a", 4) == ["https://", "example.", "com/a"]
    assert lines("。" * 7, 3) == ["。。。", "。。。", "。"]


def test_punctuation_shrinks_at_a_line_end_only_where_it_saves_a_line() -> None:
    typesetting = Typesetting(autospace=0)
    assert lines("一二三四，", 4, typesetting) == ["一二三", "四，"]
    assert lines("一二三，四五六，", 4, typesetting) == ["一二三，", "四五六，"]
    saved = broken("一二三四五六七，", 7.5 * EM, typesetting)
    assert [line.text for line in saved] == ["一二三四五六七，"]
    assert saved[0].width == 7.5 * EM


def test_hanzi_and_latin_are_set_apart_by_a_tenth_of_an_em() -> None:
    (line,) = broken("共5个A类", 9 * EM, Typesetting())
    assert [(kern.at, kern.amount) for kern in line.kerns] == [
        (0, 98),
        (1, 98),
        (2, 98),
        (3, 98),
    ]
    assert line.width == 3 * EM + 2 * 500 + 4 * 98


def test_no_kern_follows_the_last_character_of_a_line() -> None:
    first, second = broken("一二三四5五", 4 * EM, Typesetting())
    assert (first.text, first.kerns, first.width) == ("一二三四", (), 4 * EM)
    assert second.text == "5五"


def test_adjoining_punctuation_gives_up_its_empty_half() -> None:
    (line,) = broken("（“甲”），", 9 * EM, Typesetting())
    assert [kern.at for kern in line.kerns] == [0, 3, 4]
    assert line.width == 6 * EM - 3 * 500


def test_narrow_punctuation_of_a_latin_font_is_left_alone() -> None:
    breaker = Breaker({ord(char): 400 for char in "“”"}, Typesetting())
    (line,) = breaker.lines("”“", 9 * EM, 9 * EM)
    assert line.kerns == ()


def test_blanks_at_a_break_become_the_joint() -> None:
    first, second = broken("甲乙  丙丁", 2 * EM, PLAIN)
    assert (first.text, second.joint, second.text) == ("甲乙", "  ", "丙丁")


@given(TEXTS, ROOMS, st.sampled_from([PLAIN, Typesetting(), WORD]))
@example("，" * 9, 3 * EM, PLAIN)
@example(" 一", EM, PLAIN)
def test_no_character_is_lost_and_no_line_too_wide(
    text: str, room: int, typesetting: Typesetting
) -> None:
    found = broken(text, room, typesetting)
    joined = "".join(line.joint + line.text for line in found)
    assert joined.strip() == text.strip()
    for line in found:
        assert line.width <= room or len(line.text.strip()) <= 1
        advance = sum(WIDTHS.get(ord(char), EM) for char in line.text)
        kerned = advance + sum(kern.amount for kern in line.kerns)
        assert line.width in {kerned, kerned - 500}
        assert all(0 <= kern.at < len(line.text) - 1 for kern in line.kerns)


@given(TEXTS, ROOMS, st.sampled_from([PLAIN, Typesetting(), WORD]))
@example("0·0/‘《", 4 * EM, PLAIN)
def test_no_line_begins_or_ends_with_what_may_not(
    text: str, room: int, typesetting: Typesetting
) -> None:
    widest = max(
        (
            sum(WIDTHS.get(ord(char), EM) + 125 for char in found.group())
            for found in cluster().finditer(text)
        ),
        default=0,
    )
    if widest > room:
        return
    found = broken(text, room, typesetting)
    for before, after in pairwise(found):
        if after.joint:
            continue
        assert after.text[0] not in NO_START, (before, after)
        assert before.text[-1] not in NO_END, (before, after)


@given(TEXTS, st.integers(min_value=12, max_value=24))
def test_numbers_keep_their_sign_and_unit(text: str, ems: int) -> None:
    found = "\n".join(line.text for line in broken(text, ems * EM, PLAIN))
    assert (
        not re.search(r"[≥≤]\n[0-9]|[0-9]\n[%％年月人]", found)
        or max(map(len, re.findall(r"\S+", text))) > ems
    )


@given(TEXTS, ROOMS)
def test_compression_never_takes_more_lines(text: str, room: int) -> None:
    without = broken(text, room, Typesetting(autospace=0, compress=False))
    assert len(broken(text, room, Typesetting(autospace=0))) <= len(without)


def test_a_justified_line_fills_its_room_and_the_last_stays() -> None:
    room = 4.5 * EM
    first, last = (justified(line, room) for line in broken("一二三四五", room, PLAIN))
    assert first.width == room
    assert sum(kern.amount for kern in first.kerns) == pytest.approx(500)
    assert last.kerns == ()
