"""Whom TLS trusts."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from citeaudit.errors import UsageError
from citeaudit.web.trust import trusted, unverified


def test_the_bundle_of_requests_wins_over_that_of_openssl_and_that_over_certifi(certificate: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(certificate.read_bytes())
    both = trusted({"REQUESTS_CA_BUNDLE": str(certificate), "SSL_CERT_FILE": str(other)})
    assert both is trusted({"REQUESTS_CA_BUNDLE": str(certificate)})
    assert both is not trusted({"SSL_CERT_FILE": str(other)})
    assert len(both.get_ca_certs()) == 1
    assert len(trusted({}).get_ca_certs()) > 50


def test_a_context_is_made_once_and_verifies(certificate: Path) -> None:
    context = trusted({"SSL_CERT_FILE": str(certificate)})
    assert context is trusted({"SSL_CERT_FILE": str(certificate)})
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_a_folder_of_certificates_is_taken(tmp_path: Path) -> None:
    assert trusted({"REQUESTS_CA_BUNDLE": str(tmp_path)}).verify_mode == ssl.CERT_REQUIRED


@pytest.mark.parametrize("content", [None, "no certificate"], ids=["missing", "no certificate"])
def test_a_bundle_that_cannot_be_read_stops_the_run_and_names_the_variable(content: str | None, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.pem"
    if content:
        bundle.write_text(content)
    with pytest.raises(UsageError, match="certificates") as stopped:
        trusted({"SSL_CERT_FILE": str(bundle)})
    assert stopped.value.where == "SSL_CERT_FILE"
    assert str(tmp_path) not in str(stopped.value)


def test_the_unverified_context_verifies_nothing_and_speaks_old_protocols() -> None:
    context = unverified()
    assert context is unverified()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_NONE, False)
    assert context.minimum_version == ssl.TLSVersion.MINIMUM_SUPPORTED
