from __future__ import annotations

import gettext
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.platypus import Flowable

from models.errors import Cancelled, UserError
from reports import styles
from reports.blocks import Banner, Column, Columns, KeyFigure, KeyFigures, points, table
from reports.formats import Formats
from reports.sheet import Sheet, Titles, Written
from reports.text import text_width
from resources.i18n import Catalogue
from tests.reports.reading import fonts_of, info_of, plain_text_of, text_of

HOSTILE = '<img src="file:///etc/passwd"> <b>x & =1+1'
PARAGRAPH = "集合地点标识不清楚，导致迟到十分钟；他说：“请在群里发布通知。”《办法》第3条……"


@pytest.fixture
def sheet() -> Sheet:
    words = Catalogue("en", gettext.NullTranslations())
    return Sheet(words, Formats("en"), Titles("Summary", "李𬎆的社群🎉", "October 2026"))


def write(sheet: Sheet, target: Path, make: Callable[[], list[Flowable]]) -> Written:
    return sheet.write(target, lambda _headings: make())


def test_a_document_says_who_and_what_it_is(sheet: Sheet, tmp_path: Path) -> None:
    target = tmp_path / "一月.pdf"
    written = write(sheet, target, lambda: [sheet.text("好")])
    info = info_of(target)
    assert written.path == target
    assert (written.pages, info["Pages"], info["Page size"]) == (
        1,
        "1",
        "595.276 x 841.89 pts (A4)",
    )
    assert info["Title"] == "李𬎆的社群🎉 Summary"
    assert info["Author"] == "李𬎆的社群🎉"
    assert b"/Lang (en)" in target.read_bytes()
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600


def test_the_same_pages_are_the_same_bytes(sheet: Sheet, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(sheet, tmp_path / name, lambda: [sheet.text(PARAGRAPH)])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_only_embedded_fonts_are_used(sheet: Sheet, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    write(
        sheet,
        target,
        lambda: [
            Banner(sheet, "标题", "社群", ["旁边"]),
            KeyFigures(sheet, [KeyFigure("成员", "98", "人", "▲ +4", "good", "n = 3")]),
            table(sheet, [Column("名"), Column("数", 50, right=True)], [["", ""], ["李𬎆", "1"]]),
            *points(sheet, ["一点"]),
            Columns((0.5, [sheet.text("左")]), (0.5, [sheet.text("右")])),
        ],
    )
    names = fonts_of(target)
    assert {name.partition("+")[2] for name, _embedded in names} == {
        "NotoSansSC-Regular",
        "NotoSansSC-Bold",
        "NotoSansSCLatin-Regular",
        "NotoSansSCLatin-Bold",
    }
    assert all(embedded for _name, embedded in names)


def test_hostile_text_is_printed_as_it_is(sheet: Sheet, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    write(
        sheet,
        target,
        lambda: [
            Banner(sheet, HOSTILE, HOSTILE, [HOSTILE]),
            KeyFigures(sheet, [KeyFigure(HOSTILE, HOSTILE, HOSTILE, HOSTILE, "bad", HOSTILE)]),
            *sheet.heading(HOSTILE),
            sheet.text(HOSTILE),
            table(sheet, [Column(HOSTILE)], [[HOSTILE]]),
        ],
    )
    found = plain_text_of(target)
    assert found.count("".join(HOSTILE.split())) >= 4
    assert "root:" not in found


def test_a_character_without_glyph_is_reported_and_shown_as_a_sign(
    sheet: Sheet, tmp_path: Path
) -> None:
    target = tmp_path / "a.pdf"
    written = write(sheet, target, lambda: [table(sheet, [Column("活动")], [["月会🎈"]])])
    assert written.missing_characters == {"🎉", "🎈"}
    assert "月会〓" in text_of(target)


def test_punctuation_is_read_back(sheet: Sheet, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    sample = "《夜跑》，在哪里：东门（新）、“好”；——真的……李𬎆 王䶮 朱㛃"
    write(sheet, target, lambda: [sheet.text(sample)])
    assert "".join(sample.split()) in plain_text_of(target)


def test_english_paper_is_set_in_the_latin_face(sheet: Sheet, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    asked = text_width("“", 1000)

    def compose() -> list[Flowable]:
        assert text_width("“ ” ‘ ’", 1000) == text_width("   ", 1000) + 2 * (474 + 278)
        return [
            Banner(sheet, "“Books”", "the members’ own", []),
            sheet.text("“Night run” · 夜跑 …"),
        ]

    write(sheet, target, compose)
    found = text_of(target)
    for shown in ("“Books”", "the members’ own", "“Night run” · 夜跑 …"):
        assert shown in found
    assert text_width("“", 1000) == asked == 1000


def test_chinese_paper_keeps_its_wide_punctuation(tmp_path: Path) -> None:
    words = Catalogue("zh_CN", gettext.NullTranslations())
    chinese = Sheet(words, Formats("zh_CN"), Titles("摘要", "江边慢跑团", "2026年10月"))
    target = tmp_path / "a.pdf"

    def compose() -> list[Flowable]:
        assert text_width("“好”", 1000) == 3000
        return [chinese.text(PARAGRAPH), chinese.text("“好” · abc")]

    write(chinese, target, compose)
    assert {name.partition("+")[2] for name, _embedded in fonts_of(target)} == {
        "NotoSansSC-Regular"
    }
    assert "“好” · abc" in text_of(target)


def test_a_cell_taller_than_a_page_is_split(sheet: Sheet, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    rows = [["甲", PARAGRAPH * 300], ["乙", "短"]]
    columns = [Column("谁", 60), Column("什么")]
    written = write(sheet, target, lambda: [table(sheet, columns, rows)])
    assert written.pages > 2
    found = plain_text_of(target)
    assert found.count("第3条") == 300
    assert found.count("什么") == written.pages


def test_a_table_repeats_its_head_and_keeps_its_total_company(sheet: Sheet, tmp_path: Path) -> None:
    for count in range(36, 44):
        target = tmp_path / f"{count}.pdf"
        rows = [[f"第{number}行"] for number in range(count)]
        made: list[Flowable] = [table(sheet, [Column("头")], rows, ["合计"])]
        written = write(sheet, target, made.copy)
        pages = text_of(target).split("\f")[: written.pages]
        assert all("头" in page for page in pages)
        assert f"第{count - 1}行" in pages[-1]
        assert "合计" in pages[-1]


def test_a_heading_never_stands_alone_at_the_foot(sheet: Sheet, tmp_path: Path) -> None:
    for filled in range(44, 54):
        target = tmp_path / f"{filled}.pdf"

        def make(filled: int = filled) -> list[Flowable]:
            lines = [sheet.text("x", styles.BODY) for _number in range(filled)]
            body = table(sheet, [Column("Alpha")], [["Beta"]] * 4)
            return [*lines, *sheet.heading("Chapter", [body])]

        write(sheet, target, make)
        (page,) = [page for page in text_of(target).split("\f") if "Chapter" in page]
        assert "Beta" in page


def test_what_cannot_be_split_takes_its_heading_along(sheet: Sheet, tmp_path: Path) -> None:
    lines = [sheet.text("x") for _number in range(40)]
    tall = Columns((1.0, [sheet.text("\n".join(["Beta"] * 20))]))
    target = tmp_path / "a.pdf"
    write(sheet, target, lambda: [*lines, *sheet.heading("Chapter", [tall])])
    pages = text_of(target).split("\f")
    assert "Chapter" not in pages[0]
    assert "Chapter" in pages[1]


def test_a_long_document_gets_contents_with_right_pages(sheet: Sheet, tmp_path: Path) -> None:
    asked = []

    def compose(headings: int) -> list[Flowable]:
        asked.append(headings)
        story = [sheet.contents(headings)] if headings else []
        for number in range(8):
            story += sheet.heading(f"Chapter {number}")
            story += [sheet.text(PARAGRAPH * 60)]
        return story

    target = tmp_path / "a.pdf"
    written = sheet.write(target, compose)
    assert asked == [0, 8]
    pages = text_of(target).split("\f")
    listed = [line.split() for line in pages[0].splitlines() if line.count("Chapter")]
    listed = [words for words in listed if len(words) == 4]
    assert len(listed) == 8
    for number, _chapter, name, page in listed:
        assert f"{number} Chapter {name}" in pages[int(page) - 1]
    assert f"Page 2 of {written.pages}" in pages[1]


def test_headings_are_bookmarks(sheet: Sheet, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    write(sheet, target, lambda: [*sheet.heading("活动"), *sheet.heading("反馈")])
    content = target.read_bytes()
    assert content.count(b"/Title") >= 2
    assert b"/XYZ" in content


def test_a_target_that_cannot_be_written_is_refused_and_nothing_stays(
    sheet: Sheet, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="no such folder"):
        write(sheet, tmp_path / "nowhere" / "a.pdf", lambda: [sheet.text("好")])
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    with pytest.raises(UserError):
        write(sheet, folder, lambda: [sheet.text("好")])
    assert list(tmp_path.iterdir()) == [folder]


def test_stopping_leaves_the_old_file(sheet: Sheet, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        sheet.write(target, lambda _headings: [sheet.text("好")], stop)
    assert target.read_bytes() == b"old"


def test_a_huge_figure_shrinks_into_its_card(sheet: Sheet, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    figure = KeyFigure("很长很长很长很长很长很长的标题", "−CN¥1,234,567,890,123.45", "人")
    write(sheet, target, lambda: [KeyFigures(sheet, [figure] * 8)])
    assert text_of(target).count("−CN¥1,234,567,890,123.45") == 8


def test_no_row_is_left_alone_on_the_next_page(sheet: Sheet, tmp_path: Path) -> None:
    for count in range(36, 44):
        target = tmp_path / f"{count}.pdf"
        rows = [[f"第{number}行"] for number in range(count)]
        made: list[Flowable] = [table(sheet, [Column("头")], rows, ["合计"], note="说明")]
        written = write(sheet, target, made.copy)
        pages = text_of(target).split("\f")[: written.pages]
        assert all(page.count("行") >= 3 for page in pages)
        assert "合计" in pages[-1]
        assert "说明" in pages[-1]


def test_a_column_is_no_wider_than_what_stands_in_it(sheet: Sheet) -> None:
    columns = [Column("Begins", 200), Column("Event")]
    narrow = table(sheet, columns, [["19:00", "A talk"]])
    wide = table(sheet, columns, [["19:00 " * 20, "A talk"]])
    assert narrow._argW[0] < 100
    assert wide._argW[0] == 200
    assert sum(narrow._argW) == pytest.approx(styles.WIDTH)
