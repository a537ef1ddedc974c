"""Lists without headings, and tables of web pages."""

from __future__ import annotations

import pytest

from models.errors import UserError
from models.exchange.guessing import guess_columns
from models.exchange.reading import CLIPBOARD, read_copied
from models.exchange.web_table import read_web_table
from models.vocabulary import Kind


def guessed(text: str, kind: Kind = Kind.MEMBER) -> dict[int, str]:
    return dict(guess_columns(read_copied(text.replace(",", "\t")), kind))


def test_columns_are_told_by_their_cells() -> None:
    text = "1,王芳,13812345678,女,2026/3/5,f@a.org\n2,李 四,139 0000 0001,男,2026/4/1,\n"
    assert guessed(text) == {1: "name", 2: "phone", 3: "gender", 4: "joined", 5: "email"}


def test_without_a_name_nothing_is_guessed() -> None:
    assert guessed("13812345678,f@a.org\n13900000001,g@a.org\n") == {}
    assert guessed("代号,备注\n张三,李四\n") == {}, "those are headings"
    assert guessed("很长很长很长很长很长很长很长很长很长很长很长很长很长的一句话\n") == {}


def test_each_kind_of_list_has_what_it_needs() -> None:
    assert guessed("晨跑,2026-10-03\n夜跑,2026-10-04\n", Kind.EVENT) == {0: "title", 1: "begins"}
    assert guessed("王芳,13812345678\n", Kind.ATTENDANCE) == {0: "member", 1: "phone"}
    assert guessed("很好\n", Kind.FEEDBACK) == {}


def test_the_table_of_a_web_page() -> None:
    markup = (
        "<html><head><style>td { color: red }</style></head><body><p>名单</p><table>"
        "<tr><th>姓名</th><th colspan='2'>电话</th></tr>"
        "<tr><td><b>王</b>芳</td><td>138<br>139</td><td>&amp;</td></tr>"
        "<tr><td>李四<td>150<tr><td> </td></tr></table></body></html>"
    )
    assert [cells for _line, cells in read_web_table(markup, "x")] == [
        ("姓名", "电话", ""), ("王芳", "138\n139", "&"), ("李四", "150"), ("",),
    ]  # fmt: skip


def test_tabs_tell_enough_and_a_text_program_has_none() -> None:
    markup = "<table><tr><td>姓名</td><td>电话</td></tr><tr><td>王芳</td><td>138</td></tr></table>"
    table = read_copied("姓名\n电话\n王芳\n138\n", markup)
    assert table.format == CLIPBOARD and table.rows[1] == (2, ("王芳", "138"))
    assert read_copied("姓名\t电话\n李四\t139\n", markup).rows[1][1] == ("李四", "139")
    assert read_copied("姓名,电话\n赵六,150\n", "<p>no table</p>").rows[1][1] == ("赵六", "150")
    with pytest.raises(UserError):
        read_copied("", "<p>nothing</p>")


def test_a_hostile_page_is_bounded() -> None:
    with pytest.raises(UserError):
        read_web_table("<table><tr><td colspan='99999999'>a</td></tr></table>", "x")
    assert read_web_table("<table>" + "<tr><td>" * 20_000, "x")
