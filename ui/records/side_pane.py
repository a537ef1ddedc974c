"""The pane at the right of a page: details, a form, or nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ui.furniture import button, label
from ui.records.detail import DetailPane, Details
from ui.records.form import Form
from ui.wording import _

WIDTH = 330


class SidePane(QFrame):
    """Signals:

    edit_wanted, save_wanted, cancel_wanted: the buttons of the details and of the form.
    """

    edit_wanted = Signal()
    save_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.setProperty("role", "detail")
        self.setFixedWidth(WIDTH)
        self._details = DetailPane()
        self._details.edit_wanted.connect(self.edit_wanted)
        self._title = label("", "heading")
        self._editing = self._editing_page(form)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._details)
        self._stack.addWidget(self._editing)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._stack)
        self.hide()

    @property
    def menu(self) -> QMenu:
        return self._details.menu

    @property
    def is_editing(self) -> bool:
        return not self.isHidden() and self._stack.currentWidget() is self._editing

    def show_details(self, details: Details) -> None:
        self._details.show_details(details)
        self._stack.setCurrentWidget(self._details)
        self.show()

    def show_form(self, title: str) -> None:
        self._title.setText(title)
        self._stack.setCurrentWidget(self._editing)
        self.show()

    def show_nothing(self) -> None:
        self._stack.setCurrentWidget(self._details)
        self.hide()

    def focus_details(self) -> None:
        if not self.isHidden() and not self.is_editing:
            self._details.focus_next_step()

    def _editing_page(self, form: Form) -> QWidget:
        self.save_button = button(_("Save"), role="primary", tip=_("Save (Ctrl+S)"))
        self.save_button.clicked.connect(lambda: self.save_wanted.emit())
        self.cancel_button = button(_("Cancel"), tip=_("Cancel (Esc)"))
        self.cancel_button.clicked.connect(lambda: self.cancel_wanted.emit())
        buttons = QHBoxLayout()
        buttons.setContentsMargins(22, 8, 22, 20)
        buttons.setSpacing(10)
        buttons.addWidget(self.save_button, 1)
        buttons.addWidget(self.cancel_button)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 22, 0, 0)
        column.setSpacing(8)
        heading = QHBoxLayout()
        heading.setContentsMargins(22, 0, 22, 0)
        heading.addWidget(self._title)
        column.addLayout(heading)
        column.addWidget(form, 1)
        column.addLayout(buttons)
        return page
