"""The buttons at the right of a page's heading: one primary, some second-rank, one menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ui.furniture import button
from ui.icons import icon
from ui.wording import _

_ICON_ONLY = 56  # pixels: what a button without its words takes, so the least it asks for
_NO_INDICATOR = "QPushButton::menu-indicator { image: none; }"


@dataclass
class _Second:
    """A second-rank button, its words, and its entry in the menu once it needed one."""

    button: QPushButton
    text: str
    entry: QAction | None = None


class HeadingButtons(QObject):
    """Puts buttons into the heading at the top of a list; where there is no room for all their
    words, the second-rank ones keep their icon only, and where there is none for that, they go
    into the page's menu; a switch of views comes last."""

    def __init__(
        self, listing: QWidget, heading: QHBoxLayout, new: str, start_new: Callable[[], None]
    ) -> None:
        super().__init__(listing)
        self._listing = listing
        self._heading = heading
        self._seconds: list[_Second] = []
        self._switch: tuple[QWidget, Sequence[QAction]] | None = None
        self._menu: QMenu | None = None
        self._beside = 0  # pixels the rest of the heading takes
        self._new = button(new, icon="plus", role="primary", tip=_("New (Ctrl+N)"))
        self._new.clicked.connect(lambda: start_new())
        heading.addWidget(self._new)
        listing.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._fit(event.size().width())
        elif event.type() == QEvent.Type.LayoutRequest and self._beside != self._rest():
            self._fit(self._listing.width())
        return super().eventFilter(watched, event)

    def add_button(self, text: str, icon_name: str, do: Callable[[], None]) -> None:
        """Put a second-rank button before the primary one."""
        made = self._put_second(text, icon_name)
        made.clicked.connect(lambda: do())

    def add_menu_button(self, text: str, icon_name: str, menu: QMenu) -> None:
        """Put a second-rank button that opens a menu before the primary one.

        Its tip names the shortcut of the menu's first entry.
        """
        made = self._put_second(text, icon_name)
        keys = menu.actions()[0].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{text} ({keys})" if keys else text)
        made.setMenu(menu)
        made.setStyleSheet(_NO_INDICATOR)

    def add_action(
        self, text: str, icon_name: str, do: Callable[[], None], keys: str = ""
    ) -> QAction:
        """Put an entry into the page's own menu, which appears with its first entry."""
        action = self._page_menu().addAction(icon(icon_name), text)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: do())
        return action

    def add_menu(self, menu: QMenu, icon_name: str) -> None:
        """Put a menu into the page's own menu."""
        menu.setIcon(icon(icon_name))
        self._page_menu().addMenu(menu)

    def let_yield(self, switch: QWidget, entries: Sequence[QAction]) -> None:
        """Let a switch of views that stands in the heading go where nothing else is left to go;
        these entries of the page's menu then stand for it."""
        self._switch = (switch, entries)
        self._show_switch(True)

    def _show_switch(self, shown: bool) -> None:
        if self._switch is not None:
            switch, entries = self._switch
            switch.setVisible(shown)
            for entry in entries:
                entry.setVisible(not shown)

    def _rest(self) -> int:
        """Return what stands beside the second-rank buttons takes: a count grows, a menu comes."""
        seconds: list[QWidget] = [second.button for second in self._seconds]
        if self._switch is not None:
            seconds.append(self._switch[0])
        items = (self._heading.itemAt(place) for place in range(self._heading.count()))
        return len(seconds) + sum(
            item.sizeHint().width()
            for item in items
            if item is not None and item.widget() not in seconds
        )

    def _fit(self, width: int) -> None:
        self._beside = self._rest()
        column = self._listing.layout()
        margins = column.contentsMargins() if column else self._listing.contentsMargins()
        for second in self._seconds:
            second.button.setText(second.text)
            self._put_away(second, False)
        self._show_switch(True)
        room = width - margins.left() - margins.right()
        for second in self._seconds:
            if self._is_fitting(room):
                return
            second.button.setText("")
        for second in self._seconds:
            if self._is_fitting(room):
                return
            self._put_away(second, True)
        self._show_switch(self._is_fitting(room))

    def _is_fitting(self, room: int) -> bool:
        self._heading.invalidate()
        return self._heading.sizeHint().width() <= room

    def _put_away(self, second: _Second, away: bool) -> None:
        """Let a button be an entry of the page's menu, or a button again."""
        second.button.setHidden(away)
        if away and second.entry is None:
            second.entry = self._entry_of(second.button, second.text)
        if second.entry is not None:
            second.entry.setVisible(away)

    def _entry_of(self, made: QPushButton, text: str) -> QAction:
        menu = self._page_menu()
        before = menu.actions()[:1]
        entry = QAction(made.icon(), text, menu)
        if inner := made.menu():
            own = QMenu(text, menu)
            own.addActions(inner.actions())
            own.aboutToShow.connect(inner.aboutToShow)
            entry = own.menuAction()
            entry.setIcon(made.icon())
        else:
            entry.triggered.connect(made.click)
        if before:
            menu.insertAction(before[0], entry)
        else:
            menu.addAction(entry)
        return entry

    def _put_second(self, text: str, icon_name: str) -> QPushButton:
        made = button(text, icon=icon_name, tip=text)
        made.setAccessibleName(text)
        made.setMinimumWidth(_ICON_ONLY)
        self._heading.insertWidget(self._heading.indexOf(self._new), made)
        self._seconds.append(_Second(made, text))
        return made

    def _page_menu(self) -> QMenu:
        if self._menu is None:
            more = button("", icon="ellipsis", role="flat", tip=_("More"))
            self._menu = QMenu(more)
            more.setMenu(self._menu)
            more.setStyleSheet(_NO_INDICATOR)
            self._heading.addWidget(more)
        return self._menu
