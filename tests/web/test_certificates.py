"""The certificates of the misbehaving server hold, or fail, as their names say: OpenSSL is asked through a handshake."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

import pytest

from citeaudit.web.certificates import Certificates, NoCertificatesError, make_certificates, server_context

HOST = "news.example"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"), ["other.example", HOST])


def shake_hands(chain: Path, authority: Path, host: str) -> None:
    """A handshake in memory.

    Raises:
        SSLCertVerificationError: the certificate does not hold.
    """
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = ssl.create_default_context(cafile=authority).wrap_bio(to_client, to_server, server_hostname=host)
    server = server_context(chain).wrap_bio(to_server, to_client, server_side=True)
    for side in (client, server, client):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue


@pytest.mark.parametrize("host", [HOST, "other.example"])
def test_the_good_one_holds_for_each_host(host: str, made: Certificates) -> None:
    shake_hands(made.good, made.authority, host)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("expired", "certificate has expired"),
        ("wrong_host", "Hostname mismatch"),
        ("self_signed", "self-signed certificate"),
        ("incomplete", "unable to get local issuer certificate"),
    ],
)
def test_the_others_fail_as_they_are_called(name: str, words: str, made: Certificates) -> None:
    with pytest.raises(ssl.SSLCertVerificationError) as failed:
        shake_hands(getattr(made, name), made.authority, HOST)
    assert failed.value.verify_message.startswith(words)


def test_nobody_else_trusts_the_authority(made: Certificates, certificate: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(made.good, certificate, HOST)


def test_a_machine_without_openssl_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoCertificatesError, match="there is no openssl command"):
        make_certificates(tmp_path, [HOST])


def test_an_openssl_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = tmp_path / "openssl"
    command.write_text("#!/bin/sh\nexit 1\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert subprocess.run(["openssl"]).returncode == 1
    with pytest.raises(NoCertificatesError, match="openssl req failed"):
        make_certificates(tmp_path, [HOST])
