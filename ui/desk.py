"""What goes on in the window: its commands, the open file, the pages and who shows what."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from models.errors import UserError
from models.month import Month
from models.vocabulary import Kind
from ui import asking, pages, speech, theme, window_commands, wording
from ui.catching_up import CatchingUp
from ui.file_drop import FileDrop
from ui.main_window import MainWindow
from ui.menu_key import MenuKey
from ui.merging.merging import Merging
from ui.opening import Opening
from ui.preferences import Preferences
from ui.safety.closed import Closed
from ui.safety.safety import Safety
from ui.session import Session
from ui.shell import Shell
from ui.tasks import Tasks
from ui.window_actions import WindowActions
from ui.wording import _


class Desk(QObject):
    """Works in one window, from its first painting to its closing.

    Signals:
    settled: a file was opened, or the welcome page is shown.
    """

    settled = Signal()

    def __init__(
        self, window: MainWindow, preferences: Preferences, file: Path | None = None
    ) -> None:
        super().__init__(window)
        self.window = window
        self._preferences = preferences
        self._file = file
        self._name = ""
        self._before: Path | None = None  # what was open while another file is tried
        self.session: Session | None = None
        self.pages: pages.Pages | None = None
        self.tasks = Tasks(self)
        self.tasks.window = window
        self._catching_up = CatchingUp(self.tasks)
        self.opening = Opening(window, self.tasks, preferences)
        self.opening.opened.connect(self._enter)
        self.opening.refused.connect(self._refuse)
        self.closed = Closed(self, preferences)
        self.safety = Safety(self, preferences)
        window.may_close = self.finish
        self.merging = Merging(self)
        FileDrop(window, self.merging.take_drop)
        MenuKey(window, lambda: self.shell.open_menu())
        self._actions = WindowActions(window, window_commands.groups(self))
        self._furnish()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def begin(self) -> None:
        """Open the file, or welcome."""
        if self._file is None:
            self.closed.welcome()
        else:
            self.opening.open(self._file)

    def finish(self) -> bool:
        """Put everything away; False where the user wants to finish an edit first."""
        if leaving := self.leave():
            self.tasks.stop()
            self.opening.close()
        return leaving

    # What the commands do

    def start_new(self) -> None:
        """Start a new record of the page; on a page without records, a new member."""
        if self.pages is not None and self._tab() is None:
            self.show_page(pages.MEMBERS)
        if tab := self._tab():
            tab.start_new()

    def search(self) -> None:
        """Go to the page's search field; on a page without one, search everywhere."""
        if tab := self._tab():
            tab.focus_search()
        else:
            self.jump()

    def change_selected(self) -> None:
        """Open the form of the selected record of the page, wherever the keyboard is."""
        if tab := self._tab():
            tab.edit_selected()

    def remove_selected(self) -> None:
        if tab := self._tab():
            tab.remove_selected()

    def jump(self) -> None:
        from ui.jump import Jump

        if self.session is not None:
            Jump(self.session, self._actions.possible(), self.window, self.pages).open()

    def undo(self) -> None:
        from ui.undoing import undo

        if self.session is not None:
            undo(self.session)

    def redo(self) -> None:
        from ui.undoing import redo

        if self.session is not None:
            redo(self.session)

    def show_page(self, place: int) -> None:
        self.shell.tabs.setCurrentIndex(place)
        if tab := self._tab():
            tab.focus_list()

    def make_community(self) -> None:
        from ui.dialogs.new_community import ask_new_community

        wanted = ask_new_community(self.window, self._preferences)
        if wanted is not None and self.leave():
            self.opening.create(wanted.path, wanted.name, wanted.passphrase)

    def make_sample(self) -> None:
        from ui.dialogs.new_community import ask_sample_place

        target = ask_sample_place(self.window)
        if target is not None and self.leave():
            self.opening.sample(target, wording.language())

    def choose_community(self) -> None:
        chosen = asking.choose_file(self.window, _("Open a community"), (asking.communities(),))
        if chosen is not None:
            self.open_file(chosen)

    def open_file(self, path: Path) -> None:
        """Open another file; where it is refused, the one that was open comes back."""
        before = self.session.path if self.session is not None else None
        if self.session is not None and before == path:
            self.session.tell(_("“{file}” is open already.", file=path.name))
        elif self.leave():
            self._before = before
            self.opening.open(path)

    def reopen(self, path: Path) -> None:
        """Open the file that is open once more: it is not what it was."""
        if self.leave():
            self.opening.open(path)

    def follow(self, path: Path) -> None:
        """Go on with the same community, whose file has another name now."""
        self._file = path
        if self.session is not None:
            self.session.path = path
        self.opening.lock.follow(path)
        self._preferences.remember(path)
        self._show_name()

    def close_file(self) -> None:
        if self.leave():
            self.opening.close()
            self.closed.welcome()

    def show_settings(self) -> None:
        from ui.dialogs.settings import Settings

        Settings(self._preferences, self.session, self.apply_settings, self.window).open()

    def show_help(self) -> None:
        from ui.dialogs.about import About

        About(self._actions.groups, self.window).open()

    def switch_language(self) -> None:
        self._preferences.language = "en" if wording.language() == "zh_CN" else "zh_CN"
        self.apply_settings()

    def switch_scheme(self) -> None:
        self._preferences.scheme = "light" if theme.is_dark() else "dark"
        self.apply_settings()

    def apply_settings(self) -> None:
        """Speak and look as the preferences say, at once."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, self._preferences.scheme)
        self.shell.name_switches()
        self.safety.locking.settle()
        language = self._preferences.spoken_language
        place, session, name = self.shell.tabs.currentIndex(), self.session, self._name
        if wording.language() == language:
            return
        if not self.leave():
            self._preferences.language = wording.language()
            return
        speech.speak(language)
        self._name = name
        self._actions.forget(self.window)
        self._actions = WindowActions(self.window, window_commands.groups(self))
        self._furnish()
        if session is None:
            self.closed.show()
        else:
            self._settle(place)

    # The file

    def _furnish(self) -> None:
        """Build the shell in the language and colours in force."""
        self.shell = Shell(self._actions, lambda: self._preferences.recent)
        self.shell.recent_wanted.connect(self.open_file)
        self.shell.tabs.currentChanged.connect(self._visit)
        self.shell.side.language.clicked.connect(self.switch_language)
        self.shell.side.scheme.clicked.connect(self.switch_scheme)
        self.shell.notice.undo_wanted.connect(self.undo)
        self.window.setCentralWidget(self.shell)
        self._show_name()

    def _show_name(self) -> None:
        name = self._name or (self._file.stem if self._file else _("Guildbook"))
        title = _("{name} – Guildbook", name=name) if self._file else name
        self.window.setWindowTitle(title)
        self.shell.show_name(name, with_tabs=self._file is not None)
        self._actions.allow(self.session is not None)

    def leave(self) -> bool:
        """Put the open community's pages away; False where the user wants to finish an edit."""
        if self.pages is not None and not self.pages.can_leave():
            return False
        self.tasks.cancel()
        self.merging.end()
        self.safety.end()
        self.shell.notice.hide()
        self.shell.show_page(None)
        self.pages, self.session, self._name = None, None, ""
        self._catching_up.end()
        return True

    def _enter(self, path: Path, name: str) -> None:
        self._file, self._name, self._before = path, name, None
        self._preferences.remember(path)
        self._settle(self.closed.place_of(path))

    def _settle(self, place: int) -> None:
        """Give the open file its pages, beginning with one of them."""
        self.session = Session(self._preferences, self._file, self, self.tasks)
        self.session.told.connect(self.shell.notice.tell)
        self.session.wanted.connect(self._go_to)
        self.session.new_wanted.connect(self._start)
        self.session.report_wanted.connect(self._show_report)
        self.session.changed.connect(self._rename)
        self.pages = pages.Pages(self.session)
        self.shell.show_page(self.pages)
        self._show_name()
        self.pages.turned.connect(self.shell.tabs.setCurrentIndex)
        self._visit(place)
        self.shell.tabs.setFocus()
        self._catching_up.begin(self.session)
        self.merging.begin(self.session)
        self.safety.begin(self.session)
        self.settled.emit()

    def _refuse(self, path: Path, error: UserError | None) -> None:
        before, self._before = self._before, None
        self.closed.refuse(path, error, before)

    def show_closed(self, page: QWidget, name: str = "") -> None:
        """Show what stands in the window where no file is open."""
        self._file, self._name = None, name
        self.shell.show_page(page)
        self._show_name()
        page.setFocus()
        self.settled.emit()

    # News

    def _tab(self) -> pages.RecordsTab | None:
        place = self.shell.tabs.currentIndex()
        return None if self.pages is None else self.pages.records(place)

    def _visit(self, place: int) -> None:
        if self.pages is not None:
            self.pages.visit(place)

    def _go_to(self, kind: Kind, id: bytes | None, pill: str | None) -> None:
        self.show_page(pages.place_of(kind))
        if self.pages is not None:
            self.pages.show_wanted(kind, id, pill)

    def _start(self, kind: Kind) -> None:
        self.show_page(pages.place_of(kind))
        self.start_new()

    def _show_report(self, month: Month | None) -> None:
        self.show_page(pages.REPORTS)
        if self.pages is not None:
            self.pages.show_report(month)

    def _rename(self, kinds: frozenset[Kind]) -> None:
        if Kind.COMMUNITY in kinds:
            from models.book import about  # the file is open by now

            self._name = about().name
            self._show_name()

    def _follow_system(self) -> None:
        if self._preferences.scheme == "system":
            self.apply_settings()
