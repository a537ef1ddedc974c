"""A link as a code that a phone reads."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import black, white
from reportlab.lib.units import mm

from models.errors import UserError
from resources.i18n import N_

LONGEST = 1_000  # signs; more make a code that no phone reads from paper
_QUIET = 4  # modules without ink around a code
_LEAST, _MODULE = 46 * mm, 0.75 * mm  # no code is smaller, and no module
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#].*)?", re.DOTALL)


class Code:
    """The code of one link. Raises UserError where it is too long to be read."""

    def __init__(self, link: str) -> None:
        self._link = address(link)
        if len(self._link) > LONGEST:
            raise UserError(N_("This link is too long for a code. Put a shorter one on the event."))
        made = QRCode(None, QRErrorCorrectLevel.M)
        made.addData(self._link)
        made.make()
        self._rows: list[list[bool]] = [[bool(each) for each in row] for row in made.modules]
        self.side: float = max(_LEAST, (len(self._rows) + 2 * _QUIET) * _MODULE)

    def draw(self, canvas: Any, left: float, low: float) -> None:
        """Draw it as one shape, so that no hairlines stand between its modules."""
        step = self.side / (len(self._rows) + 2 * _QUIET)
        canvas.setFillColor(white)
        canvas.rect(left, low, self.side, self.side, stroke=0, fill=1)
        path = canvas.beginPath()
        for down, row in enumerate(self._rows):
            y = low + self.side - (down + 1 + _QUIET) * step
            for begin, end in _runs(row):
                path.rect(left + (begin + _QUIET) * step, y, (end - begin) * step, step)
        canvas.setFillColor(black)
        canvas.drawPath(path, stroke=0, fill=1)

    @property
    def quiet(self) -> float:
        """How far inside its square the ink of it begins."""
        return float(_QUIET * self.side / (len(self._rows) + 2 * _QUIET))


def address(link: str) -> str:
    """Return a link as every phone understands it: with its scheme, in ASCII alone."""
    plain = "".join(link.split())
    if _BARE_HOST.fullmatch(plain):
        plain = f"https://{plain}"
    try:
        parts = urlsplit(plain)
        host = parts.netloc.encode("idna").decode("ascii")
    except ValueError:  # no host, or no address at all
        return quote(plain, safe=_SAFE)
    return quote(urlunsplit(parts._replace(netloc=host)), safe=_SAFE)


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return the stretches of dark modules as (begin, end)."""
    runs, begin = [], -1
    for place, dark in enumerate([*row, False]):
        if dark and begin < 0:
            begin = place
        elif not dark and begin >= 0:
            runs.append((begin, place))
            begin = -1
    return runs
