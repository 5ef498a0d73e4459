"""``python -m annexgen``: the same command as ``annexgen``."""

import sys

from annexgen.cli import main

if __name__ == "__main__":
    sys.exit(main())
