"""The page in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from annexgen.document import Document
from annexgen.render.html import Theme, render

pytestmark = pytest.mark.system

PROBE = """<!doctype html><meta charset="utf-8"><title>probe</title>
<iframe src="annex.html#301101-02-{name}" width="1440" height="900"></iframe>
<iframe src="annex.html" width="768" height="900"></iframe>
<iframe src="annex.html" width="375" height="900"></iframe>
<pre></pre>
<script>
onload = () => {{
  const seen = [...document.querySelectorAll("iframe")].map(({{contentDocument: d}}) => {{
    const root = d.documentElement, style = (q) => getComputedStyle(d.querySelector(q));
    return {{
      width: root.clientWidth,
      scroll: root.scrollWidth,
      target: d.querySelector(":target")?.id ?? null,
      cell: style(".cards td").display,
      label: d.defaultView.getComputedStyle(d.querySelector(".cards .c5"), "::before").content,
      levels: d.defaultView.getComputedStyle(
        d.querySelector(".cards [data-levels]"), "::before").content,
    }};
  }});
  document.querySelector("pre").textContent = JSON.stringify(seen);
}};
</script>
"""


@pytest.fixture
def seen(
    document: Document, theme: Theme, chromium: Callable[..., str], tmp_path: Path
) -> list[dict[str, object]]:
    """What Chromium makes of the page at 1440, 768 and 375 px."""
    (tmp_path / "annex.html").write_bytes(render(document, theme))
    name = "市政府办公厅一般债券利息——2025年债券利息"
    probe = tmp_path / "probe.html"
    probe.write_text(PROBE.format(name=name), encoding="utf-8")
    dom = chromium("--allow-file-access-from-files", "--dump-dom", probe.as_uri())
    found: list[dict[str, object]] = json.loads(lxml.html.fromstring(dom).findtext(".//pre", ""))
    return found


def test_page_fits_every_width_and_links_work(seen: list[dict[str, object]]) -> None:
    assert [view["width"] for view in seen] == [1440, 768, 375]
    assert [view["scroll"] for view in seen] == [1440, 768, 375]
    assert seen[0]["target"] == "301101-02-市政府办公厅一般债券利息——2025年债券利息"
    assert [view["cell"] for view in seen[:2]] == ["table-cell", "table-cell"]
    assert "指标值" in str(seen[2]["label"])
    assert "产出指标 · 数量指标" in str(seen[2]["levels"])
    assert seen[2]["cell"] != "table-cell"
