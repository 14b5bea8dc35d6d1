"""The yardstick of CPU: gets every address of a list with one `requests` session; nothing is read out of the answers, nothing is judged or kept.

`python bare.py LIST`
"""

from __future__ import annotations

import sys
from pathlib import Path

import requests


def _get_all(urls: list[str]) -> None:
    with requests.Session() as session:
        for url in urls:
            session.get(url, allow_redirects=False, timeout=60)


if __name__ == "__main__":
    _get_all(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
