"""Good and bad files: every fault at its columns, and JSON Schema of one mind with the check."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor_view import editor_view
from jsonschema import Draft7Validator
from ruamel.yaml.error import YAMLError
from schema_cases import SHAPES, case_files, expected_in, findings_in, mismatches, shape_of

from annexgen.schema.jsonschema import json_schema
from annexgen.schema.rules import RULES

GOOD, BAD = case_files("good"), case_files("bad")
VALIDATORS = {shape: Draft7Validator(json_schema(shape)) for shape in SHAPES.values()}
_OF_ONE_FILE = {rule.code for rule in RULES if rule.code < "S200"}


def by_stem(path: Path) -> str:
    return path.stem


def passes_json_schema(text: str, name: str) -> bool:
    """Say whether an editor would underline nothing."""
    try:
        value = editor_view(text)
    except YAMLError:
        return False
    return bool(VALIDATORS[shape_of(name)].is_valid(value))


@pytest.mark.parametrize("path", GOOD, ids=by_stem)
def test_good_files_have_no_finding(path: Path) -> None:
    text = path.read_text("utf-8")
    assert findings_in(text, shape_of(path.name)) == []
    assert passes_json_schema(text, path.name) == ("# json-schema: stricter" not in text)


@pytest.mark.parametrize("path", BAD, ids=by_stem)
def test_bad_files_have_the_findings_that_they_announce(path: Path) -> None:
    text = path.read_text("utf-8")
    assert list(expected_in(text)), "a bad file announces something"
    assert mismatches(text, findings_in(text, shape_of(path.name))) == []


@pytest.mark.parametrize("path", BAD, ids=by_stem)
def test_json_schema_refuses_bad_files(path: Path) -> None:
    text = path.read_text("utf-8")
    assert passes_json_schema(text, path.name) == ("# json-schema: cannot see" in text)


def test_there_is_a_bad_file_for_every_rule() -> None:
    announced = {one.code for path in BAD for one in expected_in(path.read_text("utf-8"))}
    assert announced >= _OF_ONE_FILE


def test_findings_explain_themselves_in_both_languages() -> None:
    for path in BAD:
        for finding in findings_in(path.read_text("utf-8"), shape_of(path.name)):
            assert finding.message.zh
            assert finding.message.en[0].isupper() or finding.message.en[0] == "“"
            assert finding.help is not None, (path.name, finding.message.zh)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("单位名称: 办公厅\n", "not found"),
        ("单位名称: # expect: 6-6 S104 empty-text\n", "not found"),
        ("单位名称:\n", "not announced"),
        ("单位名称: # expect: 6 S104 empty-text “另一个词”\n", "not found"),
    ],
)
def test_the_runner_notices_what_is_off(text: str, fault: str) -> None:
    announced = text if "#" in text else text + "# expect: 1-4 S101 unknown-key\n页眉: 办公厅\n"
    differences = mismatches(announced, findings_in(text, SHAPES["unit"]))
    assert any(difference.startswith(fault) for difference in differences)
