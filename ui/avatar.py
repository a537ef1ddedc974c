"""The round picture of somebody, or the first letter of their name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QLabel

from ui.furniture import label

# As the style sheet has it.
SIDE = 48


def avatar(initial: str, picture: bytes = b"") -> QLabel:
    """Return a label of SIDE pixels; `picture` is a small JPEG."""
    made = label("", "avatar")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    show_in(made, initial, picture)
    return made


def show_in(made: QLabel, initial: str, picture: bytes) -> None:
    """Show another picture in such a label, or the letter where there is none."""
    image = QImage.fromData(picture) if picture else QImage()
    if image.isNull():
        made.clear()
        made.setText(initial)
    else:
        made.setPixmap(_round(image, made.devicePixelRatioF()))


def _round(image: QImage, ratio: float) -> QPixmap:
    """Cut the middle of a picture out as a disc."""
    side = round(SIDE * ratio)
    grown = image.scaled(
        side,
        side,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    disc = QPixmap(side, side)
    disc.fill(Qt.GlobalColor.transparent)
    painter = QPainter(disc)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPainterPath()
    edge.addEllipse(QRectF(0, 0, side, side))
    painter.setClipPath(edge)
    painter.drawImage((side - grown.width()) // 2, (side - grown.height()) // 2, grown)
    painter.end()
    disc.setDevicePixelRatio(ratio)
    return disc
