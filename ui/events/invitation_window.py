"""The invitation to copy into a group: the text of one event, and the wording it comes from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.papers.invitation import FIELDS, Invitation, keep_wording
from models.progress import Progress
from models.vocabulary import EventFormat, Kind
from resources.i18n import translation
from ui import asking, faults
from ui.events.invitation_words import (
    Way,
    Words,
    field_sign,
    text_of,
    usual_way,
    usual_wording,
    words_for,
)
from ui.furniture import button, label, paragraph, pill, row, set_tone
from ui.main_window import fit
from ui.paper.choosing import choice_box, language_box
from ui.records.choices import title_of
from ui.records.editors import OwnUndoFirst
from ui.session import Session
from ui.wording import _, n_

_SIZE = (760, 680)
_TEXT, _WORDING = range(2)
_PILL_SIDES = 28  # pixels: padding and frame

Told = tuple[Invitation, dict[str, Words]]


def invite(session: Session, event: bytes, parent: QWidget) -> InvitationWindow:
    """Open the window for one event."""
    window = InvitationWindow(session, event, parent.window())
    window.open()
    return window


class InvitationWindow(QDialog):
    """What is changed in a text belongs to this event and is copied; the wording belongs to all
    events of its format and is kept with the community."""

    def __init__(self, session: Session, event: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._event = session, event
        self._told: Invitation | None = None
        self._words: dict[str, Words] = {}
        self._own: dict[tuple[str, Way], str] = {}  # texts that were changed by hand
        self.language = language_box()
        self.way = choice_box(_("How to sign up"), [(each, _(each.title)) for each in Way])
        self.text, self.wording = _editor(_("Invitation")), _editor(_("Wording"))
        self.pages = QStackedWidget()
        self.text_pill = pill(_("Text"))
        self.wording_pill = pill(_("Wording"))
        self.fresh = button(_("Start afresh"), role="flat", icon="rotate-ccw")
        self.copy = button(_("Copy"), role="primary", icon="copy", shortcut="Ctrl+Return")
        self._hint = paragraph("", "muted")
        self._build()
        self._connect()
        self._set_ready(False)
        session.tasks.run(_ask, event, done=self._show, failed=self._fail)

    # The text

    def copy_text(self) -> None:
        """Put the text on the clipboard as it stands."""
        self._keep_wording()
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._tell(_("Copied. Paste it into the group."), "good")

    def _show(self, told: Told) -> None:
        self._told, self._words = told
        self.way.setCurrentIndex(self.way.findData(usual_way(self._told)))
        format = title_of(EventFormat, self._told.event.format)
        named = _("Wording for “{format}”", format=format) if format else _("Wording")
        self.wording_pill.setText(named)
        self.wording_pill.setMinimumWidth(_bold_width(self.wording_pill))
        self._title.setText(self._told.event.title)
        self._set_ready(True)
        self._show_text()
        self._show_wording()
        self.text.setFocus()

    def _fail(self, error: UserError) -> None:
        self._tell(faults.worded(error), "bad")

    def _show_text(self) -> None:
        if not self._words:
            return
        made = self._own.get(self._chosen) or self._made()
        self.text.blockSignals(True)
        self.text.setPlainText(made)
        self.text.blockSignals(False)
        self._offer_afresh()
        self._say()

    def _edited(self) -> None:
        self._own[self._chosen] = self.text.toPlainText()
        self._offer_afresh()
        self._say()

    def _start_afresh(self) -> None:
        self._own.pop(self._chosen, None)
        self._show_text()
        self.text.setFocus()

    def _offer_afresh(self) -> None:
        on_show = self.pages.currentIndex() == _TEXT
        self.fresh.setVisible(on_show and self._chosen in self._own)

    def _made(self) -> str:
        return text_of(self._words[self._spoken], self._way)

    @property
    def _spoken(self) -> str:
        return str(self.language.currentData())

    @property
    def _way(self) -> Way:
        return Way(self.way.currentData())

    @property
    def _chosen(self) -> tuple[str, Way]:
        return self._spoken, self._way

    # The wording

    def _show_wording(self) -> None:
        if self._words:
            self.wording.setPlainText(self._words[self._spoken].wording)

    def _keep_wording(self) -> None:
        """Keep the wording where it was changed, and let the text follow it."""
        if not self._words or self._told is None:
            return
        words, typed = self._words[self._spoken], self.wording.toPlainText().strip()
        if typed == words.wording:
            return
        usual = usual_wording(words.language)
        kept = "" if typed == usual else typed
        try:
            keep_wording(self._told.event.format, words.language, kept)
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._words[words.language] = Words(
            words.language, words.values, typed or usual, words.link
        )
        self._session.announce(Kind.COMMUNITY)
        self._session.tell(_("The wording is kept for the next invitation."), undo=True)
        self._show_text()

    def _insert(self, title: str) -> None:
        self.wording.insertPlainText(field_sign(title, translation(self._spoken)))
        self.wording.setFocus()

    def _bring_usual(self) -> None:
        self.wording.selectAll()
        self.wording.insertPlainText(usual_wording(self._spoken))
        self.wording.setFocus()

    # The window

    def _change_language(self) -> None:
        self._show_text()
        self._show_wording()

    def _turn(self, page: int) -> None:
        if page == _TEXT:
            self._keep_wording()
        self.pages.setCurrentIndex(page)
        self._offer_afresh()
        (self.text, self.wording)[page].setFocus()
        self._say()

    def _say(self) -> None:
        if self.pages.currentIndex() == _WORDING:
            self._tell(_("What stands in braces is filled in for each event; a line without"
                         " anything to fill in is left out."))  # fmt: skip
        elif self._way is Way.LINK and self._told and not self._told.event.link:
            self._tell(_("This event has no link yet. Put one on the event, or let people sign up"
                         " in a chain."), "warning")  # fmt: skip
        elif self._told and self._told.waiting:
            self._tell(
                n_("{count} person is on the waiting list.",
                   "{count} people are on the waiting list.", self._told.waiting)
            )  # fmt: skip
        else:
            self._tell(_("Change what you like before you copy it: it is for this event alone."))

    def _tell(self, text: str, tone: str = "") -> None:
        self._hint.setText(text)
        set_tone(self._hint, tone)

    def _set_ready(self, ready: bool) -> None:
        for widget in (self.text, self.wording, self.copy, self.text_pill, self.wording_pill):
            widget.setEnabled(ready)

    def done(self, result: int) -> None:
        """Closing keeps the wording, as leaving its page does."""
        if self.pages.currentIndex() == _WORDING:
            self._keep_wording()
        super().done(result)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._edited)
        self.language.currentIndexChanged.connect(lambda _place: self._change_language())
        self.way.currentIndexChanged.connect(lambda _place: self._show_text())
        self.text_pill.clicked.connect(partial(self._turn, _TEXT))
        self.wording_pill.clicked.connect(partial(self._turn, _WORDING))
        self.fresh.clicked.connect(self._start_afresh)
        self.copy.clicked.connect(self.copy_text)

    def _build(self) -> None:
        self.setWindowTitle(_("Invitation"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, *_SIZE)
        self._title = label("", "title")
        self._title.setWordWrap(True)
        group = QButtonGroup(self)
        for each in (self.text_pill, self.wording_pill):
            group.addButton(each)
        self.text_pill.setChecked(True)
        self.fresh.hide()
        self.pages.addWidget(self.text)
        self.pages.addWidget(self._wording_page())
        close = button(_("Close"))
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(
            row(self.text_pill, self.wording_pill, None, *_called(_("How to sign up"), self.way),
                *_called(_("Language"), self.language))
        )  # fmt: skip
        column.addWidget(self.pages, 1)
        column.addWidget(self._hint)
        column.addLayout(row(self.fresh, None, close, self.copy))

    def _wording_page(self) -> QWidget:
        made = QWidget()
        menu = QMenu(made)
        for title in FIELDS.values():
            menu.addAction(_(title), partial(self._insert, title))
        self.insert = button(_("Insert"), icon="braces")
        self.insert.setMenu(menu)
        self.usual = button(_("The usual wording"), role="flat", icon="rotate-ccw")
        self.usual.clicked.connect(self._bring_usual)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.wording, 1)
        column.addLayout(row(self.insert, self.usual, None))
        return made


def _ask(event: bytes, progress: Progress) -> Told:
    """Runs on the worker: dates are worded by a library that takes its time to load."""
    return words_for(event)


def _editor(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.installEventFilter(OwnUndoFirst(made))
    return made


def _bold_width(made: QPushButton) -> int:
    """Return the width a pill has once it is chosen and bold, so that it never jumps or is cut."""
    font = QFont(made.font())
    font.setBold(True)
    return QFontMetrics(font).horizontalAdvance(made.text()) + _PILL_SIDES


def _called(name: str, box: QComboBox) -> tuple[QWidget, QWidget]:
    words = label(name, "caption")
    words.setBuddy(box)
    return words, box
