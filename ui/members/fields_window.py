"""“Fields of your own”: which there are, in which order, and what each holds."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.errors import Invalid
from models.members.custom_field import (
    FieldDefinition,
    count_values,
    define_field,
    fit_of,
    list_fields,
    reorder_fields,
    retire_fields,
)
from models.members.one_field import join_fields
from models.vocabulary import FieldSort, Kind
from ui import asking
from ui.dialogs.frame import Fields, column_of
from ui.formats import joined
from ui.furniture import button, label, paragraph
from ui.members.admission.two_lines import HELD
from ui.members.ordered_list import OrderedList
from ui.session import Session
from ui.wording import _, n_

_WIDTH, _LIST_WIDTH, _LIST_HEIGHT, _ROW_HEIGHT, _CHOICES_HEIGHT = 680, 240, 300, 34, 120


def show_fields(session: Session, parent: QWidget) -> None:
    FieldsWindow(session, parent.window()).open()


class FieldsWindow(QDialog):
    """The fields at the left, the chosen one at the right. Every step is done at once, and undone
    like any other."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._field: FieldDefinition | None = None
        self._shown: tuple[str, FieldSort, tuple[str, ...]] = ("", FieldSort.TEXT, ())
        column = column_of(self, _("Fields of your own"), _WIDTH)
        column.addWidget(
            paragraph(
                _(
                    "They appear in the form, the table, the filter and every list, beside the"
                    " built-in fields."
                ),
                "muted",
            )
        )
        across = QHBoxLayout()
        across.setSpacing(18)
        across.addWidget(self._left())
        across.addLayout(self._right(), 1)
        column.addLayout(across, 1)
        self._reload()
        self.ordered.guard(self._is_changed, self._may_leave)

    def _left(self) -> OrderedList:
        self.ordered = OrderedList(_("Fields of your own"), _("New field"), _("Remove this field"))
        self.ordered.list.setMinimumSize(_LIST_WIDTH, _LIST_HEIGHT)
        self.ordered.chosen.connect(self._show)
        self.ordered.new.clicked.connect(lambda: self.title.setFocus())
        self.ordered.moved.connect(self._reorder)
        self.ordered.removed.connect(self._remove)
        return self.ordered

    def _right(self) -> QVBoxLayout:
        self.heading = label("", "heading")
        self.title = QLineEdit(maxLength=60)
        self.sort = QComboBox()
        for each in FieldSort:
            self.sort.addItem(_(each.title), each)
        self.choices = QPlainTextEdit(tabChangesFocus=True)
        self.choices.setFixedHeight(_CHOICES_HEIGHT)
        self.choices.setPlaceholderText(_("One on each line"))
        self.fields = Fields()
        self.fields.add("title", _("Title"), self.title)
        self.fields.add("sort", _("What it holds"), self.sort)
        self.fields.add("choices", _("Choices"), self.choices)
        self.note = paragraph("", "caption")
        self.save = button(_("Save field"), role="primary")
        self.save.setDefault(True)
        self.join = button("", icon="combine")
        close = button(_("Close"))
        self.save.clicked.connect(lambda: self._save())
        self.join.clicked.connect(lambda: self._join())
        close.clicked.connect(self.accept)
        self.sort.activated.connect(lambda _place: self._tell())
        self.choices.textChanged.connect(self._tell)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addLayout(self.fields)
        column.addWidget(self.note)
        column.addWidget(self.join, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        column.addLayout(buttons)
        return column

    # What is shown

    def _reload(self, chosen: bytes | None = None) -> None:
        """List the fields as they are now, with one of them chosen."""
        self.ordered.show_records(list_fields(), _entry, chosen)

    def _show(self, field: FieldDefinition | None) -> None:
        self._field = field
        self.heading.setText(field.title if field else _("New field"))
        self.title.setText(field.title if field else "")
        self.sort.setCurrentIndex(self.sort.findData(field.sort if field else FieldSort.TEXT))
        self.choices.blockSignals(True)
        self.choices.setPlainText("\n".join(field.choices) if field else "")
        self.choices.blockSignals(False)
        twin = self._twin()
        self.join.setVisible(twin is not None)
        self.join.setText(_("Join with the other field of this title"))
        self.fields.mark({})
        self._shown = self._typed()
        self._tell()

    def _typed(self) -> tuple[str, FieldSort, tuple[str, ...]]:
        return self.title.text().strip(), self._sort(), self._words()

    def _is_changed(self) -> bool:
        return self._typed() != self._shown

    def _may_leave(self) -> bool:
        return not self._is_changed() or asking.leave_edit(self, self._save)

    def _tell(self) -> None:
        """Say what saving would do to the values there are."""
        self.fields.show_row("choices", self._sort() is FieldSort.CHOICE)
        self.note.setText(self._consequence())
        self.note.setVisible(bool(self.note.text()))

    def _consequence(self) -> str:
        field = self._field
        if field is None:
            return ""
        changed = (self._sort(), self._words()) != (field.sort, field.choices)
        if not changed:
            return n_(
                "{count} member has something in it.",
                "{count} members have something in it.",
                count_values(field.id),
            )
        fit = fit_of(field.id, self._sort(), self._words())
        said = []
        if fit.rewritten:
            said.append(
                n_("{count} value is written anew.", "{count} values are written anew.",
                   fit.rewritten)
            )  # fmt: skip
        if fit.unfit:
            said.append(
                n_(
                    "{count} value does not fit. It stays as it is until somebody changes it.",
                    "{count} values do not fit. They stay as they are until somebody changes them.",
                    fit.unfit,
                )
            )
        return " ".join(said) or _("All values fit.")

    def _sort(self) -> FieldSort:
        return FieldSort(self.sort.currentData())

    def _words(self) -> tuple[str, ...]:
        if self._sort() is not FieldSort.CHOICE:
            return ()
        lines = (line.strip() for line in self.choices.toPlainText().split("\n"))
        return tuple(dict.fromkeys(line for line in lines if line))

    def _twin(self) -> FieldDefinition | None:
        """Return the field of the same title, which another laptop defined."""
        if self._field is None:
            return None
        title, own = self._field.title.casefold(), self._field.id
        others = [each for each in list_fields() if each.id != own]
        return next((each for each in others if each.title.casefold() == title), None)

    # What is done

    def _save(self) -> bool:
        """Say whether it could be saved."""
        known = self._field.id if self._field else None
        try:
            saved = define_field(known, self.title.text(), self._sort(), self._words())
        except Invalid as error:
            self.fields.mark({name: _(reason) for name, reason in error.errors.items()})
            return False
        self._changed(saved)
        self.ordered.list.setFocus()
        return True

    def _reorder(self, ids: list[bytes], moved: bytes) -> None:
        reorder_fields(ids)
        self._changed(moved)

    def _remove(self, field: FieldDefinition) -> None:
        retire_fields([field.id])
        self._changed(None)
        self._session.tell(_("“{title}” removed, with its values.", title=field.title), undo=True)

    def _join(self) -> None:
        twin = self._twin()
        if self._field is not None and twin is not None:
            self._changed(join_fields(self._field.id, twin.id))

    def _changed(self, chosen: bytes | None) -> None:
        self._session.announce(Kind.COMMUNITY, Kind.MEMBER)
        self._reload(chosen)

    # Qt overrides

    def done(self, result: int) -> None:
        if self._may_leave():
            super().done(result)


def _entry(field: FieldDefinition) -> QListWidgetItem:
    item = QListWidgetItem(joined([field.title, _(field.sort.title)]))
    item.setData(HELD, field)
    item.setSizeHint(QSize(0, _ROW_HEIGHT))
    return item
