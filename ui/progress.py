"""How far a long job is, with a way to stop it. Appears only when the job is really long."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.wording import _

DELAY = 300  # milliseconds


class ProgressWindow(QDialog):
    """Stands over the window while a job runs; `cancelled` is read by the worker.

    A job that is not `stoppable` has no Cancel button, and Escape leaves it alone.
    """

    def __init__(self, parent: QWidget | None, title: str, stoppable: bool = True) -> None:
        super().__init__(parent)
        self.cancelled = False
        self._stoppable = stoppable
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(380)
        self._bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self._bar.setAccessibleName(title)
        self._stop = QPushButton(_("Cancel"))
        self._stop.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(QLabel(title, textFormat=Qt.TextFormat.PlainText))
        layout.addWidget(self._bar)
        layout.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignRight)
        self._stop.setVisible(stoppable)
        self._delay = QTimer(self, singleShot=True, interval=DELAY)
        self._delay.timeout.connect(self.show)
        self._delay.start()

    def show_step(self, step: int, total: int) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(step)

    def finish(self) -> None:
        """The job has ended, whichever way."""
        self._delay.stop()
        self.hide()
        self.deleteLater()

    # Qt overrides

    def reject(self) -> None:
        """Escape and Cancel stop the job; the window goes when the job has really ended."""
        if not self._stoppable:
            return
        self.cancelled = True
        self._stop.setEnabled(False)
        self._stop.setText(_("Stopping…"))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.ignore()
