"""The fonts of all paper: static TrueType files, built once from the variable font package.

reportlab draws neither CFF outlines nor variable fonts, so each weight is instanced glyph by glyph
into a plain TrueType file. Chinese sets “ ” ‘ ’ · … as wide as an ideograph, which tears holes into
English: beside each complete font stands a small Latin one that has them in their own widths.
`python -m reports.fonts` is the set-up command. The window loads the same files. This module knows
files, never a page.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from models.errors import UserError
from resources import path
from resources.i18n import N_

REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"
WEIGHTS = {REGULAR: 400, BOLD: 700}
LATIN = {REGULAR: "NotoSansSCLatin-Regular", BOLD: "NotoSansSCLatin-Bold"}
PACKAGE = "manimgx-fonts-cjk"
FAMILY = "Noto Sans SC"
LATIN_FAMILY = "Noto Sans SC Latin"

_SIMPLIFIED_CHINESE, _KOREAN = 2, 1  # faces inside the collection; Korean quotes are narrow
_LATIN_CHARACTERS = frozenset(
    (*range(0x20, 0x250), *range(0x2010, 0x205F), *range(0x20A0, 0x20C1), 0x2122, 0x2212)
)
_WIDE, _BEARING = 1000, 60  # units of 1000: an ideograph; the room beside a mark in Latin text
_LARGEST_DEVIATION = 0.8  # units of 1000 when cubic curves become quadratic
_RECIPE = "2"  # to be raised when this module builds other files from the same package


def font_path(name: str) -> Path:
    """Return where a built font lies."""
    return path("fonts") / f"{name}.ttf"


def build() -> bool:
    """Build what is missing; False when all fonts were already there.

    Takes about 40 seconds on two cores; a broken-off build leaves no half file behind.
    """
    missing = _missing()
    if not missing:
        return False
    path("fonts").mkdir(exist_ok=True)
    with ProcessPoolExecutor(max_workers=min(len(WEIGHTS), len(missing))) as pool:
        list(pool.map(_build_font, missing))
    _write(_stamp_path(), _stamp().encode())
    return True


def _missing() -> list[str]:
    """Return the fonts that are to be built, the large ones first: all after another recipe."""
    names = [*WEIGHTS, *LATIN.values()]
    stamp = _stamp_path()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != _stamp():
        return names
    return [name for name in names if not font_path(name).is_file()]


def _stamp_path() -> Path:
    return path("fonts") / "built-from.txt"


def _stamp() -> str:
    return f"{PACKAGE} {version(PACKAGE)} recipe {_RECIPE}\n"


def _write(target: Path, content: bytes) -> None:
    """Put a whole file in place, or nothing."""
    beside = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _build_font(name: str) -> None:
    """Draw the characters of the variable font at one weight into a static font."""
    from io import BytesIO

    from fontTools.ttLib import TTFont

    latin = name in LATIN.values()
    collection = Path(str(files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc"))
    face = _KOREAN if latin else _SIMPLIFIED_CHINESE
    with TTFont(collection, fontNumber=face, lazy=True) as source:
        characters = source.getBestCmap()
        if latin:
            characters = _latin_forms(source, characters)
        built = _static_font(source, name, characters)
    content = BytesIO()
    built.save(content)
    _write(font_path(name), content.getvalue())


def _latin_forms(source: Any, characters: dict[int, str]) -> dict[int, str]:
    """Return the glyphs of Latin text: proportional ones, where the font has them."""
    layout = source["GSUB"].table
    forms: dict[str, str] = {}
    for record in layout.FeatureList.FeatureRecord:
        if record.FeatureTag == "pwid":
            for index in record.Feature.LookupListIndex:
                for part in layout.LookupList.Lookup[index].SubTable:
                    forms.update(getattr(part, "ExtSubTable", part).mapping)
    return {
        code: forms.get(glyph, glyph)
        for code, glyph in characters.items()
        if code in _LATIN_CHARACTERS
    }


def _static_font(source: Any, name: str, characters: dict[int, str]) -> Any:
    from fontTools.fontBuilder import FontBuilder

    order = [".notdef", *sorted(set(characters.values()) - {".notdef"})]
    at_weight = source.getGlyphSet(location={"wght": _weight_of(name)})
    outlines, widths = {}, {}
    for glyph_name in order:
        outline, width = _outline(at_weight[glyph_name])
        if width == _WIDE and name in LATIN.values() and glyph_name != ".notdef":
            outline, width = _without_spare_room(outline)
        outlines[glyph_name], widths[glyph_name] = outline, width
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(characters)
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(
        {each: (widths[each], getattr(outlines[each], "xMin", 0)) for each in order}
    )
    _set_up_names_and_lines(builder, source, name)
    return builder.font


def _weight_of(name: str) -> int:
    return next(
        weight for complete, weight in WEIGHTS.items() if name in (complete, LATIN[complete])
    )


def _outline(glyph: Any) -> tuple[Any, int]:
    """Return a glyph as quadratic curves, and its width."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    glyph.draw(Cu2QuPen(pen, _LARGEST_DEVIATION, reverse_direction=True))
    return pen.glyph(dropImpliedOnCurves=True), round(glyph.width)


def _without_spare_room(outline: Any) -> tuple[Any, int]:
    """Return a mark that stands in a square (×, §) as one that stands in a line of letters."""
    outline.recalcBounds(None)
    outline.coordinates.translate((_BEARING - outline.xMin, 0))
    outline.recalcBounds(None)
    return outline, outline.xMax + _BEARING


def _set_up_names_and_lines(builder: Any, source: Any, name: str) -> None:
    """Carry over what the licence asks to keep, and the measures of a line."""
    lines, measures = source["hhea"], source["OS/2"]
    builder.setupHorizontalHeader(ascent=lines.ascent, descent=lines.descent)
    family = LATIN_FAMILY if name in LATIN.values() else FAMILY
    style, weight = name.rpartition("-")[2], _weight_of(name)
    builder.setupNameTable(
        {
            "copyright": source["name"].getDebugName(0),
            "familyName": family,
            "styleName": style,
            "uniqueFontIdentifier": f"{family} {style}",
            "fullName": f"{family} {style}",
            "version": source["name"].getDebugName(5),
            "psName": name,
            "licenseDescription": source["name"].getDebugName(13),
            "licenseInfoURL": source["name"].getDebugName(14),
        },
        mac=False,
    )
    bold = weight >= 600
    builder.setupOS2(
        sTypoAscender=measures.sTypoAscender,
        sTypoDescender=measures.sTypoDescender,
        sTypoLineGap=measures.sTypoLineGap,
        usWinAscent=measures.usWinAscent,
        usWinDescent=measures.usWinDescent,
        sxHeight=measures.sxHeight,
        sCapHeight=measures.sCapHeight,
        usWeightClass=weight,
        fsSelection=0x20 if bold else 0x40,
    )
    builder.font["head"].macStyle = 1 if bold else 0
    builder.setupPost(keepGlyphNames=False)


def register() -> None:
    """Make the fonts known to reportlab, if they are not yet. Takes some 30 ms the first time."""
    from reports.typefaces import register_family

    names = [*WEIGHTS, *LATIN.values()]
    if not all(font_path(name).is_file() for name in names):
        raise UserError(
            N_("The fonts for printing have not been built. Run “make setup” once, then try again.")
        )
    register_family(
        REGULAR, BOLD, {name: (font_path(name), font_path(LATIN[name])) for name in WEIGHTS}
    )


def missing_characters(text: str) -> frozenset[str]:
    """Return the characters of a text that the fonts cannot draw."""
    from reports.typefaces import characters_of

    register()
    known = characters_of(REGULAR)
    return frozenset(each for each in set(text) if ord(each) not in known)


def main() -> int:
    """Build the fonts as a set-up step and say so in one line."""
    began = time.monotonic()
    if build():
        line = f"Fonts built in {time.monotonic() - began:.0f} s: {path('fonts')}"
    else:
        line = f"Fonts are ready: {path('fonts')}"
    sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
