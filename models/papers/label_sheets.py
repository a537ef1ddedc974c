"""The sheets of labels that shops sell: how many there are on a page, and where each begins."""

from __future__ import annotations

from dataclasses import dataclass

from resources.i18n import N_


@dataclass(frozen=True)
class LabelSheet:
    """A page of A4, in millimetres: labels `across` and `down`, each so wide and high; the first
    begins `left` and `top` of the paper's edge, the next one a `step` further on."""

    code: str
    title: str
    across: int
    down: int
    width: float
    height: float
    left: float
    top: float
    step_across: float
    step_down: float

    @property
    def count(self) -> int:
        return self.across * self.down


def _sheet(
    code: str, title: str, across: int, down: int, width: float, height: float,
    left: float, top: float, gap: float,
) -> LabelSheet:  # fmt: skip
    return LabelSheet(code, title, across, down, width, height, left, top, width + gap, height)


SHEETS = (
    _sheet("3x7", N_("3 × 7, 63.5 × 38.1 mm (Avery L7160)"), 3, 7, 63.5, 38.1, 7.25, 15.15, 2.5),
    _sheet("3x8", N_("3 × 8, 63.5 × 33.9 mm (Avery L7159)"), 3, 8, 63.5, 33.9, 7.25, 12.9, 2.5),
    _sheet("3x8-70", N_("3 × 8, 70 × 37 mm, no gaps (Avery 3474)"), 3, 8, 70, 37, 0, 0.5, 0),
    _sheet("3x7-70", N_("3 × 7, 70 × 42.3 mm, no gaps (Avery 3652)"), 3, 7, 70, 42.3, 0, 0.45, 0),
    _sheet("2x7", N_("2 × 7, 99.1 × 38.1 mm (Avery L7163)"), 2, 7, 99.1, 38.1, 4.65, 15.15, 2.5),
    _sheet("2x8", N_("2 × 8, 99.1 × 33.9 mm (Avery L7162)"), 2, 8, 99.1, 33.9, 4.65, 12.9, 2.5),
    _sheet("2x5", N_("2 × 5, 99.1 × 57 mm (Avery L7173)"), 2, 5, 99.1, 57, 4.65, 6, 2.5),
)
USUAL_SHEET = SHEETS[0]


def sheet_called(code: str) -> LabelSheet | None:
    return next((sheet for sheet in SHEETS if sheet.code == code), None)
