"""What a new repository holds: sound content, editor set-up in step with ours, CI that can run."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from annexgen import __version__
from annexgen.drafting.drafts import UnitDraft
from annexgen.forms.load import policy_of, vocabulary_of
from annexgen.scaffolding.repository import Wanted, repository

ROOT = Path(__file__).parents[2]
WANTED = Wanted(
    "2030年项目绩效目标表", "某局", 2030, UnitDraft("301", "某局"), "tianjin", __version__
)
FILES = repository(WANTED, vocabulary_of(ROOT, "tianjin"), policy_of(ROOT, "tianjin"))


def text(path: str) -> str:
    return FILES[path].decode()


def test_it_has_all_that_an_office_needs() -> None:
    assert list(FILES) == [
        ".editorconfig",
        ".gitattributes",
        ".github/workflows/annex.yml",
        ".gitignore",
        ".gitlab-ci.yml",
        ".pre-commit-config.yaml",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        "README.md",
        "content/301/01-干部培训项目.yaml",
        "content/301/unit.yaml",
        "content/annex.yaml",
        "requirements.txt",
        "schema/annex.schema.json",
        "schema/export.schema.json",
        "schema/form.schema.json",
        "schema/project.schema.json",
        "schema/unit.schema.json",
        "templates/tianjin/form.yaml",
    ]


def test_no_placeholder_is_left() -> None:
    for path, data in FILES.items():
        assert not re.search(r"@[a-z]+@", data.decode()), path
    assert f"annexgen=={__version__}\n" in text("requirements.txt")
    assert "content/301/01-干部培训项目.yaml" in text("README.md")


def test_where_there_is_content_none_is_brought_and_none_is_to_be_deleted() -> None:
    wanted = WANTED._replace(has_content=True)
    files = repository(wanted, vocabulary_of(ROOT, "tianjin"), policy_of(ROOT, "tianjin"))
    assert [path for path in FILES if path not in files] == [
        "content/301/01-干部培训项目.yaml",
        "content/301/unit.yaml",
        "content/annex.yaml",
    ]
    readme = files["README.md"].decode()
    assert "示例项目" not in readme
    assert readme.count("\n\n\n") == 0


def test_the_editor_s_set_up_is_ours() -> None:
    for name in ("settings.json", "extensions.json"):
        ours = (ROOT / ".vscode" / name).read_text("utf-8")
        assert json.loads(text(f".vscode/{name}")) == json.loads(ours)
    for name in ("annex", "unit", "project", "form", "export"):
        path = f"schema/{name}.schema.json"
        assert FILES[path] == (ROOT / path).read_bytes()


def test_the_web_page_comes_along_only_when_asked_for() -> None:
    wanted = WANTED._replace(web_files=True)
    files = repository(wanted, vocabulary_of(ROOT, "tianjin"), policy_of(ROOT, "tianjin"))
    brought = {path for path in files if path not in FILES}
    assert brought == {
        f"templates/tianjin/{name}" for name in ("page.html.j2", "page.js", "style.css")
    }
    for path in brought:
        assert files[path] == (ROOT / path).read_bytes()


@pytest.mark.parametrize(
    "path", [".github/workflows/annex.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"]
)
def test_configuration_is_yaml_and_calls_commands_that_there_are(path: str) -> None:
    from annexgen.cli.parser import COMMANDS

    YAML(typ="safe").load(text(path))
    pattern = r"(?:run|entry): *annexgen ([a-z-]+)|^ *(?:- )?annexgen ([a-z-]+)"
    called = re.findall(pattern, text(path), re.MULTILINE)
    names = {first or second for first, second in called}
    assert {"check", "fmt"} <= names <= set(COMMANDS)


def test_no_expression_of_a_workflow_is_a_command() -> None:
    workflow = YAML(typ="safe").load(text(".github/workflows/annex.yml"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["annex"]["steps"]
    assert not any("${{" in step.get("run", "") for step in steps)
