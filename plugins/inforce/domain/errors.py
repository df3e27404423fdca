"""The one root of inforce's exceptions. Problems in a site's files are findings, not exceptions."""

from __future__ import annotations


class InforceError(Exception):
    """Something makes the work impossible: its text says in one line what, and what to do."""
