"""Who a sender of a chat is. Only what is certain is taken; about the rest somebody is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from models.exchange.alike import Alike
from models.exchange.cells import name_key
from models.exchange.chats.export import ChatKind, Sender
from models.exchange.people import People, Person, candidates, identity_key
from models.exchange.plan import Candidate
from models.members.alias import all_aliases, is_account

_OFFERED = 5


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
        self._alike = Alike(self.people)

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
        alike = self._alike
        people = [*self.called(sender), *alike.homophones(sender.name), *alike.close(sender.name)]
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
