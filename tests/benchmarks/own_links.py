"""inforce's own look at the links of a built site, alone: it is a part of each build.

    python tests/benchmarks/own_links.py FOLDER

Files are listed with their digests first, as the manifest of a build has them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from inforce.pipeline.links.link_index import LinkIndex
from inforce.pipeline.output.manifest import digests

ORIGIN = "https://www.example.com/"


def main() -> None:
    """Look up every link and anchor; end with 1 where one leads nowhere."""
    folder = Path(sys.argv[1]).resolve()
    problems = list(LinkIndex(folder, digests(folder), ORIGIN).problems())
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
