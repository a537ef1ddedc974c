"""Changing fields of many members: what becomes of whom is seen before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.errors import Invalid, UserError
from models.members.bulk_edit import Change, Plan, apply_changes, plan_changes
from models.titles import names_of
from models.vocabulary import Gender, Kind, MemberStatus
from ui import faults
from ui.dialogs.frame import column_of
from ui.formats import count_text, joined
from ui.furniture import button, label, paragraph, row, set_tone
from ui.main_window import fit
from ui.members.bulk_fields import BulkFields
from ui.members.own_fields import own_text
from ui.records.choices import title_of
from ui.records.field_titles import field_title
from ui.records.narrowing import Gatherer
from ui.records.removing import Selection
from ui.session import Session
from ui.wording import _, n_

# Milliseconds after the last keystroke until it is foreseen again.
_PAUSE = 250
# Lines of the preview; the counts are of everybody.
_LINES = 200
_HEADINGS = 3


class BulkWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget, people: Selection) -> None:
        super().__init__(parent)
        self._session, self._people = session, people
        self._gatherer = Gatherer(session)
        self.finished.connect(lambda _how: self._stop())
        self._ids: list[bytes] | None = None
        self._plan: Plan | None = None
        self._waiting = QTimer(self, singleShot=True, interval=_PAUSE)
        self._waiting.timeout.connect(self._foresee)
        title = n_("Change {count} member", "Change {count} members", people.count)
        column = column_of(self, title, 900)
        column.addWidget(label(title, "title"))
        self.fields = BulkFields()
        self.fields.changed.connect(self._changed)
        across = QHBoxLayout()
        across.setSpacing(18)
        across.addWidget(self._scrolled(), 5)
        across.addLayout(self._preview(), 6)
        column.addLayout(across, 1)
        column.addLayout(self._buttons())
        fit(self, 980, 620)
        next(iter(self.fields.ticks.values())).setFocus()

    def _scrolled(self) -> QScrollArea:
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.fields)
        scroll.setMinimumWidth(max(380, self.fields.sizeHint().width() + 16))
        return scroll

    def _preview(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.told = label(_("Tick what is to change."), "heading")
        self.table = QTableWidget(0, _HEADINGS)
        self.table.setAccessibleName(_("What changes for whom"))
        self.table.setHorizontalHeaderLabels([_("Name"), _("Field"), _("What changes")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(30)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setColumnWidth(0, 130)
        header.setSectionResizeMode(_HEADINGS - 1, QHeaderView.ResizeMode.Stretch)
        self.more = paragraph("", "caption")
        for widget in (self.told, self.table, self.more):
            column.addWidget(widget)
        return column

    def _buttons(self) -> QHBoxLayout:
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.agree = button(_("Apply"), role="primary", tip=_("Apply (Ctrl+Enter)"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.agree.click)
        self.agree.setEnabled(False)
        self.agree.clicked.connect(self._apply)
        return row(None, cancel, self.agree)

    def _stop(self) -> None:
        self._waiting.stop()
        self._gatherer.forget("plan")

    def _changed(self) -> None:
        self._plan = None
        self._gatherer.forget("plan")
        self.agree.setEnabled(False)
        self._waiting.start()

    def _foresee(self) -> None:
        try:
            values = self.fields.values()
        except Invalid as error:
            self._complain(_(next(iter(error.errors.values()))))
            return
        plan = partial(_planned, self._people, self._ids, values)
        self._gatherer.ask("plan", plan, partial(self._show, values), self._refused)

    def _refused(self, error: UserError) -> None:
        if isinstance(error, Invalid):
            self._complain(_(next(iter(error.errors.values()))))
        else:
            self._complain(faults.worded(error))

    def _complain(self, text: str) -> None:
        set_tone(self.told, "bad")
        self.told.setText(text)
        self.table.setRowCount(0)
        self.more.clear()

    def _show(self, values: Mapping[str, Any], found: tuple[list[bytes], Plan]) -> None:
        """Show what was foreseen."""
        self._ids, plan = found
        if not values:
            self.told.setText(_("Tick what is to change."))
            self.table.setRowCount(0)
            return
        self._plan = plan
        set_tone(self.told, "")
        self.told.setText(summary(plan))
        self._fill(plan)
        self.agree.setEnabled(bool(plan.changed))

    def _fill(self, plan: Plan) -> None:
        lines = [(each.name, "", _(reason), "bad") for each in plan.refused
                 for reason in each.reasons][:_LINES]  # fmt: skip
        shown = plan.changed[: _LINES // 2]
        wanted = [
            each for one in shown for change in one.changes for each in (change.old, change.new)
        ]
        names = names_of([each for each in wanted if isinstance(each, bytes)])
        titles = self.fields.titles()
        for one in shown:
            for change in one.changes:
                title = titles.get(change.field) or _(field_title("member", change.field))
                if change.field == "tags":
                    title = _("Tags")
                lines.append((one.name, title, change_text(change, names), ""))
        self.table.setRowCount(len(lines))
        for place, (*texts, _tone) in enumerate(lines):
            for column, text in enumerate(texts):
                self.table.setItem(place, column, QTableWidgetItem(text))
        left = len(plan.changed) - len(shown)
        self.more.setText(_("… and {count} more.", count=count_text(left)) if left else "")

    def _apply(self) -> None:
        if self._plan is not None:
            self._session.tasks.run(
                apply_changes, self._plan, title=_("Changing…"), done=self._done
            )

    def _done(self, count: int) -> None:
        self._session.announce(Kind.MEMBER)
        self._session.tell(n_("{count} member changed.", "{count} members changed.", count),
                           undo=True)  # fmt: skip
        self.accept()


def summary(plan: Plan) -> str:
    """Say how many change, how many are so already, how many cannot."""
    parts = [n_("{count} member changes", "{count} members change", len(plan.changed))]
    if plan.same:
        parts.append(n_("{count} needs no change", "{count} need no change", plan.same))
    if plan.refused:
        refused = len(plan.refused)
        parts.append(n_("{count} cannot be changed", "{count} cannot be changed", refused))
    return joined(parts)


def change_text(change: Change, names: Mapping[bytes, str]) -> str:
    """Say what becomes of a value; of several words, which come and which go."""
    if isinstance(change.old, tuple) and isinstance(change.new, tuple):
        come = [f"+ {word}" for word in change.new if word not in change.old]
        gone = [f"− {word}" for word in change.old if word not in change.new]
        return " · ".join(come + gone)
    return f"{_shown(change, change.old, names)} → {_shown(change, change.new, names)}"


def _shown(change: Change, value: Any, names: Mapping[bytes, str]) -> str:
    if value in (None, "", ()):
        return "–"
    if isinstance(value, tuple):
        return " · ".join(value)
    if isinstance(value, bytes):
        return names.get(value, "?")
    if change.field in ("status", "gender"):
        return title_of(MemberStatus if change.field == "status" else Gender, str(value))
    if isinstance(value, (bool, date, Decimal, str)):
        return own_text(value)
    return str(value)


def _planned(
    people: Selection, known: list[bytes] | None, values: Mapping[str, Any]
) -> tuple[list[bytes], Plan]:
    """Whom it is about is asked for once: the list may be another by then."""
    ids = people.ids() if known is None else known
    return ids, plan_changes(ids, values)
