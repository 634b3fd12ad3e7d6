"""Know licences by their identifiers (SPDX)."""

from __future__ import annotations


def identify_licence(name: str) -> str:
    """Return the SPDX identifier of a licence: ``CC-BY-NC-4.0`` for “CC BY-NC 4.0”; or nothing."""
    from packaging.licenses import (  # noqa: PLC0415 (only citations need it)
        InvalidLicenseExpression,
        canonicalize_license_expression,
    )

    try:
        return str(canonicalize_license_expression(name.strip().replace(" ", "-")))
    except InvalidLicenseExpression:
        return ""
