"""Beginning the list of what customers must be told."""

from __future__ import annotations

from inforce.control.draft import Begun, Draft
from inforce.readers.site import COMMUNICATION
from inforce.readers.templates import communication_template


def new_communication() -> Begun:
    """Return the standard list: ISO 9001, 8.2.1 a to e, and the documents of clause 4.4."""
    return Begun(drafts=(Draft(COMMUNICATION, communication_template()),))
