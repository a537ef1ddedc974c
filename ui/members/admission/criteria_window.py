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
from ui.dialogs.frame import agree_by_key, column_of
from ui.formats import joined
from ui.furniture import button, label, paragraph
from ui.members.admission.criterion_form import CriterionForm
from ui.members.admission.two_lines import two_lines
from ui.members.admission.words import wanted_text, weight_text
from ui.members.ordered_list import OrderedList
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
        self._shown = _NEW
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
        across.addWidget(self._left())
        across.addLayout(self._right(), 1)
        column.addLayout(across, 1)
        self.setMinimumHeight(_HEIGHT)
        self._reload()
        self.ordered.guard(self._is_changed, self._may_leave)

    def _left(self) -> OrderedList:
        self.ordered = OrderedList(
            _("Admission criteria"), _("New criterion"), _("Remove this criterion")
        )
        self.ordered.setMinimumWidth(_LIST_WIDTH)
        self.ordered.chosen.connect(self._choose)
        self.ordered.new.clicked.connect(lambda: self.form.title.setFocus())
        self.ordered.moved.connect(self._reorder)
        self.ordered.removed.connect(self._remove)
        return self.ordered

    def _right(self) -> QVBoxLayout:
        self.heading = label("", "heading")
        self.form = CriterionForm()
        self.form.changed.connect(self._pause.start)
        self.preview = paragraph("", "")
        self.save = button(_("Save criterion"), role="primary", tip=_("Save (Ctrl+Enter)"))
        self.save.setDefault(True)
        agree_by_key(self, self.save)
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

        def entry(asked: Asked) -> QListWidgetItem:
            wanted = wanted_text(asked, fields) or _(asked.sort.title)
            return two_lines(asked.title, joined([wanted, weight_text(asked)]), asked)

        self.ordered.show_records(list_criteria(), entry, chosen)

    def _choose(self, asked: Asked | None) -> None:
        self.heading.setText(asked.title if asked else _("New criterion"))
        self.form.set_value(asked or _NEW)
        self._shown = self.form.value()
        self._try()

    def _is_changed(self) -> bool:
        return self.form.value() != self._shown

    def _may_leave(self) -> bool:
        return not self._is_changed() or asking.leave_edit(self, self._save)

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

    def _save(self) -> bool:
        """Say whether it could be saved."""
        try:
            saved = save_criterion(self.form.value())
        except Invalid as error:
            self.form.mark({name: _(reason) for name, reason in error.errors.items()})
            return False
        except UserError as error:
            asking.say(self, faults.worded(error))
            return False
        self._changed(saved)
        self.ordered.list.setFocus()
        return True

    def _reorder(self, ids: list[bytes], moved: bytes) -> None:
        reorder_criteria(ids)
        self._changed(moved)

    def _remove(self, asked: Asked) -> None:
        remove_criteria([asked.id])
        self._changed(None)
        self._session.tell(_("The criterion “{title}” was removed.", title=asked.title), undo=True)

    def _changed(self, chosen: bytes | None) -> None:
        self._session.announce(Kind.COMMUNITY)
        self._reload(chosen)

    # Qt overrides

    def done(self, result: int) -> None:
        if not self._may_leave():
            return
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
