"""“Welcome checklist…”: what is done for every new member, and after how many days."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.errors import Invalid, UserError
from models.members.welcome import LATEST, Planned, save_template, template
from models.vocabulary import Kind
from resources.i18n import translation
from ui import asking, faults
from ui.dialogs.frame import buttons_of, column_of
from ui.furniture import button, label, number_box, paragraph, row, set_tone
from ui.session import Session
from ui.wording import _, language


class _Line(QWidget):
    """One step: after how many days, and what."""

    def __init__(self, step: Planned) -> None:
        super().__init__()
        self.day = number_box(0, LATEST, step.day)
        before, _mark, after = _("day {number}", number="\n").partition("\n")
        self.day.setPrefix(before)
        self.day.setSuffix(after)
        self.day.setFixedWidth(120)
        self.day.setAccessibleName(_("After how many days"))
        self.title = QLineEdit(step.title, maxLength=200)
        self.title.setAccessibleName(_("What is to be done"))
        self.title.home(False)
        self.remove: QPushButton = button("", icon="trash-2", role="flat", tip=_("Remove"))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.day)
        across.addWidget(self.title, 1)
        across.addWidget(self.remove)

    @property
    def step(self) -> Planned:
        return Planned(self.day.value(), self.title.text().strip())


class WelcomeWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lines: list[_Line] = []
        column = column_of(self, _("Welcome checklist"), 720)
        column.addWidget(label(_("Welcome checklist"), "title"))
        column.addWidget(
            paragraph(
                _(
                    "Whoever is accepted from now on gets these steps, counted from the day they"
                    " join. Checklists that have begun stay as they are."
                )
            )
        )
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        column.addLayout(self._steps)
        self.complaint = paragraph("", "caption")
        set_tone(self.complaint, "bad")
        self.complaint.hide()
        column.addWidget(self.complaint)
        self.add = button(_("Another step"), icon="plus")
        self.add.clicked.connect(lambda: self._begin())
        column.addLayout(row(self.add, None))
        agreement, agree = buttons_of(self, _("Save"))
        agree.clicked.connect(self._save)
        column.addWidget(agreement)
        for each in template(translation(language())):
            self._put(each)
        (self.lines[0].title if self.lines else self.add).setFocus()

    def _put(self, step: Planned) -> _Line:
        line = _Line(step)
        line.remove.clicked.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._steps.addWidget(line)
        return line

    def _begin(self) -> None:
        last = max((line.day.value() for line in self.lines), default=0)
        self._put(Planned(min(last + 7, LATEST), "")).title.setFocus()

    def _remove(self, line: _Line) -> None:
        place = self.lines.index(line)
        self.lines.remove(line)
        self._steps.removeWidget(line)
        line.hide()
        line.deleteLater()
        left = self.lines[min(place, len(self.lines) - 1)].title if self.lines else self.add
        left.setFocus()

    def _save(self) -> None:
        try:
            save_template([line.step for line in self.lines])
        except Invalid as error:
            self.complaint.setText(" ".join(_(reason) for reason in error.errors.values()))
            self.complaint.show()
            empty = next((line for line in self.lines if not line.step.title), None)
            if empty is not None:
                empty.title.setFocus()
            return
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self.accept()
        self._session.announce(Kind.COMMUNITY)
        self._session.tell(_("The welcome checklist was saved."), undo=True)
