"""Rows out of spreadsheets: .xlsx, .xls and .ods through calamine.

calamine lays a sheet out as one full rectangle, so a single cell in the last corner of an
otherwise empty sheet would ask for gigabytes and end the process. The extent is therefore measured
before it is handed over.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import IO

import python_calamine as calamine

from models.errors import UserError
from models.exchange.table import MAX_CELL_LENGTH, MAX_CELLS, TOO_LARGE, Row, check_size
from resources.i18n import N_

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"

_MAX_UNPACKED = 400 * 1024 * 1024
_BLOCK = 4 * 1024 * 1024
_OVERLAP = 256
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SHEET_PART = re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE)
# A cell that holds something; <c …/> is only painted.
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]{0,200}?\br="([A-Z]{1,8})(\d{1,8})"[^>/]{0,200}>')
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_ODS_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')

Sheet = tuple[list[Row], tuple[str, ...], str]


def read_workbook(data: bytes, name: str, sheet: str | None = None) -> tuple[Sheet, str]:
    """Return (rows, sheet names, chosen sheet) and the format.

    Without a sheet named, the first visible one that holds anything is read. Raises UserError
    where the file is no spreadsheet, is damaged, protected by a password or far too large.
    """
    kind = _check_archive(data, name) if data.startswith(ZIP_MAGIC) else _check_ole(data, name)
    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _read_sheets(book, name, sheet), kind
    except calamine.PasswordError as error:
        raise _protected(name) from error
    except (calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise _damaged(name) from error


def _protected(name: str) -> UserError:
    return UserError(
        N_("{name} is protected by a password. Remove it in the spreadsheet, then import again."),
        name=name,
    )


def _damaged(name: str) -> UserError:
    return UserError(
        N_("{name} is damaged or not a spreadsheet. Save it anew as .xlsx and import that."),
        name=name,
    )


def _check_ole(data: bytes, name: str) -> str:
    if _ENCRYPTED_PACKAGE in data:
        raise _protected(name)
    return "xls"


def _check_archive(data: bytes, name: str) -> str:
    """Unpack every part once: finds truncation, wrong sizes and sheets that grow out of bounds."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > _MAX_UNPACKED:
                raise UserError(TOO_LARGE, name=name)
            names = {part.filename for part in parts}
            for part in parts:
                with archive.open(part) as stream:
                    _check_part(part.filename, stream, name)
            return _kind_of(names, archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _damaged(name) from error
    except RuntimeError as error:  # zipfile's word for an encrypted part
        raise _protected(name) from error


def _kind_of(names: set[str], archive: zipfile.ZipFile, name: str) -> str:
    if "content.xml" in names:
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in archive.read(manifest):
            raise _protected(name)
        return "ods"
    if any(part.startswith("xl/") for part in names):
        return "xlsx"
    raise UserError(
        N_("{name} is an archive, not a spreadsheet. Unpack it and import the file inside."),
        name=name,
    )


def _check_part(part: str, stream: IO[bytes], name: str) -> None:
    if part == "content.xml":
        check_size(name, _ods_cells(stream.read()))
    elif _SHEET_PART.fullmatch(part):
        check_size(name, *_sheet_extent(stream))
    else:
        while stream.read(_BLOCK):
            pass


def _sheet_extent(stream: IO[bytes]) -> tuple[int, int]:
    """Return how many cells the rectangle around all filled cells has, and its columns."""
    columns: set[bytes] = set()
    rows: list[int] = []
    tail = b""
    while block := stream.read(_BLOCK):
        found = _FILLED_CELL.findall(tail + block)
        columns.update(letters for letters, _row in found)
        if found:
            numbers = [int(row) for _letters, row in found]
            rows += (min(numbers), max(numbers))
        tail = block[-_OVERLAP:]
    if not rows:
        return 0, 0
    numbers = [_column_number(letters) for letters in columns]
    width = max(numbers) - min(numbers) + 1
    return (max(rows) - min(rows) + 1) * width, width


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_cells(content: bytes) -> int:
    """Return how many cells the filled rows of all sheets make once repetitions are written out."""
    cells = 0
    for attributes, inside in _ODS_ROW.findall(content):
        width = filled = 0
        for cell in _ODS_CELL.findall(inside):
            width += _repeated(_ODS_COLUMNS, cell)
            if b"value-type" in cell:
                filled = width
        cells += filled * _repeated(_ODS_ROWS, attributes)
        if cells > MAX_CELLS:
            break
    return cells


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _read_sheets(book: calamine.CalamineWorkbook, name: str, wanted: str | None) -> Sheet:
    visible = tuple(
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        and sheet.visible == calamine.SheetVisibleEnum.Visible
    )
    if wanted is not None and wanted not in visible:
        raise UserError(
            N_("{name} has no sheet called {sheet}. Choose another one."), name=name, sheet=wanted
        )
    rows: list[Row] = []
    chosen = ""
    for chosen in (wanted,) if wanted is not None else visible:
        rows = _rows_of(book.get_sheet_by_name(chosen), name)
        if rows:
            break
    return rows, visible, chosen


def _rows_of(sheet: calamine.CalamineSheet, name: str) -> list[Row]:
    if sheet.start is None:
        return []
    check_size(name, sheet.height * sheet.width)
    first = sheet.start[0] + 1
    return [
        (line, tuple(write_cell(cell) for cell in cells))
        for line, cells in enumerate(sheet.to_python(skip_empty_area=True), first)
    ]


def write_cell(cell: object) -> str:
    """Write a cell as a person would have typed it: 13800138000.0 was a phone number."""
    if isinstance(cell, str):
        return cell[:MAX_CELL_LENGTH].replace("\0", "")
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M") if cell.time() != time() else f"{cell:%Y-%m-%d}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return "" if cell is None else str(cell)
