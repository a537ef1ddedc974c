"""Who a sender of a chat is. Only what is certain is taken; about the rest somebody is asked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from heapq import nlargest

from models import search
from models.base import database
from models.exchange.cells import name_key
from models.exchange.chats.export import ChatKind, Sender
from models.exchange.people import People, Person, candidates, identity_key
from models.exchange.plan import Candidate
from models.members.alias import all_aliases, is_account
from models.pinyin import HAN, sort_key
from models.vocabulary import Kind

_OFFERED = 5
_COMPARED = 30
# Of more members the search index finds them sooner.
_MANY = 20_000
_ALIKE = 0.5
# What stands before and behind the name in a group nickname, where it only helps to guess.
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_BEHIND = re.compile(r"[-—–_|/(（【\[].*$")
_KINSHIP = re.compile(
    r"(?<=.)(?:爸爸|妈妈|爸|妈|家长|同学|老师|爷爷|奶奶|外婆|外公|哥|姐|总|先生|女士)$"
)
_FAMILIAR = re.compile(r"^[小阿大老](?=.)")
_TITLES = ("name", "group_name", "wechat_name")


def account_of(sender: Sender, kind: ChatKind) -> str:
    """Return what an alias calls somebody's account; where it has no number, it is the name."""
    return sender.account or f"{kind}:{name_key(sender.name)}"


class Matcher:
    """The members, asked by what a chat calls them."""

    def __init__(self, kind: ChatKind) -> None:
        self.people = People()
        self._kind = kind
        self._accounts: dict[bytes, set[str]] = {}
        for member, name in all_aliases():
            if is_account(name):
                self._accounts.setdefault(member, set()).add(name)
        self._texts: list[tuple[frozenset[str], str, Person]] | None = None

    def match(self, senders: Sequence[Sender]) -> dict[str, Person]:
        """Return whom the senders are, by key; who is not in it must be asked.

        An account that is known says it. A name does where one member alone has it, unless that
        member has another account there, or two accounts bear the name.
        """
        by_account = {each.key: who for each in senders if (who := self._by_account(each))}
        by_name = {
            each.key: who
            for each in senders
            if each.key not in by_account and (who := self._by_name(each))
        }
        accounts = {each.key for each in senders if each.account}
        taken = Counter(who.id for key, who in by_name.items() if key in accounts)
        sure = {
            key: who for key, who in by_name.items() if taken[who.id] < 2 or key not in accounts
        }
        return by_account | sure

    def candidates(self, sender: Sender) -> tuple[Candidate, ...]:
        """Return whom a sender may be, the likeliest first."""
        people = [*self.called(sender), *self._homophones(sender), *self._alike(sender)]
        return candidates(people)[:_OFFERED]

    def _by_account(self, sender: Sender) -> Person | None:
        found = self.people.called(account_of(sender, self._kind))
        if not found and sender.account.startswith("id:"):
            found = self.people.sharing({"wechat_id": sender.account.removeprefix("id:")})
        return found[0] if len(found) == 1 else None

    def _by_name(self, sender: Sender) -> Person | None:
        found = self.called(sender)
        if len(found) != 1 or self._has_other_account(found[0], sender):
            return None
        return found[0]

    def called(self, sender: Sender) -> list[Person]:
        """Return the members of that name, or with that telephone number."""
        found = {who.id: who for name in sender.names for who in self.people.called(name)}
        if not found and sender.name[:1] == "+":
            # Who is not among the exporter's contacts stands there as a telephone number.
            key = ("phone", identity_key("phone", sender.name))
            found = {who.id: who for who in self.people.by_identity.get(key, ())}
        return list(found.values())

    def _has_other_account(self, who: Person, sender: Sender) -> bool:
        platform = sender.account.partition(":")[0]
        return bool(platform) and any(
            account.startswith(f"{platform}:") and account != sender.account
            for account in self._accounts.get(who.id, ())
        )

    def _homophones(self, sender: Sender) -> list[Person]:
        """Return members whose names sound the same."""
        core = _core(sender.name)
        if not HAN.fullmatch(core):
            return []
        spelt = sort_key(core).partition("\t")[0]
        rows = database.execute_sql(
            "SELECT id FROM member WHERE deleted = 0 AND pinyin >= ? AND pinyin < ? LIMIT ?",
            (f"{spelt}\t", f"{spelt}\n", _OFFERED),
        )
        ids = {bytes(member) for (member,) in rows}
        return [who for who in self.people.all if who.id in ids] if ids else []

    def _alike(self, sender: Sender) -> list[Person]:
        """Return members whose names have much in common with the sender's."""
        text = _core(sender.name)
        if len(self.people.all) > _MANY:
            found = {hit.id for hit in search.complete(Kind.MEMBER, text, _OFFERED)}
            return [who for who in self.people.all if who.id in found] if found else []
        if self._texts is None:
            self._texts = list(_texts(self.people.all))
        signs = frozenset(text)
        rough = nlargest(
            _COMPARED,
            ((_shared(signs, others), place) for place, (others, *_) in enumerate(self._texts)),
        )
        close = [
            (SequenceMatcher(None, text, self._texts[place][1], autojunk=False).ratio(), -place)
            for share, place in rough
            if share
        ]
        return [
            self._texts[-place][2]
            for score, place in sorted(close, reverse=True)
            if score >= _ALIKE
        ]


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _texts(people: Iterable[Person]) -> Iterable[tuple[frozenset[str], str, Person]]:
    for who in people:
        for text in {_core(who.values[field]) for field in _TITLES} - {""}:
            yield frozenset(text), text, who


def _core(name: str) -> str:
    """Return the bare name in a group nickname: 丽 of 🌸小丽妈妈🏃, 丽 of 阿丽-市场部."""
    plain = _BEHIND.sub("", _EDGES.sub("", unicodedata.normalize("NFKC", name)))
    return name_key(_FAMILIAR.sub("", _KINSHIP.sub("", plain)) or name)
