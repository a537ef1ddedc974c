"""Who came of whom, with names: for the evening after, to read or to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from models.events.attendance import Erased
from models.events.came_of import CameOf
from ui import furniture
from ui.dialogs.frame import column_of
from ui.events import attendance_words as words
from ui.formats import enumeration
from ui.main_window import fit
from ui.reading_area import ReadingArea
from ui.session import Session
from ui.wording import _, n_


class CameOfWindow(QDialog):
    """One paragraph for each group, its names by what is known of them."""

    def __init__(
        self,
        session: Session,
        title: str,
        groups: Sequence[CameOf],
        erased: Erased,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._title = title
        self._parts = [(words.group_sentence(group), _names(group)) for group in groups]
        if erased.people:
            self._parts.append((_erased(erased), []))
        column = column_of(self, _("Who came of whom"), 460)
        column.addWidget(furniture.paragraph(title, "title"))
        reading = ReadingArea(_("Who came of whom"))
        reading.show_page(self._page())
        column.addWidget(reading, 1)
        copy = furniture.button(_("Copy"), icon="copy")
        copy.clicked.connect(self.copy)
        close = furniture.button(_("Close"), role="primary")
        close.clicked.connect(self.close)
        column.addLayout(furniture.row(copy, None, close))
        fit(self, 560, 560)

    def text(self) -> str:
        """Return all of it as plain text."""
        paragraphs = ["\n".join([head, *names]) for head, names in self._parts]
        return "\n\n".join([self._title, *paragraphs])

    def copy(self) -> None:
        QApplication.clipboard().setText(self.text())
        self._session.tell(_("The list is copied."))

    def _page(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(6)
        for head, names in self._parts:
            column.addWidget(furniture.paragraph(head, "heading"))
            for line in names:
                told = furniture.paragraph(line, "")
                told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                column.addWidget(told)
            column.addSpacing(10)
        if not self._parts:
            column.addWidget(furniture.paragraph(_("Nobody is on the list yet.")))
        column.addStretch()
        return page


def _names(group: CameOf) -> list[str]:
    lines = []
    if group.came:
        lines.append(_("Came: {names}", names=enumeration(group.came)))
    if group.absent:
        lines.append(_("Did not come: {names}", names=enumeration(group.absent)))
    if group.unknown:
        lines.append(_("No record: {names}", names=enumeration(group.unknown)))
    return lines


def _erased(erased: Erased) -> str:
    more = n_("{count} more, erased for good", "{count} more, erased for good", erased.people)
    return _("{more}: {yes} said yes, {came} came", more=more, yes=erased.said_yes,
             came=erased.came)  # fmt: skip
