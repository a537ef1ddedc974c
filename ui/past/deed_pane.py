"""One action unfolded: who, when, which records it changed and how, and the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models.journal.happened import Cell, Happened
from models.past import Changed, Deed
from models.vocabulary import Kind
from ui import furniture, icons
from ui.formats import moment_text
from ui.past.action_lines import headline_of, picture_of, who_did
from ui.past.link import Link
from ui.preferences import Preferences
from ui.reading_area import ReadingArea
from ui.records.changes import Names, shown, worded
from ui.records.field_titles import field_title
from ui.wording import _, n_

WIDTH = 360
_LONGEST_TITLE = 120


class DeedPane(QFrame):
    """Signals:

    record_wanted(Kind, bytes): go to a record.
    inversion_wanted: undo this, or do it again where it is undone.
    """

    record_wanted = Signal(object, object)
    inversion_wanted = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.setProperty("role", "detail")
        self.setFixedWidth(WIDTH)
        self._preferences = preferences
        self._read = ReadingArea(_("What it changed"))
        self.reason = furniture.paragraph("", "caption")
        self.invert = furniture.button(_("Undo this"), icon="undo-2", role="primary")
        self.invert.clicked.connect(lambda: self.inversion_wanted.emit())
        self.close_button = furniture.button(_("Close"))
        below = QVBoxLayout()
        below.setContentsMargins(22, 8, 22, 20)
        below.setSpacing(10)
        below.addWidget(self.reason)
        across = furniture.row(self.invert, self.close_button, spacing=10)
        across.setStretch(0, 1)
        below.addLayout(across)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._read, 1)
        column.addLayout(below)
        self.show_nothing()

    def show_nothing(self) -> None:
        self._read.show_page(_page()[0])
        self.invert.setEnabled(False)
        self.reason.hide()

    def show_deed(self, happened: Happened, deed: Deed) -> None:
        page, column = _page()
        column.addLayout(self._heading(happened))
        if happened.undone and not happened.inverts:
            column.addWidget(furniture.chip(_("Undone")))
        if not deed.records:
            column.addWidget(furniture.paragraph(_without_trace(happened)))
        for changed in deed.records:
            column.addWidget(furniture.rule_line())
            column.addLayout(self._record(changed, deed))
        if deed.more:
            column.addWidget(furniture.rule_line())
            more = n_("and {count} more change", "and {count} more changes", deed.more)
            column.addWidget(furniture.paragraph(more))
        column.addStretch()
        self._read.show_page(page)
        self._show_button(happened)

    def _heading(self, happened: Happened) -> QVBoxLayout:
        icon, tone = picture_of(happened.kind)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(furniture.paragraph(headline_of(happened), "heading"))
        for text in (moment_text(happened.at), who_did(happened, self._preferences)):
            if text:
                words.addWidget(furniture.paragraph(text, "caption"))
        across = furniture.row(furniture.Picture(icon, 22, tone), spacing=12)
        across.setAlignment(Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        column = QVBoxLayout()
        column.addLayout(across)
        return column

    def _record(self, changed: Changed, deed: Deed) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3)
        name = self._name(changed)
        state = _state(changed.cells)
        head = furniture.row(name, None, furniture.chip(*state) if state else None)
        head.setStretch(0, 1)
        column.addLayout(head)
        for cell in changed.cells:
            if text := _said_of(cell, deed.names):
                column.addWidget(_selectable(text))
        return column

    def _name(self, changed: Changed) -> QWidget:
        """Return the record's name, a link where there is a page that shows it."""
        kind = Kind.EVENT if changed.kind is Kind.ATTENDANCE else changed.kind
        title = " ".join(changed.title.split())[:_LONGEST_TITLE] or _(kind.title)
        if not changed.live:
            return furniture.paragraph(title, "")
        link = Link(title)
        link.clicked.connect(lambda: self.record_wanted.emit(changed.kind, changed.id))
        return link

    def _show_button(self, happened: Happened) -> None:
        again = happened.undone
        self.invert.setText(_("Do it again") if again else _("Undo this"))
        self.invert.setIcon(icons.icon("redo-2" if again else "undo-2", "accent_ink"))
        self.invert.setEnabled(not happened.is_final)
        self.reason.setVisible(happened.is_final)
        self.reason.setText(why_final(happened) if happened.is_final else "")


def why_final(happened: Happened) -> str:
    """Say why an action cannot be taken back."""
    if happened.root_kind == "found":
        return _("This is how the community began, and everything else stands on it: it cannot be"
                 " undone.")  # fmt: skip
    return _("What was erased is nowhere in this file any more, so it cannot come back.")


def _without_trace(happened: Happened) -> str:
    if (happened.root_kind or "").startswith("conflict."):
        return _("What stood there was kept.")
    return _("No record shows a trace of it any more.")


def _said_of(cell: Cell, names: Names) -> str:
    """Say what became of a cell; of one that came too late with a merge, that it stayed."""
    title = field_title(cell.table, cell.column)
    if not cell.overruled or not title:
        return worded(cell, names)
    return _(
        "{field}: “{value}” came with it; what stood here is newer and stayed.",
        field=_(title),
        value=shown(cell, cell.new, names),
    )


def _state(cells: tuple[Cell, ...]) -> tuple[str, str] | None:
    """Return the chip for a record that as a whole came, went or was erased."""
    own = [cell for cell in cells if cell.table != "member_tag"]
    if any(cell.erased for cell in own):
        return _("Erased"), "grey"
    if any(cell.column is None for cell in own):
        return _("New"), "good"
    moved = [cell for cell in own if cell.column == "deleted" and not cell.overruled]
    if not moved:
        return None
    return (_("Restored"), "good") if moved[-1].came else (_("Deleted"), "grey")


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setProperty("role", "page")
    column = QVBoxLayout(page)
    column.setContentsMargins(22, 24, 22, 12)
    column.setSpacing(10)
    return page, column


def _selectable(text: str) -> QWidget:
    made = furniture.paragraph(text)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
