from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from models.errors import UserError
from reports import fonts
from reports.typefaces import Face, character_map, characters_of, widths_of
from resources import path
from tests.reports.reading import fonts_of, text_of


def test_all_fonts_are_built_and_a_second_build_does_nothing() -> None:
    assert not fonts.build()


def test_only_a_font_that_is_missing_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [*fonts.WEIGHTS, *fonts.LATIN.values()]
    missing = fonts.LATIN[fonts.BOLD]
    (tmp_path / "fonts").mkdir()
    for name in names:
        if name != missing:
            (tmp_path / "fonts" / f"{name}.ttf").write_bytes(b"built before")
    stamp = path("fonts").joinpath("built-from.txt").read_bytes()
    (tmp_path / "fonts" / "built-from.txt").write_bytes(stamp)
    monkeypatch.setattr(fonts, "path", tmp_path.joinpath)
    assert fonts._missing() == [missing]
    fonts._build_font(missing)
    assert fonts._missing() == []
    with TTFont(fonts.font_path(missing)) as font:
        assert font["OS/2"].usWeightClass == fonts.WEIGHTS[fonts.BOLD]
    (tmp_path / "fonts" / "built-from.txt").write_text("recipe 1")
    assert fonts._missing() == names


def test_the_latin_faces_have_narrow_marks() -> None:
    fonts.register()
    for complete, name in fonts.LATIN.items():
        with TTFont(fonts.font_path(name), lazy=True) as font:
            characters, metrics = font.getBestCmap(), font["hmtx"].metrics
            assert font["name"].getDebugName(1) == fonts.LATIN_FAMILY
            assert "Open Font License" in font["name"].getDebugName(13)
        assert set(characters) <= set(characters_of(complete))
        for mark in "“”‘’·•×§":
            assert metrics[characters[ord(mark)]][0] < 800
        assert metrics[characters[ord("m")]][0] == widths_of(complete)[ord("m")]


def test_the_fonts_are_complete() -> None:
    fonts.register()
    assert set(characters_of(fonts.REGULAR)) == set(characters_of(fonts.BOLD))
    han = [code for code in characters_of(fonts.REGULAR) if 0x4E00 <= code <= 0x9FA5]
    assert len(han) == 20902
    assert len(characters_of(fonts.REGULAR)) > 44_000
    assert fonts.missing_characters("李𬎆 王䶮 朱㛃 ひらカタ 한글 ÄÖÜßé ①✓★▲▼〓") == frozenset()


def test_what_cannot_be_drawn_is_named() -> None:
    assert fonts.missing_characters("月会🎉，好！") == {"🎉"}


@pytest.mark.parametrize("name", fonts.WEIGHTS)
def test_the_quick_face_reads_what_reportlab_reads(name: str) -> None:
    file = str(fonts.font_path(name))
    ours, theirs = Face(file), ttfonts.TTFontFace(file)
    for attribute in ("name", "charToGlyph", "charWidths", "hmetrics", "defaultWidth", "ascent"):
        assert getattr(ours, attribute) == getattr(theirs, attribute)
    assert list(ours.glyphPos) == list(theirs.glyphPos)


def test_the_weights_differ_and_say_so() -> None:
    weights = {}
    for name in fonts.WEIGHTS:
        with TTFont(fonts.font_path(name), lazy=True) as font:
            weights[name] = font["OS/2"].usWeightClass
            assert font["name"].getDebugName(1) == fonts.FAMILY
            assert "Open Font License" in font["name"].getDebugName(13)
    assert weights == fonts.WEIGHTS
    assert widths_of(fonts.REGULAR)[ord("m")] != widths_of(fonts.BOLD)[ord("m")]


def test_registering_twice_keeps_the_first() -> None:
    fonts.register()
    first = pdfmetrics.getFont(fonts.REGULAR)
    fonts.register()
    assert pdfmetrics.getFont(fonts.REGULAR) is first


def test_without_fonts_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "font_path", lambda name: Path("/nowhere") / name)
    with pytest.raises(UserError, match="make setup"):
        fonts.register()


def test_rare_characters_are_read_back(tmp_path: Path) -> None:
    fonts.register()
    document = tmp_path / "names.pdf"
    canvas = Canvas(str(document), initialFontName=fonts.REGULAR)
    many = "".join(map(chr, range(0x4E00, 0x4E00 + 700)))
    rows = [many[start : start + 100] for start in range(0, 700, 100)]
    for line, text in enumerate(["李𬎆 王䶮 朱㛃", *rows, "𠮷𬭎"]):
        canvas.setFont(fonts.REGULAR, 5)
        canvas.drawString(20, 800 - 20 * line, text)
    canvas.save()
    found = "".join(text_of(document).split())
    assert "李𬎆王䶮朱㛃" in found
    assert "𠮷𬭎" in found
    assert many in found
    assert fonts_of(document)
    assert all(embedded for _name, embedded in fonts_of(document))


def test_a_character_map_never_lists_more_than_a_hundred_at_once() -> None:
    lines = character_map("X", [0, *range(0x4E00, 0x4E00 + 250)]).splitlines()
    counts = [int(line.split()[0]) for line in lines if line.endswith("beginbfchar")]
    assert counts == [100, 100, 50]
    assert "<D873DF86>" in character_map("X", [0, 0x2CF86])
