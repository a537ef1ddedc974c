"""What people say behind their names: whether they come, how many they are, who with.

Texts come as signs.plain leaves them. Of a phrase it is told where it stands, so that a name can be
cut out in front of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from models.exchange.signup.signs import read_number, simple
from models.vocabulary import Rsvp

# More at once is no party but the size of a room.
_MOST = 30
_LONGEST = 300  # signs
# What adds up: +1 and +1, and those who are named by what they are. "+1 带娃" is one of them.
_PLUS_SIGN, _KINDRED = "+", "kin"
_N = r"(?:\d{1,2}|十[一二三四五六七八九]?|[一二两俩三仨四五六七八九])"
_PAIRS = ("爸妈", "父母", "公婆", "岳父母", "双胞胎", "老两口")
# Atomic, like what is built of it: else a line of nothing but such words is tried in every way.
_KIN = (
    r"(?>娃娃|女娃|男娃|娃|孩子们?|小孩子?|小朋友|儿童|宝宝|宝贝|[大二小]宝|女儿|闺女|儿子|老公|老婆|媳妇|先生|太太|"
    r"爱人|对象|男朋友|女朋友|男友|女友|朋友|同事|闺蜜|家属|家人|伴侣|伴|岳父母|爸妈|父母|公婆|双胞胎|老两口|"
    r"爸爸|妈妈|老爸|老妈|父亲|母亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|弟弟|妹妹|哥哥|姐姐|侄子|侄女|外甥女?|"
    r"亲友|室友|邻居|客人|夫人|弟|妹|哥|姐)"
)
_MORE = rf"(?>\s*(?:[和、与跟及,+]|还有)?\s*(?:{_N}\s*[个位名]?\s*)?{_KIN})*+"
_GOODS = r"(?!\s*[瓶份箱袋包把张件套条块斤本盒辆支些点])"
_CARRIED = re.compile(
    rf"(?<![不可以能])(?:可能|还|会|要|想|再|另|多|也)*(?:带上?|携带?|领着?)[了着]?\s*(?:"
    rf"(?:我|自己|家里?|的)*(?P<kin>(?:{_N}\s*[个位名]?\s*)?小?{_KIN}{_MORE})"
    rf"|(?P<number>{_N})\s*(?:个人?|人|位|名|大|小)?{_GOODS}(?![\d.]))"
)
_TOGETHER = re.compile(
    rf"(?:(?:^|(?<=[\s,(:、]))我?|我)\s*(?:和|跟|与|同|还有)\s*(?:我|的)*(?P<kin>{_KIN}{_MORE})\s*俩?"
)
_ALSO = re.compile(rf"(?P<kin>{_KIN}{_MORE})\s*(?:也来|也去|也参加|也报|一起|一块|同行|同去|同来)")
_PLUS_KIN = re.compile(rf"\+\s*(?P<kin>(?:{_N}\s*[个位名]?\s*)?{_KIN}{_MORE})")
_PLUS = re.compile(
    rf"(?:\+|(?:另|外|再|多)?加)\s*(?P<number>{_N})\s*(?:个人|人|位|个|名)?(?![\d月日点:号])"
)
# Room in a car is no company.
_SEATS = re.compile(
    rf"(?:可以?|能)(?:再|还)?(?:带|坐|载|搭|捎)\s*{_N}\s*(?:个人|人|位|个|名)?|{_N}\s*个?(?:空位|座位|空座|车位)|限\s*\d+\s*[人名]"
)
_GENERATIONS = re.compile(
    rf"(?P<old>{_N})\s*个?(?:大人|成人|大)[\s+,、带和]*(?P<young>{_N})\s*个?"
    r"(?:小孩子?|小朋友|孩子|儿童|小|娃|宝)"
    rf"|(?P<only>{_N})\s*个?(?:大人|成人)|(?P<men>{_N})男\s*(?P<women>{_N})女"
)
_COUPLE = re.compile(r"夫妻俩?|夫妇|情侣|[小老]?两口子?|俩口子|双人")
_TOTAL = re.compile(
    rf"(?:一共|总共|合计|我们|一家|全家|一行|共)?\s*(?P<number>{_N})\s*"
    r"(?:个人|人|位|口人?|名|pax\b|ppl\b|people\b|persons?\b|p\b)(?![民类间生才气份])"
    r"|(?<![\w.])[x×*]\s*(?P<times>\d{1,2})(?!\d)|(?<=\s)(?P<bare>[1-9])(?=$|[\s,)])"
    r"|(?P<pieces>\d{1,2})\s*个(?=$|[\s,)])",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\bplus\s+(?P<plus>one|two|three|\d)\b|\bwith\s+(?:my\s+|a\s+|the\s+|his\s+|her\s+)?"
    r"(?P<with>one\s+|two\s+|three\s+|\d\s*)?"
    r"(?:wife|husband|partner|kids?|child(?:ren)?|friends?|sons?|daughters?|guests?|people|others)\b",
    re.IGNORECASE,
)
_WORDS = {"one": 1, "two": 2, "three": 3}
# "可能晚到" and "有事晚到" come; only later.
_BUT_COMES = r"(?!\s*(?:会|要|得|得稍|稍|稍微|需要|先)*(?:晚|迟|早|提前|带|多|少|开|自|先|中途|\+))"
# Who does not stay for the meal comes all the same.
_PART = r"(?:聚餐|吃饭|饭局|午餐|晚餐|[午晚中]?饭|唱歌|合影|拍照)"
_MAYBE = re.compile(
    r"我?(?:待定|未定|暂定|待确认|待通知|等通知|来不来(?=看)|去不去(?=看)|不确定|不一定|说不定|看情况|看时间|再说|到时候?看|尽量(?:来|参加|去|赶)?|争取(?:来|参加|去|赶)?)"
    rf"|可能(?:来不了|去不了|不来|不去|不参加|来|去|参加|有事)?{_BUT_COMES}|也许|或许|大概(?=来|去|$|\s)"
    r"|[❓❔🤔]|\?+(?=$|\s|\))|\b(?:maybe|tbd|tentative|not sure|perhaps)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"请假|缺席|(?:(?<!聚餐)(?<!吃饭)(?<!晚餐)(?<!午餐)(?<!饭))(?:不能?来了?|不能?去了?|不能?参加了?)(?!\s*{_PART})"
    r"|不报了?名?了?|[来去到赶]不了|参加不了|没法(?:来|去|参加)|无法(?:来|去|参加|到场|出席)"
    rf"|(?:没有?|无)(?:时间|空)|有事{_BUT_COMES}|不方便|放弃|[❌❎✗✘🙅]|(?<=\s)-1(?=$|\s)|(?<=\s)[×xX](?=$)"
    r"|\b(?:can'?t|cannot|won'?t)(?: make it| come| be there)?\b|\bnot coming\b|\babsent\b"
    r"|(?<=[\s,:(])no(?=$|[\s,.)])|\bpass(?=$|[\s,.)])",
    re.IGNORECASE,
)
_CROSSED = re.compile(
    r"已?(?:取消(?:报名|接龙|了)?|退出(?:报名|接龙|了)?|撤销|撤回|作废|划掉|划去|删除|退报|退了)(?=$|[\s,)。!])"
)
_YES = re.compile(
    r"(?:(?<=[\s,:()])|^)(?:我?也?(?:来|去|到|参加|报名|可以|能来|能去|能参加|一定来|确定|确认|准时到?|收到|算我一个|加我一?个?|带我一个|报个名)了?"
    r"|ok|yes|join|coming|count me in|i'?m in|[√✓✔✅☑👍🙋🉑💪]\ufe0f?)(?=$|[\s,)。!])",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![0-9A-Za-z+])(?:\+?\s*86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)|(?<![0-9A-Za-z])\+\d[\d\s-]{7,14}\d(?!\d)"
    r"|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)"
)


class Sort(Enum):
    """What a phrase says. PARTY says who comes along, NUMBER only how many: of the one the words
    are kept, of the other not."""

    PHONE = auto()
    PARTY = auto()
    NUMBER = auto()
    CROSSED = auto()
    MAYBE = auto()
    NO = auto()
    YES = auto()


class Phrase(NamedTuple):
    """`more` is how many come along by this phrase; it `adds` to others of the same sort."""

    begin: int
    end: int
    sort: Sort
    more: int = 0
    adds: str = ""


@dataclass(frozen=True)
class Said:
    """What the phrases of one line come to. `only_plus_one` is "+1" and nothing else about how
    many: it may bring one, or may only mean that the writer comes."""

    phrases: tuple[Phrase, ...]

    def has(self, sort: Sort) -> bool:
        return any(each.sort is sort for each in self.phrases)

    @property
    def answer(self) -> Rsvp | None:
        """What is said, None where nothing is."""
        if self.has(Sort.MAYBE):
            return Rsvp.MAYBE
        if self.has(Sort.NO) or self.has(Sort.CROSSED):
            return Rsvp.NO
        return Rsvp.YES if self.has(Sort.YES) else None

    @property
    def guests(self) -> int:
        return self.guests_beside(0)

    def guests_beside(self, named: int) -> int:
        """Return how many come along beside so many who are named: of "2人" they are part, of
        "带娃" they are not."""
        sums = Counter[str]()
        for each in self.phrases:
            sums[each.adds] += each.more if each.adds else 0
        alone = (each.more - named for each in self.phrases if not each.adds)
        return min(max([0, *sums.values(), *alone]), _MOST)

    @property
    def only_plus_one(self) -> bool:
        told = [each for each in self.phrases if each.more]
        return len(told) == 1 and told[0].adds == _PLUS_SIGN and told[0].more == 1


def find_phrases(text: str) -> Said:
    """Return the phrases of a line in their order; where two overlap, the more telling one."""
    taken: list[Phrase] = []
    for phrase in _all(simple(text[:_LONGEST])):
        if all(phrase.end <= each.begin or each.end <= phrase.begin for each in taken):
            taken.append(phrase)
    return Said(tuple(sorted(taken)))


def _all(text: str) -> Iterator[Phrase]:
    """Yield the phrases of a line, the more telling before those that may stand inside them."""
    for sort, pattern in ((Sort.PHONE, _PHONE), (Sort.CROSSED, _CROSSED)):
        for found in pattern.finditer(text):
            yield Phrase(*found.span(), sort)
    yield from _parties(text)
    yield from _numbers(text)
    for sort, pattern in ((Sort.MAYBE, _MAYBE), (Sort.NO, _NO), (Sort.YES, _YES)):
        for found in pattern.finditer(text):
            yield Phrase(*found.span(), sort)


def _parties(text: str) -> Iterator[Phrase]:
    for found in _SEATS.finditer(text):
        yield from _party(found, 0)
    for found in _GENERATIONS.finditer(text):
        total = sum(read_number(number) for number in found.groups() if number)
        yield from _party(found, total - 1)
    for pattern in (_CARRIED, _TOGETHER, _PLUS_KIN, _ALSO):
        for found in pattern.finditer(text):
            number = found.groupdict().get("number")
            more = read_number(number) if number else _kin(found["kin"])
            yield from _party(found, more, _KINDRED)
    for found in _COUPLE.finditer(text):
        yield from _party(found, 1)
    for found in _ENGLISH.finditer(text):
        said = (found["plus"] or found["with"] or "one").strip().lower()
        yield from _party(found, _WORDS.get(said) or int(said))


def _party(found: re.Match[str], more: int, adds: str = "") -> Iterator[Phrase]:
    if 0 <= more <= _MOST:
        yield Phrase(*found.span(), Sort.PARTY, more, adds)


def _numbers(text: str) -> Iterator[Phrase]:
    for found in _PLUS.finditer(text):
        more = read_number(found["number"])
        if more <= _MOST:
            yield Phrase(*found.span(), Sort.NUMBER, more, _PLUS_SIGN)
    for found in _TOTAL.finditer(text):
        total = read_number(next(filter(None, found.groups())))
        if 1 <= total <= _MOST:
            sort = Sort.PARTY if "家" in found[0] else Sort.NUMBER
            yield Phrase(*found.span(), sort, total - 1)


_ONE_KIN = re.compile(rf"(?:(?P<number>{_N})\s*[个位名]?\s*)?小?(?P<who>{_KIN})")


def _kin(text: str) -> int:
    """Count the people in 老公和两个孩子."""
    return sum(
        (read_number(found["number"]) if found["number"] else 1)
        * (2 if found["who"] in _PAIRS else 1)
        for found in _ONE_KIN.finditer(text)
    )


def is_kin(text: str) -> bool:
    """Say whether a word names somebody only by what they are to the writer."""
    return bool(re.fullmatch(rf"(?:我|小)?{_KIN}(?:们|俩)?", text))
