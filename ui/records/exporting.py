"""Taking a list out as it is filtered, into a .csv or .xlsx file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from models.progress import Progress
from models.vocabulary import Kind
from resources.i18n import Catalogue
from ui import asking
from ui.records.copying import copy_rows
from ui.records.record_list import RecordList
from ui.records.record_page import RecordPage
from ui.records.removing import Selection
from ui.session import Session
from ui.wording import _, catalogue, n_

KEYS = "Ctrl+E"
Ids = Callable[[], Sequence[bytes]]
Write = Callable[..., int]


def offer_export(session: Session, page: RecordPage, kind: Kind) -> None:
    """Put Export into the menu of a page, and let its table copy the selected rows."""
    table = page.listing.table
    table.copy_wanted.connect(partial(copy_rows, session, table))
    do = partial(export_list, session, page.listing, kind)
    page.buttons.add_action(_("Export this list…"), "download", do, KEYS)


def export_list(session: Session, listing: RecordList, kind: Kind) -> None:
    """Ask for a file and write what the list shows, in its order."""
    _export(session, listing, kind, partial(_write, kind, listing.asking_ids()), listing.title)


def export_records(
    session: Session, parent: QWidget, kind: Kind, ids: Sequence[bytes], name: str
) -> None:
    """Ask for a file and write these records; `name` is what the file is called at first."""
    _export(session, parent, kind, partial(_write, kind, lambda: ids), name)


def export_slips(session: Session, parent: QWidget, event: bytes, name: str) -> None:
    """Ask for a file and write what was said of an event without a name."""
    _export(session, parent, Kind.ATTENDANCE, partial(_write_slips, event), name)


def export_selection(
    session: Session, parent: QWidget, kind: Kind, selection: Selection, name: str
) -> None:
    """Ask for a file and write what is selected; its ids are asked for on the worker."""
    _export(session, parent, kind, partial(_write, kind, selection.ids), name)


def _export(session: Session, parent: QWidget, kind: Kind, write: Write, name: str) -> None:
    patterns = [(_("Excel workbook"), ("xlsx",)), (_("Text table (CSV)"), ("csv",))]
    if kind is Kind.MEMBER:
        patterns.append((_("Address book for telephones (vCard)"), ("vcf",)))
    if kind is Kind.EVENT:
        patterns.append((_("Calendar (iCalendar)"), ("ics",)))
    target = asking.choose_target(parent, _("Export"), patterns, f"{name}.xlsx")
    if target is not None:
        session.tasks.run(
            write,
            target,
            catalogue(),
            title=_("Exporting…"),
            done=lambda count: session.tell(
                n_(
                    "{count} record exported to {name}.",
                    "{count} records exported to {name}.",
                    count,
                    name=target.name,
                )
            ),
        )


def _write(kind: Kind, ids: Ids, target: Path, words: Catalogue, progress: Progress) -> int:
    """Gather the ids and write their records, on the worker; return how many."""
    from models.exchange.exporting import export

    gathered = ids()
    return export(target, kind, gathered, words, progress)


def _write_slips(event: bytes, target: Path, words: Catalogue, progress: Progress) -> int:
    from models.exchange.exporting import export_slips as write

    return write(target, event, words, progress)
