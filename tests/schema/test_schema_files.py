"""The committed schemas, what editors find them by, and that they are never stricter than check."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from editor_view import editor_view
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from schema_cases import ROOT, SHAPES, TIANJIN, findings_in

from annexgen.export.json_schema import FILE, export_schema_text
from annexgen.schema.content import PROJECT_FIELDS
from annexgen.schema.jsonschema import json_schema, schema_texts
from programs import need

SCHEMAS = {**schema_texts(TIANJIN), FILE: export_schema_text(TIANJIN)}
CONTENT = sorted((ROOT / "content").rglob("*.yaml"))
FORMS = sorted(ROOT.glob("templates/*/form.yaml"))
KIND_OF = {"annex.yaml": "annex", "unit.yaml": "unit", "form.yaml": "form"}


def wanted_schema(path: Path) -> Path:
    """Return the schema that a file should have."""
    return ROOT / "schema" / f"{KIND_OF.get(path.name, 'project')}.schema.json"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_file_is_the_generated_one(name: str) -> None:
    """Mend with ``annexgen schema --write``."""
    assert (ROOT / "schema" / name).read_bytes().decode() == SCHEMAS[name]


def test_nothing_else_is_committed() -> None:
    assert {path.name for path in (ROOT / "schema").iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_files_are_draft_07(name: str) -> None:
    schema = json.loads(SCHEMAS[name])
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)


def test_every_key_of_a_project_is_described() -> None:
    project = json.loads(SCHEMAS["project.schema.json"])["properties"]
    assert [*project] == [*(field.key for field in PROJECT_FIELDS), "绩效指标"]
    assert all(part["description"] for part in project.values())
    row = project["绩效指标"]["properties"]["产出指标"]["properties"]["数量指标"]["items"]
    assert all(part["description"] for part in row["properties"].values())


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.name)
def test_modelines_lead_to_the_schema(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match, first
    assert (path.parent / match[1]).resolve() == wanted_schema(path)


@pytest.mark.parametrize("path", [*CONTENT, *FORMS], ids=lambda path: path.name)
def test_real_files_pass(path: Path) -> None:
    schema = json.loads(wanted_schema(path).read_text("utf-8"))
    errors = [error.message for error in Draft7Validator(schema).iter_errors(_view(path))]
    assert errors == []


def _view(path: Path) -> object:
    return editor_view(path.read_text("utf-8"))


# ---------------------------------------------------------------------- the editor's settings


def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    return settings


def schemas_by_settings(path: Path) -> list[Path]:
    """Return the schemas that the settings give a file: the last pattern that fits decides."""
    inside = PurePosixPath(path.relative_to(ROOT).as_posix())
    chosen = []
    for schema, patterns in _settings()["yaml.schemas"].items():
        fits = False
        for pattern in patterns:
            if inside.match("/" + pattern.lstrip("!")) or inside.match(pattern.lstrip("!")):
                fits = not pattern.startswith("!")
        if fits:
            chosen.append((ROOT / schema).resolve())
    return chosen


@pytest.mark.parametrize("path", [*CONTENT, *FORMS], ids=lambda path: path.name)
def test_the_settings_give_every_file_one_schema(path: Path) -> None:
    assert schemas_by_settings(path) == [wanted_schema(path)]


def test_the_settings_leave_other_yaml_alone() -> None:
    for path in ("tests/schema/cases/good/unit-name.yaml", ".pre-commit-config.yaml"):
        assert schemas_by_settings(ROOT / path) == []


def test_the_settings_write_files_as_the_reader_wants_them() -> None:
    settings = _settings()
    assert (settings["files.encoding"], settings["files.eol"]) == ("utf8", "\n")
    yaml = settings["[yaml]"]
    assert (yaml["editor.tabSize"], yaml["editor.insertSpaces"]) == (2, True)
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))
    assert recommended["recommendations"] == ["redhat.vscode-yaml"]


@pytest.mark.system
def test_the_patterns_are_read_by_editors() -> None:
    """Editors run JavaScript's regular expressions, with the u flag."""
    patterns = {pattern for text in SCHEMAS.values() for pattern in _patterns(json.loads(text))}
    assert patterns
    script = "for (const p of JSON.parse(process.argv[1])) new RegExp(p, 'u')"
    done = subprocess.run(
        [need("node"), "-e", script, json.dumps(sorted(patterns))], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def _patterns(schema: object) -> list[str]:
    if isinstance(schema, list):
        return [pattern for item in schema for pattern in _patterns(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
    return own + [pattern for item in schema.values() for pattern in _patterns(item)]


# ---------------------------------------------------------------------- of one mind

_PLAIN = st.one_of(
    st.from_regex(r"[-+]?[0-9_,]{0,5}(\.[0-9]{0,4})?([eE][0-9])?", fullmatch=True),
    st.sampled_from(["true", "False", "是", "0x1F", "0o17", "1:30", "2025-01-01", ".5", ".inf"]),
    st.sampled_from(["  ", "　", "\u00a0", "\ufeff", "\u2028", "\x1c", "\x85", "a\nb", "a\n\nb"]),
    st.text(alphabet="一 2.,-\n：=", max_size=5),
)
_QUOTED = st.booleans()
_PLACES = (
    ("annex", "标题", "标题: {}\n编制单位: 甲\n年度: 2025\n金额单位: 万元\n表样: tianjin\n"),
    ("annex", "年度", "标题: 表\n编制单位: 甲\n年度: {}\n金额单位: 万元\n表样: tianjin\n"),
    ("annex", "表样", "标题: 表\n编制单位: 甲\n年度: 2025\n金额单位: 万元\n表样: {}\n"),
    ("unit", "页眉", "单位名称: 甲\n页眉: {}\n"),
)


@given(_PLAIN, _QUOTED, st.sampled_from(_PLACES))
@settings(max_examples=400, deadline=None)
def test_what_the_check_passes_the_schema_passes(
    written: str, quoted: bool, place: tuple[str, str, str]
) -> None:
    kind, _, frame = place
    assume(written.isprintable() or quoted)
    text = frame.format(json.dumps(written) if quoted else written)
    if findings_in(text, SHAPES[kind]):
        return
    if not quoted and editor_view(f"k: {written}") == {"k": None}:
        return
    assert Draft7Validator(json_schema(SHAPES[kind])).is_valid(editor_view(text))


@given(_PLAIN, st.sampled_from(["预算数", "财政资金", "资金用途", "指标值"]))
@settings(max_examples=400, deadline=None)
def test_quoted_values_are_judged_alike(written: str, key: str) -> None:
    """In quotes an editor sees the text that was written, so that nothing is hidden from it."""
    values = {"预算数": "1", "财政资金": "", "资金用途": "x", "指标值": "y", key: written}
    row = {"三级指标": "丙", "指标值": values["指标值"]}
    text = json.dumps(
        {
            "项目名称": "甲",
            "预算数": values["预算数"],
            "其中": {"财政资金": values["财政资金"], "其他资金": ""},
            "资金用途": values["资金用途"],
            "绩效目标": ["乙"],
            "绩效指标": {"产出指标": {"数量指标": [row]}},
        }
    )
    findings = findings_in(text, SHAPES["project"])
    assume(all(finding.code.startswith("S") for finding in findings))
    passes = Draft7Validator(json_schema(SHAPES["project"])).is_valid(editor_view(text))
    assert passes == (not findings)
