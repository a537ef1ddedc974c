"""Building a filter: conditions and groups, how many it finds, what it says in plain words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.members.filter_fields import all_fields
from models.members.filters import Group
from models.members.listing import count_members
from ui import faults
from ui.dialogs.frame import column_of
from ui.furniture import button, label, paragraph, row, rule_line, set_tone
from ui.members.filter_parts import GroupBox
from ui.members.filter_words import said
from ui.records.editors import Unreadable
from ui.records.narrowing import Gatherer
from ui.session import Session
from ui.tab_order import order_tabs
from ui.wording import _, n_

WIDTH, HEIGHT = 960, 560
LEAST = 160  # pixels: some conditions are always seen
# Milliseconds after the last keystroke until it is counted again.
PAUSE = 150


class FilterBuilder(QDialog):
    """Signals:

    chosen: show whom the filter finds; carries the Group.
    save_wanted: make a list of it; carries the Group.
    """

    chosen = Signal(object)
    save_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget, shown: Group) -> None:
        super().__init__(parent)
        self._asked = shown
        self._gatherer = Gatherer(session)
        self.finished.connect(lambda _how: self._stop())
        self._counting = QTimer(self, singleShot=True, interval=PAUSE)
        self._counting.timeout.connect(self._count)
        column = column_of(self, _("Filter members"), WIDTH)
        self.fields = all_fields()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setMinimumHeight(LEAST)
        column.addWidget(self._scroll, 1)
        column.addWidget(rule_line())
        self.found = label("", "heading")
        self.summary = paragraph("", "muted")
        column.addWidget(self.found)
        column.addWidget(self.summary)
        column.addLayout(self._buttons())
        self.resize(WIDTH, HEIGHT)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._show)
        self._put(shown)

    def asked(self) -> Group:
        """Return the filter as it stands. Raises Unreadable."""
        return self.group.group()

    def call_it(self, name: str) -> None:
        """Say that a saved list is changed, not a filter of the moment."""
        self.setWindowTitle(_("Change the list “{name}”", name=name))
        self._agree.setText(_("Save the list"))
        self._agree.setToolTip(_("Save the list (Ctrl+Enter)"))
        self._save.setText(_("Save as another list…"))

    def _put(self, shown: Group) -> None:
        known = shown.changed(lambda each: each if each.field in self.fields else None)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 10, 0)
        self.group = GroupBox(self.fields, known)
        if not known.parts:
            self.group.add_condition()
        self.group.changed.connect(self._changed)
        column.addWidget(self.group)
        column.addStretch(1)
        self._scroll.setWidget(page)
        order_tabs(self)
        self.group.focus_last()
        self._changed()

    def _buttons(self) -> QHBoxLayout:
        clear = button(_("Start over"), icon="eraser", role="flat")
        clear.clicked.connect(lambda: self._put(Group()))
        self._save = button(_("Save as a list…"), icon="list-plus")
        self._save.clicked.connect(lambda: self._hand_on(self.save_wanted))
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self._agree = button(_("Show"), role="primary", tip=_("Show whom it finds (Ctrl+Enter)"))
        self._agree.setDefault(True)
        self._agree.clicked.connect(self._show)
        return row(clear, None, self._save, cancel, self._agree)

    def _show(self) -> None:
        self._hand_on(self.chosen)

    def _hand_on(self, signal: SignalInstance) -> None:
        wrong = [message for each in self.group.rows() if (message := each.mark())]
        if wrong:
            self._complain(_(wrong[0]))
            return
        signal.emit(self.asked())
        self.accept()

    def _changed(self) -> None:
        """Say at once what is asked; count it after a pause."""
        try:
            asked = self.asked()
        except Unreadable as error:
            self._stop()
            self._complain(_(error.message))
            return
        self._asked = asked
        set_tone(self.summary, "")
        self.summary.setText(said(asked, self.fields) or _("Nothing is asked: everybody is shown."))
        self._counting.start()

    def _stop(self) -> None:
        self._counting.stop()
        self._gatherer.forget("count")

    def _complain(self, message: str) -> None:
        self.found.setText("")
        set_tone(self.summary, "bad")
        self.summary.setText(message)

    def _count(self) -> None:
        self._gatherer.ask(
            "count",
            partial(count_members, self._asked),
            self._say_count,
            lambda error: self._complain(faults.worded(error)),
        )

    def _say_count(self, count: int) -> None:
        self.found.setText(n_("{count} member matches", "{count} members match", count))

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """A long filter opens where its focus is: at its last condition."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._go_to_focus)

    def _go_to_focus(self) -> None:
        focused = self.focusWidget()
        if focused is not None:
            self._scroll.ensureWidgetVisible(focused)
