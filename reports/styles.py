"""The look of all paper: one accent colour, few sizes, hairlines. Lengths in points."""

from __future__ import annotations

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from reports.text import TextStyle

PAGE = A4
MARGIN = 18 * mm
TOP = BOTTOM = 17 * mm
WIDTH = PAGE[0] - 2 * MARGIN

INK = HexColor("#1F2933")
MUTED = HexColor("#6B7785")
ACCENT = HexColor("#2F6F8F")
GOOD = HexColor("#3C8D5A")
BAD = HexColor("#C8553D")
LINE = HexColor("#DDE3E8")
STRONG_LINE = HexColor("#AEB9C3")
SOFT = HexColor("#F5F8FA")
PAPER = white

BODY = TextStyle(9, 14.5, INK)
LEAD = TextStyle(10.5, 17.5, INK)
NOTE = TextStyle(7.5, 11.5, MUTED)
HEADING = TextStyle(14, 19, INK, bold=True)
SUBHEADING = TextStyle(10, 14, INK, bold=True)
CELL = TextStyle(8, 11.5, INK)
STRONG_CELL = TextStyle(8, 11.5, INK, bold=True)
RIGHT_CELL = TextStyle(8, 11.5, INK, align="right")
HEAD_CELL = TextStyle(7.5, 10.5, MUTED, bold=True)
WRITING_LEADING = 20.0  # the least height of a row that somebody writes in
RIGHT_HEAD_CELL = TextStyle(7.5, 10.5, MUTED, bold=True, align="right")
