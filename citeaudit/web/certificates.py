"""Certificates of an authority that lives for one run, made with the `openssl` command: one that holds, and those that do not.

They are shown by the misbehaving server; nothing outside the run trusts them.
"""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_WAIT_S = 30.0
_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "request.cnf")

# One for all requests: what the system's own openssl.cnf adds is not wanted.
_CONFIG = """[req]
distinguished_name = named
x509_extensions = none
[named]
[none]
[authority]
basicConstraints = critical, CA:TRUE
[ours]
subjectAltName = {ours}
[others]
subjectAltName = DNS:other.invalid
"""


class NoCertificatesError(Exception):
    """The `openssl` command is not there, or does not do what is asked; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """PEM files. `authority` is to be trusted; the others hold a chain and its key, for a server."""

    authority: Path
    good: Path
    expired: Path
    wrong_host: Path
    self_signed: Path
    incomplete: Path


def make_certificates(folder: Path, hosts: Iterable[str]) -> Certificates:
    """Makes all certificates in a folder.

    Args:
        folder: an empty one.
        hosts: what the certificates are for. They are all named: `*.example` would fit none of them, as it stands for a whole top domain.

    Raises:
        NoCertificatesError: it cannot be done on this machine.
    """
    (folder / "request.cnf").write_text(_CONFIG.format(ours=", ".join(f"DNS:{host}" for host in hosts)), encoding="ascii")
    _self_signed(folder, "authority", "authority")
    _self_signed(folder, "self_signed", "ours")
    for name in ("between", "leaf"):
        _openssl(folder, "req", "-new", *_NEW_KEY, "-subj", f"/CN=citeaudit selftest {name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
    _signed(folder, "between", "between", by="authority", extensions="authority")
    _signed(folder, "leaf", "good", by="authority")
    _signed(folder, "leaf", "expired", by="authority", days=-1)
    _signed(folder, "leaf", "wrong_host", by="authority", extensions="others")
    _signed(folder, "leaf", "incomplete", by="between")
    return Certificates(
        authority=folder / "authority.pem",
        self_signed=_chain(folder, "self_signed", "self_signed"),
        **{name: _chain(folder, "leaf", name) for name in ("good", "expired", "wrong_host", "incomplete")},
    )


def server_context(chain: Path) -> ssl.SSLContext:
    """What a server shows that speaks TLS with a chain and its key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context


def _self_signed(folder: Path, name: str, extensions: str) -> None:
    subject = ("-subj", f"/CN=citeaudit selftest {name}", "-extensions", extensions)
    _openssl(folder, "req", "-x509", *_NEW_KEY, "-days", "2", *subject, "-keyout", f"{name}.key", "-out", f"{name}.pem")


def _signed(folder: Path, request: str, name: str, *, by: str, days: int = 2, extensions: str = "ours") -> None:
    signer = ("-CA", f"{by}.pem", "-CAkey", f"{by}.key", "-CAserial", "serial", "-CAcreateserial")
    held = ("-days", str(days), "-extfile", "request.cnf", "-extensions", extensions)
    _openssl(folder, "x509", "-req", "-in", f"{request}.csr", *signer, *held, "-out", f"{name}.pem")


def _chain(folder: Path, key: str, name: str) -> Path:
    chain = folder / f"{name}.chain"
    chain.write_bytes((folder / f"{key}.key").read_bytes() + (folder / f"{name}.pem").read_bytes())
    return chain


def _openssl(folder: Path, *arguments: str) -> None:
    try:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True, timeout=_WAIT_S)  # noqa: S603, S607 (the user's own openssl)
    except FileNotFoundError:
        raise NoCertificatesError("there is no openssl command on this machine") from None
    except (OSError, subprocess.SubprocessError) as wrong:
        raise NoCertificatesError(f"openssl {arguments[0]} failed ({type(wrong).__name__})") from None
