"""Whom TLS trusts: the one `ssl.SSLContext` of both HTTP clients, and one that verifies nothing, for the look without verification."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from citeaudit.errors import UsageError

BUNDLES = ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")
"""The environment variables that may name the certificates to trust, the first that is set wins; certifi's where none is."""


def trusted(environ: Mapping[str, str] = os.environ) -> ssl.SSLContext:
    """The context that verifies certificates; the same object for the same bundle, because reading one takes 33 ms.

    Raises:
        UsageError: the bundle that the environment names cannot be read.
    """
    variable = next((name for name in BUNDLES if environ.get(name)), "")
    if variable:
        return _verifying(environ[variable], variable)
    import certifi

    return _verifying(certifi.where(), "certifi")


@cache
def _verifying(bundle: str, named_by: str) -> ssl.SSLContext:
    is_folder = Path(bundle).is_dir()
    try:
        return ssl.create_default_context(cafile=None if is_folder else bundle, capath=bundle if is_folder else None)
    except OSError as wrong:
        message = f"the certificates it names cannot be read ({wrong.strerror or wrong})"
        raise UsageError(message, where=named_by, hint="name a file of PEM certificates, or unset it") from None


@cache
def unverified() -> ssl.SSLContext:
    """The context that takes any certificate and any protocol that this machine still speaks; nothing secret may be sent through it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    # OpenSSL 3 speaks TLS 1.0 and 1.1, and takes short keys, at security level 0 only.
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context
