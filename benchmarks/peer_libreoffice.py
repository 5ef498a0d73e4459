"""LibreOffice: the DOCX that annexgen has written, made a PDF; LibreOffice tags it by itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory


def build(source: Path, target: Path) -> None:
    """Make the PDF ``target`` of the DOCX ``source``, with a new profile.

    Raises:
        CalledProcessError: where LibreOffice fails.
    """
    with TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        convert = ["--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(["soffice", profile, *convert], check=True, capture_output=True)
        Path(folder, source.stem).with_suffix(".pdf").rename(target)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
