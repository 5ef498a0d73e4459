"""Who judges a web page: axe-core in Chromium (WCAG 2.2 AA), and the Nu HTML checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from devtools import Tab

from programs import need

_JUDGE = """axe.run({resultTypes: ["violations"]}).then(({violations}) => violations.map(
  ({id, help, nodes}) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)}`))"""


def axe_violations(tab: Tab, node_modules: Path) -> list[str]:
    """Return what axe-core finds in the page that the tab shows."""
    axe = (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    tab.run(f"{axe}; undefined")
    found: list[str] = tab.run(_JUDGE)
    return found


def nu_errors(file: Path, node_modules: Path) -> list[dict[str, Any]]:
    """Return what the Nu HTML checker calls an error or warns of."""
    java = need("java")
    jar = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ("--format", "json", "--stdout", "--exit-zero-always")
    done = subprocess.run(
        [java, "-jar", jar, *options, file], capture_output=True, timeout=120, check=True
    )
    messages = json.loads(done.stdout)["messages"]
    return [message for message in messages if message["type"] != "info"]
