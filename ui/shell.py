"""What stands in the window from its first painting on: side bar, room for pages, notice, menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ui import icons, theme, wording
from ui.notice import Notice
from ui.rooms import ROOMS
from ui.side_bar import SideBar
from ui.window_actions import WindowActions
from ui.wording import _

Recent = Callable[[], Sequence[Path]]


class Shell(QWidget):
    """Built in the language in force; a change of language builds another one.

    Signals:
    recent_wanted(Path): a recent file was chosen in the menu.
    """

    recent_wanted = Signal(object)

    def __init__(self, actions: WindowActions, recent: Recent) -> None:
        super().__init__()
        self._recent = recent
        self._page: QWidget | None = None
        self.side = SideBar()
        for room in ROOMS:
            self.side.tabs.addTab(icons.icon(room.icon), _(room.title))
        self.tabs = self.side.tabs
        self.room = QStackedWidget()
        self.room.addWidget(QWidget())
        self.notice = Notice()
        self._menu = self._filled_menu(actions)
        self.side.menu.clicked.connect(self.open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(self._column(), 1)
        self.name_switches()

    def _column(self) -> QVBoxLayout:
        """Offers stand above the page; there is mostly none."""
        self.offers = QVBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(self.offers)
        column.addWidget(self.room, 1)
        column.addWidget(self.notice)
        return column

    def show_page(self, page: QWidget | None) -> None:
        """Put a page where the last one was; None leaves the room blank."""
        if self._page is not None:
            self.room.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        if page is not None:
            self.room.addWidget(page)
            self.room.setCurrentWidget(page)

    def show_name(self, name: str, with_tabs: bool) -> None:
        self.side.name.show_name(name)
        self.tabs.setVisible(with_tabs)

    def name_switches(self) -> None:
        """Let the switches say what they would switch to."""
        self.side.language.setText("English" if wording.language() == "zh_CN" else "中文")
        self.side.scheme.setText(_("Light") if theme.is_dark() else _("Dark"))
        self.side.scheme.setIcon(icons.icon("sun" if theme.is_dark() else "moon"))

    def turn_page(self, step: int) -> None:
        """Show the next page or the one before, around the corner too."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def open_menu(self) -> None:
        """Open the menu above its button."""
        corner = self.side.menu.mapToGlobal(self.side.menu.rect().topLeft())
        corner.setY(corner.y() - self._menu.sizeHint().height())
        self._menu.popup(corner)

    def _filled_menu(self, actions: WindowActions) -> QMenu:
        menu = QMenu(self.side.menu)
        actions.fill(menu)
        recent = QMenu(_("Recent communities"), menu)
        recent.setIcon(icons.icon("history"))
        menu.insertMenu(menu.actions()[-1], recent)
        recent.aboutToShow.connect(lambda: self._list_recent(recent))
        return menu

    def _list_recent(self, menu: QMenu) -> None:
        menu.clear()
        for path in self._recent():
            menu.addAction(path.stem).triggered.connect(partial(self._want_recent, path))

    def _want_recent(self, path: Path, _checked: bool) -> None:
        self.recent_wanted.emit(path)
