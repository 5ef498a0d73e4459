"""Tables of values and what they say, each line checked by a person.

``real_values.tsv`` has every value of the published annex, ``spellings.tsv`` the ways in which the
same is written elsewhere.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from value_facts import COLUMNS, facts

from annexgen.forms.load import vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.values import parse

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", ["real_values.tsv", "spellings.tsv"])
def test_values_say_what_the_table_says(name: str) -> None:
    wrong = []
    for row in rows(name):
        found = facts(parse(row["text"]))
        if found != {column: row[column] for column in COLUMNS}:
            wrong.append((row["text"], found))
    assert not wrong


@pytest.mark.parametrize("name", ["real_values.tsv", "spellings.tsv"])
def test_no_value_stands_twice(name: str) -> None:
    texts = [row["text"] for row in rows(name)]
    assert len(texts) == len(set(texts))


def test_the_table_has_every_value_of_the_published_annex() -> None:
    annex = load_annex(ROOT, lambda name: vocabulary_of(ROOT, name)).annex
    assert annex is not None
    used = {
        indicator.target_value
        for unit in annex.units
        for project in unit.projects
        for indicator in project.indicators
    }
    assert used == {row["text"] for row in rows("real_values.tsv")}
