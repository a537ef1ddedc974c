"""The photo in the form: chosen, pasted or dropped, and made small on the worker."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.members.photo import ENDINGS, shrink, shrink_file
from ui import asking, faults
from ui.avatar import avatar, show_in
from ui.furniture import button, row
from ui.records.editors import Editor
from ui.session import Session
from ui.wording import _

_NOBODY = "☺"


class PhotoEditor(Editor):
    """The value is a small JPEG, or nothing."""

    def __init__(self, session: Session) -> None:
        self.choose = button(_("Choose…"), tip=_("Choose a photo…"))
        super().__init__(self.choose)
        self._tasks = session.tasks
        self._image = b""
        self._asked = 0
        self.paste = button("", icon="clipboard-paste", tip=_("Paste a photo"))
        self.remove = button("", icon="trash-2", tip=_("Remove the photo"))
        self._shown = avatar(_NOBODY)
        self._row.insertWidget(0, self._shown)
        box = QWidget()
        box.setLayout(row(self.paste, self.remove, spacing=4))
        self._row.addWidget(box)
        self.choose.clicked.connect(lambda: self._choose())
        self.paste.clicked.connect(lambda: self._paste())
        self.remove.clicked.connect(lambda: self._remove())
        self.setAcceptDrops(True)
        self.setToolTip(_("A picture can be dropped here."))

    def value(self) -> bytes:
        return self._image

    def set_value(self, value: Any, shown: str = "") -> None:
        # What is being made small belongs to who was shown before.
        self._asked += 1
        self._show(bytes(value or b""))

    def name_for_readers(self, name: str) -> None:
        self.choose.setAccessibleName(_("Choose a photo…"))

    def _show(self, image: bytes) -> None:
        self._image = image
        show_in(self._shown, _NOBODY, image)
        self.remove.setVisible(bool(image))

    def _choose(self) -> None:
        path = asking.choose_file(self.window(), _("Choose a photo"), [(_("Pictures"), ENDINGS)])
        if path is not None:
            self._shrink(shrink_file, path)

    def _paste(self) -> None:
        if not self._take_from(QGuiApplication.clipboard().mimeData()):
            asking.say(self, _("There is no picture on the clipboard. Copy one first."))

    def _take_from(self, data: QMimeData) -> bool:
        """Begin with a file or a picture that was copied or dropped; False where there is none."""
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self._shrink(shrink_file, files[0])
        elif data.hasImage():
            image = data.imageData()
            self._shrink(shrink, _as_png(image if isinstance(image, QImage) else QImage(image)))
        return bool(files) or data.hasImage()

    def _shrink(self, job: Any, source: Path | bytes) -> None:
        self._asked += 1
        self._tasks.run(
            job,
            source,
            title=_("Making the photo small…"),
            done=partial(self._take_if, self._asked),
            failed=self._refuse,
            connected=False,
        )

    def _take_if(self, asked: int, image: bytes) -> None:
        """Take what was made small, unless the form shows somebody else by now."""
        if asked == self._asked:
            self._take(image)

    def _take(self, image: bytes) -> None:
        self._show(image)
        self.changed.emit()

    def _remove(self) -> None:
        # The button is about to vanish: the next key would fall into the field behind it.
        self.choose.setFocus()
        self._take(b"")

    def _refuse(self, error: UserError) -> None:
        asking.say(self, faults.worded(error))

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take_from(event.mimeData()):
            event.acceptProposedAction()


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
