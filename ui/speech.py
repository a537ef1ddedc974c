"""Makes the whole program speak a language: our words, Qt's own buttons, dates, numbers, type."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from resources.i18n import N_
from ui import formats, theme, wording

# What Qt says in its own windows and its catalogue for us leaves out: where, and what.
_LEFT_OUT = {
    ("QFileDialog", "&Look in:"): N_("&Look in:"),
    ("QFileDialog", "Files of &type:"): N_("Files of &type:"),
    ("QFileDialog", "&Directory:"): N_("&Directory:"),
    ("QAbstractFileIconProvider", "Folder"): N_("Folder"),
}


class _Rest(QTranslator):
    """Says what Qt's own catalogue leaves out."""

    # Qt overrides

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        message = _LEFT_OUT.get((context, text))
        # Nothing, not even an empty text, lets Qt ask its next catalogue.
        return wording._(message) if message else None  # type: ignore[return-value]


class _Speaking:
    """Qt keeps no hold of its translators, so we do."""

    translators: tuple[QTranslator, ...] = ()


def speak(language: str) -> None:
    """Speak "zh_CN" or "en" from now on; what is already on screen stays as it is."""
    wording.use(language)
    QLocale.setDefault(formats.locale())
    for known in _Speaking.translators:
        QCoreApplication.removeTranslator(known)
    _Speaking.translators = _translators(language)
    for made in _Speaking.translators:
        QCoreApplication.installTranslator(made)
    application = QCoreApplication.instance()
    if isinstance(application, QApplication):
        theme.apply_fonts(application)


def _translators(language: str) -> tuple[QTranslator, ...]:
    """Return who speaks Qt's own words, whoever is asked first at the end."""
    if language == "en":
        return ()
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator.load(f"qtbase_{language}", folder)
    return translator, _Rest()
