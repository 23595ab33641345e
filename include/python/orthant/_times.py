"""Times as callers have them, in microseconds since 1970 UTC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

# As of price files: so that milliseconds which were read as nanoseconds are no dates of 1970.
EARLIEST = np.datetime64("2000-01-01", "us")
_NANOSECONDS = np.dtype("datetime64[ns]")  # as frames have them

# What makes dates of numbers, by their size, as price files are read.
_UNITS = ((1e11, "s"), (1e14, "ms"), (1e17, "us"), (float("inf"), "ns"))
_LEAST = 946_684_800  # seconds until 2000


def _in_utc(given: Any) -> Any:
    """An index or a column of dates with a zone as one of UTC without, the rest as it is."""
    zone = getattr(given, "tz", None)
    if zone is not None and hasattr(given, "tz_convert"):
        return given.tz_convert("UTC").tz_localize(None)
    zone = getattr(getattr(given, "dtype", None), "tz", None)
    if zone is not None and hasattr(given, "dt"):
        return given.dt.tz_convert("UTC").dt.tz_localize(None)
    return given


def _of_objects(values: NDArray[Any]) -> NDArray[Any] | None:
    """Dates of Python's own, which must all have a zone or all have none; None of other things."""
    from datetime import date, datetime, timezone

    if not all(isinstance(one, date) for one in values.flat):
        return None
    zoned = [isinstance(one, datetime) and one.tzinfo is not None for one in values.flat]
    if not any(zoned):
        return values.astype("datetime64[us]")
    if not all(zoned):
        return None
    made = [one.astimezone(timezone.utc).replace(tzinfo=None) for one in values.flat]
    return np.array(made, dtype="datetime64[us]")


def _refusal(values: NDArray[Any], name: str) -> BadInput:
    """What to do about what is no date."""
    kind, first, how = values.dtype.kind, None, ""
    if values.size > 0:
        first = values.flat[0]
    if kind in "iu" and values.ndim == 1 and (np.diff(values) == 1).all():
        how = f" (these count from {first}: frame.reset_index(drop=True) counts anew)"
    elif kind in "iuf" and first is not None and abs(float(first)) >= _LEAST:
        unit = next((unit for size, unit in _UNITS if abs(float(first)) < size), "ns")
        how = f' (pandas.to_datetime(..., unit="{unit}") makes dates of numbers like {first:.15g})'
    elif isinstance(first, str):
        how = f" (pandas.to_datetime makes dates of text like {str(first)!r:.40})"
    elif hasattr(first, "to_timestamp"):
        how = " (index.to_timestamp() makes dates of periods)"
    return BadInput(
        f"{name}: times of {values.dtype}; permitted: dates, or rows counted 0, 1, 2, ...{how}"
    )


def _converted(values: NDArray[Any], name: str) -> NDArray[np.int64]:
    """From any unit. What int64 has no room for is refused: numpy before 2.5 gives another date
    for it, later ones an OverflowError of their own."""
    try:
        made = values.astype("datetime64[us]", order="C")
        far = None
        if np.datetime_data(values.dtype)[0] in ("Y", "M", "W", "D", "h", "m", "s", "ms"):
            far = (made.astype(values.dtype) != values) & ~np.isnat(values)
    except OverflowError:
        far = np.ones(1, bool)
    if far is not None and far.any():
        one = f"row {int(far.argmax())}: the time" if far.shape == values.shape else "a time"
        raise BadInput(f"{name}: {one} is too far; permitted: before the year 10000")
    return made.view(np.int64)


def microseconds(given: Any, name: str) -> NDArray[np.int64] | None:
    """The times of an index, a column or an array; None of what counts rows from 0.

    Raises BadInput for what is neither, for times before 2000, missing ones, and where rows run
    from new to old. That each is after the one before is left to the library.
    """
    try:
        values = np.asarray(_in_utc(given))
    except ValueError as error:  # rows of different lengths
        raise BadInput(f"{name}: {error}") from None
    if values.ndim == 1 and values.dtype.kind in "iu":
        if np.array_equal(values, np.arange(len(values))):
            return None
    if values.dtype.kind == "O" and values.size > 0:
        dates = _of_objects(values)
        values = values if dates is None else dates
    if values.dtype.kind != "M":
        raise _refusal(values, name)
    missing = np.isnat(values)
    if missing.any():
        raise BadInput(f"{name}: row {int(missing.argmax())}: the time is missing")
    if values.dtype == _NANOSECONDS:  # a quarter of NumPy's own time for dates
        stamps = values.view(np.int64) // 1000
    else:
        stamps = _converted(values, name)
    if stamps.ndim != 1 or len(stamps) == 0:
        return stamps
    first, last = stamps.view("datetime64[us]")[[0, -1]]
    if first > last:
        raise BadInput(
            f"{name}: the first row, {first}, is later than the last, {last}; "
            "permitted: rows from old to new (frame.sort_index())"
        )
    if first < EARLIEST:
        raise BadInput(
            f"{name}: row 0: the time is {first}; permitted: from 2000 on (numbers need their "
            'unit: pandas.to_datetime(..., unit="ms"))'
        )
    return stamps
