"""Look-ups of our own code in the world of the stand."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Look = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def look_up(stand: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Look:
    """Looks pages up in the stand's archive with our own code, in a process of its world; look_up_in_stand.py says what jobs and answers are."""
    script = Path(__file__).parent / "look_up_in_stand.py"

    def look(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        folder = tmp_path_factory.mktemp("stores")
        run = subprocess.run(
            [sys.executable, "-B", str(script), str(folder)], input=json.dumps(jobs), capture_output=True, text=True, timeout=240, env=dict(stand)
        )
        assert run.returncode == 0, run.stderr
        answers: list[dict[str, Any]] = json.loads(run.stdout)
        return answers

    return look
