"""The reports tab: what is to be on paper, a look at it, and out with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from models import clock
from models.errors import UserError
from models.month import Month
from models.vocabulary import Audience, Kind
from ui import asking, faults, furniture, wording
from ui.formats import month_text
from ui.reports.making import Order, Workshop, make, save
from ui.reports.preview import Preview
from ui.session import Session
from ui.wording import _, n_

if TYPE_CHECKING:
    from reports.sheet import Written
    from ui.tasks import Task

MONTHS_BACK = 60
_LANGUAGES = (("zh_CN", "简体中文"), ("en", "English"))
_MONTHLY, _RULEBOOK = "monthly", "rulebook"


def reports_tab(session: Session) -> ReportsTab:
    return ReportsTab(session)


class ReportsTab(QWidget):
    """Makes the document anew whenever a choice or a record changes while it can be seen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._workshop = Workshop()
        self.destroyed.connect(self._workshop.close)
        self._task: Task | None = None
        self.shown: Path | None = None
        self._stale = True
        self.heading = furniture.page_heading(_("Reports"))
        self.kind = _choice(
            _("Document"), ((_MONTHLY, _("Monthly summary")), (_RULEBOOK, _("Rule book")))
        )
        self.month = _choice(_("Month"), _months())
        self.month.setCurrentIndex(1)
        self.language = _choice(_("Language"), _LANGUAGES)
        self.language.setCurrentIndex(self.language.findData(wording.language()))
        self.audience = _choice(_("Audience"), [(each, _(each.title)) for each in Audience])
        self.audience.setCurrentIndex(self.audience.findData(Audience.COMMITTEE))
        self.preview = Preview()
        self.missing = furniture.paragraph("", "")
        furniture.set_tone(self.missing, "warning")
        self.missing.hide()
        self._lay_out()
        for choice in (self.kind, self.month, self.language, self.audience):
            choice.currentIndexChanged.connect(self._choose)
        session.changed.connect(self._changed)

    def show_month(self, month: Month) -> None:
        self.kind.setCurrentIndex(self.kind.findData(_MONTHLY))
        place = self.month.findData(str(month))
        if place < 0:
            self.month.addItem(month_text(month), str(month))
            place = self.month.count() - 1
        self.month.setCurrentIndex(place)

    def order(self) -> Order:
        """Return what the choices say."""
        monthly = self.kind.currentData() == _MONTHLY
        return Order(
            Month.parse(str(self.month.currentData())) if monthly else None,
            str(self.language.currentData()),
            Audience(self.audience.currentData()),
        )

    def reload(self) -> None:
        """Make the document anew; one that is being made is dropped."""
        self._stale = False
        if self._task is not None:
            self._task.cancel()
        # Nobody may save the document of one audience under the name of another.
        self.shown = None
        self._allow(False)
        self.preview.wait()
        self.heading.note.setText(_("Making the document…"))
        target = self._workshop.next_path()
        self._task = self._session.tasks.run(
            make, self.order(), target, done=self._show, failed=self._fail
        )

    def save(self) -> None:
        if self.shown is None:
            return
        target = asking.choose_target(self, _("Save the report"), ((_("PDF"), ("pdf",)),),
                                      self._file_name())  # fmt: skip
        if target is None:
            return
        # Read at once: a document that is being made takes the place of the one that is shown.
        self._session.tasks.run(
            save,
            self.shown.read_bytes(),
            target,
            title=_("One moment…"),
            done=lambda _nothing: self._session.tell(_("Saved as “{name}”.", name=target.name)),
            connected=False,
            stoppable=False,
        )

    def print(self) -> None:
        if self.shown is None:
            return
        from ui.reports.printing import print_pages  # print support, at the first printing

        printer = asking.choose_printer(self, self.preview.document.pageCount())
        if printer is not None:
            self._session.tasks.run(
                print_pages,
                self.shown,
                printer,
                title=_("Printing…"),
                done=self._tell_printed,
                connected=False,
            )

    def open(self) -> None:
        if self.shown is not None:
            opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.shown)))
            if not opened:
                asking.say(self.window(), _("This computer has no program for PDF files."))

    def _lay_out(self) -> None:
        self._save = furniture.button(_("Save…"), icon="download", role="primary")
        self._save.clicked.connect(self.save)
        self._print = furniture.button(_("Print…"), icon="printer", shortcut="Ctrl+P")
        self._print.clicked.connect(self.print)
        self._open = furniture.button(
            _("Open"), icon="external-link", tip=_("Open in the system's PDF viewer")
        )
        self._open.clicked.connect(self.open)
        for button in (self._open, self._print, self._save):
            self.heading.add(button)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for choice in (self.kind, self.month, self.language, self.audience):
            choices.addWidget(choice)
        choices.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 20)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addLayout(choices)
        column.addWidget(self.missing)
        column.addWidget(self.preview, 1)
        self._allow(False)

    def _choose(self) -> None:
        monthly = self.kind.currentData() == _MONTHLY
        self.month.setVisible(monthly)
        self.audience.setVisible(monthly)
        self.reload()

    def _changed(self, kinds: frozenset[Kind]) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def _show(self, written: Written) -> None:
        self.shown = written.path
        self.preview.document.load(str(written.path))
        self._workshop.tidy(written.path)
        self.heading.note.setText(n_("{count} page", "{count} pages", written.pages))
        self._tell_missing(written.missing_characters)
        self.preview.show_document()
        self._allow(True)

    def _fail(self, error: UserError) -> None:
        self.shown = None
        self._allow(False)
        self.heading.note.setText("")
        self.preview.refuse(faults.worded(error))

    def _tell_missing(self, characters: frozenset[str]) -> None:
        self.missing.setVisible(bool(characters))
        self.missing.setText(
            n_(
                "One character is in none of our fonts and is printed as 〓: {characters}",
                "{count} characters are in none of our fonts and are printed as 〓: {characters}",
                len(characters),
                characters=" ".join(sorted(characters)),
            )
        )

    def _tell_printed(self, pages: int) -> None:
        self._session.tell(n_("{count} page printed.", "{count} pages printed.", pages))

    def _allow(self, finished: bool) -> None:
        for button in (self._save, self._print, self._open):
            button.setEnabled(finished)

    def _file_name(self) -> str:
        from ui.dialogs.new_community import file_name

        order = self.order()
        stem = self._session.path.stem if self._session.path else ""
        what = f"{order.month} {self.audience.currentText()}" if order.month else _("Rule book")
        return f"{file_name(f'{stem} {what}').removesuffix('.guildbook')}.pdf"

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()


def _months() -> list[tuple[str, str]]:
    """Return the months one can choose: this one, then backwards."""
    now = Month.of(clock.today())
    months = [now.back(back) for back in range(MONTHS_BACK)]
    return [(str(month), month_text(month)) for month in months]


def _choice(name: str, choices: Iterable[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    for value, title in choices:
        made.addItem(title, value)
    return made
