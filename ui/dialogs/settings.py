"""Settings: of this machine, and of the community that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from models.errors import Invalid, UserError
from models.vocabulary import Kind
from resources.i18n import N_
from ui import faults, furniture
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.preferences import SYSTEM, Preferences
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from models.book import About

LANGUAGES = ((SYSTEM, N_("As the system")), ("zh_CN", "简体中文"), ("en", "English"))
SCHEMES = ((SYSTEM, N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark")))
LOCK_AFTER = (
    (None, N_("After 10 minutes, where there is a passphrase")),
    (0, N_("Never")),
    (5, N_("After 5 minutes")),
    (10, N_("After 10 minutes")),
    (30, N_("After 30 minutes")),
)
CURRENCIES = ("CNY", "HKD", "TWD", "USD", "EUR", "GBP", "JPY", "SGD", "CAD", "AUD", "CHF")


class Settings(QDialog):
    """Applies nothing until Save; `applied` is told when language or colours may have changed."""

    def __init__(
        self,
        preferences: Preferences,
        session: Session | None,
        applied: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._session = session
        self._applied = applied
        self._about: About | None = None
        column = column_of(self, _("Settings"), 500)
        column.addWidget(furniture.label(_("This computer"), "heading"))
        column.addLayout(self._machine())
        if session is not None:
            column.addWidget(furniture.rule_line())
            column.addWidget(furniture.label(_("This community"), "heading"))
            column.addLayout(self._community())
        row, self.save = buttons_of(self, _("Save"))
        self.save.clicked.connect(self._save)
        column.addWidget(row)

    def _machine(self) -> Fields:
        self.language = _choice(LANGUAGES, self._preferences.language)
        self.scheme = _choice(SCHEMES, self._preferences.scheme)
        self.organizer = QLineEdit(self._preferences.organizer, maxLength=100)
        self.organizer.setPlaceholderText(_("Written beside your changes in the history"))
        fields = Fields()
        fields.add("language", _("Language"), self.language)
        fields.add("scheme", _("Colours"), self.scheme)
        self.laptop = QLineEdit(self._preferences.laptop, maxLength=100)
        self.laptop.setPlaceholderText(_("Tells this laptop's changes from another's"))
        fields.add("organizer", _("Your name"), self.organizer)
        fields.add("laptop", _("This laptop"), self.laptop)
        self.lock_after = QComboBox()
        for minutes, title in LOCK_AFTER:
            self.lock_after.addItem(_(title), minutes)
        spans = [minutes for minutes, _title in LOCK_AFTER]
        chosen = self._preferences.lock_after
        self.lock_after.setCurrentIndex(spans.index(chosen) if chosen in spans else 0)
        fields.add("lock_after", _("Lock when idle"), self.lock_after)
        return fields

    def _community(self) -> Fields:
        from models.book import about  # the file is open by now

        self._about = about()
        self.name = QLineEdit(self._about.name, maxLength=200)
        self.purpose = QPlainTextEdit(self._about.purpose, tabChangesFocus=True)
        self.purpose.setFixedHeight(64)
        self.currency = QComboBox(editable=True)
        self.currency.addItems(CURRENCIES)
        self.currency.setCurrentText(self._about.currency)
        self.promise = furniture.number_box(0, 365, self._about.promise_days)
        self.promise.lineEdit().setTextMargins(8, 0, 0, 0)
        self.promise.setToolTip(_("Feedback that waits longer than this is shown as overdue."))
        self.fields = Fields()
        self.fields.add("name", _("Name of the community"), self.name)
        self.fields.add("purpose", _("Purpose"), self.purpose)
        self.fields.add("currency", _("Currency"), self.currency)
        self.fields.add("promise_days", _("Answer within days"), self.promise)
        return self.fields

    def _save(self) -> None:
        try:
            self._save_community()
        except Invalid as error:
            self.fields.mark({field: _(reason) for field, reason in error.errors.items()})
            return
        except UserError as error:
            faults.show(error, self)
            return
        self._preferences.organizer = self.organizer.text().strip()
        self._preferences.laptop = self.laptop.text().strip()
        self._preferences.lock_after = self.lock_after.currentData()
        if self._session is not None:
            from ui.past.introduction import sign_on  # the file is open by now

            sign_on(self._preferences)
        self._preferences.language = str(self.language.currentData())
        self._preferences.scheme = str(self.scheme.currentData())
        self.accept()
        self._applied()

    def _save_community(self) -> None:
        if self._session is None:
            return
        from models.book import save_about  # the file is open by now

        save_about(
            {
                "name": self.name.text().strip(),
                "purpose": self.purpose.toPlainText().strip(),
                "currency": self.currency.currentText().strip().upper(),
                "promise_days": self.promise.value(),
            }
        )
        self._session.announce(Kind.COMMUNITY)


def _choice(choices: Sequence[tuple[str, str]], chosen: str) -> QComboBox:
    made = QComboBox()
    for value, title in choices:
        made.addItem(_(title), value)
    made.setCurrentIndex(made.findData(chosen))
    return made
