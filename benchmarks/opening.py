"""Opening a file with a passphrase, beside the key derivation alone.

100,000 members, closed cleanly, so that the seal says the file is whole; and once as a copy taken
while somebody wrote, where everything has to be checked. The yardstick is what SQLCipher needs to
turn the passphrase into a key and read one page. A wrong passphrase must cost no more than that.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from models.base import database
from models.book import close_book, create_book, open_book
from models.errors import WrongPassphrase
from models.journal import bulk
from models.journal.transactions import action
from models.members.member import Member
from models.search import catch_up
from models.storage.connection import open_connection

MEMBERS = 100_000
ROUNDS = 5
PASSPHRASE = "correct horse battery"
SEAL = 64
WRONG_AT_MOST = 1.5


def make_file(path: Path, passphrase: str) -> None:
    create_book(path, "十万人", passphrase)
    rows = [
        (row, f"成员{number}", f"138{number:08d}")
        for number, row in enumerate(bulk.new_ids(MEMBERS))
    ]
    with action("member.import", MEMBERS):
        bulk.insert(Member, ("name", "phone"), rows)
    catch_up()
    close_book()


def derive_key(path: Path) -> None:
    with closing(open_connection(path, PASSPHRASE)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def open_once(path: Path, passphrase: str) -> None:
    open_book(path, passphrase)
    database.execute_sql("SELECT count(*) FROM member").fetchone()
    database.close()


def try_wrong(path: Path) -> None:
    try:
        open_book(path, "something else")
    except WrongPassphrase:
        return
    raise AssertionError("a wrong passphrase opened the file")


def median_of(work: Callable[[], None], before: Callable[[], None] = lambda: None) -> float:
    """Return milliseconds."""
    spent = []
    for _round in range(ROUNDS):
        before()
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent) * 1000


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        keyed, plain = Path(folder, "keyed.guildbook"), Path(folder, "plain.guildbook")
        make_file(keyed, PASSPHRASE)
        make_file(plain, "")
        torn = Path(folder, "torn.guildbook")

        def tear() -> None:
            shutil.copyfile(keyed, torn)
            with torn.open("rb+") as file:
                file.truncate(keyed.stat().st_size - SEAL)

        open_once(keyed, PASSPHRASE)  # what is imported once is not measured
        key = median_of(lambda: derive_key(keyed))
        opened = median_of(lambda: open_once(keyed, PASSPHRASE))
        wrong = median_of(lambda: try_wrong(keyed))
        unsealed = median_of(lambda: open_once(torn, PASSPHRASE), tear)
        bare = median_of(lambda: open_once(plain, ""))
    print(f"{MEMBERS:,} members, {ROUNDS} rounds, medians")
    print(f"  key derivation alone          {key:6.0f} ms")
    print(f"  opening with the passphrase   {opened:6.0f} ms, {opened / key:.2f} times")
    print(f"  a wrong passphrase            {wrong:6.0f} ms, {wrong / key:.2f} times")
    print(f"  a copy without its seal       {unsealed:6.0f} ms, everything checked")
    print(f"  without a passphrase          {bare:6.0f} ms")
    return int(wrong > key * WRONG_AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
