"""The fonts of all paper: two static TrueType files, built once from the variable font package.

reportlab draws neither CFF outlines nor variable fonts, so each weight is instanced glyph by glyph
into a plain TrueType file. `python -m reports.fonts` is the set-up command. The window loads the
same files where the system has no Chinese font. This module knows files, never a page.
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
PACKAGE = "manimgx-fonts-cjk"
FAMILY = "Noto Sans SC"

_SIMPLIFIED_CHINESE = 2  # the face inside the collection
_LARGEST_DEVIATION = 0.8  # units of 1000 when cubic curves become quadratic
_RECIPE = "1"  # to be raised when this module builds other files from the same package


def font_path(name: str) -> Path:
    """Return where a built font lies."""
    return path("fonts") / f"{name}.ttf"


def is_built() -> bool:
    """Say whether both fonts of the installed package version are there."""
    stamp = _stamp_path()
    return (
        stamp.is_file()
        and stamp.read_text(encoding="utf-8") == _stamp()
        and all(font_path(name).is_file() for name in WEIGHTS)
    )


def build() -> bool:
    """Build what is missing; False when both fonts were already there.

    Takes about 40 seconds on two cores; a broken-off build leaves no half file behind.
    """
    if is_built():
        return False
    path("fonts").mkdir(exist_ok=True)
    with ProcessPoolExecutor(max_workers=len(WEIGHTS)) as pool:
        list(pool.map(_build_weight, WEIGHTS, WEIGHTS.values()))
    _write(_stamp_path(), _stamp().encode())
    return True


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


def _build_weight(name: str, weight: int) -> None:
    """Draw every character of the variable font at one weight into a static font."""
    from io import BytesIO

    from fontTools.ttLib import TTFont

    collection = Path(str(files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc"))
    with TTFont(collection, fontNumber=_SIMPLIFIED_CHINESE, lazy=True) as source:
        built = _static_font(source, name, weight)
    content = BytesIO()
    built.save(content)
    _write(font_path(name), content.getvalue())


def _static_font(source: Any, name: str, weight: int) -> Any:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    characters = source.getBestCmap()
    order = [".notdef", *sorted(set(characters.values()) - {".notdef"})]
    at_weight = source.getGlyphSet(location={"wght": weight})
    outlines, widths = {}, {}
    for glyph_name in order:
        pen = TTGlyphPen(None)
        glyph = at_weight[glyph_name]
        glyph.draw(Cu2QuPen(pen, _LARGEST_DEVIATION, reverse_direction=True))
        outlines[glyph_name] = pen.glyph(dropImpliedOnCurves=True)
        widths[glyph_name] = round(glyph.width)
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(characters)
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(
        {each: (widths[each], getattr(outlines[each], "xMin", 0)) for each in order}
    )
    _set_up_names_and_lines(builder, source, name, weight)
    return builder.font


def _set_up_names_and_lines(builder: Any, source: Any, name: str, weight: int) -> None:
    """Carry over what the licence asks to keep, and the measures of a line."""
    lines, measures = source["hhea"], source["OS/2"]
    builder.setupHorizontalHeader(ascent=lines.ascent, descent=lines.descent)
    style = name.rpartition("-")[2]
    builder.setupNameTable(
        {
            "copyright": source["name"].getDebugName(0),
            "familyName": FAMILY,
            "styleName": style,
            "uniqueFontIdentifier": f"{FAMILY} {style}",
            "fullName": f"{FAMILY} {style}",
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
    """Make both fonts known to reportlab, if they are not yet. Takes some 30 ms the first time."""
    from reports.typefaces import register_family

    if not all(font_path(name).is_file() for name in WEIGHTS):
        raise UserError(
            N_("The fonts for printing have not been built. Run “make setup” once, then try again.")
        )
    register_family(REGULAR, BOLD, {name: font_path(name) for name in WEIGHTS})


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
