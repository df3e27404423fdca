"""JSON that others wrote, or may have damaged: what was asked for, or one kind of error."""

from __future__ import annotations

from typing import TypeVar

import msgspec

Form = TypeVar("Form")


def read_json(octets: bytes, form: type[Form]) -> Form:
    """Return what ``octets`` hold in ``form``; raise msgspec.DecodeError where they do not.

    msgspec alone has errors of other kinds for text that is not UTF-8 and for deep nesting.
    """
    try:
        return msgspec.json.decode(octets, type=form)
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError("text is not UTF-8") from error
    except RecursionError as error:
        raise msgspec.DecodeError("nested too deeply") from error
