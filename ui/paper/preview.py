"""A look at the document: its pages, or why there are none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QStackedWidget

from ui import furniture, theme
from ui.wording import _


class Preview(furniture.Card):
    """Shows the pages of its `document`, as wide as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setContentsMargins(1, 1, 1, 1)
        self.pages = QPdfView(self)
        self.document = QPdfDocument()
        self.pages.setDocument(self.document)
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages.setPageSpacing(12)
        self.pages.setFrameShape(QPdfView.Shape.NoFrame)
        self.pages.setAccessibleName(_("Preview of the document"))
        self.words = furniture.paragraph("")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.words)
        self._rooms.addWidget(self.pages)
        self._tint()
        self.body.addWidget(self._rooms)
        # Children go in the order they came, and the view draws in a thread of its own: the
        # document has to come after it, or a drawing under way crashes the program.
        self.document.setParent(self)

    def _tint(self) -> None:
        """Lay the pages on the colour of the card's ground; QPdfView would take a heavy grey."""
        palette = self.pages.palette()
        palette.setColor(QPalette.ColorRole.Dark, theme.colour("sunken"))
        self.pages.setPalette(palette)

    def wait(self) -> None:
        """A document is being made; the one before stays until then."""
        if self._rooms.currentWidget() is self.words:
            self.words.setText(_("Making the document…"))

    def show_document(self) -> None:
        self._rooms.setCurrentWidget(self.pages)

    def refuse(self, sentence: str) -> None:
        """Say why there is no document."""
        self.words.setText(sentence)
        self._rooms.setCurrentWidget(self.words)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._tint()
