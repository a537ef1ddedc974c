"""Puts a finished PDF on paper, page by page as pictures: QtPdf knows no other way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from models.errors import UserError
from models.progress import Progress
from resources.i18n import N_

RESOLUTION = 300  # dots per inch


def print_pages(path: Path, printer: QPrinter, progress: Progress) -> int:
    """Print the chosen pages and return how many. Runs on the worker.

    Raises UserError where the printer does not take the work.
    """
    document = QPdfDocument()
    document.load(str(path))
    printer.setFullPage(True)
    printer.setResolution(RESOLUTION)
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or document.pageCount()
    pages = range(first - 1, min(last, document.pageCount()))
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(N_("The printer does not answer. Check it, or choose another one."))
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages))
            if done:
                printer.newPage()
            sheet = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.fillRect(sheet, Qt.GlobalColor.white)
            painter.drawImage(sheet.topLeft(), document.render(page, sheet.size()))
    finally:
        painter.end()
        document.close()
    return len(pages)
