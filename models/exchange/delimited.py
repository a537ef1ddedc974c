"""Rows out of delimited text: comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from operator import itemgetter

from models.errors import UserError
from models.exchange.table import MAX_CELL_LENGTH, MAX_LINE_BYTES, Row, check_size
from resources.i18n import N_

DELIMITERS = (",", ";", "\t", "|")

_SAMPLED_LINES = 60
_MAX_OPEN_QUOTES = 50
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def split(text: str, name: str, delimiter: str | None = None) -> tuple[list[Row], str]:
    """Return the rows with their line numbers, and the delimiter.

    Raises UserError where a line or a cell is longer than any table's.
    """
    lines = list(io.StringIO(text, newline=""))
    first = 0
    if lines and (hint := _EXCEL_HINT.fullmatch(lines[0])):
        delimiter, first = delimiter or hint[1], 1
    delimiter = delimiter or find_delimiter(lines[first : first + _SAMPLED_LINES])
    _check_lines(lines, name)
    if '"' not in text and max(map(len, lines)) <= csv.field_size_limit():
        # Where nothing is quoted, a line is a row and every delimiter ends a cell.
        bare = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[first : len(lines)]
        rows = [(line, tuple(row.split(delimiter))) for line, row in enumerate(bare, first + 1)]
    else:
        rows = _split_quoted(lines, first, delimiter, name)
    check_size(name, sum(map(len, map(itemgetter(1), rows))))
    return rows, delimiter


def _split_quoted(lines: list[str], first: int, delimiter: str, name: str) -> list[Row]:
    rows: list[Row] = []
    retries = 0
    while first < len(lines):
        found, unclosed = _read_rows(lines, first, delimiter, name)
        rows += found
        if unclosed is None or retries == _MAX_OPEN_QUOTES:
            break
        # A quotation mark that is never closed would swallow every line below it.
        bare = lines[unclosed].rstrip("\r\n").split(delimiter)
        rows.append((unclosed + 1, tuple(bare)))
        first, retries = unclosed + 1, retries + 1
    return rows


def find_delimiter(lines: list[str]) -> str:
    """Return the delimiter that cuts most lines into the same number of cells."""
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        widths = _widths(lines, delimiter)
        if not widths:
            continue
        width, agreeing = max(widths.items(), key=lambda item: (item[1], item[0]))
        if (agreeing, width) > best_score:
            best, best_score = delimiter, (agreeing, width)
    return best


def _widths(lines: list[str], delimiter: str) -> Counter[int]:
    """Count how many rows have how many cells, up to a cell too long to be one."""
    widths: Counter[int] = Counter()
    try:
        for cells in csv.reader(lines, delimiter=delimiter):
            if len(cells) > 1 and any(cells):
                widths[len(cells)] += 1
    except csv.Error:
        pass
    return widths


def _check_lines(lines: list[str], name: str) -> None:
    longest = max(map(len, lines), default=0)
    if longest > MAX_LINE_BYTES:
        refuse_line(name)


def refuse_line(name: str) -> None:
    raise UserError(
        N_("{name} holds a line longer than any table's. Check that it is the right file."),
        name=name,
    )


def _read_rows(
    lines: list[str], first: int, delimiter: str, name: str
) -> tuple[list[Row], int | None]:
    """Read from a line on; also return the line whose quotation mark is never closed, if any."""
    rows: list[Row] = []
    reader = csv.reader(lines[first:], delimiter=delimiter)
    start = first
    try:
        for cells in reader:
            rows.append((start + 1, tuple(cells)))
            start = first + reader.line_num
    except csv.Error:
        return _unclosed_or_refused(rows, lines, start, delimiter, name)
    if not rows or not _is_unclosed(lines[rows[-1][0] - 1 :], delimiter):
        return rows, None
    return rows[:-1], rows[-1][0] - 1


def _unclosed_or_refused(
    rows: list[Row], lines: list[str], start: int, delimiter: str, name: str
) -> tuple[list[Row], int]:
    """The csv module gave up on a cell: it is too long, most often for an open quotation mark."""
    if len(lines[start]) > csv.field_size_limit():
        raise UserError(
            N_("Line {line} of {name} holds a cell longer than {limit} characters. Shorten it."),
            line=start + 1,
            name=name,
            limit=MAX_CELL_LENGTH,
        )
    return rows, start


def _is_unclosed(record: list[str], delimiter: str) -> bool:
    if not any('"' in line for line in record):
        return False
    try:
        for _cells in csv.reader(record, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False
