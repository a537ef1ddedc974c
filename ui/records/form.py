"""Named editors that can be filled, read and marked. Knows fields, not records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from models.errors import Invalid
from ui.furniture import label, paragraph, set_tone
from ui.records.editors import Editor, Unreadable
from ui.tab_order import order_tabs
from ui.wording import _


@dataclass(frozen=True)
class Field:
    """One value of a record and how it is edited.

    `title_from` names the value that holds the title of a record given by its id. `when` says
    from the other values whether the field makes sense now. `value_of` reads the value where it is
    no attribute of the record's. The label is a message, or as it stands where the field is the
    organizer's `own`.
    """

    name: str
    label: str
    editor: Callable[[], Editor]
    title_from: str = ""
    when: Callable[[Mapping[str, Any]], bool] | None = None
    value_of: Callable[[Any], Any] | None = None
    own: bool = False

    @property
    def title(self) -> str:
        return self.label if self.own else _(self.label)


@dataclass(frozen=True)
class Group:
    """Fields that belong together; those of one row stand side by side. `made_of` is what the
    group depends on, where it may become another."""

    title: str
    rows: tuple[tuple[Field, ...], ...]
    made_of: object = None


def no_group() -> Group:
    return Group("", ())


class _Box(QWidget):
    """A label, its editor, and room for what is wrong."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.editor = field.editor()
        self._label = paragraph(field.title, "caption")
        self._label.setBuddy(self.editor.field)
        self.editor.name_for_readers(field.title)
        self._wrong = paragraph("", "caption")
        set_tone(self._wrong, "bad")
        self._wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(self.editor)
        column.addWidget(self._wrong)

    def show_value(self, values: Any) -> None:
        title = getattr(values, self.field.title_from, "") if self.field.title_from else ""
        read = self.field.value_of
        self.editor.set_value(read(values) if read else getattr(values, self.field.name), title)

    def mark(self, message: str) -> None:
        self.editor.set_invalid(bool(message))
        self._wrong.setText(_(message) if message else "")
        self._wrong.setVisible(bool(message))
        self.editor.field.setAccessibleDescription(self._wrong.text())

    def forget_wrong(self) -> None:
        """Unmark: what was wrong was said of another value."""
        if self._wrong.text():
            self.mark("")


class Form(QScrollArea):
    """Editors in groups, in a scroll area.

    Signals:
        edited: the user changed a value.
        filled: another record is shown, or a new one is begun.
    """

    edited = Signal()
    filled = Signal()

    def __init__(
        self,
        groups: Sequence[Group],
        blank: Callable[[], Any],
        own: Callable[[], Group] = no_group,
    ) -> None:
        """`blank` gives the values a new record begins with, `own` the last group, which is asked
        for each time the form is filled."""
        super().__init__()
        self._blank = blank
        self._own = own
        self._own_group = no_group()
        self._own_part = QWidget()
        self._boxes: dict[str, _Box] = {}
        self._filled: dict[str, Any] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("role", "page")
        self._column = column = QVBoxLayout(page)
        column.setContentsMargins(22, 4, 22, 18)
        column.setSpacing(12)
        for group in groups:
            self._add_group(column, group)
        column.addWidget(self._own_part)
        self._own_part.hide()
        column.addStretch()
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)

    def stand_flush(self) -> None:
        """Begin at the left edge, as in a window, whose column has a margin of its own."""
        margins = self._column.contentsMargins()
        margins.setLeft(0)
        self._column.setContentsMargins(margins)

    def fill(self, values: Any | None) -> None:
        """Show a record's values; None begins a new one."""
        values = self._blank() if values is None else values
        self._renew_own()
        for box in self._boxes.values():
            box.show_value(values)
        self._filled = {name: self._read(name) for name in self._boxes}
        self.mark({})
        self._show_sensible()
        self.verticalScrollBar().setValue(0)
        self.filled.emit()

    def values(self) -> dict[str, Any]:
        """Return every typed value; raise Invalid where an editor cannot be read."""
        values, errors = {}, {}
        for name, box in self._boxes.items():
            try:
                values[name] = box.editor.value()
            except Unreadable as error:
                errors[name] = error.message
        if errors:
            raise Invalid(errors)
        return values

    def refresh(self, values: Any) -> None:
        """Take in what changed elsewhere, leaving alone what the user has edited."""
        for name, box in self._boxes.items():
            if self._read(name) == self._filled[name]:
                box.show_value(values)
                self._filled[name] = self._read(name)
        self._show_sensible()

    def is_edited(self) -> bool:
        return any(self._read(name) != value for name, value in self._filled.items())

    def mark(self, errors: Mapping[str, str]) -> None:
        """Mark the fields that were refused, and go to the first of them."""
        for name, box in self._boxes.items():
            box.mark(errors.get(name, ""))
        wrong = next((box for name, box in self._boxes.items() if name in errors), None)
        if wrong is not None:
            wrong.editor.field.setFocus()
            self.ensureWidgetVisible(wrong)

    def focus_first(self) -> None:
        self.focus_field(next(iter(self._boxes)))

    def focus_field(self, name: str) -> None:
        """Go to a field; in a line of text behind what stands there, to write on."""
        field = self._boxes[name].editor.field
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.end(False)

    def editor(self, name: str) -> Editor:
        return self._boxes[name].editor

    def put_below_first(self, widget: QWidget) -> None:
        """Put something of the page's own below the first row."""
        self._column.insertWidget(1, widget)

    def labels(self) -> dict[str, str]:
        """Return the message id each field is labelled with."""
        return {name: box.field.label for name, box in self._boxes.items()}

    def _add_group(self, column: QVBoxLayout, group: Group) -> None:
        if group.title:
            column.addSpacing(6)
            column.addWidget(label(_(group.title), "heading"))
        for fields in group.rows:
            column.addLayout(self._row(fields))

    def _renew_own(self) -> None:
        """Make the last group anew where it has become another."""
        group = self._own()
        if group.made_of == self._own_group.made_of:
            return
        for fields in self._own_group.rows:
            for field in fields:
                del self._boxes[field.name]
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._add_group(column, group)
        self._column.replaceWidget(self._own_part, part)
        self._own_part.hide()
        self._own_part.deleteLater()
        self._own_part, self._own_group = part, group
        part.setVisible(bool(group.rows))
        order_tabs(self)

    def _row(self, fields: tuple[Field, ...]) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(10)
        for field in fields:
            box = _Box(field)
            box.editor.changed.connect(partial(self._edited, box))
            self._boxes[field.name] = box
            across.addWidget(box, 1, Qt.AlignmentFlag.AlignTop)
        return across

    def _edited(self, box: _Box) -> None:
        box.forget_wrong()
        self._show_sensible()
        self.edited.emit()

    def _show_sensible(self) -> None:
        values = {name: self._read(name) for name in self._boxes}
        for box in self._boxes.values():
            if box.field.when is not None:
                box.setVisible(box.field.when(values))

    def _read(self, name: str) -> Any:
        try:
            return self._boxes[name].editor.value()
        except Unreadable as error:
            return error.message
