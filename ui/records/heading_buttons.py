"""The buttons at the right of a page's heading: one primary, some second-rank, one menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton

from ui.furniture import button
from ui.icons import icon
from ui.wording import _

_NO_INDICATOR = "QPushButton::menu-indicator { image: none; }"


class HeadingButtons:
    """Puts buttons into a heading; in a narrow page the second-rank ones keep their icon only."""

    def __init__(self, heading: QHBoxLayout, new: str, start_new: Callable[[], None]) -> None:
        self._heading = heading
        self._seconds: list[tuple[QPushButton, str]] = []
        self._menu: QMenu | None = None
        self._new = button(new, icon="plus", role="primary", tip=_("New (Ctrl+N)"))
        self._new.clicked.connect(lambda: start_new())
        heading.addWidget(self._new)

    def add_button(self, text: str, icon_name: str, do: Callable[[], None]) -> None:
        """Put a second-rank button before the primary one."""
        self._put_second(text, icon_name).clicked.connect(lambda: do())

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

    def set_roomy(self, roomy: bool) -> None:
        for made, text in self._seconds:
            made.setText(text if roomy else "")

    def _put_second(self, text: str, icon_name: str) -> QPushButton:
        made = button(text, icon=icon_name, tip=text)
        made.setAccessibleName(text)
        self._heading.insertWidget(self._heading.indexOf(self._new), made)
        self._seconds.append((made, text))
        return made

    def _page_menu(self) -> QMenu:
        if self._menu is None:
            more = button("", icon="ellipsis", role="flat", tip=_("More"))
            self._menu = QMenu(more)
            more.setMenu(self._menu)
            more.setStyleSheet(_NO_INDICATOR)
            self._heading.addWidget(more)
        return self._menu
