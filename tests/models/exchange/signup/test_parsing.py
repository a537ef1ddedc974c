"""Chains as people write them, read by eye beforehand."""

from __future__ import annotations

import pytest

from models.exchange.signup import chain as reasons
from models.exchange.signup.parsing import looks_like_chain, parse_chain
from models.vocabulary import Rsvp
from tests.models.exchange.signup import chains
from tests.models.exchange.signup.chains import ALL, Written


@pytest.mark.parametrize("written", ALL.values(), ids=ALL)
def test_reads_what_people_write(written: Written) -> None:
    chain = parse_chain(written.text)
    said = tuple((each.name, each.answer.value, each.guests, each.note) for each in chain.entries)
    assert said == written.said
    assert len(chain.left_out) == written.outside


def test_every_style_is_known_for_a_chain_and_prose_is_not() -> None:
    assert all(looks_like_chain(written.text) for written in ALL.values())
    for text in (
        "",
        "大家好，我是新来的。",
        "会议纪要\n一切顺利，预算照旧。下次再见，请带好自己的水杯和毛巾。",
        "姓名\t电话\n张三\t13800000000\n李四\t13800000001",
        "https://example.org/a",
    ):
        assert not looks_like_chain(text), text


def test_titles_examples_and_empty_numbers_are_named_with_their_reason() -> None:
    chain = parse_chain(chains.WECHAT.text)
    assert chain.titles == ("#接龙", "本周日（11月8日）奥森晨跑，6:30南门集合")
    assert [each.reason for each in chain.left_out] == [
        reasons.TITLE, reasons.TITLE, reasons.EXAMPLE
    ]  # fmt: skip
    emptied = parse_chain(chains.FULL_WIDTH.text)
    assert [(each.line, each.reason) for each in emptied.left_out] == [
        (1, reasons.TITLE), (5, reasons.EMPTY)
    ]  # fmt: skip


def test_phones_are_told_apart_from_everything_else() -> None:
    chain = parse_chain(chains.COMPANY.text)
    assert [each.phone for each in chain.entries] == [
        "13800138001", "13900139002", "18660582177", "", ""
    ]  # fmt: skip
    assert parse_chain("1. 建国13800138000+1").entries[0].name == "建国"


def test_struck_out_is_not_the_same_as_saying_no() -> None:
    by_name = {each.name: each for each in parse_chain(chains.STRUCK.text).entries}
    assert by_name["钱进"].crossed
    assert by_name["沈从文"].crossed
    assert not by_name["汪峰"].crossed
    excused = parse_chain("1. 小雨 请假").entries[0]
    assert (excused.answer, excused.crossed) == (Rsvp.NO, False)


def test_companions_and_longer_names_are_kept_for_the_matching() -> None:
    entries = {each.name: each for each in parse_chain(chains.STRUCK.text).entries}
    assert entries["方大同"].companions == ("薛凯琪",)
    assert entries["方大同"].longer == ("方大同和薛凯琪",)
    assert parse_chain("1. 李飞 王芳 2人").entries[0].companions == ("王芳",)
    assert parse_chain("1. 小宝妈 李丽").entries[0].longer == ("小宝妈 李丽",)
    assert parse_chain("1. 王芳(小宝妈)").entries[0].hints == ("小宝妈",)
    assert parse_chain("1. 李飞和老公").entries[0].guests == 1


@pytest.mark.parametrize(
    ("said", "guests"),
    [
        ("+1", 1),
        ("＋2", 2),
        ("+1+1", 2),
        ("加1", 1),
        ("2人", 1),
        ("1人", 0),
        ("两位", 1),
        ("一家三口", 2),
        ("两大一小", 2),
        ("1大1小", 1),
        ("带娃", 1),
        ("带两娃", 2),
        ("带2个朋友", 2),
        ("带老公和两个孩子", 3),
        ("我和老公", 1),
        ("我和爸妈", 2),
        ("夫妻俩", 1),
        ("共4人", 3),
        ("x2", 1),
        ("2", 1),
        ("携家属", 1),
        ("女儿也来", 1),
        ("+1（带娃）", 1),
        ("3人，带娃", 2),
        ("不带娃", 0),
        ("带2瓶水", 0),
        ("带水", 0),
        ("10km", 0),
        ("晚到10分钟", 0),
        ("2024级", 0),
        ("限500人", 0),
        ("with a friend", 1),
        ("plus two", 2),
        ("自驾可带2人", 0),
        ("1男1女", 1),
        ("我和老公带俩娃", 3),
    ],
)
def test_counts_whom_somebody_brings(said: str, guests: int) -> None:
    (entry,) = parse_chain(f"1. 韩梅梅 {said}").entries
    assert (entry.name, entry.guests) == ("韩梅梅", guests)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("请假", "no"),
        ("来不了", "no"),
        ("不来了", "no"),
        ("有事不能参加", "no"),
        ("没时间", "no"),
        ("❌", "no"),
        ("-1", "no"),
        ("待定", "maybe"),
        ("可能来", "maybe"),
        ("可能来不了", "maybe"),
        ("不一定", "maybe"),
        ("看情况", "maybe"),
        ("？", "maybe"),
        ("可能晚到", "yes"),
        ("有事晚点到", "yes"),
        ("可能要提前走", "yes"),
        ("参加", "yes"),
        ("来", "yes"),
        ("👍", "yes"),
        ("不吃辣", "yes"),
        ("不参加聚餐，只跑步", "yes"),
        ("晚上聚餐不去", "yes"),
        ("来不来看天气", "maybe"),
        ("待确认", "maybe"),
        ("不开车", "yes"),
        ("准时", "yes"),
    ],
)
def test_tells_yes_from_no_and_from_perhaps(said: str, answer: str) -> None:
    (entry,) = parse_chain(f"1. 韩梅梅 {said}").entries
    assert (entry.name, entry.answer.value) == ("韩梅梅", answer)
    if answer == "no":
        assert entry.guests == 0


@pytest.mark.parametrize(
    "mark",
    "1.,1、,1）,(1),（1）,①,1️⃣,❶,⒈,⑴,１．,1 ,1:,一、,【1】,No.1,#1 ,001-".split(","),
)
def test_however_a_line_is_numbered(mark: str) -> None:
    (entry,) = parse_chain(f"{mark}林晓 +1").entries
    assert (entry.name, entry.guests) == ("林晓", 1)


@pytest.mark.parametrize(
    "line", ["3月5日晨跑", "18:00集合", "10.31 周六跑步", "第3期读书会", "2人一组活动", "10km路线"]
)
def test_what_counts_or_dates_something_is_no_number_of_a_line(line: str) -> None:
    chain = parse_chain(f"{line}\n1. 林晓\n2. 何平")
    assert [each.name for each in chain.entries] == ["林晓", "何平"]
    assert chain.titles == (line,)


@pytest.mark.parametrize(
    "word", ["娃", "带2个", "我和老公", "+1", "--", "可能", "1. ", "~~", "(", "、"]
)
def test_a_line_of_nothing_but_such_words_is_read_at_once(word: str) -> None:
    """Not in every way it could be taken apart, which takes years."""
    chain = parse_chain(f"1. 张三 {word * (280 // len(word))}\n" + word * 10_000)
    assert len(chain.entries) + len(chain.left_out) >= 2
