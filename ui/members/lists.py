"""Saved lists as pills under the search, and the filter in force in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from models.errors import UserError
from models.members.field_values import NAMED
from models.members.filter_fields import fields_for
from models.members.filters import ALL, NOTHING, Condition, Group, Test
from models.members.saved_list import Saved, count_lists, saved_lists
from models.vocabulary import Kind
from ui import faults
from ui.formats import count_text
from ui.furniture import Picture, ShortLabel, button, pill
from ui.icons import icon
from ui.members.filter_words import said
from ui.records.flow import FlowLayout
from ui.records.narrowing import Gatherer
from ui.session import Session
from ui.tab_order import order_tabs
from ui.theme import body_font
from ui.wording import _, n_

SHOWN = 6
_PILL_PADDING = 53  # pixels: the padding of a pill, and its icon
NOBODY = Group(ALL, (Condition("status", Test.ANY_OF, ()),))


class ListStrip(QWidget):
    """What narrows the members: one of the saved lists, or a filter of the moment.

    Signals:
        changed: other members are asked for.
        edit_wanted, save_wanted: of the filter in force.
        managed: something is to be done with a list; carries what ("edit", "rename", "remove",
            "first", "all") and the list, None for "all".
    """

    changed = Signal()
    edit_wanted = Signal()
    save_wanted = Signal()
    managed = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)  # shown without one, it would be a window of its own
        self._gatherer = Gatherer(session)
        self._lists: Sequence[Saved] = ()
        self._counts: dict[bytes, int | None] = {}
        self._pills: dict[bytes, QPushButton] = {}
        self.chosen: bytes | None = None
        self.asked = NOTHING
        self._fault = ""
        self._question: dict[str, Any] = {}
        self._more = button(_("Lists…"), role="flat")
        self._more.setMenu(QMenu(self._more))
        self._more.menu().aboutToShow.connect(self._fill_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._row = QWidget()
        self._flow = FlowLayout(self._row, 8)
        self._flow.addWidget(self._more)
        column.addWidget(self._row)
        column.addWidget(self._words())
        session.changed.connect(self._news)
        self.reload()

    # What narrows the list

    def question(self) -> dict[str, Any]:
        """Return the filter for the functions that find and count; nobody where it cannot be
        asked: half a filter would show the wrong people."""
        # A field of the organizer's own may have gone since; the others are always there.
        if any(each.field.startswith(NAMED) for each in self.asked.conditions()):
            return self._checked()
        return self._question

    def clear(self) -> None:
        self.chosen, self.asked = None, NOTHING
        self._show()

    def narrow(self, asked: Group) -> None:
        """Show whom a filter finds."""
        self.chosen, self.asked = None, asked
        self._show()
        self.changed.emit()

    def choose(self, list_id: bytes | None) -> None:
        """Show a saved list; None shows everybody."""
        self.chosen = list_id
        self._take_over()
        self._show()
        self.changed.emit()

    def list_chosen(self) -> Saved | None:
        return next((each for each in self._lists if each.id == self.chosen), None)

    # The lists there are

    def reload(self) -> None:
        """Read the lists anew: one may have come, gone, or be called or ask otherwise."""
        before = self.asked, self.chosen
        self._lists = saved_lists()
        if self.chosen is not None:
            if self.list_chosen() is None:
                self.chosen, self.asked = None, NOTHING
            else:
                self._take_over()
        self._show()
        self._count()
        if before != (self.asked, self.chosen):
            self.changed.emit()

    def _take_over(self) -> None:
        known = self.list_chosen()
        self._fault = ""
        try:
            self.asked = known.asked if known else NOTHING
        except UserError as error:
            self.asked, self._fault = NOBODY, faults.worded(error)

    def _news(self, kinds: frozenset[Kind]) -> None:
        if Kind.COMMUNITY in kinds:
            self.reload()
        elif self._lists:
            self._count()

    def _count(self) -> None:
        if self._lists:
            lists = self._lists
            self._gatherer.ask("lists", partial(count_lists, lists), self._show_counts)

    def _show_counts(self, counts: dict[bytes, int | None]) -> None:
        self._counts = counts
        self._title_pills()

    # How it looks

    def _words(self) -> QFrame:
        self._frame = QFrame()
        self._frame.setProperty("role", "offer")
        across = QHBoxLayout(self._frame)
        across.setContentsMargins(12, 3, 4, 3)
        across.setSpacing(8)
        self.summary = ShortLabel()
        self._save = button(_("Save as a list…"), role="flat")
        self._save.clicked.connect(self.save_wanted)
        edit = button(_("Change"), role="flat", tip=_("Change this filter"))
        edit.clicked.connect(self.edit_wanted)
        clear = button("", icon="x", role="flat", tip=_("Show everybody again"))
        clear.clicked.connect(lambda: self.choose(None))
        across.addWidget(Picture("list-filter", token="accent"))
        across.addWidget(self.summary, 1)
        for each in (edit, self._save, clear):
            across.addWidget(each)
        return self._frame

    def _show(self) -> None:
        self._question = self._checked()
        self._build_pills()
        self._row.setVisible(bool(self._lists))
        self._frame.setVisible(bool(self.asked.parts))
        self._save.setVisible(self.chosen is None)
        self.summary.show_text(self._summary())
        self.setVisible(bool(self._lists) or bool(self.asked.parts))

    def _checked(self) -> dict[str, Any]:
        if not self.asked.parts:
            return {}
        try:
            fields_for(self.asked)
        except UserError:
            return {"asked": NOBODY}
        return {"asked": self.asked}

    def _summary(self) -> str:
        if self.chosen is not None and self._fault:
            return self._fault
        try:
            return said(self.asked, fields_for(self.asked))
        except UserError as error:
            return faults.worded(error)

    def _build_pills(self) -> None:
        shown = list(self._lists[:SHOWN])
        chosen = self.list_chosen()
        if chosen is not None and chosen not in shown:
            shown[-1] = chosen
        if list(self._pills) != [each.id for each in shown]:
            for made in self._pills.values():
                self._flow.removeWidget(made)
                made.hide()
                made.deleteLater()
            self._pills = {each.id: self._pill(place, each) for place, each in enumerate(shown)}
            order_tabs(self._row, self._more)
        for list_id, made in self._pills.items():
            made.setChecked(list_id == self.chosen)
        self._more.setVisible(bool(self._lists))
        self._title_pills()

    def _pill(self, place: int, each: Saved) -> QPushButton:
        made = pill("")
        made.setParent(self._row)
        made.setIcon(icon("list-filter"))
        made.setIconSize(QSize(22, 14))
        made.clicked.connect(lambda checked: self.choose(each.id if checked else None))
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(partial(self._offer, made, each.id))
        self._flow.insert(place, made)
        made.show()
        return made

    def _title_pills(self) -> None:
        for each in self._lists:
            if each.id in self._pills:
                text = self._titled(each)
                self._pills[each.id].setText(text.replace("&", "&&"))
                # As wide as when it is chosen and its text bold, so that nothing jumps or is cut.
                bold = QFontMetrics(body_font(bold=True)).horizontalAdvance(text)
                self._pills[each.id].setMinimumWidth(bold + _PILL_PADDING)
        hidden = len(self._lists) - len(self._pills)
        more = n_("{count} more list…", "{count} more lists…", hidden)
        self._more.setText(more if hidden else _("Lists…"))

    def _titled(self, each: Saved) -> str:
        count = self._counts.get(each.id, -1)
        if count == -1:
            return each.name
        return f"{each.name} {'?' if count is None else count_text(count)}"

    def _fill_more(self) -> None:
        menu = self._more.menu()
        menu.clear()
        for each in self._lists:
            if each.id not in self._pills:
                action = menu.addAction(self._titled(each).replace("&", "&&"))
                action.triggered.connect(partial(self._choose_later, each.id))
        if menu.actions():
            menu.addSeparator()
        chosen = self.list_chosen()
        if chosen is not None:
            self._fill(menu, chosen)
            menu.addSeparator()
        action = menu.addAction(icon("list"), _("All lists…"))
        action.triggered.connect(lambda: self.managed.emit("all", None))

    def _choose_later(self, list_id: bytes, _checked: bool = False) -> None:
        # The menu still stands on the pill that is about to be replaced.
        QTimer.singleShot(0, partial(self.choose, list_id))

    def _offer(self, made: QPushButton, list_id: bytes, place: QPoint) -> None:
        each = next((known for known in self._lists if known.id == list_id), None)
        if each is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._fill(menu, each)
            menu.popup(made.mapToGlobal(place))

    def _fill(self, menu: QMenu, each: Saved) -> None:
        for what, title, name in (
            ("edit", _("Change the filter of “{name}”…", name=each.name), "list-filter"),
            ("rename", _("Rename “{name}”…", name=each.name), "pencil"),
            ("first", _("Put “{name}” first", name=each.name), "arrow-left"),
            ("remove", _("Delete “{name}”", name=each.name), "trash-2"),
        ):
            action = menu.addAction(icon(name), title.replace("&", "&&"))
            action.triggered.connect(
                lambda _checked=False, what=what: self.managed.emit(what, each)
            )
