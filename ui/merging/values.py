"""The values two laptops wrote, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ui.merging.wording import Value
from ui.records.changes import shown
from ui.wording import _

if TYPE_CHECKING:
    from models.merging.conflicts import Conflict


def values_with(names: Mapping[bytes, str]) -> Value:
    """Return what says a value; `names` are what ids are called."""

    def say(conflict: Conflict, value: object) -> str:
        from ui.merging.jobs import cell_of  # the file is open by now

        # A record that is only in the other file has no name here yet.
        if isinstance(value, bytes) and value not in names:
            return _("another record")
        return shown(cell_of(conflict), value, names)

    return say
