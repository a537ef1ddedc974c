"""Every interest there is: how many have it, renamed, joined and taken away everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from models.members.tag_names import TagUse, check_tag, join_tags, remove_tags, tags_in_use
from models.progress import Progress
from models.vocabulary import Kind
from ui import list_keys
from ui.dialogs.frame import column_of
from ui.dialogs.name_dialog import NameDialog
from ui.formats import count_text, joined
from ui.furniture import button, label, paragraph, row
from ui.session import Session
from ui.wording import _, n_

_TAG = Qt.ItemDataRole.UserRole
_MEMBERS, _ELSEWHERE = 1, 2
_FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def show_tags(session: Session, parent: QWidget) -> None:
    TagsWindow(session, parent.window()).open()


class TagsWindow(QDialog):
    """Several interests selected are joined into one."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        column = column_of(self, _("Tags"), 560)
        column.addWidget(label(_("Tags"), "title"))
        column.addWidget(paragraph(_(
            "A new name goes everywhere: to the members, to the saved lists, to how often people"
            " are spoken to. Select several to make one of them.")))  # fmt: skip
        self.table = _table()
        self.table.itemSelectionChanged.connect(self._show_sensible)
        # Later: the Enter that opens the question would go on to press its default button.
        self.table.itemActivated.connect(lambda _item: QTimer.singleShot(0, self._rename))
        column.addWidget(self.table, 1)
        self.rename = button(_("Rename…"), icon="pencil")
        self.rename.clicked.connect(self._rename)
        self.join = button(_("Make one of them…"), icon="merge")
        self.join.clicked.connect(self._rename)
        self.remove = button(_("Delete"), icon="trash-2")
        self.remove.clicked.connect(self._remove)
        close = button(_("Close"), role="primary")
        close.clicked.connect(self.accept)
        list_keys.press_by_key(self.table, self.rename, list_keys.RENAME)
        list_keys.press_by_key(self.table, self.remove, list_keys.REMOVE)
        column.addLayout(row(self.rename, self.join, self.remove, None, close))
        session.changed.connect(self._news)
        self.finished.connect(lambda _how: session.changed.disconnect(self._news))
        self._fill()
        self.table.setFocus()

    def selected(self) -> list[str]:
        rows = sorted({item.row() for item in self.table.selectedItems()})
        found = [self.table.item(place, 0) for place in rows]
        return [item.data(_TAG) for item in found if item is not None]

    def _news(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.MEMBER, Kind.COMMUNITY}:
            self._fill()

    def _fill(self) -> None:
        uses, place_before = tags_in_use(), max(self.table.currentRow(), 0)
        self.table.setRowCount(len(uses))
        for place, use in enumerate(uses):
            first = QTableWidgetItem(use.tag)
            first.setData(_TAG, use.tag)
            self.table.setItem(place, 0, first)
            number = QTableWidgetItem(count_text(use.members))
            number.setTextAlignment(_FIGURES)
            self.table.setItem(place, _MEMBERS, number)
            self.table.setItem(place, _ELSEWHERE, QTableWidgetItem(_elsewhere(use)))
        self.table.clearSelection()
        if uses:
            self.table.setCurrentCell(min(place_before, len(uses) - 1), 0)
        self._show_sensible()

    def _show_sensible(self) -> None:
        count = len(self.selected())
        self.rename.setEnabled(count == 1)
        self.join.setEnabled(count > 1)
        self.remove.setEnabled(count > 0)

    def _rename(self) -> None:
        tags = self.selected()
        if not tags:
            return
        several = len(tags) > 1
        title = _("Make one tag of several") if several else _("Rename a tag")
        NameDialog(
            self, title, _("Join") if several else _("Rename"), partial(self._join, tags), tags[0],
            note=enumerated(tags) if several else "",
        ).open()  # fmt: skip

    def _join(self, tags: Sequence[str], into: str) -> None:
        check_tag(into)
        if list(tags) == [into.strip()]:
            return
        self._run(partial(join_tags, tags, into), lambda count: n_(
            "{count} member changed: now “{tag}”.", "{count} members changed: now “{tag}”.", count,
            tag=into.strip()))  # fmt: skip

    def _remove(self) -> None:
        tags = self.selected()
        self._run(partial(remove_tags, tags), lambda count: n_(
            "{tags}: taken from {count} member.", "{tags}: taken from {count} members.", count,
            tags=enumerated(tags)))  # fmt: skip

    def _run(self, job: Callable[[Progress], int], told: Callable[[int], str]) -> None:
        def done(count: int) -> None:
            self._session.announce(Kind.MEMBER, Kind.COMMUNITY)
            self.table.setFocus()  # the button that was pressed may not be pressed again now
            self._session.tell(told(count), undo=True)

        self._session.tasks.run(_done, job, title=_("Changing…"), done=done)


def enumerated(tags: Sequence[str]) -> str:
    return " · ".join(tags)


def _done(job: Callable[[Progress], int], progress: Progress) -> int:
    return job(progress)


def _elsewhere(use: TagUse) -> str:
    lists = n_("in {count} list", "in {count} lists", use.lists) if use.lists else ""
    days = use.cadence
    return joined([lists, n_("every {count} day", "every {count} days", days) if days else ""])


def _table() -> QTableWidget:
    table = QTableWidget(0, 3)
    table.setAccessibleName(_("Tags"))
    table.setHorizontalHeaderLabels([_("Tag"), _("Members"), _("Also used")])
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setMinimumHeight(320)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(34)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    if (over_figures := table.horizontalHeaderItem(_MEMBERS)) is not None:
        over_figures.setTextAlignment(_FIGURES)
    table.setColumnWidth(_MEMBERS, 90)
    table.setColumnWidth(_ELSEWHERE, 190)
    return table
