"""Where what a press made is handed out: how long it is, what went well, and the ways out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import furniture
from ui.notice import Notice
from ui.paper.press import Press
from ui.session import Session
from ui.wording import _

_CHOICES_WIDTH = 300


def show_beside(window: QDialog, choices: QVBoxLayout, press: Press, counter: Counter) -> None:
    """Lay a window out: what can be chosen at the left of the paper, the counter below both."""
    side = QWidget()
    side.setFixedWidth(_CHOICES_WIDTH)
    side.setLayout(choices)
    choices.setContentsMargins(0, 0, 0, 0)
    across = QHBoxLayout()
    across.setSpacing(20)
    across.addWidget(side)
    across.addWidget(press, 1)
    column = QVBoxLayout(window)
    column.setContentsMargins(22, 20, 22, 18)
    column.setSpacing(14)
    column.addLayout(across, 1)
    column.addWidget(counter)


class Counter(QWidget):
    """The foot of a window that shows a paper; `file_name` says what it is saved as."""

    def __init__(
        self, session: Session, press: Press, window: QDialog, file_name: Callable[[], str]
    ) -> None:
        super().__init__()
        self._press, self._file_name = press, file_name
        self.notice = Notice()
        self.pages = furniture.label("", "muted")
        self.print_button = furniture.button(_("Print…"), icon="printer", shortcut="Ctrl+P")
        self.save_button = furniture.button(
            _("Save as PDF…"), icon="download", role="primary", shortcut="Ctrl+S"
        )
        self.open_button = furniture.button(
            _("Open"), icon="external-link", tip=_("Open in the system's PDF viewer")
        )
        close = furniture.button(_("Close"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.notice)
        column.addLayout(
            furniture.row(
                self.pages, None, close, self.open_button, self.print_button, self.save_button
            )
        )
        close.clicked.connect(window.close)
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(press.print)
        self.open_button.clicked.connect(press.open)
        press.turned.connect(self._turned)
        session.told.connect(self.notice.tell)
        window.finished.connect(lambda _result: press.stop())

    def _turned(self) -> None:
        self.pages.setText(self._press.note)
        for button in (self.save_button, self.print_button, self.open_button):
            button.setEnabled(self._press.shown is not None)

    def _save(self) -> None:
        self._press.save(_("Save the paper"), self._file_name())
