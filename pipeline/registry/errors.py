"""Why a registry cannot be opened or used."""

from __future__ import annotations


class RegistryError(Exception):
    """A registry that cannot be used; the message (Chinese) names the remedy and never holds a password or a person."""
