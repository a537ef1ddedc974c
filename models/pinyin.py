"""How Chinese names are read: for search by sound and for sorting, surnames read as surnames."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007]+")
_MOST_READINGS = 12
_LONGEST_NAME = 4

# Characters that are read differently where they are a surname. Two characters first.
_SURNAMES = {
    "单于": ("chan", "yu"), "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "长孙": ("zhang", "sun"),
    "令狐": ("ling", "hu"), "澹台": ("tan", "tai"), "宰父": ("zai", "fu"), "皇甫": ("huang", "fu"),
    "单": ("shan",), "曾": ("zeng",), "仇": ("qiu",), "解": ("xie",), "任": ("ren",),
    "华": ("hua",), "朴": ("piao",), "盖": ("ge",), "区": ("ou",), "查": ("zha",), "员": ("yun",),
    "缪": ("miao",), "宓": ("mi",), "冼": ("xian",), "折": ("she",), "种": ("chong",),
    "秘": ("bi",), "黑": ("he",), "繁": ("po",), "翟": ("zhai",), "燕": ("yan",), "乐": ("yue",),
    "召": ("shao",), "覃": ("qin",), "过": ("guo",), "宁": ("ning",), "应": ("ying",),
    "柏": ("bai",), "沈": ("shen",), "车": ("che",), "纪": ("ji",), "隗": ("wei",),
    "阚": ("kan",), "都": ("du",), "祭": ("zhai",), "谌": ("chen",), "洗": ("xian",),
    "盛": ("sheng",), "石": ("shi",), "葛": ("ge",), "卜": ("bu",), "占": ("zhan",),
    "么": ("yao",), "尉": ("wei",), "逄": ("pang",), "贾": ("jia",), "卒": ("zu",),
    "行": ("xing",), "句": ("gou",), "哈": ("ha",), "那": ("na",), "曲": ("qu",), "夏": ("xia",),
}  # fmt: skip


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """Return every reading of a character without tones, the usual one first."""
    # pypinyin takes 0.2 s to import, and only writing a name or building the index needs it.
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0])) if found else ()


def surname_reading(name: str) -> tuple[str, ...]:
    """Return the syllables of a surname that is read in its own way, or nothing."""
    return _SURNAMES.get(name[:2]) or _SURNAMES.get(name[:1]) or ()


def sort_key(name: str) -> str:
    """Return what a name sorts by: its pinyin with the surname's reading, then the name itself."""
    squeezed = "".join(name.split())
    syllables = list(surname_reading(squeezed))
    for character in squeezed[len(syllables) :]:
        syllables.append(_usual(character))
    # A blank between syllables sorts 李安 (li an) before 连 (lian).
    return f"{_joined(syllables)}\t{name}".casefold()


@lru_cache(maxsize=20_000)
def spellings(name: str, surname: bool = True) -> frozenset[str]:
    """Return the ways to type a Chinese text, in every way it can be read: its pinyin, its
    initials, and for a name the first syllables with the initials of the rest (zhangsf)."""
    characters = [readings(character) or (character,) for character in name]
    own = surname_reading(name) if surname else ()
    for place, syllable in enumerate(own):
        characters[place] = (syllable, *(r for r in characters[place] if r != syllable))
    found: set[str] = set()
    for reading in _some_products(characters):
        initials = "".join([syllable[0] for syllable in reading])
        found.update(("".join(reading), initials))
        if len(reading) <= _LONGEST_NAME:
            # The last syllable alone needs none: "zhangs" begins "zhangsan".
            for whole in range(1, len(reading) - 1):
                found.add("".join(reading[:whole]) + initials[whole:])
    return frozenset(found)


def _some_products(characters: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the readings of a text; of a text with very many, those that vary its beginning."""
    count = 1
    limited = []
    for choices in characters:
        if count * len(choices) > _MOST_READINGS:
            choices = choices[:1]
        count *= len(choices)
        limited.append(choices)
    return list(product(*limited))


def _usual(character: str) -> str:
    found = readings(character) if HAN.match(character) else ()
    return found[0] if found else character


def _joined(syllables: list[str]) -> str:
    text = ""
    for syllable in syllables:
        separate = len(syllable) > 1 or not syllable.isascii()
        text += f" {syllable}" if separate else syllable
    return text.strip()
