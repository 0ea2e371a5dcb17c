"""What differs between two versions of a set, rule by rule and clause by clause, in sentences. No Django.

>>> from phongtrao.awards.rulebook import read_entries
>>> row = {"key": "a", "title": "Giấy khen"}
>>> old, new = ({"rules": [{**row, "requires": {"declared": words}}]} for words in ("Tốt", "Rất tốt"))
>>> [(one.place, one.before, one.after) for one in changes_between(read_entries(old), read_entries(new))]
[('Giấy khen', 'Tốt (cấp trên trực tiếp xác nhận)', 'Rất tốt (cấp trên trực tiếp xác nhận)')]
"""

from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher

from phongtrao.awards.rulebook import Entry
from phongtrao.lib.changes import Change, changes_of, yes
from phongtrao.lib.numbers import format_date
from phongtrao.lib.rules import Clause, inside, say_clause, say_rule
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

Say = Callable[[Clause], str]


def changes_between(
    old: Mapping[str, Entry], new: Mapping[str, Entry], say: Say = say_clause
) -> list[Change]:
    """Rules that went, came or changed, in the order of the new version; then clauses of those in both.

    ``say``: how one clause is told, of a group only how its parts are meant.
    """
    found = changes_of(old, new, name=_title, part=_("tiêu chuẩn"), readers=READERS)
    for key, entry in new.items():
        if key in old:
            found += _of_clauses(old[key], entry, say)
    return found


def _of_clauses(old: Entry, new: Entry, say: Say) -> Iterator[Change]:
    before, after = (list(_lines(one.rule.requires, say)) for one in (old, new))
    compared = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in compared.get_opcodes():
        if kind != "equal":
            gone, come = before[start:end], after[new_start:new_end]
            yield Change(_title(new), _("điều kiện"), _joined(gone), _joined(come))


Line = tuple[int, str]  # how deep it stands, and its words


def _lines(clause: Clause, say: Say, depth: int = 0) -> Iterator[Line]:
    said = [say(clause), clause.basis, f"“{clause.said}”" if clause.said else "", _days(clause)]
    yield depth, " – ".join(filter(None, said))
    for part in inside(clause):
        yield from _lines(part, say, depth + 1)


def _joined(lines: list[Line]) -> str:
    return "; ".join(words for _depth, words in lines)


def _days(clause: Clause) -> str:
    since = format_date(clause.since) if clause.since else "…"
    until = format_date(clause.until) if clause.until else "…"
    return f"{since} – {until}" if clause.since or clause.until else ""


def _title(entry: Entry) -> str:
    return entry.rule.title or entry.key


def _subject(entry: Entry) -> str:
    return say_rule(entry.rule).partition(":")[0]


READERS: tuple[tuple[str, Callable[[Entry], str]], ...] = (
    (gettext_noop("tên"), _title),
    (gettext_noop("đối tượng"), _subject),
    (gettext_noop("danh hiệu, hình thức"), lambda one: one.honour),
    (gettext_noop("ghi chú"), lambda one: one.note),
    (gettext_noop("cần kiểm tra"), lambda one: yes(one.needs_check)),
)
