"""What our dialogs share: margins, a row of buttons, fields with their labels and complaints."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import furniture
from ui.main_window import tallest
from ui.wording import _


class _Column(QVBoxLayout):
    """Gives a dialog the height that its words need at its width, and lets nobody make it lower.
    Qt asks for it once only, and at a width that is perhaps not the dialog's: words that wrap
    would be cut, or stand far apart."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        # Of our own: Qt forgets the layout's geometry whenever it is invalidated.
        self._width = 0

    # Qt overrides

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self._dialog.minimumWidth(), 0))

    def minimumSize(self) -> QSize:
        least = super().minimumSize()
        if self.hasHeightForWidth():
            wanted = self.minimumHeightForWidth(self._dialog.width())
            least.setHeight(max(least.height(), min(wanted, tallest(self._dialog))))
        return least

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if rect.width() != self._width:
            self._width = rect.width()
            self.invalidate()
            self._dialog.updateGeometry()


def column_of(dialog: QDialog, title: str, width: int) -> QVBoxLayout:
    """Give a dialog its title and its column; the window behind waits."""
    dialog.setWindowTitle(title)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setMinimumWidth(width)
    behind = dialog.parentWidget()
    if behind is not None:
        # Where no window manager does it, nobody else gives the keyboard back.
        dialog.finished.connect(behind.window().activateWindow)
    column = _Column(dialog)
    column.setContentsMargins(22, 20, 22, 18)
    column.setSpacing(14)
    return column


def buttons_of(dialog: QDialog, agree: str) -> tuple[QWidget, QPushButton]:
    """Return a row with Cancel and the agreeing button, named by what it does: last, as it is
    in every window of ours and on every system."""
    row = QWidget()
    refused = furniture.button(_("Cancel"))
    refused.clicked.connect(dialog.reject)
    agreed = furniture.button(agree, role="primary")
    agreed.setDefault(True)
    agree_by_key(dialog, agreed)
    row.setLayout(furniture.row(None, refused, agreed, spacing=10))
    return row, agreed


def agree_by_key(dialog: QDialog, agreed: QPushButton) -> None:
    """Let Ctrl+Enter agree from every field, also from one that takes Enter itself."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), dialog).activated.connect(agreed.click)


class Fields(QFormLayout):
    """Labels at the left, editors at the right; a complaint stands under its editor."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(16)
        self.setVerticalSpacing(10)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._editors: dict[str, QWidget] = {}
        self._complaints: dict[str, QLabel] = {}
        self._cells: dict[str, QVBoxLayout] = {}

    def add(self, name: str, title: str, editor: QWidget) -> None:
        complaint = furniture.paragraph("", "caption")
        furniture.set_tone(complaint, "bad")
        complaint.hide()
        cell = QVBoxLayout()
        cell.setSpacing(3)
        cell.addWidget(editor)
        cell.addWidget(complaint)
        words = furniture.label(title, "muted")
        words.setMinimumHeight(34)
        words.setBuddy(editor)
        editor.setAccessibleName(title)
        self.addRow(words, cell)
        self._editors[name] = editor
        self._complaints[name] = complaint
        self._cells[name] = cell

    def show_row(self, name: str, shown: bool) -> None:
        """Show or hide an editor with its label; Qt would also show an empty complaint."""
        self.setRowVisible(self._cells[name], shown)
        complaint = self._complaints[name]
        complaint.setVisible(shown and bool(complaint.text()))

    def mark(self, errors: Mapping[str, str]) -> None:
        """Show what is wrong, worded, and put the keyboard on the first of it."""
        for name, editor in self._editors.items():
            complaint = self._complaints[name]
            complaint.setText(errors.get(name, ""))
            complaint.setVisible(name in errors)
            editor.setProperty("invalid", name in errors)
            editor.setAccessibleDescription(errors.get(name, ""))
            editor.style().unpolish(editor)
            editor.style().polish(editor)
        first = next((name for name in self._editors if name in errors), None)
        if first is not None:
            self._editors[first].setFocus()
        # Complaints take their room only once they are laid out.
        QTimer.singleShot(0, self, self._make_room)

    def _make_room(self) -> None:
        for editor in self._editors.values():
            dialog = editor.window()
            dialog.resize(dialog.width(), max(dialog.sizeHint().height(), dialog.minimumHeight()))
            return
