"""The fields of one admission criterion: what it asks for is edited as its sort wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.members.criterion import HEAVIEST, RANGED, TO, Asked
from models.members.custom_field import FieldDefinition, list_fields
from models.members.field_values import NO, YES
from models.members.member import all_tags, words_in_use
from models.vocabulary import CriterionSort, FieldSort, Gender
from resources.i18n import N_
from ui.dialogs.frame import Fields
from ui.furniture import label, number_box, paragraph
from ui.records.tags_editor import TagsEditor
from ui.wording import _

_GENDERS = (Gender.FEMALE, Gender.MALE, Gender.OTHER)
_HINTS = {
    CriterionSort.REFERRAL: N_("Met when a current member introduced them."),
    CriterionSort.QUESTION: N_("Write the question as the title. You answer it for each by hand."),
}
_LONGEST = 120


class CriterionForm(QWidget):
    """Signals:

    changed: something else stands in it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._id = b""
        self._definitions: tuple[FieldDefinition, ...] = ()
        self.title = QLineEdit(maxLength=_LONGEST)
        self.sort = QComboBox()
        for each in CriterionSort:
            self.sort.addItem(_(each.title), each)
        self.field = QComboBox()
        self._parts = _Parts(self._known_words, self.changed.emit)
        self.required = QCheckBox(_("Required"))
        self.weight = number_box(1, HEAVIEST, 1)
        before, _mark, after = _("bonus: {weight}", weight="\n").partition("\n")
        self.weight.setPrefix(before)
        self.weight.setSuffix(after)
        self.weight.setAccessibleName(_("Bonus"))
        importance = QWidget()
        across = QHBoxLayout(importance)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        across.addWidget(self.required)
        across.addWidget(self.weight)
        across.addStretch()
        importance.setFocusProxy(self.required)
        self.fields = Fields()
        self.fields.add("title", _("Title"), self.title)
        self.fields.add("sort", _("What it looks at"), self.sort)
        self.fields.add("field", _("Which field"), self.field)
        self.fields.add("wanted", _("What will do"), self._parts)
        self.fields.add("required", _("How much it counts"), importance)
        self.required.setAccessibleName(_("Required"))
        self.hint = paragraph("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.fields)
        column.addWidget(self.hint)
        self.title.textChanged.connect(lambda _text: self.changed.emit())
        self.sort.currentIndexChanged.connect(lambda _place: self._show_parts())
        self.field.currentIndexChanged.connect(lambda _place: self._show_parts())
        self.required.toggled.connect(lambda on: self._weigh(on))
        self.weight.valueChanged.connect(lambda _value: self.changed.emit())

    def value(self) -> Asked:
        """Return what stands in it, whether or not it can stand."""
        sort, definition = self._sort(), self._definition()
        wanted = self._parts.value()
        if sort is CriterionSort.FIELD:
            wanted = f"{definition.name}\n{wanted}" if definition else ""
        required, weight = self.required.isChecked(), self.weight.value()
        return Asked(self._id, self.title.text().strip(), sort, wanted, required, weight)

    def set_value(self, asked: Asked) -> None:
        self.blockSignals(True)
        self._id = asked.id
        self._definitions = list_fields()
        self.title.setText(asked.title)
        self.sort.setCurrentIndex(self.sort.findData(asked.sort))
        self.field.clear()
        for each in self._definitions:
            self.field.addItem(each.title, each.id)
        places = [each.id for each in self._definitions]
        self.field.setCurrentIndex(places.index(asked.field) if asked.field in places else -1)
        self.required.setChecked(asked.required)
        self.weight.setValue(asked.weight)
        self._show_parts()
        self._weigh(asked.required)
        self._parts.set_value(asked)
        self.fields.mark({})
        self.blockSignals(False)

    def mark(self, errors: Mapping[str, str]) -> None:
        self.fields.mark(errors)

    def _sort(self) -> CriterionSort:
        return CriterionSort(self.sort.currentData())

    def _definition(self) -> FieldDefinition | None:
        chosen = self.field.currentData()
        return next((each for each in self._definitions if each.id == chosen), None)

    def _known_words(self) -> Sequence[str]:
        if self._sort() is CriterionSort.INTEREST:
            return all_tags()
        if self._sort() is CriterionSort.REGION:
            return words_in_use("region")
        definition = self._definition()
        return definition.choices if definition else ()

    def _show_parts(self) -> None:
        sort, definition = self._sort(), self._definition()
        has_parts = sort not in _HINTS and (sort is not CriterionSort.FIELD or definition)
        self._parts.show_for(sort, definition)
        self.fields.show_row("field", sort is CriterionSort.FIELD)
        self.fields.show_row("wanted", bool(has_parts))
        hint = _(_HINTS[sort]) if sort in _HINTS else ""
        if sort is CriterionSort.FIELD and not self._definitions:
            hint = _("There are no fields of your own yet: define one in the members' menu first.")
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.changed.emit()

    def _weigh(self, required: bool) -> None:
        self.weight.setVisible(not required)
        self.changed.emit()


class _Parts(QStackedWidget):
    """What will do: a span, some of a few, one of two, or words."""

    def __init__(self, known: Callable[[], Sequence[str]], tell: Callable[[], None]) -> None:
        super().__init__()
        self.low, self.high = QLineEdit(), QLineEdit()
        span = _row(self.low, label(_("to"), "muted"), self.high)
        self.low.setAccessibleName(_("At least"))
        self.high.setAccessibleName(_("At most"))
        self.genders = {each: QCheckBox(_(each.title)) for each in _GENDERS}
        self.answer = QComboBox()
        self.answer.addItem(_("Yes"), YES)
        self.answer.addItem(_("No"), NO)
        self.words = TagsEditor(known)
        self.words.name_for_readers(_("What will do"))
        self._pages = {
            "span": span,
            "genders": _row(*self.genders.values()),
            "answer": self.answer,
            "words": self.words,
        }
        for page in self._pages.values():
            self.addWidget(page)
        for line in (self.low, self.high):
            line.textChanged.connect(lambda _text: tell())
        for box in self.genders.values():
            box.toggled.connect(lambda _on: tell())
        self.answer.activated.connect(lambda _place: tell())
        self.words.changed.connect(tell)
        self._mode, self._joint = "words", TO

    def show_for(self, sort: CriterionSort, definition: FieldDefinition | None) -> None:
        is_field = sort is CriterionSort.FIELD
        of_field = definition.sort if definition else FieldSort.TEXT
        self._joint = "-" if sort is CriterionSort.AGE else TO
        if sort is CriterionSort.AGE or (is_field and of_field in RANGED):
            self._mode = "span"
        elif is_field and of_field is FieldSort.YES_NO:
            self._mode = "answer"
        else:
            self._mode = "genders" if sort is CriterionSort.GENDER else "words"
        hint = "2026-10-03" if is_field and of_field is FieldSort.DATE else ""
        for line, end in ((self.low, _("at least")), (self.high, _("at most"))):
            line.setPlaceholderText(hint or end)
        self.setCurrentWidget(self._pages[self._mode])
        self.setFocusProxy({"span": self.low, "genders": self.genders[Gender.FEMALE]}.get(
            self._mode, self._pages[self._mode]
        ))  # fmt: skip
        if self._mode == "words":
            self.words.set_value(self.words.value())

    def value(self) -> str:
        if self._mode == "span":
            return f"{self.low.text().strip()}{self._joint}{self.high.text().strip()}"
        if self._mode == "genders":
            return "\n".join(str(each) for each, box in self.genders.items() if box.isChecked())
        if self._mode == "answer":
            return str(self.answer.currentData())
        return "\n".join(self.words.value())

    def set_value(self, asked: Asked) -> None:
        words = asked.words
        low, _joint, high = "".join(words).partition(self._joint)
        is_span = self._mode == "span"
        self.low.setText(low if is_span else "")
        self.high.setText(high if is_span else "")
        for each, box in self.genders.items():
            box.setChecked(str(each) in words)
        self.answer.setCurrentIndex(1 if NO in words else 0)
        self.words.set_value(words if self._mode == "words" else ())


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(10)
    for each in widgets:
        across.addWidget(each)
    across.addStretch()
    return made
