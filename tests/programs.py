"""The real programs that system tests use, found or skipped for in one way."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest


def need(program: str) -> str:
    """Return the program's path; without it skip the test, but fail in CI."""
    found = shutil.which(program)
    if found is None:
        lacking(program)
    return found


def lacking(what: str) -> NoReturn:
    """Skip the test for want of ``what``, but fail in CI."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is not installed")


def run(command: Sequence[str | Path], timeout: float = 120) -> str:
    """Run a program and return what it prints; fail with its own words when it fails."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, timeout=timeout, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")
    return done.stdout.decode("utf-8")


def docx_to_pdf(docx: Path, folder: Path) -> Path:
    """Convert a DOCX through LibreOffice with a profile of its own."""
    soffice = need("soffice")
    serif = run([need("fc-match"), "-f", "%{family}", "Times New Roman"])
    if not any(name in serif for name in ("Times New Roman", "Liberation Serif", "Tinos")):
        lacking("a font as wide as Times New Roman (Debian: fonts-liberation)")
    run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            docx,
        ]
    )
    return folder / f"{docx.stem}.pdf"


def pdf_page_lines(pdf: Path) -> list[list[str]]:
    """Return the lines of each page, without any blanks."""
    text = run([need("pdftotext"), "-layout", "-enc", "UTF-8", pdf, "-"])
    return [["".join(line.split()) for line in page.splitlines()] for page in text.split("\f")[:-1]]


def pdf_page_texts(pdf: Path) -> list[str]:
    """Return each page's text without any blanks."""
    text = run([need("pdftotext"), "-enc", "UTF-8", pdf, "-"])
    return ["".join(page.split()) for page in text.split("\f")[:-1]]
