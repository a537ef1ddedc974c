"""“Admission criteria…”: which there are, in which order, and whom they would let in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.errors import Invalid, UserError
from models.members.applicants import check_pending
from models.members.criterion import (
    Asked,
    check_criterion,
    list_criteria,
    remove_criteria,
    reorder_criteria,
    save_criterion,
)
from models.members.custom_field import list_fields
from models.vocabulary import CriterionSort, Kind, Verdict
from ui import asking, faults
from ui.dialogs.frame import column_of
from ui.formats import joined
from ui.furniture import button, label, paragraph
from ui.members.admission.criterion_form import CriterionForm
from ui.members.admission.two_lines import HELD, boxed_list, two_lines
from ui.members.admission.words import wanted_text, weight_text
from ui.session import Session
from ui.tasks import Task
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.progress import Progress

_WIDTH, _HEIGHT, _LIST_WIDTH = 800, 520, 290
_PAUSE = 250  # ms without a key before the preview is made
_NEW = Asked(b"", "", CriterionSort.AGE, "")


class CriteriaWindow(QDialog):
    """The criteria at the left, the chosen one at the right. Every step is done at once, and
    undone like any other."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._trying: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._try)
        column = column_of(self, _("Admission criteria"), _WIDTH)
        column.addWidget(label(_("Admission criteria"), "title"))
        column.addWidget(
            paragraph(
                _(
                    "Every applicant is checked against them. What is not known is an open"
                    " question and never counts against anybody; the decision stays yours."
                )
            )
        )
        across = QHBoxLayout()
        across.setSpacing(18)
        across.addLayout(self._left())
        across.addLayout(self._right(), 1)
        column.addLayout(across, 1)
        self.setMinimumHeight(_HEIGHT)
        self._reload()

    def _left(self) -> QVBoxLayout:
        self.list = boxed_list(_("Admission criteria"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.new = button(_("New criterion"), icon="plus")
        self.up = button("", icon="arrow-up", tip=_("Move up"))
        self.down = button("", icon="arrow-down", tip=_("Move down"))
        self.remove = button("", icon="trash-2", tip=_("Remove this criterion"))
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
        self.form = CriterionForm()
        self.form.changed.connect(self._pause.start)
        self.preview = paragraph("", "")
        self.save = button(_("Save criterion"), role="primary")
        self.save.setDefault(True)
        close = button(_("Close"))
        self.save.clicked.connect(lambda: self._save())
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.form)
        column.addWidget(self.preview)
        column.addStretch()
        column.addLayout(buttons)
        return column

    # What is shown

    def _reload(self, chosen: bytes | None = None) -> None:
        """List the criteria as they are now, with one of them chosen."""
        fields = {each.id: each for each in list_fields()}
        self.list.blockSignals(True)
        self.list.clear()
        for each in list_criteria():
            words = joined([wanted_text(each, fields) or _(each.sort.title), weight_text(each)])
            item = two_lines(each.title, words, each)
            self.list.addItem(item)
            if each.id == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._choose(self.list.currentItem())

    def _choose(self, item: QListWidgetItem | None) -> None:
        asked: Asked | None = item.data(HELD) if item is not None else None
        self.heading.setText(asked.title if asked else _("New criterion"))
        self.form.set_value(asked or _NEW)
        row, last = self.list.currentRow(), self.list.count() - 1
        self.up.setEnabled(asked is not None and row > 0)
        self.down.setEnabled(asked is not None and row < last)
        self.remove.setEnabled(asked is not None)
        self._try()

    def _begin(self) -> None:
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self._choose(None)
        self.form.title.setFocus()

    def _try(self) -> None:
        """Count, off the window's thread, whom the criteria would let in as they stand here."""
        if self._trying is not None:
            self._trying.cancel()
        self._trying = self._session.tasks.run(_count, self.form.value(), done=self._show_preview)

    def _show_preview(self, found: Counter[Verdict]) -> None:
        total = sum(found.values())
        if not total:
            self.preview.setText(_("There are no applicants at present."))
            return
        self.preview.setText(
            n_(
                "Of the one present applicant: {passes} would pass, {fails} would not, {unknown}"
                " with open questions.",
                "Of the {count} present applicants {passes} would pass, {fails} would not,"
                " {unknown} have open questions.",
                total,
                passes=found[Verdict.PASS],
                fails=found[Verdict.FAIL],
                unknown=found[Verdict.UNKNOWN],
            )
        )

    # What is done

    def _save(self) -> None:
        try:
            saved = save_criterion(self.form.value())
        except Invalid as error:
            self.form.mark({name: _(reason) for name, reason in error.errors.items()})
            return
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._changed(saved)
        self.list.setFocus()

    def _move(self, step: int) -> None:
        ids = [self.list.item(row).data(HELD).id for row in range(self.list.count())]
        row = self.list.currentRow()
        ids[row], ids[row + step] = ids[row + step], ids[row]
        reorder_criteria(ids)
        self._changed(ids[row + step])

    def _remove(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        asked: Asked = item.data(HELD)
        remove_criteria([asked.id])
        self._changed(None)
        self._session.tell(_("The criterion “{title}” was removed.", title=asked.title), undo=True)

    def _changed(self, chosen: bytes | None) -> None:
        self._session.announce(Kind.COMMUNITY)
        self._reload(chosen)

    # Qt overrides

    def done(self, result: int) -> None:
        self._pause.stop()
        if self._trying is not None:
            self._trying.cancel()
        super().done(result)


def _count(draft: Asked, progress: Progress) -> Counter[Verdict]:
    """Count the outcomes with one criterion as it stands in the form; a new one counts once it
    asks for something."""
    criteria = [draft if each.id == draft.id else each for each in list_criteria()]
    try:
        check_criterion(draft)
    except Invalid:
        pass
    else:
        criteria += [] if draft.id else [draft]
    return Counter(each.outcome for each in check_pending(criteria))
