"""A row of fields that Enter saves, wherever in it the keyboard is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import Invalid
from ui.furniture import paragraph, set_tone
from ui.records.editors import Editor, Unreadable
from ui.records.record_chooser import RecordChooser
from ui.wording import _

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldRow(QWidget):
    """Signals:

    entered: Enter was pressed, or the button.
    altered: the user changed what stands in a field.
    """

    entered = Signal()
    altered = Signal()

    def __init__(self, fields: Sequence[tuple[str, str, Editor, int]]) -> None:
        """Each field is its name, its worded title, its editor and its width, 0 for the rest."""
        super().__init__()
        self.editors = {name: editor for name, _title, editor, _width in fields}
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self._say = paragraph("", "caption")
        self._say.hide()
        for _name, title, editor, width in fields:
            editor.name_for_readers(title)
            editor.field.installEventFilter(self)
            editor.changed.connect(self._change)
            if width:
                editor.setFixedWidth(width)
            self.row.addWidget(editor, 0 if width else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self.row)
        column.addWidget(self._say)

    def values(self) -> dict[str, Any]:
        """Return the typed values; raise Invalid where a field cannot be read."""
        values, errors = {}, {}
        for name, editor in self.editors.items():
            try:
                values[name] = editor.value()
            except Unreadable as error:
                errors[name] = error.message
        if errors:
            raise Invalid(errors)
        return values

    def fill(self, values: Mapping[str, Any], titles: Mapping[str, str] | None = None) -> None:
        """Show values; `titles` name the records among them."""
        for name, editor in self.editors.items():
            editor.set_value(values.get(name), (titles or {}).get(name, ""))
        self.mark({})

    def is_empty(self) -> bool:
        try:
            return not any(self.values().values())
        except Invalid:
            return False

    def mark(self, errors: Mapping[str, str]) -> None:
        """Mark what was refused, say why, and go to the first of it."""
        for name, editor in self.editors.items():
            editor.set_invalid(name in errors)
        self.say(_(next(iter(errors.values()))) if errors else "", "bad")
        if wrong := next((name for name in self.editors if name in errors), None):
            self.editors[wrong].field.setFocus()

    def say(self, text: str, tone: str = "") -> None:
        """Say something below the fields, or nothing."""
        self._say.setText(text)
        set_tone(self._say, tone)
        self._say.setVisible(bool(text))

    @property
    def said(self) -> str:
        return self._say.text()

    def _change(self) -> None:
        for editor in self.editors.values():
            editor.set_invalid(False)
        self.say("")
        self.altered.emit()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and event.key() in _ENTER and not self._chooses(watched):  # type: ignore[attr-defined]
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def _chooses(self, watched: QObject) -> bool:
        """Whether Enter is wanted by the list of names that is open."""
        for editor in self.editors.values():
            if editor.field is watched and isinstance(editor, RecordChooser):
                try:
                    editor.value()
                except Unreadable:
                    return True
        return False
