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
    join_fields,
    list_fields,
    reorder_fields,
    retire_fields,
)
from models.vocabulary import FieldSort, Kind
from ui.dialogs.frame import Fields, column_of
from ui.formats import joined
from ui.furniture import button, label, paragraph
from ui.members.admission.two_lines import boxed_list
from ui.session import Session
from ui.wording import _, n_

_FIELD = Qt.ItemDataRole.UserRole
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
        across.addLayout(self._left())
        across.addLayout(self._right(), 1)
        column.addLayout(across, 1)
        self._reload()

    def _left(self) -> QVBoxLayout:
        self.list = boxed_list(_("Fields of your own"))
        self.list.setMinimumWidth(_LIST_WIDTH)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.new = button(_("New field"), icon="plus")
        self.up = button("", icon="arrow-up", tip=_("Move up"))
        self.down = button("", icon="arrow-down", tip=_("Move down"))
        self.remove = button("", icon="trash-2", tip=_("Remove this field"))
        for made in (self.up, self.down, self.remove):
            made.setAccessibleName(made.toolTip())
        self.new.clicked.connect(lambda: self._begin())
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(lambda: self._remove())
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.new, 1)
        for made in (self.up, self.down, self.remove):
            buttons.addWidget(made)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        return column

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
        self.list.blockSignals(True)
        self.list.clear()
        for each in list_fields():
            item = QListWidgetItem(joined([each.title, _(each.sort.title)]))
            item.setData(_FIELD, each)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            self.list.addItem(item)
            if each.id == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._choose(self.list.currentItem())

    def _choose(self, item: QListWidgetItem | None) -> None:
        self._show(item.data(_FIELD) if item is not None else None)

    def _begin(self) -> None:
        """Begin a new field."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self._show(None)
        self.title.setFocus()

    def _show(self, field: FieldDefinition | None) -> None:
        self._field = field
        self.heading.setText(field.title if field else _("New field"))
        self.title.setText(field.title if field else "")
        self.sort.setCurrentIndex(self.sort.findData(field.sort if field else FieldSort.TEXT))
        self.choices.blockSignals(True)
        self.choices.setPlainText("\n".join(field.choices) if field else "")
        self.choices.blockSignals(False)
        row, last = self.list.currentRow(), self.list.count() - 1
        self.up.setEnabled(field is not None and row > 0)
        self.down.setEnabled(field is not None and row < last)
        self.remove.setEnabled(field is not None)
        twin = self._twin()
        self.join.setVisible(twin is not None)
        self.join.setText(_("Join with the other field of this title"))
        self.fields.mark({})
        self._tell()

    def _tell(self) -> None:
        """Say what saving would do to the values there are."""
        self.fields.setRowVisible(2, self._sort() is FieldSort.CHOICE)
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

    def _save(self) -> None:
        known = self._field.id if self._field else None
        try:
            saved = define_field(known, self.title.text(), self._sort(), self._words())
        except Invalid as error:
            self.fields.mark({name: _(reason) for name, reason in error.errors.items()})
            return
        self._changed(saved)
        self.list.setFocus()

    def _move(self, step: int) -> None:
        ids = [self.list.item(row).data(_FIELD).id for row in range(self.list.count())]
        row = self.list.currentRow()
        ids[row], ids[row + step] = ids[row + step], ids[row]
        reorder_fields(ids)
        self._changed(ids[row + step])

    def _remove(self) -> None:
        if self._field is None:
            return
        title = self._field.title
        retire_fields([self._field.id])
        self._changed(None)
        self._session.tell(_("“{title}” removed, with its values.", title=title), undo=True)

    def _join(self) -> None:
        twin = self._twin()
        if self._field is not None and twin is not None:
            join_fields(self._field.id, twin.id)
            self._changed(self._field.id)

    def _changed(self, chosen: bytes | None) -> None:
        self._session.announce(Kind.COMMUNITY, Kind.MEMBER)
        self._reload(chosen)
