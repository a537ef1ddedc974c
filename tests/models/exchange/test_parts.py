"""Several names in one cell are told apart again, whatever signs stand in them."""

from __future__ import annotations

from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.parts import (
    NOTHING,
    Aside,
    Part,
    join_names,
    join_parts,
    split_names,
    split_parts,
)
from models.texts import tidy

NAMES = (
    (st.text(st.sampled_from("张三Ann 、，,;；|\n“”（）()#\"'/@·"), min_size=1, max_size=8))
    | st.sampled_from(sorted(NOTHING))
    | st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
).filter(lambda text: bool(text) and text == tidy(text))


@given(st.lists(NAMES, unique=True))
def test_names_come_back_as_they_were(names: list[str]) -> None:
    cell = join_names(names)
    assert split_names(cell) == tuple(names)
    assert cell.casefold() not in NOTHING


@given(st.lists(st.builds(Part, NAMES, st.lists(st.builds(Aside, NAMES)).map(tuple))))
def test_what_stands_in_brackets_comes_back_too(parts: list[Part]) -> None:
    read = split_parts(join_parts(parts))
    said = [(part.name, [aside.text for aside in part.asides]) for part in parts]
    assert [(part.name, [aside.text for aside in part.asides]) for part in read] == said


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("小芳、芳姐", ("小芳", "芳姐")),
        ("小芳, 芳姐；Fang\n阿芳", ("小芳", "芳姐", "Fang", "阿芳")),
        ("王芳/上海", ("王芳/上海",)),
        ("王芳（上海）、、小芳", ("王芳（上海）", "小芳")),
        ("“A, B”、C", ("A, B", "C")),
        ("“芳”姐、小芳、小芳", ("“芳”姐", "小芳")),
    ],
)
def test_names_as_people_write_them(cell: str, names: tuple[str, ...]) -> None:
    assert split_names(cell) == names


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("王芳（母亲）、李强(爸爸)", [("王芳", ["母亲"]), ("李强", ["爸爸"])]),
        ("Ann Lee (mother, phone)", [("Ann Lee", ["mother", "phone"])]),
        ("王芳（母亲", [("王芳（母亲", [])]),
        ("王芳（母亲）李强", [("王芳（母亲）李强", [])]),
    ],
)
def test_brackets_as_people_write_them(cell: str, parts: list[tuple[str, list[str]]]) -> None:
    read = [(part.name, [aside.text for aside in part.asides]) for part in split_parts(cell)]
    assert read == parts


@pytest.mark.parametrize(
    "cell",
    [" " * 3_000 + "(x", "a" + "\n" * 30_000 + ",", "a、" + " " * 30_000 + "（", "“," * 15_000],
)
def test_a_cell_that_is_made_to_be_slow_is_not(cell: str) -> None:
    # Seconds of this thread alone: tried in every way, the first would take days.
    before = thread_time()
    assert split_parts(cell) and split_names(cell)
    assert thread_time() - before < 5
