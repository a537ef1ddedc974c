"""One line of a chain into who signs up, and what they say with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.exchange.signup.chain import Entry
from models.exchange.signup.phrases import Said, Sort, find_phrases, is_kin
from models.exchange.signup.signs import simple, tidy
from models.vocabulary import Rsvp

_LONGEST = 24
_STICKER = re.compile(r"\[[^\[\]\d]{1,4}\](?=\S)|(?<=\S)\[[^\[\]\d]{1,4}\]")
_SEPARATORS = ' ,，;；:：()（）/|。!！、~"“”'
_SEGMENT = re.compile(rf"[^{re.escape(_SEPARATORS)}]+")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile(r"\s*[&+、/和与跟及]\s*|\s+and\s+", re.IGNORECASE)
_WORD = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff·]{2,8}|[^\W\d_][\w'.-]{1,15}")
_HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_LATIN = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w'.’-]*")
_SURNAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_FOR_OTHERS = re.compile(
    r"(?:^|(?<=[\s,(]))(?P<by>[^\s,()]{1,8}?)?\s*(?:替|帮忙?|代替?)\s*(?P<who>[^\s,()]{2,8}?)\s*"
    r"(?:报个?名|报|接龙|登记|占[位个]|填|签到?)(?=$|[\s,)])"
)
_ON_BEHALF = ("代报", "代填", "帮报", "替报", "接龙")
_KEPT = (Sort.PARTY,)
_EDGES = "'‘’ ,，;；:：/|。、~-—–+·"


def read_entry(line: int, text: str, usual: Rsvp = Rsvp.YES, crossed: bool = False) -> Entry | None:
    """Return the entry of one line without its number, None where it names nobody. `usual` is the
    answer where none is given."""
    body = _STICKER.sub("", text.replace("【", "(").replace("】", ")")).lstrip("@ ").strip()
    body = _unframed(body)
    if other := _FOR_OTHERS.search(simple(body)):
        return _made(
            line,
            body[other.start("who") : other.end("who")],
            tidy(body),
            body,
            find_phrases(body),
            usual,
            crossed,
        )
    said = find_phrases(body)
    blanked = _blanked(body, said)
    name, begin, end = _name(blanked)
    if not name or is_kin(name):
        return None
    plus_one = said.only_plus_one
    if plus_one and re.fullmatch(r"\s*:\s*\+\s*1\s*", body[end:]):
        # In a chat "name: +1" is somebody's own word.
        said = Said(tuple(each._replace(more=0) for each in said.phrases))
    note = _note(body, said, begin, end)
    made = _made(line, name, note, body, said, usual, crossed)
    made = replace(made, plus_one=plus_one)
    made = replace(made, longer=_longer(blanked, begin, end), hints=_hints(blanked, end))
    return _with_others(made, body, blanked, begin, said)


def _made(
    line: int, name: str, note: str, body: str, said: Said, usual: Rsvp, crossed: bool
) -> Entry:
    numbers = (body[each.begin : each.end] for each in said.phrases if each.sort is Sort.PHONE)
    phone = re.sub(r"[^\d+]", "", next(numbers, ""))
    mainland = re.fullmatch(r"\+?86(1\d{10})", phone)
    crossed = crossed or said.has(Sort.CROSSED)
    answer = Rsvp.NO if crossed else said.answer or usual
    guests = said.guests if answer != Rsvp.NO else 0
    return Entry(line, name, answer, guests, note, mainland[1] if mainland else phone, crossed)


def _unframed(body: str) -> str:
    """Take brackets off a name that stands in them: (张三) +1."""
    found = re.match(r"\(([^()]{1,12})\)", body)
    return (
        f"{found[1]}{body[found.end() :]}" if found and not find_phrases(found[1]).phrases else body
    )


def _blanked(body: str, said: Said) -> str:
    """Return the text with a sign nobody writes in place of each phrase."""
    for phrase in said.phrases:
        body = body[: phrase.begin] + "\0" * (phrase.end - phrase.begin) + body[phrase.end :]
    return body


def _name(blanked: str) -> tuple[str, int, int]:
    """Return the first words that may be a name, and where they stand."""
    begin = -1
    for found in _SEGMENT.finditer(blanked):
        for part in re.finditer(r"[^\0]+", found[0]):
            start = found.start() + part.start()
            begin = start if begin < 0 else begin
            if any(map(str.isalnum, part[0])):
                end = _to_the_end(blanked, found.start() + part.end(), part[0])
                name = "".join(_SEGMENT.findall(blanked[begin:start].replace("\0", "")))
                name += blanked[start:end]
                return _squeezed(name.strip(_EDGES)[:_LONGEST].strip()), begin, end
    return "", 0, 0


def _to_the_end(blanked: str, end: int, first: str) -> int:
    """Return where a name ends that goes on behind a blank: 张 三, Tom Lee."""
    following = re.match(r"\s([^\s\0,:()/|]+)", blanked[end:])
    if following and _LATIN.fullmatch(first) and _LATIN.fullmatch(following[1]):
        return _to_the_end(blanked, end + following.end(), following[1])
    if (
        following
        and _SURNAME.fullmatch(first)
        and re.fullmatch(r"[\u3400-\u9fff]{1,2}", following[1])
    ):
        return end + following.end()
    return end


def _squeezed(name: str) -> str:
    """Return a Chinese name without the blank some write in it."""
    bare = name.replace(" ", "")
    return bare if _HAN_NAME.fullmatch(bare) else name


def _note(body: str, said: Said, begin: int, end: int) -> str:
    """Return what is said beside the name: without numbers and plain answers."""
    kept = list(body)
    kept[begin:end] = "\0" * (end - begin)
    for phrase in said.phrases:
        if phrase.sort not in _KEPT:
            kept[phrase.begin : phrase.end] = " " * (phrase.end - phrase.begin)
    rest = "".join(kept).replace("\0", " ")
    rest = re.sub(r"\(\s*[,:;、]*\s*\)", " ", rest)
    rest = re.sub(r"\(\s+|\s+\)", lambda found: found[0].strip(), rest)
    rest = re.sub(r"\s*([,;:、])[\s,;:、]*", r"\1", " ".join(rest.split())).strip(_EDGES)
    alone = _BRACKETS.fullmatch(rest)
    return tidy((alone[1] if alone else rest).strip(_EDGES))


def _longer(blanked: str, begin: int, end: int) -> tuple[str, ...]:
    """Return longer names, where only blanks divide words."""
    words = re.match(r"(?:\s[^\s\0,:()/|、]+){1,2}", blanked[end:])
    if not words:
        return ()
    more = words[0].split()
    return tuple(" ".join([blanked[begin:end], *more[:count]]) for count in range(len(more), 0, -1))


def _hints(blanked: str, end: int) -> tuple[str, ...]:
    found = _BRACKETS.match(blanked[end:].strip())
    return (
        (found[1],)
        if found and _WORD.fullmatch(found[1]) and found[1][-2:] not in _ON_BEHALF
        else ()
    )


def _with_others(made: Entry, body: str, blanked: str, begin: int, said: Said) -> Entry:
    """Tell the companions named in front of what is said: 李飞和王芳, 李飞、王芳 2人."""
    lead = re.match(r"[^\0,:()|;]+", blanked[begin:])
    whole = lead[0].strip(_EDGES) if lead else ""
    parts = _BETWEEN.split(whole)
    if len(parts) == 1:
        named = len(whole.split())
        only_told = not said.guests_beside(named)
        parts = _as_many(whole.split(), made.guests + 1) if only_told else []
    if not lead or not 2 <= len(parts) <= 6 or not all(map(_WORD.fullmatch, parts)):
        return made
    names = [part for part in parts[1:] if not is_kin(part)]
    kin = [part for part in parts[1:] if is_kin(part)]
    rest = _note(body, said, begin, begin + lead.end())
    guests = max(said.guests_beside(len(names)), len(kin))
    return replace(
        made,
        name=parts[0],
        guests=guests if made.answer != Rsvp.NO else 0,
        note="，".join(filter(None, ["、".join(kin), rest])),
        longer=(whole, *made.longer),
        companions=tuple(names),
    )


def _as_many(words: Sequence[str], people: int) -> list[str]:
    """Return words that are as many names as people are said to come: 李飞 王芳 2人."""
    fits = people == len(words) and all(_HAN_NAME.fullmatch(word) for word in words)
    return list(words) if fits and people > 1 else []
