"""The numbers by which classes are made, as fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QGridLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.members.class_rules import LIMITS, WHOLE, ClassRules
from models.vocabulary import Deed, Standing
from resources.i18n import N_
from ui.formats import locale, number_text
from ui.furniture import chip, inset_number, label, paragraph
from ui.members.class_words import CLASS_TONES
from ui.records.tags_editor import TagsEditor
from ui.wording import _

# Shown as whole percent: a field's value is its share, or what the share leaves of one.
_PERCENT: Mapping[str, Callable[[float], float]] = {
    "decay": lambda share: 1 - share,
    "lapsing_drop": lambda share: share,
}
_DEEDS = tuple(deed for deed in Deed if deed is not Deed.CONTACT)
# Each class with its fields and what they ask.
_BANDS: tuple[tuple[Standing, tuple[tuple[str, str], ...]], ...] = (
    (Standing.CORE, (("core_score", N_("Activity of at least")),
                     ("core_days", N_("Seen in the last … days")))),
    (Standing.ACTIVE, (("active_score", N_("Activity of at least")),
                       ("active_days", N_("Seen in the last … days")))),
    (Standing.OCCASIONAL, (("occasional_score", N_("Activity of at least")),
                           ("occasional_days", N_("Seen in the last … days")))),
    (Standing.LAPSING, (("lapsing_drop", N_("Fell by … percent")),
                        ("lapsing_days", N_("Or not seen for … days")))),
    (Standing.NEW, (("new_days", N_("Joined in the last … days")),)),
)  # fmt: skip
_FIELD_WIDTH = 104


class RulesForm(QWidget):
    """Signals:

    changed: a number or a role was changed by the user.
    """

    changed = Signal()

    def __init__(self, roles: Sequence[str]) -> None:
        super().__init__()
        self.editors: dict[str, QAbstractSpinBox] = {}
        self._given: dict[str, tuple[float, float]] = {}
        self.left_out = TagsEditor(lambda: roles)
        self.left_out.changed.connect(lambda: self.changed.emit())
        self._chat = paragraph("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        column.addWidget(label(_("The classes"), "heading"))
        column.addLayout(self._bands())
        column.addSpacing(6)
        column.addWidget(label(_("What adds to activity"), "heading"))
        column.addLayout(self._worth())
        column.addWidget(self._chat)
        column.addSpacing(6)
        column.addWidget(label(_("Left out"), "heading"))
        column.addWidget(
            paragraph(_("Members with one of these roles are in no class."), "caption")
        )
        column.addWidget(self.left_out)
        self.left_out.field.setAccessibleName(_("Roles that are left out"))
        column.addStretch()

    def show_rules(self, rules: ClassRules) -> None:
        for name, editor in self.editors.items():
            editor.blockSignals(True)
            _set(editor, _shown(name, getattr(rules, name)))
            editor.blockSignals(False)
            self._given[name] = (_value(editor), getattr(rules, name))
        self.left_out.set_value(rules.left_out)
        self.mark({})
        self._say_chat(rules)

    def rules(self) -> ClassRules:
        values = {name: self._number(name, _value(each)) for name, each in self.editors.items()}
        made = replace(ClassRules(), **values)  # type: ignore[arg-type]  # whole where it must be
        made = replace(made, left_out=tuple(self.left_out.value()))
        self._say_chat(made)
        return made

    def mark(self, errors: Mapping[str, str]) -> None:
        """Show what is wrong, worded."""
        for name, editor in self.editors.items():
            editor.setProperty("invalid", name in errors)
            editor.setAccessibleDescription(errors.get(name, ""))
            editor.style().unpolish(editor)
            editor.style().polish(editor)

    def _number(self, name: str, value: float) -> float:
        """Return what a field says; a number finer than is shown stays until it is changed."""
        shown, given = self._given[name]
        return given if value == shown else _stored(name, value)

    def _say_chat(self, rules: ClassRules) -> None:
        limit = rules.chat_limit
        if limit is None:
            self._chat.setText(_("Activity never fades, so even chat alone makes core in time."))
        else:
            text = _("Who only chats gathers {limit} at most.", limit=number_text(limit))
            self._chat.setText(text)

    def _worth(self) -> QGridLayout:
        grid = _grid()
        names = [*((str(deed), deed.title) for deed in _DEEDS),
                 ("messages_most", N_("All messages of a month, at most")),
                 ("decay", N_("Lost each month, in percent"))]  # fmt: skip
        for place, (name, title) in enumerate(names):
            editor = self._editor(name, _(title))
            words = label(_(title), "muted")
            words.setBuddy(editor)
            grid.addWidget(words, place, 0)
            grid.addWidget(editor, place, 1)
        return grid

    def _bands(self) -> QGridLayout:
        grid = _grid()
        row = 0
        for standing, fields in _BANDS:
            name = chip(_(standing.title), CLASS_TONES[standing])
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignLeft)
            for field, title in fields:
                full = _("{name}: {field}", name=_(standing.title), field=_(title))
                editor = self._editor(field, full)
                words = label(_(title), "muted")
                words.setBuddy(editor)
                grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignRight)
                grid.addWidget(editor, row, 2)
                row += 1
        return grid

    def _editor(self, name: str, title: str) -> QAbstractSpinBox:
        made = _spin(name)
        made.setLocale(locale())
        made.setFixedWidth(_FIELD_WIDTH)
        made.lineEdit().setTextMargins(8, 0, 0, 0)
        made.setAccessibleName(title)
        made.valueChanged.connect(lambda _value: self.changed.emit())
        self.editors[name] = made
        return made


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    return grid


def _spin(name: str) -> QSpinBox | QDoubleSpinBox:
    made = _box(name)
    inset_number(made)
    return made


def _box(name: str) -> QSpinBox | QDoubleSpinBox:
    least, most = LIMITS[name]
    if name in _PERCENT:
        ends = sorted(round(_PERCENT[name](end) * 100) for end in (least, most))
        return QSpinBox(minimum=ends[0], maximum=ends[1], singleStep=5)
    if name in WHOLE:
        return QSpinBox(minimum=int(least), maximum=int(most), singleStep=10)
    fine = name == Deed.MESSAGES
    return QDoubleSpinBox(
        minimum=least, maximum=most, decimals=2, singleStep=0.01 if fine else 0.1 if
        name == "messages_most" else 0.5,
    )  # fmt: skip


def _value(editor: QAbstractSpinBox) -> float:
    return float(editor.value()) if isinstance(editor, QSpinBox | QDoubleSpinBox) else 0.0


def _set(editor: QAbstractSpinBox, value: float) -> None:
    if isinstance(editor, QSpinBox):
        editor.setValue(round(value))
    elif isinstance(editor, QDoubleSpinBox):
        editor.setValue(value)


def _shown(name: str, value: float) -> float:
    return _PERCENT[name](value) * 100 if name in _PERCENT else value


def _stored(name: str, value: float) -> float:
    if name in _PERCENT:
        return round(_PERCENT[name](value / 100), 4)
    return int(value) if name in WHOLE else round(value, 4)
