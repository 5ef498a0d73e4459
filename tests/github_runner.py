"""GitHub's runner, as far as a composite action's steps can be told from it.

Expressions are evaluated, ``run`` steps go to bash as GitHub starts it, ``uses`` steps are noted.
https://docs.github.com/actions/reference/workflows-and-actions/expressions and /metadata-syntax
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from programs import need

Json = dict[str, Any]

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_TOKEN = re.compile(r"\s*('[^']*'|\|\||&&|==|!=|!|\(|\)|[A-Za-z_][\w.-]*)")
_OPERATORS = {"||": "or", "&&": "and", "!": "not"}


def loaded(file: Path) -> Json:
    """Return what a YAML file says."""
    found: Json = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return found


def evaluate(expression: str, contexts: Mapping[str, Any]) -> object:
    """Return what an expression comes to."""
    words: list[str] = []
    names: list[object] = []
    place = 0
    while rest := expression[place:].strip():
        match = _TOKEN.match(expression, place)
        assert match, f"the tests cannot read {rest!r}"
        place, token = match.end(), match[1]
        if token[0].isalpha():
            words.append(f"names[{len(names)}]")
            names.append(_looked_up(token, contexts))
        else:
            words.append(_OPERATORS.get(token, token))
    return eval(" ".join(words), {"__builtins__": {}}, {"names": names})


def filled(text: object, contexts: Mapping[str, Any]) -> str:
    """Return a text with its expressions filled in."""
    return _EXPRESSION.sub(lambda match: _as_text(evaluate(match[1], contexts)), str(text))


def _looked_up(name: str, contexts: Mapping[str, Any]) -> object:
    found: object = contexts
    for key in name.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return "" if found is None else found


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass
class Job:
    """A job that runs an action.

    Attributes:
        workspace: where steps run.
        temp: the runner's folder for temporary files.
        environment: the variables of all steps.
        github: the context of that name.
        log: what the steps print, by their names.
        used: the actions that would be used, with what they are given.
        outputs: of the action.
        failed: the name of the step that failed, if one did.
    """

    workspace: Path
    temp: Path
    environment: dict[str, str]
    github: Json
    log: dict[str, str] = field(default_factory=dict)
    used: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    failed: str = ""

    @property
    def summary(self) -> str:
        """What the job's page shows."""
        file = self.temp / "summary"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def run(self, action: Path, **inputs: str) -> None:
        """Run the steps of the action in a folder; after one fails, no more."""
        described = loaded(action / "action.yml")
        defaults = {name: one.get("default", "") for name, one in described["inputs"].items()}
        contexts: Json = {"github": self.github, "steps": {}}
        contexts["inputs"] = {
            name: filled(value, contexts) for name, value in {**defaults, **inputs}.items()
        }
        for step in described["runs"]["steps"]:
            if "if" in step and not evaluate(step["if"], contexts):
                continue
            if "uses" in step:
                given = {name: filled(value, contexts) for name, value in step["with"].items()}
                self.used.setdefault(step["uses"], []).append(given)
            elif not self._run_step(step, action, contexts):
                self.failed = step["name"]
                break
        for name, output in described["outputs"].items():
            self.outputs[name] = filled(output["value"], contexts)

    def _run_step(self, step: Json, action: Path, contexts: Json) -> bool:
        """Run one step and say whether it succeeded."""
        assert step["shell"] == "bash"
        files = {name: self.temp / name for name in ("output", "summary", "script")}
        files["output"].write_text("")
        files["script"].write_text(step["run"], encoding="utf-8")
        own = {name: filled(value, contexts) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            [need("bash"), "--noprofile", "--norc", "-eo", "pipefail", files["script"]],
            cwd=self.workspace,
            env={
                **self.environment,
                "GITHUB_ACTION_PATH": str(action),
                "GITHUB_OUTPUT": str(files["output"]),
                "GITHUB_STEP_SUMMARY": str(files["summary"]),
                "GITHUB_WORKSPACE": str(self.workspace),
                "RUNNER_TEMP": str(self.temp),
                **own,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.log[step["name"]] = done.stdout
        lines = files["output"].read_text(encoding="utf-8").splitlines()
        outputs = dict(line.split("=", 1) for line in lines)
        contexts["steps"][step.get("id", step["name"])] = {"outputs": outputs}
        return done.returncode == 0


def steps(file: Path) -> list[Json]:
    """Return the steps of an action, or of the only job of a workflow."""
    found = loaded(file)
    runs = found.get("runs") or next(iter(found["jobs"].values()))
    steps: list[Json] = runs["steps"]
    return steps


def under_bash(commands: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run commands one after the other, and return the exit code and what they print."""
    done = subprocess.run(
        [need("bash"), "-eo", "pipefail", "-c", "\n".join(commands)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def machine(folder: Path, **variables: str) -> dict[str, str]:
    """Return the variables of a machine that knows annexgen, git and bash, and little else.

    Args:
        folder: for its programs; ``python`` there only notes what it is asked for.
        variables: further ones.
    """
    import sys

    import annexgen

    programs = folder / "programs"
    programs.mkdir(parents=True)
    source = Path(annexgen.__file__).parents[1]
    scripts = {
        "annexgen": f'exec "{sys.executable}" -c "import sys; from annexgen.cli import main; '
        'sys.exit(main())" "$@"',
        "python": f'echo "python $*" >> "{folder}/asked"',
        "pip": f'echo "pip $*" >> "{folder}/asked"',
    }
    for name, script in scripts.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    (programs / "python3").symlink_to("python")
    kept = ("HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": str(source),
        "LANG": "C.UTF-8",
        **variables,
    }
