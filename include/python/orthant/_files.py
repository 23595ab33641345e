"""Files of plans and schedules: results, names of files, mappings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from . import _native
from ._request import dumps, input_name
from ._results import Result
from .errors import BadInput, FileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    FileLike: TypeAlias = Result | str | os.PathLike[str] | Mapping[str, Any]


def text_of(given: FileLike) -> tuple[bytes, str]:
    """The text of a file, and what messages call it."""
    if isinstance(given, Result):
        return given.json.encode(), "plan"
    if not isinstance(given, (str, os.PathLike)):
        if hasattr(given, "keys"):
            return dumps(given, "plan"), "plan"
        raise TypeError(f"a plan, a file or a mapping is wanted, not {type(given).__name__}")
    name = input_name(given, "plan")
    try:
        with open(name, "rb") as stream:
            text = stream.read(_native.FILE_BYTES_MAX + 1)
    except OSError as error:
        raise FileError(f"{name}: {error.strerror}") from None
    if len(text) > _native.FILE_BYTES_MAX:
        raise BadInput(f"{name}: more than {_native.FILE_BYTES_MAX} bytes")
    return text, name
