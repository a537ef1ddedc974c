"""The way in for what the organizer already has: which file, or what is on the clipboard."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from models.errors import UserError
from models.exchange.reading import read_copied, read_table
from models.exchange.table import Table
from models.progress import Progress
from models.vocabulary import Kind
from ui import asking, faults
from ui.dialogs import calendars
from ui.dialogs.chats import import_chat
from ui.dialogs.importing_window import TITLES, ImportWindow
from ui.formats import joined
from ui.icons import icon
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _

KEYS = "Ctrl+I"
ENDINGS = ("csv", "tsv", "txt", "xlsx", "xls", "ods")
CARDS = ("vcf", "vcard")

About = tuple[bytes, str]  # an event and its title


def offer_import(session: Session, page: RecordPage, kind: Kind) -> None:
    """Put Import into the heading of a page, and where nothing is listed yet."""
    menu = import_menu(session, page, kind)
    menu.actions()[0].setShortcut(QKeySequence(KEYS))
    page.buttons.add_menu_button(_("Import"), "upload", menu)
    page.listing.offer(_("Import"), "upload", menu)
    page.listing.table.paste_wanted.connect(partial(import_clipboard, session, page, kind))


def import_menu(session: Session, parent: QWidget, kind: Kind, event: About | None = None) -> QMenu:
    """Return the menu of an Import button; `event` is what a list that names none is about."""
    menu = QMenu(parent)
    from_file = menu.addAction(icon("file-up"), _("From a file…"))
    from_file.triggered.connect(lambda: import_file(session, parent, kind, event))
    from_clipboard = menu.addAction(icon("clipboard-paste"), _("From the clipboard"))
    from_clipboard.triggered.connect(lambda: import_clipboard(session, parent, kind, event))
    for action in menu.actions():
        # What Ctrl+K calls it: there the words stand without the menu's title.
        action.setToolTip(joined([_(TITLES[kind]), action.text()]))
    if kind is Kind.MEMBER:
        chat = menu.addAction(icon("message-square"), _("Count a chat export…"))
        chat.triggered.connect(lambda: import_chat(session, parent))
    return menu


def import_file(session: Session, parent: QWidget, kind: Kind, event: About | None = None) -> None:
    """Ask for a spreadsheet, read it, and show what would become of it."""
    patterns: list[tuple[str, tuple[str, ...]]] = [(_("Spreadsheets and text tables"), ENDINGS)]
    if kind is Kind.MEMBER:
        everything = (_("Spreadsheets, text tables and address books"), (*ENDINGS, *CARDS))
        patterns = [everything, *patterns, (_("Address books (vCard)"), CARDS)]
    if kind is Kind.EVENT:
        both = (_("Spreadsheets, text tables and calendars"), (*ENDINGS, calendars.ENDING))
        patterns = [both, *patterns, (_("Calendar (iCalendar)"), (calendars.ENDING,))]
    path = asking.choose_file(parent, _("Import"), patterns)
    if path is not None and kind is Kind.EVENT and calendars.is_calendar(path):
        calendars.import_calendar(session, parent, path)
    elif path is not None:
        session.tasks.run(
            read,
            path,
            "",
            "",
            title=_("Reading {name}…", name=path.name),
            done=partial(_open, session, parent, kind, path, event),
        )


def import_clipboard(
    session: Session, parent: QWidget, kind: Kind, event: About | None = None
) -> None:
    """Read the copied table and show what would become of it."""
    copied = QGuiApplication.clipboard().mimeData()
    try:
        table = read_copied(copied.text(), copied.html()) if copied else read_copied("")
    except UserError as error:
        asking.say(parent, faults.worded(error))
        return
    _open(session, parent, kind, None, event, table)


def read(path: Path, encoding: str, sheet: str, progress: Progress) -> Table:
    """Read a file on the worker; empty choices are found out."""
    progress(0, 1)
    return read_table(path, encoding=encoding or None, sheet=sheet or None)


def _open(
    session: Session,
    parent: QWidget,
    kind: Kind,
    path: Path | None,
    event: About | None,
    table: Table,
) -> None:
    window = ImportWindow(session, parent, kind, table)
    if event is not None:
        window.be_about(*event)
    if path is not None:
        window.reread.connect(partial(_reread, session, window, path))
    window.open()


def _reread(session: Session, window: ImportWindow, path: Path, encoding: str, sheet: str) -> None:
    session.tasks.run(
        read,
        path,
        encoding,
        sheet,
        title=_("Reading {name}…", name=path.name),
        done=window.show_table,
    )
