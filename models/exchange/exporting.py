"""Any list as a file: .csv that no spreadsheet calculates with, or .xlsx with real dates."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copyfile
from typing import Any

from models.base import live, read_day, write_moment
from models.community import Community
from models.errors import UserError
from models.events.evaluation import slips_of
from models.events.event import load_event
from models.exchange.beside import write_beside
from models.exchange.calendars.writing import write_calendar
from models.exchange.choices import CHOICES
from models.exchange.fields import Field, Sort, exported_fields
from models.exchange.guarding import guard
from models.exchange.records import Stored, fetch
from models.exchange.table import MAX_CELL_LENGTH
from models.exchange.vcards import write_vcards
from models.members.field_values import NO, YES, read_value
from models.progress import Progress, unheard
from models.storage.replacing import replacing
from models.storage.workrooms import private_folder
from models.vocabulary import FieldSort, Kind
from resources.i18n import N_, Catalogue

Cell = str | int | Decimal | date | datetime | None

_SHEETS = {
    Kind.MEMBER: N_("Members"),
    Kind.EVENT: N_("Events"),
    Kind.ATTENDANCE: N_("Attendance"),
    Kind.FEEDBACK: N_("Feedback"),
    Kind.RULE: N_("Rules"),
}
_SLIPS = N_("Slips")
_OF_SLIPS = ("event", "day", "rating", "comment")
_EXCEL_KNOWS_FROM = date(1900, 3, 1)  # before it, Excel counts a day that never was
_WIDTHS = {
    Sort.TEXT: 20, Sort.NAME: 14, Sort.EMAIL: 24, Sort.TAGS: 24, Sort.NAMES: 24,
    Sort.GUARDIANS: 24, Sort.CONSENTS: 24, Sort.MOMENT: 17,
}  # fmt: skip
_STEP = 1_000
_CARDS, CALENDAR = ".vcf", ".ics"
_ALSO = {Kind.MEMBER: (_CARDS,), Kind.EVENT: (CALENDAR,)}


def export(
    path: Path, kind: Kind, ids: Sequence[bytes], words: Catalogue, progress: Progress = unheard
) -> int:
    """Write the records in the order given, with every field, headings and choices in `words`; of
    members an address book too (.vcf), which holds what telephones know, of events a calendar
    (.ics), which has those with a date. Return how many are in it.

    Raises UserError where the format is unknown or the file cannot be written; a file that was
    there before then stays as it was.
    """
    check_format(path, kind)
    if path.suffix.lower() == _CARDS:
        write_vcards(path, ids, words, progress)
        return len(ids)
    if path.suffix.lower() == CALENDAR:
        community = live(Community).first()
        return write_calendar(path, ids, community.name if community else "").count
    write = _WRITERS[path.suffix.lower()]
    fields = exported_fields(kind)
    headings = [field.heading(words) for field in fields]
    with replacing(path) as target:
        write(target, words._(_SHEETS[kind]), fields, headings, _rows(kind, ids, words, progress))
    return len(ids)


def export_slips(
    path: Path, event_id: bytes, words: Catalogue, progress: Progress = unheard
) -> int:
    """Write what was said of an event without a name, as the import of marks reads it; return how
    many slips that are. Raises UserError as `export` does."""
    check_format(path, Kind.ATTENDANCE)
    event, slips = load_event(event_id), slips_of(event_id)
    title = event.title if event else ""
    day = event.begins.date() if event and event.begins else None
    fields = [field for field in exported_fields(Kind.ATTENDANCE) if field.name in _OF_SLIPS]
    headings = [field.heading(words) for field in fields]
    rows: list[list[Cell]] = [[title, day, slip.rating, slip.comment] for slip in slips]
    progress(0, len(rows))
    with replacing(path) as target:
        _WRITERS[path.suffix.lower()](target, words._(_SLIPS), fields, headings, rows)
    return len(rows)


def check_format(path: Path, kind: Kind) -> None:
    """Raise UserError where no list of this kind can be written into such a file."""
    if path.suffix.lower() not in (*_WRITERS, *_ALSO.get(kind, ())):
        if kind is Kind.EVENT:
            raise UserError(N_("Choose a file name that ends in .csv, .xlsx or .ics."))
        raise UserError(N_("Choose a file name that ends in .csv or .xlsx."))


def _rows(
    kind: Kind, ids: Sequence[bytes], words: Catalogue, progress: Progress
) -> Iterable[list[Cell]]:
    fields = exported_fields(kind)
    yes_no = {YES: words._("Yes"), NO: words._("No")}
    titles = {field.name: yes_no for field in fields if field.sort is Sort.YES_NO} | {
        field.name: {member.value: words._(member.title) for member in CHOICES[kind, field.name]}
        for field in fields
        if field.sort is Sort.CHOICE
    }
    for number, record in enumerate(fetch(kind, ids)):
        if number % _STEP == 0:
            progress(number, len(ids))
        yield [_cell(field, record[field.name], titles.get(field.name), words) for field in fields]


def _cell(field: Field, stored: Stored, titles: dict[str, str] | None, words: Catalogue) -> Cell:
    if stored is None or stored == "":
        return None
    if titles is not None:
        return titles.get(str(stored), str(stored))
    if isinstance(stored, tuple):
        return write_beside(field.name, stored, words)
    if field.sort is Sort.MONEY and isinstance(stored, int):
        return Decimal(stored) / 100
    if isinstance(stored, str):
        if field.sort is Sort.DECIMAL:
            number = read_value(FieldSort.NUMBER, stored)
            return number if isinstance(number, Decimal) else stored
        if field.sort is Sort.DAY or (field.sort is Sort.BORN and len(stored) == 10):
            return read_day(stored) or stored
        if field.sort is Sort.MOMENT:
            return _moment(stored)
    return stored


def _moment(stored: str) -> Cell:
    try:
        return datetime.fromisoformat(stored)
    except ValueError:
        return stored


def _as_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return write_moment(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "" if cell is None else str(cell)


def _write_csv(
    target: Path,
    _sheet: str,
    _fields: Sequence[Field],
    headings: Sequence[str],
    rows: Iterable[list[Cell]],
) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(headings)
        writer.writerows([guard(_as_text(cell)) for cell in row] for row in rows)


def _write_xlsx(
    target: Path,
    sheet_name: str,
    fields: Sequence[Field],
    headings: Sequence[str],
    rows: Iterable[list[Cell]],
) -> None:
    import xlsxwriter  # only an export to .xlsx needs it

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    # What waits to be packed is plain: kept where only its owner looks, and not beside the target.
    with private_folder() as private:
        packed = Path(private, "packed")
        with (
            _plain_failures(),
            xlsxwriter.Workbook(str(packed), {**options, "tmpdir": private}) as book,
        ):
            _fill(book, sheet_name, fields, headings, rows)
        copyfile(packed, target)


def _fill(
    book: Any,
    sheet_name: str,
    fields: Sequence[Field],
    headings: Sequence[str],
    rows: Iterable[list[Cell]],
) -> None:
    sheet = book.add_worksheet(sheet_name)
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    money = book.add_format({"num_format": "#,##0.00"})
    for column, field in enumerate(fields):
        sheet.set_column(column, column, _WIDTHS.get(field.sort, 12))
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(line, column, cell, moment)
            elif isinstance(cell, date) and cell >= _EXCEL_KNOWS_FROM:
                sheet.write_datetime(line, column, cell, day)
            elif isinstance(cell, Decimal):
                is_money = fields[column].sort is Sort.MONEY
                sheet.write_number(line, column, cell, money if is_money else None)
            elif isinstance(cell, int):
                sheet.write_number(line, column, cell)
            elif cell is not None:
                sheet.write_string(line, column, _fitting(str(cell)))


@contextmanager
def _plain_failures() -> Iterator[None]:
    """Raise the system's own error where xlsxwriter has put it into one of its."""
    from xlsxwriter.exceptions import FileCreateError  # as above

    try:
        yield
    except FileCreateError as error:
        raise error.args[0] from None


def _fitting(text: str) -> str:
    if len(text) > MAX_CELL_LENGTH:
        raise UserError(
            N_("A text is longer than a cell of .xlsx can be ({limit}). Export it as .csv."),
            limit=MAX_CELL_LENGTH,
        )
    return text


_Writer = Callable[[Path, str, Sequence[Field], Sequence[str], Iterable[list[Cell]]], None]
_WRITERS: dict[str, _Writer] = {".csv": _write_csv, ".xlsx": _write_xlsx}
