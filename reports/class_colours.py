"""The colour of each class of members, the same on paper and in charts on screen."""

from __future__ import annotations

from collections.abc import Mapping

from reportlab.lib.colors import Color, HexColor

from models.vocabulary import Standing

CLASS_COLOURS: Mapping[Standing, Color] = {
    Standing.CORE: HexColor("#2F6F8F"),
    Standing.ACTIVE: HexColor("#6BA368"),
    Standing.OCCASIONAL: HexColor("#4FA3A5"),
    Standing.NEW: HexColor("#8E7CC3"),
    Standing.LAPSING: HexColor("#E0A243"),
    Standing.SILENT: HexColor("#9AA5B1"),
    Standing.RESTING: HexColor("#C9B892"),
}
