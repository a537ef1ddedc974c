"""The plan of one event: how far it has come, what is to be done, what it costs, who helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.events.event import EventValues, load_event, save_event
from models.vocabulary import EventStatus, Kind
from ui import asking, faults
from ui.events.plan.head import PlanHead
from ui.events.plan.help_card import HelpCard
from ui.events.plan.money_card import MoneyCard
from ui.events.plan.tasks_card import TasksCard
from ui.events.plan.words import status_said
from ui.events.templates.keeping import keep_as_template
from ui.session import Session
from ui.tab_order import order_tabs
from ui.wording import _

WATCHED = frozenset({Kind.EVENT, Kind.ATTENDANCE, Kind.MEMBER, Kind.COMMUNITY})
_ROOMY = 860  # pixels from which tasks and money stand beside each other
_GAP, _MARGIN = 14, 28


class PlanPage(QWidget):
    """Signals:

    left: the user is done and wants the events back.
    """

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._event: EventValues | None = None
        self._stale = False
        self.head = PlanHead()
        self.tasks = TasksCard(session)
        self.money = MoneyCard(session)
        self.help = HelpCard(session)
        self._build()
        self._connect()

    def show_event(self, event: bytes) -> None:
        """Show the plan of an event; the keyboard is where a task is added."""
        values = load_event(event)
        if values is None:
            self.left.emit()
            return
        self._show(values)
        self._scroll.verticalScrollBar().setValue(0)
        self.tasks.line.field.setFocus()

    def reload(self) -> None:
        """Show the present state; an event that is gone takes the page along."""
        self._stale = False
        if self._event is None:
            return
        values = load_event(self._event.id)
        if values is None:
            self.forget()
            self.left.emit()
        else:
            self._show(values)

    def forget(self) -> None:
        """Drop what is half written."""
        self.tasks.start_line()
        self.help.start_line()
        self.money.forget_typed()

    # What the tab asks of every view

    def focus_search(self) -> None:
        (self.tasks.list if self.tasks.list.count() else self.tasks.line.field).setFocus()

    def start_new(self) -> bool:
        """Begin a line of the card the keyboard is in, else a task: that is what is new here."""
        inside = QApplication.focusWidget()
        if inside is not None and self.money.isAncestorOf(inside):
            self.money.grid.begin_row()
        elif inside is not None and self.help.isAncestorOf(inside):
            self.help.who.field.setFocus()
        else:
            self.tasks.line.field.setFocus()
        return True

    def edit_selected(self) -> None:
        if self.money.grid.hasFocus():
            self.money.grid.edit_current()
        elif self.help.list.hasFocus() and (held := self.help.list.current()) is not None:
            self.help.edit(held)
        elif (task := self.tasks.list.current()) is not None:
            self.tasks.edit(task)

    def remove_selected(self) -> None:
        if self.money.grid.hasFocus():
            self.money.grid.remove_current()
        elif self.help.list.hasFocus() and (held := self.help.list.current()) is not None:
            self.help.remove(held)
        elif (task := self.tasks.list.current()) is not None:
            self.tasks.remove(task)

    def can_leave(self) -> bool:
        """Whether another page may be shown; asks where something is half written."""
        return self.tasks.can_leave() and self.help.can_leave() and self._may_forget_amounts()

    # What the user does

    def set_status(self, status: EventStatus) -> None:
        """Say how far the event has come; Undo is offered."""
        event = self._event
        if event is None or event.status == status:
            return
        try:
            save_event(event.id, {"status": str(status)})
        except UserError as error:
            asking.say(self, faults.worded(error))
            self.reload()
            return
        self._session.announce(Kind.EVENT)
        self._session.tell(status_said(status), undo=True)

    # Inside

    def _show(self, event: EventValues) -> None:
        self._event = event
        self.head.show_event(event)
        for card in (self.tasks, self.money, self.help):
            card.show_event(event)

    def _may_forget_amounts(self) -> bool:
        """Ask about what cannot be read as an amount: it is stored nowhere."""
        if not self.money.is_begun():
            return True
        answer = asking.choose(
            self.window(),
            _("An amount cannot be read and is not saved."),
            [_("Correct it"), _("Discard")],
        )
        if answer == 1:
            self.money.forget_typed()
            return True
        self.money.go_to_wrong()
        return False

    def _keep(self) -> None:
        if self._event is not None:
            keep_as_template(self._session, self._event.id, self)

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if not kinds & WATCHED or self._event is None:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _escape(self) -> None:
        """Leave a change that was begun, then the page."""
        inside = QApplication.focusWidget()
        for card in (self.tasks, self.help):
            if inside is not None and card.fields.isAncestorOf(inside) and card.is_begun():
                if card.can_leave():
                    card.list.setFocus()
                return
        self._leave()

    def _leave(self) -> None:
        if self.can_leave():
            self.forget()
            self.left.emit()

    # Putting it together

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 22, 0, 0)
        column.setSpacing(14)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, _MARGIN, 0)
        head.addWidget(self.head)
        column.addLayout(head)
        sheet = QWidget()
        sheet.setProperty("role", "page")
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, sheet)
        self._across.setContentsMargins(0, 0, _MARGIN, 20)
        self._across.setSpacing(_GAP)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(_GAP)
        left.addWidget(self.tasks)
        left.addWidget(self.help)
        left.addStretch(1)
        right.addWidget(self.money)
        right.addStretch(1)
        self._across.addLayout(left, 1)
        self._across.addLayout(right, 1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(sheet)
        column.addWidget(self._scroll, 1)
        order_tabs(self)

    def _connect(self) -> None:
        self.head.left.connect(self._leave)
        self.head.status_wanted.connect(self.set_status)
        self.head.template_wanted.connect(self._keep)
        self._session.changed.connect(self._changed)
        self._session.relisted.connect(self._changed)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, do in (("Esc", self._escape), ("Alt+Left", self._leave)):
            QShortcut(QKeySequence(keys), self, context=inside).activated.connect(do)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= _ROOMY
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._across.setDirection(direction)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()
