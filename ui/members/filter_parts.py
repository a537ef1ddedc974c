"""The pieces a filter is built from: one condition, and a group of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.members.filter_fields import FilterField, Sort
from models.members.filters import ALL, ANY, Condition, Group, Test
from ui.furniture import button, label
from ui.members.field_box import FieldBox
from ui.members.filter_values import first_value, value_editor
from ui.members.filter_words import title_of_field
from ui.records.editors import Editor, Unreadable
from ui.tab_order import order_tabs
from ui.wording import _

Fields = Mapping[str, FilterField]
_DEEPEST = 2
_TEST_WIDTH = 240


class ConditionRow(QWidget):
    """Which field, how it is looked at, what it is compared with.

    Signals:
        changed: what is asked has changed.
        leaving: the button that takes the row out was pressed.
    """

    changed = Signal()
    leaving = Signal()

    def __init__(self, fields: Fields, shown: Condition | None = None) -> None:
        super().__init__()
        self._fields = fields
        self._editor: Editor | None = None
        self.field = FieldBox(fields)
        self.test = QComboBox()
        self.test.setFixedWidth(_TEST_WIDTH)
        self.test.setAccessibleName(_("How it is looked at"))
        self.test.setMaxVisibleItems(12)
        self._room = QHBoxLayout()
        self._room.setContentsMargins(0, 0, 0, 0)
        remove = button("", icon="x", role="flat", tip=_("Take this condition out"))
        remove.clicked.connect(self.leaving)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        for widget in (self.field, self.test):
            across.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self._room, 1)
        across.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self.field.activated.connect(lambda _index: self._choose_field())
        self.test.activated.connect(lambda _index: self._choose_test())
        self._show(shown or Condition(next(iter(fields)), next(iter(fields.values())).tests[0]))

    def condition(self) -> Condition:
        """Return what the row asks. Raises Unreadable."""
        value = self._editor.value() if self._editor is not None else None
        return Condition(self.field.currentData(), Test(self.test.currentData()), value)

    def mark(self) -> str:
        """Mark what cannot be read; return what is wrong, "" where nothing is."""
        message = ""
        try:
            self.condition()
        except Unreadable as error:
            message = error.message
        if self._editor is not None:
            self._editor.set_invalid(bool(message))
        return message

    def _show(self, shown: Condition) -> None:
        self.field.setCurrentIndex(self.field.findData(shown.field))
        self._fill_tests()
        self.test.setCurrentIndex(max(self.test.findData(shown.test), 0))
        self._put_editor(shown.value)

    def _choose_field(self) -> None:
        self._fill_tests()
        self._choose_test()

    def _choose_test(self) -> None:
        """Take over what was typed where the new test compares with the same kind of thing."""
        before = type(self._editor), self._value_or_none()
        self._put_editor()
        if self._editor is not None and type(self._editor) is before[0] and before[1] is not None:
            self._editor.set_value(before[1])
        self.changed.emit()

    def _value_or_none(self) -> Any:
        try:
            return self._editor.value() if self._editor is not None else None
        except Unreadable:
            return None

    def _fill_tests(self) -> None:
        field = self._fields[self.field.currentData()]
        self.test.clear()
        for test in field.tests:
            title = _("is any of") if field.sort is Sort.TAGS and test is Test.ANY_OF else ""
            self.test.addItem(title or _(test.title), test)

    def _put_editor(self, value: Any = None) -> None:
        # Qt gives back the text alone.
        field, test = self._fields[self.field.currentData()], Test(self.test.currentData())
        if self._editor is not None:
            self._room.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
        while self._room.count():
            self._room.takeAt(0)
        self._editor = value_editor(field, test)
        if self._editor is None:
            self._room.addStretch(1)
            return
        self._editor.set_value(first_value(test) if value is None else value)
        self._editor.name_for_readers(title_of_field(field))
        self._editor.changed.connect(self.changed)
        self._room.addWidget(self._editor, 1)
        order_tabs(self)


class GroupBox(QFrame):
    """Conditions and smaller groups, of which all must hold, or any.

    Signals:
        changed: what is asked has changed.
        leaving: the group was taken out, or nothing is left in it.
    """

    changed = Signal()
    leaving = Signal()

    def __init__(self, fields: Fields, shown: Group, depth: int = 0) -> None:
        super().__init__()
        self._fields, self._depth = fields, depth
        self._parts: list[ConditionRow | GroupBox] = []
        self.way = QComboBox()
        self.way.addItem(_("all of these hold"), ALL)
        self.way.addItem(_("any of these holds"), ANY)
        self.way.setCurrentIndex(self.way.findData(shown.way))
        self.way.setAccessibleName(_("All or any"))
        self.way.activated.connect(lambda _index: self.changed.emit())
        if depth:
            self.setProperty("role", "day")
        column = QVBoxLayout(self)
        column.setContentsMargins(*((12, 10, 12, 10) if depth else (0, 0, 0, 0)))
        column.setSpacing(8)
        column.addLayout(self._head())
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column.addLayout(self._column)
        column.addLayout(self._foot())
        for part in shown.parts:
            self._put(part)

    def group(self) -> Group:
        """Return what is asked. Raises Unreadable."""
        parts = (
            part.group() if isinstance(part, GroupBox) else part.condition() for part in self._parts
        )
        return Group(self.way.currentData(), tuple(parts))

    def rows(self) -> Iterator[ConditionRow]:
        """Yield every condition's row, however deep."""
        for part in self._parts:
            if isinstance(part, GroupBox):
                yield from part.rows()
            else:
                yield part

    def add_condition(self) -> None:
        self._put(None)
        self.changed.emit()

    def add_group(self) -> None:
        inner = Group(ANY if self.way.currentData() == ALL else ALL)
        box = self._put(inner)
        if isinstance(box, GroupBox):
            box.add_condition()

    def focus_last(self) -> None:
        last = self._parts[-1] if self._parts else None
        if isinstance(last, GroupBox):
            last.focus_last()
        else:
            (last.field if last else self._more).setFocus()

    def _head(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(label(_("Together:") if self._depth else _("Show members for whom")))
        across.addWidget(self.way)
        across.addStretch(1)
        if self._depth:
            remove = button("", icon="x", role="flat", tip=_("Take this group out"))
            remove.clicked.connect(self.leaving)
            across.addWidget(remove)
        return across

    def _foot(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(4)
        self._more = button(_("Condition"), icon="plus", role="flat", tip=_("Add a condition"))
        self._more.clicked.connect(self._add_and_go)
        across.addWidget(self._more)
        if self._depth < _DEEPEST:
            group = button(_("Group"), icon="list-plus", role="flat", tip=_("Add a group"))
            group.clicked.connect(self._add_group_and_go)
            across.addWidget(group)
        across.addStretch(1)
        return across

    def _add_and_go(self) -> None:
        self.add_condition()
        self.focus_last()

    def _add_group_and_go(self) -> None:
        self.add_group()
        self.focus_last()

    def _put(self, part: Condition | Group | None) -> ConditionRow | GroupBox:
        made: ConditionRow | GroupBox
        if isinstance(part, Group):
            made = GroupBox(self._fields, part, self._depth + 1)
        else:
            made = ConditionRow(self._fields, part)
        made.changed.connect(self.changed)
        made.leaving.connect(lambda: self._take_out(made))
        self._parts.append(made)
        self._column.addWidget(made)
        order_tabs(self)
        return made

    def _take_out(self, part: ConditionRow | GroupBox) -> None:
        self._parts.remove(part)
        self._column.removeWidget(part)
        part.hide()
        part.deleteLater()
        if self._depth and not self._parts:
            self.leaving.emit()
        else:
            self.focus_last()
        self.changed.emit()
