"""Makes one document at a time, shows it, and gives it out: saved, printed, opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import UserError
from models.progress import Progress
from ui import asking, faults, furniture
from ui.formats import percent_text
from ui.paper.preview import Preview
from ui.paper.workshop import Workshop, save
from ui.session import Session
from ui.wording import _, n_

if TYPE_CHECKING:
    from reports.sheet import Written
    from ui.tasks import Task


class Press(QWidget):
    """`shown` is the document on show; None while another is made and where there is none.

    Signals:
        turned: a document was finished, begun anew or refused; `note` says what is to be said.
    """

    turned = Signal()
    _advanced = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._workshop = Workshop()
        self.destroyed.connect(self._workshop.close)
        self._task: Task | None = None
        self.shown: Path | None = None
        self.note = ""
        self.preview = Preview()
        self.missing = furniture.paragraph("", "")
        furniture.set_tone(self.missing, "warning")
        self.missing.hide()
        self._advanced.connect(self._tell_progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.missing)
        column.addWidget(self.preview, 1)

    def make(self, job: Callable[..., Any], *args: Any) -> None:
        """Call job(*args, target, progress=…) on the worker; what is being made is dropped."""
        if self._task is not None:
            self._task.cancel()
        # Nobody may save the document of one audience under the name of another.
        self.shown = None
        self.preview.wait()
        self._turn(_("Making the document…"))
        target = self._workshop.next_path()
        self._task = self._session.tasks.run(
            self._work, job, *args, target, done=self._show, failed=self._fail
        )

    def stop(self) -> None:
        """Drop what is being made."""
        if self._task is not None:
            self._task.cancel()

    def save(self, title: str, file_name: str) -> None:
        if self.shown is None:
            return
        patterns = ((_("PDF"), ("pdf",)),)
        target = asking.choose_target(self, title, patterns, file_name)
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
        from ui.paper.printing import print_pages  # print support, at the first printing

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

    def _work(self, job: Callable[..., Written], *args: Any, progress: Progress) -> Written:
        """Runs on the worker: a long paper says how far it is."""

        def report(step: int, total: int) -> None:
            progress(step, total)
            self._advanced.emit(step, total)

        return job(*args, progress=report)

    def _tell_progress(self, step: int, total: int) -> None:
        if self.shown is None and 0 < step < total:
            self._turn(_("Making the document… {share}", share=percent_text(step / total)))

    def _turn(self, note: str) -> None:
        self.note = note
        self.turned.emit()

    def _show(self, written: Written) -> None:
        self.shown = written.path
        self.preview.document.load(str(written.path))
        self._workshop.tidy(written.path)
        self._tell_missing(written.missing_characters)
        self.preview.show_document()
        self._turn(n_("{count} page", "{count} pages", written.pages))

    def _fail(self, error: UserError) -> None:
        self.shown = None
        self.preview.refuse(faults.worded(error))
        self._turn("")

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
