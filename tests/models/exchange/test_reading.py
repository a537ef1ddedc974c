"""Tables in every encoding, delimiter and format, and what is no table."""

from __future__ import annotations

import os
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from models.errors import UserError
from models.exchange.reading import read_table, read_text
from models.exchange.table import Table

TEXT = "姓名,电话,备注\r\n李𬎆,13800138000,朱㛃 和 Zoë\r\n王芳,13900139000,“你好”，世界\r\n"


def write(folder: Path, data: bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def cells(table: Table) -> list[list[str]]:
    return [list(row) for _line, row in table.rows]


def workbook(path: Path, rows: list[list[object]], **options: object) -> Path:
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("名单")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, (date, datetime)):
                    sheet.write_datetime(line, column, cell, day)
                else:
                    sheet.write(line, column, cell)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as refused:
        read_table(path)
    return refused.value.message.format(**refused.value.fields)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_chinese_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    table = read_table(write(tmp_path, TEXT.encode(encoding)))
    assert cells(table)[1] == ["李𬎆", "13800138000", "朱㛃 和 Zoë"]
    assert cells(table)[2][2] == "“你好”，世界"


def test_two_lines_of_gb_are_not_taken_for_korean(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "姓名,城市\n张三,上海\n".encode("gbk")))
    assert table.encoding == "gb18030"
    assert cells(table) == [["姓名", "城市"], ["张三", "上海"]]


def test_western_text_is_not_taken_for_chinese(tmp_path: Path) -> None:
    table = read_table(
        write(tmp_path, "Name;Town\nZoë Müller;Köln\nJosé;Málaga\n".encode("cp1252"))
    )
    assert cells(table)[1] == ["Zoë Müller", "Köln"]


def test_an_encoding_can_be_chosen(tmp_path: Path) -> None:
    path = write(tmp_path, "姓名,城市\n張三,臺北\n".encode("big5"))
    assert cells(read_table(path, encoding="big5"))[1] == ["張三", "臺北"]
    with pytest.raises(UserError):
        read_table(path, encoding="utf-8")


def test_text_once_opened_with_the_wrong_encoding_is_put_right(tmp_path: Path) -> None:
    wrong = [
        [text.encode("gb18030").decode("latin-1") for text in line.split(",")]
        for line in TEXT.split("\r\n")[:-1]
    ]
    table = read_table(workbook(tmp_path / "list.xlsx", wrong))
    assert table.repaired
    assert cells(table)[1] == ["李𬎆", "13800138000", "朱㛃 和 Zoë"]


def test_sound_western_names_are_not_put_right(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", [["Name"], ["Zoë Müller"], ["José"], ["Ångström"]])
    table = read_table(path)
    assert not table.repaired
    assert cells(table)[3] == ["Ångström"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_what_cuts_evenly(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["名单"],
        ["姓名", "兴趣", "花费"],
        ["张三", "读书,徒步;美食", "1,5"],
        ["李四", "", "2,5"],
    ]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    table = read_table(write(tmp_path, text.encode()))
    assert table.delimiter == delimiter
    assert cells(table) == rows


def test_lines_are_counted_as_the_file_has_them(tmp_path: Path) -> None:
    text = '姓名,备注\n\n张三,"两行\n备注"\n李四,x\n'
    table = read_table(write(tmp_path, text.encode()))
    assert [line for line, row in table.rows if any(row)] == [1, 3, 5]


def test_excels_hint_names_the_delimiter(tmp_path: Path) -> None:
    assert cells(read_table(write(tmp_path, b"sep=;\na;b,c\n"))) == [["a", "b,c"]]


def test_a_quotation_mark_left_open_swallows_nothing(tmp_path: Path) -> None:
    lines = ["姓名,备注", '"张三,开了引号', *(f"人{number},x" for number in range(300))]
    table = read_table(write(tmp_path, "\n".join(lines).encode()))
    assert len(table.rows) == 302
    assert table.rows[1] == (2, ('"张三', "开了引号"))


def test_the_clipboard_is_tab_separated() -> None:
    table = read_text("姓名\t电话\n张三\t138 0013 8000\n")
    assert cells(table) == [["姓名", "电话"], ["张三", "138 0013 8000"]]
    with pytest.raises(UserError):
        read_text("  \n ")


def test_numbers_that_were_phone_numbers_and_real_dates(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["电话", "日期", "时间", "价"],
        [13800138000, date(2025, 2, 6), datetime(2025, 2, 6, 19, 0), 86.5],
    ]
    table = read_table(workbook(tmp_path / "list.xlsx", rows))
    assert cells(table)[1] == ["13800138000", "2025-02-06", "2025-02-06 19:00", "86.5"]
    assert (table.format, table.sheet, table.sheets) == ("xlsx", "名单", ("名单",))


def test_the_first_sheet_with_anything_is_read_or_the_one_named(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("空")
        book.add_worksheet("甲").write(2, 1, "a")
        book.add_worksheet("乙").write(0, 0, "b")
    assert read_table(path).rows == ((3, ("a",)),)
    assert read_table(path, sheet="乙").rows == ((1, ("b",)),)
    with pytest.raises(UserError):
        read_table(path, sheet="丙")


def test_the_first_bytes_count_not_the_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", [["姓名"], ["张三"]]).rename(tmp_path / "list.csv")
    assert read_table(path).format == "xlsx"
    assert read_table(write(tmp_path, TEXT.encode(), "text.xls")).format == "csv"


def test_a_formula_guard_is_taken_off(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, b"Name,Note\n'=1+1,'tis\n''=2,'-x\n"))
    assert cells(table)[1:] == [["=1+1", "'tis"], ["'=2", "-x"]]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("report.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF"),
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\xef\xbb\xbf\r\n \r\n", "is empty"),
        ("commas.csv", b",,,\r\n,,\r\n", "is empty"),
        ("club.csv", b"SQLite format 3\0" + bytes(200), "is a database"),
        ("noise.csv", bytes(range(256)) * 20, "is not a table of text"),
        ("zeros.csv", b"a" + bytes(5000) + b"b", "is not a table of text"),
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture"),
        ("page.xls", b"<html><table><tr><td>1", "is a web page"),
        ("cut.xlsx", b"PK\x03\x04" + b"\x14\0\0\0\x08\0" + b"x" * 40, "is damaged"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is damaged"),
        (
            "locked.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password",
        ),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    sentence = refusal(write(tmp_path, data, name))
    assert said in sentence
    assert name in sentence


def test_a_truncated_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", [["姓名"]] + [[f"人{n}"] for n in range(500)])
    whole = path.read_bytes()
    for length in (len(whole) // 3, len(whole) // 2, len(whole) - 10):
        assert "is damaged" in refusal(write(tmp_path, whole[:length], "cut.xlsx"))


def test_an_archive_is_no_spreadsheet(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "lists.zip", "w") as archive:
        archive.writestr("list.csv", TEXT)
    assert "is an archive" in refusal(tmp_path / "lists.zip")


def test_a_sheet_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 700, "z")
    assert "is larger than" in refusal(path)


def test_painted_empty_cells_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "painted.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "姓名")
        sheet.write_blank(1_048_575, 700, None, book.add_format({"bold": True}))
    assert read_table(path).rows == ((1, ("姓名",)),)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _block in range(450):
                part.write(bytes(1024 * 1024))
    assert "is larger than" in refusal(tmp_path / "bomb.xlsx")


def test_a_repeated_cell_of_an_open_document_is_counted(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
    )
    with zipfile.ZipFile(tmp_path / "bomb.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<table:table-row table:number-rows-repeated="9000">{cell}</table:table-row>',
        )
    assert "is larger than" in refusal(tmp_path / "bomb.ods")


def test_a_line_of_200_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    with path.open("wb") as stream:
        stream.write("姓名,".encode())
        stream.seek(200 * 1024 * 1024)
        stream.write(b"\n")
    tracemalloc.start()
    assert "line longer than any table's" in refusal(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * 1024 * 1024


def test_a_cell_beyond_all_bounds_is_refused(tmp_path: Path) -> None:
    said = refusal(write(tmp_path, b"a,b\nc," + b"x" * 200_000 + b"\n"))
    assert "Line 2" in said


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert f"{tmp_path.name} is a folder" in refusal(tmp_path)
    assert refusal(Path()).startswith(f"{Path.cwd().name} is a folder")
    assert "There is no file called gone.csv" in refusal(tmp_path / "gone.csv")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.encode())
    path.chmod(0)
    assert "not allowed" in refusal(path)
