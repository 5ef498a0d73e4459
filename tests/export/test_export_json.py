"""The JSON output: valid by its schema, exact, complete."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from export_trials import ROOT, WEIGHTED, real_annex, weighted, written
from jsonschema import Draft7Validator

from annexgen.export import as_json
from annexgen.export.dictionary import columns
from annexgen.export.json_schema import FILE, export_schema


def test_the_real_annex_is_valid_by_the_committed_schema() -> None:
    annex = real_annex()
    data = json.loads(written(lambda out: as_json.write(annex, out)))
    schema = json.loads((ROOT / "schema" / FILE).read_text("utf-8"))
    assert list(Draft7Validator(schema).iter_errors(data)) == []
    indicators = [
        row
        for unit in data["units"]
        for project in unit["projects"]
        for row in project["indicators"]
    ]
    assert data["totals"]["indicators"] == len(indicators) == annex.indicator_count


def test_fields_of_the_form_and_exact_numbers(tmp_path: Path) -> None:
    annex = weighted(tmp_path)
    data = json.loads(written(lambda out: as_json.write(annex, out)))
    assert list(Draft7Validator(export_schema(WEIGHTED)).iter_errors(data)) == []
    project = data["units"][0]["projects"][0]
    assert project["budget"] == {"total": "26.50", "fiscal": "26.50", "other": None}
    assert project["extra"] == {"负责人": "张三"}
    row = project["indicators"][0]
    assert row["extra"] == {"权重": "60.0"}
    assert row["target"]["text"] == "≥1.5万卷"
    assert (row["target"]["number"], row["target"]["unit"]) == ("15000", "卷")


def test_the_schema_refuses_what_is_not_in_it(tmp_path: Path) -> None:
    annex = weighted(tmp_path)
    data = json.loads(written(lambda out: as_json.write(annex, out)))
    data["units"][0]["projects"][0]["budget"]["total"] = 26.5
    data["units"][0]["more"] = ""
    found = {
        error.validator for error in Draft7Validator(export_schema(WEIGHTED)).iter_errors(data)
    }
    assert found == {"type", "additionalProperties"}


def test_each_path_of_the_dictionary_leads_to_a_value(tmp_path: Path) -> None:
    annex = weighted(tmp_path)
    data = json.loads(written(lambda out: as_json.write(annex, out)))
    for column in columns(WEIGHTED):
        assert _all_at(data, column.path.split(".")), column.path


def _all_at(value: Any, path: list[str]) -> list[Any]:
    """Return every value at a path such as ``units[].code``."""
    if not path:
        return [value]
    here = value[path[0].removesuffix("[]")]
    inner = here if path[0].endswith("[]") else [here]
    return [found for one in inner for found in _all_at(one, path[1:])]


def test_sums_add_up() -> None:
    data = json.loads(written(lambda out: as_json.write(real_annex(), out)))
    units = data["units"]
    assert Decimal(data["totals"]["budget"]) == sum(Decimal(u["totals"]["budget"]) for u in units)
    numbers = [project["number"] for unit in units for project in unit["projects"]]
    assert numbers == list(range(1, data["totals"]["projects"] + 1))


@pytest.mark.parametrize("text", ['"', "\\", "</script>", "🀄"])
def test_any_text_survives(tmp_path: Path, text: str) -> None:
    annex = weighted(tmp_path, purpose=json.dumps(f"用途{text}", ensure_ascii=False))
    data = json.loads(written(lambda out: as_json.write(annex, out)))
    assert data["units"][0]["projects"][0]["purpose"] == f"用途{text}"
