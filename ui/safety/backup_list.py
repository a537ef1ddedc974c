"""Backups one below the other: when, why, how large."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget
from PySide6.QtWidgets import QTableWidgetItem as Item

from models import clock
from ui.formats import joined, locale, moment_text, weekday_text
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.storage.backups import Backup

_HIGH = 40


class BackupList(QTableWidget):
    """The newest first; the first is selected."""

    def __init__(self) -> None:
        super().__init__(0, 3)
        self._backups: tuple[Backup, ...] = ()
        self.setAccessibleName(_("Backups"))
        for column, title in enumerate((_("When"), _("Why"), _("Size"))):
            head = Item(title)
            head.setTextAlignment(_aligned(column))
            self.setHorizontalHeaderItem(column, head)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_HIGH)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 190), (2, 100)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        self._backups = tuple(backups)
        self.setRowCount(len(self._backups))
        for row, backup in enumerate(self._backups):
            words = (when(backup), _(backup.reason.title), size_text(backup.size))
            for column, text in enumerate(words):
                item = Item(text)
                item.setTextAlignment(_aligned(column))
                self.setItem(row, column, item)
        if self._backups:
            self.selectRow(0)

    def choose(self, path: Path | None) -> None:
        """Select a backup, where it is one of these."""
        for row, backup in enumerate(self._backups):
            if backup.path == path:
                self.selectRow(row)

    @property
    def chosen(self) -> Backup | None:
        rows = self.selectionModel().selectedRows()
        return self._backups[rows[0].row()] if rows else None


def when(backup: Backup) -> str:
    """Say when a backup was made, and how long ago that is."""
    days = (clock.today() - backup.at.date()).days
    ago = [_("today"), _("yesterday")]
    said = ago[days] if 0 <= days < 2 else n_("{count} day ago", "{count} days ago", days)
    return joined([f"{moment_text(backup.at)} {weekday_text(backup.at.date())}", said])


def size_text(size: int) -> str:
    return locale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == 2 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
