"""What was read from a file or the clipboard: rows of texts, each with its line number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from models.errors import UserError
from resources.i18n import N_

# A community has hundreds of members and some thousand attendances a year. These limits are far
# above that and far below what would fill the memory of a small laptop.
MAX_BYTES = 64 * 1024 * 1024
MAX_CELLS = 6_000_000
MAX_COLUMNS = 700
MAX_CELL_LENGTH = 32_767
MAX_LINE_BYTES = 1024 * 1024

TOO_LARGE = N_("{name} is larger than a list of people should be. Split it into smaller files.")

Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class Table:
    """The rows of one sheet. A row's number is its line in the text or its row in the sheet.

    `encoding` and `delimiter` are empty for spreadsheets, `sheets` and `sheet` for text.
    `repaired` says that the text had been opened with a wrong encoding before, and was put right.
    `pictures` are those of an address book, by the line of their row.
    """

    name: str
    rows: tuple[Row, ...]
    format: str
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    repaired: bool = False
    pictures: Mapping[int, bytes] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max(map(len, map(itemgetter(1), self.rows)), default=0)


def check_size(name: str, cells: int, columns: int = 0) -> None:
    """Raises UserError where a table has more cells or columns than any list of people."""
    if cells > MAX_CELLS or columns > MAX_COLUMNS:
        raise UserError(TOO_LARGE, name=name)
