"""Makes the whole program speak a language: our words, Qt's own buttons, dates, numbers, type."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ui import formats, theme, wording


class _Speaking:
    """Qt keeps no hold of its translator, so we do."""

    translator: QTranslator | None = None


def speak(language: str) -> None:
    """Speak "zh_CN" or "en" from now on; what is already on screen stays as it is."""
    wording.use(language)
    QLocale.setDefault(formats.locale())
    if _Speaking.translator is not None:
        QCoreApplication.removeTranslator(_Speaking.translator)
        _Speaking.translator = None
    if language != "en":
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language}", folder):
            QCoreApplication.installTranslator(translator)
            _Speaking.translator = translator
    application = QCoreApplication.instance()
    if isinstance(application, QApplication):
        theme.apply_fonts(application)
