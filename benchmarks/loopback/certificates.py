"""Makes the certificates of a world of TLS hosts with openssl: an authority, and one certificate for each fifty addresses."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

ADDRESSES = 50
"""Addresses in a certificate: it stays as small as those that real sites send."""

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")


def make_certificates(addresses: Sequence[str], folder: Path) -> None:
    """Writes `ca.pem`, the certificates with their keys as `hosts-N.pem`, and the addresses of each as `hosts-N.txt`."""
    _openssl("req", "-x509", *_KEY, "-subj", "/CN=benchmark authority", "-keyout", folder / "ca.key", "-out", folder / "ca.pem")
    for number in range(0, len(addresses), ADDRESSES):
        some = addresses[number : number + ADDRESSES]
        path = folder / f"hosts-{number}.pem"
        names = "subjectAltName=" + ",".join(f"IP:{address}" for address in some)
        signed = ("-CA", folder / "ca.pem", "-CAkey", folder / "ca.key")
        key = path.with_suffix(".key")
        _openssl("req", "-x509", *signed, *_KEY, "-subj", f"/CN=hosts {number}", "-addext", names, "-keyout", key, "-out", path)
        path.write_text(path.read_text() + key.read_text())
        path.with_suffix(".txt").write_text("\n".join(some))


def _openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)
