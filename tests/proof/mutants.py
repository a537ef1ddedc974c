"""Faults a merging journal could have, each as one small change of the source.

Two of the study's sixteen cannot show here: comparing by a column's collation or blind to types
changes nothing in a file whose columns are all BINARY and have an affinity.
"""

from __future__ import annotations

from dataclasses import dataclass

SCRIPTS = "scripts"
_MERGE = "tests/models/merging/test_merge.py tests/models/merging/test_doors.py"
_CONFLICTS = "tests/models/merging/test_conflicts.py"
_TWINS = "tests/models/merging/test_twins.py"
_INCOMING = "tests/models/merging/test_incoming.py"


@dataclass(frozen=True)
class Mutant:
    """A fault: `old` becomes `new` in one module. `tests` is what must notice, SCRIPTS or a file of
    tests."""

    fault: str
    module: str
    old: str
    new: str
    tests: str = SCRIPTS


_UNION = "models/merging/union.py"
_TRIGGERS = "models/journal/triggers.py"
_INVERSE = "models/journal/inverse.py"
_TRANSACTIONS = "models/journal/transactions.py"
_ERASURE = "models/journal/erasure.py"
_JUDGING = "models/merging/crossings.py"
_WHOLE = "models/merging/merge.py"

# The study's, in our code.
STUDIED = (
    Mutant(
        "ties broken by local order",
        _UNION,
        '_LATEST = "x.hlc DESC, x.id DESC, g.n DESC"',
        '_LATEST = "x.hlc DESC, g.n DESC"',
    ),
    Mutant(
        "clock not advanced at merge",
        _UNION,
        "hlc = 1 + max(hlc, (SELECT hlc FROM {THEIRS}._clock))",
        "hlc = 1 + hlc",
    ),
    Mutant(
        "wall clock instead of the hybrid one",
        _TRANSACTIONS,
        "SET hlc = max(hlc + 1, ? << 16), tx = ?",
        "SET hlc = ? << 16, tx = ?",
    ),
    Mutant("erased not scrubbed at merge", _WHOLE, "scrubbed = sweep()", "scrubbed = 0"),
    Mutant(
        "erasure does not follow owners",
        _ERASURE,
        "for column in filter(None, (each.table.owner, *each.follows)):",
        "for column in each.follows:",
    ),
    Mutant(
        "what REPLACE destroys is not kept",
        _TRIGGERS,
        "AND NOT EXISTS (SELECT 1 FROM _change WHERE row = NEW.id AND col = cell.col);",
        "AND 0;",
        "tests/models/journal/test_triggers.py",
    ),
    Mutant(
        "values of shared rows not journaled",
        _TRIGGERS,
        "        if table.shared_id\n",
        "        if False\n",
    ),
    Mutant(
        "transactions counted, not random",
        _TRANSACTIONS,
        "    number = random_number()\n",
        "    number = 1 + database.execute_sql("
        '"SELECT coalesce(max(id), 0) FROM _transaction").fetchone()[0]\n',
    ),
    Mutant(
        "edits by other programs share one transaction",
        _TRIGGERS,
        "outside_tx = random() & {_LARGEST}",
        "outside_tx = 77",
    ),
    Mutant(
        "what comes always wins",
        _UNION,
        "ON g.row = k.row AND g.col = k.col",
        "ON g.row = k.row AND g.col = k.col AND g.tx IN (SELECT tx FROM temp._new)",
    ),
    Mutant(
        "the oldest wins",
        _UNION,
        '_LATEST = "x.hlc DESC, x.id DESC, g.n DESC"',
        '_LATEST = "x.hlc, x.id, g.n"',
    ),
    Mutant("DELETE really deletes", _TRIGGERS, "SELECT RAISE(IGNORE);", "SELECT 1;"),
    Mutant(
        "records copied in no order",
        _UNION,
        '" WHERE tx IN (SELECT tx FROM temp._new) ORDER BY n"',
        '" WHERE tx IN (SELECT tx FROM temp._new) ORDER BY -n"',
    ),
    Mutant(
        "undo overrules later edits",
        _INVERSE,
        """f" AND {same_cell(cell, 'u.after')}",""",
        '"",',
        _MERGE,
    ),
)
# Our own.
OWN = (
    Mutant(
        "what two laptops did is taken back from both",
        _INVERSE,
        "AND NOT u.stands AND u.row",
        "AND u.row",
        _CONFLICTS,
    ),
    Mutant(
        "defaults of shared rows journaled",
        _TRIGGERS,
        'return "NULL" if column == "deleted" else table.defaults[column]',
        'return "NULL"',
        _MERGE,
    ),
    Mutant(
        "making a shared row anew says nothing of its deletion",
        _TRIGGERS,
        'return "NULL" if column == "deleted" else table.defaults[column]',
        "return table.defaults[column]",
        _MERGE,
    ),
    Mutant(
        "bytes of the erased stay at merge", _WHOLE, "    if scrubbed:", "    if False:", _MERGE
    ),
    Mutant(
        "sessions not copied",
        _UNION,
        "_session SELECT * FROM {THEIRS}._session WHERE id IN",
        "_session SELECT * FROM {THEIRS}._session WHERE 0 AND id IN",
        _MERGE,
    ),
    Mutant(
        "what the deletion's author had seen is ignored",
        _JUDGING,
        "    missed = sum(each < deletion for each in own) > seen\n",
        "    missed = True\n",
        _CONFLICTS,
    ),
    Mutant(
        "erasing counts as an edit of what is in the trash",
        _JUDGING,
        "_KNOWING = (UNDO, REDO, SETTLING, ERASING,",
        "_KNOWING = (UNDO, REDO, SETTLING,",
        _CONFLICTS,
    ),
    Mutant(
        "settlements ignored",
        "models/merging/conflicts.py",
        "if each.id not in settled], tables)",
        "], tables)",
        _CONFLICTS,
    ),
    Mutant(
        "rows another copy made too go to the trash",
        _INVERSE,
        "AND (o.kind IS NOT NULL OR (o.hlc, o.id) < (x.hlc, x.id)))",
        "AND 0)",
        _MERGE,
    ),
    Mutant(
        "what came with a merge is a step of its own",
        "models/journal/undo.py",
        "AND id NOT IN (SELECT tx FROM _merged)",
        "",
        _MERGE,
    ),
    Mutant(
        "temporary tables stay",
        _WHOLE,
        "            return _take_in(found, progress)\n    finally:\n        union.forget()",
        "            return _take_in(found, progress)\n    finally:\n        pass",
        _MERGE,
    ),
    Mutant("a preview is written", _WHOLE, "        if not keep:", "        if False:", _MERGE),
    Mutant("no backup before", _WHOLE, "    backups.keep(", "    str(", _MERGE),
    Mutant(
        "the journal stays deaf after a merge",
        _UNION,
        '"UPDATE main._clock SET mute = 0"',
        '"UPDATE main._clock SET mute = 1"',
        _MERGE,
    ),
    Mutant(
        "other programs go by the wall clock",
        _TRIGGERS,
        "UPDATE _clock SET hlc = max(hlc + 1, {_NOW} << 16)",
        "UPDATE _clock SET hlc = {_NOW} << 16",
        _MERGE,
    ),
    Mutant(
        "twins are other twins on the other copy",
        "models/settlement.py",
        "low, high = sorted((bytes(first), bytes(second)))",
        "low, high = bytes(first), bytes(second)",
        _TWINS,
    ),
    Mutant(
        "deletions are not marked",
        _TRIGGERS,
        "FROM _clock WHERE NEW.deleted = 1 AND OLD.deleted = 0;",
        "FROM _clock WHERE 0;",
        _CONFLICTS,
    ),
    Mutant(
        "erasure forgets whom a row was about before",
        _ERASURE,
        'AND (g.old IN {gone} OR g.new IN {gone})"\n        )\n    return _count',
        'AND 0"\n        )\n    return _count',
        "tests/models/journal/test_erasure.py",
    ),
    Mutant(
        "a hot journal is not copied",
        "models/merging/incoming.py",
        '_COMPANIONS = ("-journal", "-wal")',
        "_COMPANIONS = ()",
        _INCOMING,
    ),
    Mutant(
        "the original is worked on",
        "models/merging/incoming.py",
        "        copy = _copy(path, Path(folder.name))\n",
        "        copy = path\n",
        _INCOMING,
    ),
    Mutant(
        "undo goes back to the oldest value",
        _INVERSE,
        "CASE WHEN known.n IS NOT NULL THEN known.new ELSE first.old END",
        "first.old",
        _MERGE,
    ),
    Mutant(
        "a long list has shared rows without their values",
        "models/journal/bulk.py",
        "    if not model.shared_id:\n        return\n",
        "    return\n",
        "tests/models/journal/test_bulk.py",
    ),
)
MUTANTS = STUDIED + OWN
