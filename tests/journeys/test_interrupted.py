"""Ctrl-C and SIGTERM end a run with one line and its exit code; the store keeps what was seen."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("sent", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")])
def test_ended_while_a_server_keeps_silent(tmp_path: Path, sent: signal.Signals, code: int, word: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        (tmp_path / "urls.txt").write_text(f"http://127.0.0.1:{server.getsockname()[1]}/silent\n", encoding="utf-8")
        command = [sys.executable, "-m", "citeaudit", "check", "urls.txt", "--allow-private", "--no-archive", "--store", "store.sqlite3"]
        with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_PROXY": "127.0.0.1"}) as run:
            asked, _ = server.accept()
            with asked:
                asked.recv(1000)
                run.send_signal(sent)
                _, told = run.communicate(timeout=30)
    assert run.returncode == code
    assert told == f"citeaudit: {word}; what was seen is stored, the same command goes on from there\n"
    assert not (tmp_path / "references.csv").exists()
