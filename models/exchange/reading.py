"""Reading the table somebody has: text in any encoding, a spreadsheet, or the clipboard.

What the file's first bytes say counts, not what its name says. Nothing here knows what the columns
mean.
"""

from __future__ import annotations

from pathlib import Path

from models.errors import UserError
from models.exchange import delimited, workbook
from models.exchange.collecting import without_collector
from models.exchange.encoding import decode, repair
from models.exchange.guarding import MAY_BE_GUARDED, unguard
from models.exchange.table import MAX_BYTES, MAX_LINE_BYTES, TOO_LARGE, Row, Table
from models.exchange.vcard_lines import is_vcard
from models.exchange.vcards import read_vcards
from models.exchange.web_table import read_web_table
from models.storage.failures import sentence_for
from models.texts import storable
from resources.i18n import N_

CLIPBOARD = "clipboard"

_BLOCK = 1024 * 1024

_PICTURE = N_("{name} is a picture, not a table. Import the spreadsheet it shows.")
_ARCHIVE = N_("{name} is an archive, not a spreadsheet. Unpack it and import the file inside.")
# First bytes of what people take for a table, and what to say about it.
_FOREIGN = (
    (b"%PDF", N_("{name} is a PDF, not a table. Import the spreadsheet it was made from.")),
    (b"SQLite format 3", N_("{name} is a database, not a table. Export it as .csv first.")),
    (b"{\\rtf", N_("{name} is a text document, not a table. Save its table as .xlsx or .csv.")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
)
_WEB = (b"<!doctype", b"<html", b"<table", b"<?xml")
_WEB_PAGE = N_("{name} is a web page in disguise. Open it in a spreadsheet and save it as .xlsx.")


def read_table(
    path: Path, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Table:
    """Read a file. Encoding, delimiter and sheet are found where they are not given.

    Raises UserError where the file cannot be read or is no table.
    """
    name = path.name
    data = _read_bytes(path)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UserError(N_("{name} is empty. Choose another file."), name=name)
    if data.startswith((workbook.ZIP_MAGIC, workbook.OLE_MAGIC)):
        (rows, sheets, chosen), kind = workbook.read_workbook(data, name, sheet)
        return _table(name, rows, kind, sheets=sheets, sheet=chosen)
    _refuse_foreign(data, name)
    text, found_encoding = decode(data, name, encoding)
    del data
    if is_vcard(text[:200]):
        return read_vcards(text, name, found_encoding)
    with without_collector():
        rows, found_delimiter = delimited.split(text, name, delimiter)
        rows = _without_guards(rows, text)
    kind = "tsv" if found_delimiter == "\t" else "csv"
    return _table(name, rows, kind, encoding=found_encoding, delimiter=found_delimiter)


def read_prose(path: Path, most: int) -> str:
    """Read a file that is no table, of so many bytes at most.

    Raises UserError where the file cannot be read or is no text.
    """
    name = path.name
    data = _read_bytes(path)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UserError(N_("{name} is empty. Choose another file."), name=name)
    if not _is_text(data[:16]):
        raise UserError(N_("{name} is no text. Save what was written as a .txt file."), name=name)
    if len(data) > most:
        raise UserError(N_("{name} is too long for a sign-up chain."), name=name)
    return decode(data, name)[0]


def read_text(text: str, delimiter: str | None = None) -> Table:
    """Read what was pasted: spreadsheets put tab-separated text on the clipboard.

    Raises UserError where nothing was copied.
    """
    text = storable(text)
    if not text.strip():
        raise UserError(N_("The clipboard holds no text. Copy the table first."))
    if len(text) > MAX_BYTES:
        raise UserError(TOO_LARGE, name=CLIPBOARD)
    if is_vcard(text[:200]):
        return read_vcards(text, CLIPBOARD)
    rows, found_delimiter = delimited.split(text, CLIPBOARD, delimiter)
    return _table(CLIPBOARD, rows, CLIPBOARD, delimiter=found_delimiter)


def read_copied(text: str, markup: str = "") -> Table:
    """Read what was copied, as text and perhaps as a web page has it: tabs between cells tell
    enough, but a text program puts a table there line by line.

    Raises UserError where nothing was copied.
    """
    if markup and "\t" not in text and len(markup) <= MAX_BYTES:
        if rows := read_web_table(storable(markup), CLIPBOARD):
            return _table(CLIPBOARD, rows, CLIPBOARD)
    return read_text(text)


def _table(
    name: str,
    rows: list[Row],
    kind: str,
    encoding: str = "",
    delimiter: str = "",
    sheets: tuple[str, ...] = (),
    sheet: str = "",
) -> Table:
    """Raises UserError where no row holds anything."""
    repaired = repair(rows)
    rows = repaired if repaired is not None else rows
    if not any(any(map(str.strip, cells)) for _line, cells in rows):
        raise UserError(N_("{name} is empty. Choose another file."), name=name)
    return Table(name, tuple(rows), kind, encoding, delimiter, sheets, sheet, repaired is not None)


def _without_guards(rows: list[Row], text: str) -> list[Row]:
    """Take off the ' that keeps a .csv cell from being a formula (guarding.guard)."""
    if not MAY_BE_GUARDED.search(text):
        return rows
    return [(line, tuple(map(unguard, cells))) for line, cells in rows]


def _read_bytes(path: Path) -> bytes:
    """Read block by block, and stop at the first sign that this is no table."""
    if path.is_dir():
        # "." and ".." have another name of their own.
        raise UserError(N_("{name} is a folder. Choose a file in it."), name=path.resolve().name)
    blocks: list[bytes] = []
    size = unbroken = 0
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                blocks.append(block)
                size += len(block)
                unbroken = _unbroken(block, unbroken)
                if unbroken > MAX_LINE_BYTES and _is_text(blocks[0]):
                    delimited.refuse_line(path.name)
                if size > MAX_BYTES:
                    raise UserError(TOO_LARGE, name=path.name)
    except FileNotFoundError as error:
        raise UserError(
            N_("There is no file called {name}. Check its name and folder."), name=path.name
        ) from error
    except OSError as error:
        raise sentence_for(error) or UserError(
            N_("{name} cannot be read. Check the disk and the file."), name=path.name
        ) from error
    return b"".join(blocks)


def _unbroken(block: bytes, before: int) -> int:
    """Return how many bytes stand after the last line break so far."""
    last = max(block.rfind(b"\n"), block.rfind(b"\r"))
    return before + len(block) if last < 0 else len(block) - last - 1


def _is_text(first: bytes) -> bool:
    return not first.startswith((workbook.ZIP_MAGIC, workbook.OLE_MAGIC, *dict(_FOREIGN)))


def _refuse_foreign(data: bytes, name: str) -> None:
    for magic, message in _FOREIGN:
        if data.startswith(magic):
            raise UserError(message, name=name)
    start = data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_WEB):
        raise UserError(_WEB_PAGE, name=name)
