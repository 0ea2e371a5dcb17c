"""An office's rules while they are changed: the set, one rule as a tree of clauses, two versions compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.models import RuleDraft, RuleSet, RuleSetVersion
from phongtrao.awards.pages.rules import branch_of, entries_of, heading_of, honour_names, named
from phongtrao.awards.queries.drafts import Preview, draft_of, drafted
from phongtrao.awards.queries.rules import entries_around
from phongtrao.awards.rule_changes import changes_between
from phongtrao.awards.rule_trees import Data, Path, is_group, parts_of, write_path
from phongtrao.awards.rulebook import Entry
from phongtrao.lib.changes import Change
from phongtrao.lib.marks import mark_of
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.lib.rules import Clause, Rule, inside, say_rule
from phongtrao.web.components import State


@dataclass(frozen=True, slots=True)
class EditBranch:
    """One clause that can be changed: its words, and what may be done with it."""

    path: str
    mark: str
    words: str
    basis: str
    said: str
    days: str
    missing: str
    is_group: bool
    is_part: bool  # of a group: it can be taken out and moved
    is_first: bool
    is_last: bool
    branches: "tuple[EditBranch, ...]"


def edit_branch(clause: Clause, data: Data, path: Path = (), siblings: int = 0) -> EditBranch:
    """``siblings``: how many stand in its group, nought where it stands in none."""
    parts = parts_of(data)
    many = len(parts) if is_group(data) else 0
    below = zip(inside(clause), parts, strict=False)  # what another rule asks is not changed here
    return EditBranch(
        path=write_path(path),
        mark=mark_of(data),
        words=heading_of(clause),
        basis=clause.basis,
        said=clause.said,
        days=_days(clause),
        missing="" if parts else branch_of(clause).missing,
        is_group=bool(many),
        is_part=siblings > 1,
        is_first=not path or path[-1] == 0,
        is_last=not path or path[-1] == siblings - 1,
        branches=tuple(
            edit_branch(part, one, (*path, place), many) for place, (part, one) in enumerate(below)
        ),
    )


def _days(clause: Clause) -> str:
    since, until = clause.since, clause.until
    if since and until:
        return _("hiệu lực %(since)s – %(until)s") % {
            "since": format_date(since),
            "until": format_date(until),
        }
    if since:
        return _("hiệu lực từ %s") % format_date(since)
    return _("hiệu lực đến hết %s") % format_date(until) if until else ""


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The set: its rules as they will be, and who changed them last."""

    rule_set: RuleSet
    draft: RuleDraft | None
    version: RuleSetVersion

    @classmethod
    def build(cls, found: RuleSet) -> "DraftPage":
        return cls(found, draft_of(found), drafted(found))

    @property
    def mark(self) -> str:
        return mark_of(self.version.data)

    @property
    def editing(self) -> str:
        """Who is at it and since when, so that a second one knows."""
        if self.draft is None:
            return ""
        begun, changed = (
            timezone.localtime(at) for at in (self.draft.begun_at, self.draft.changed_at)
        )
        said = {
            "who": self.draft.changed_by,
            "begun": f"{begun:%H:%M %d/%m/%Y}",
            "changed": f"{changed:%H:%M %d/%m/%Y}",
        }
        return (
            _("Bản đang sửa bắt đầu lúc %(begun)s; sửa lần cuối bởi %(who)s lúc %(changed)s.")
            % said
        )

    @property
    def rows(self) -> list[tuple[Entry, str, str]]:
        entries = list(entries_of(self.version).values())
        honours = honour_names(entries)
        around = entries_around(self.version, timezone.localdate())
        return [(one, say_rule(named(one, around)), honours.get(one.honour, "")) for one in entries]

    @property
    def changes(self) -> list[Change]:
        """Against the version in force."""
        if self.draft is None:
            return []
        before = RuleSetVersion(data=self.rule_set.versions.order_by("-number")[0].data)
        return changes_between(entries_of(before), entries_of(self.version), heading_of)


@dataclass(frozen=True, slots=True)
class DraftRulePage:
    whole: DraftPage
    row: Data
    entry: Entry
    rule: Rule  # with the titles of those it names
    tree: EditBranch
    honour: str

    @classmethod
    def build(cls, found: RuleSet, key: str) -> "DraftRulePage":
        """KeyError: the draft has no such rule."""
        whole = DraftPage.build(found)
        entry = entries_of(whole.version)[key]
        row = next(one for one in whole.version.data["rules"] if one["key"] == key)
        rule = named(entry, entries_around(whole.version, timezone.localdate()))
        tree = edit_branch(rule.requires, row["requires"])
        return cls(whole, row, entry, rule, tree, honour_names([entry]).get(entry.honour, ""))

    @property
    def rule_set(self) -> RuleSet:
        return self.whole.rule_set

    @property
    def sentence(self) -> str:
        return say_rule(self.rule)

    @property
    def facts(self) -> list[tuple[str, Any]]:
        return [(_("Mở đường cho"), self.honour), (_("Ghi chú"), self.entry.note)]

    @property
    def state(self) -> State | None:
        return State(_("Cần kiểm tra"), "due") if self.entry.needs_check else None

    @property
    def address(self) -> str:
        return reverse("awards:draft_rule", args=[self.rule_set.pk, self.entry.key])


@dataclass(frozen=True, slots=True)
class PreviewWords:
    """What the drafted rule finds, beside the rule in force."""

    found: Preview

    @property
    def now(self) -> str:
        return counts_words(self.found.now)

    @property
    def before(self) -> str:
        return counts_words(self.found.before) if self.found.before else ""

    @property
    def moved(self) -> str:
        said = {"more": format_number(self.found.came), "fewer": format_number(self.found.went)}
        return (
            _("Theo bản đang sửa: thêm %(more)s đạt, bớt %(fewer)s so với phiên bản đang dùng.")
            % said
        )


@dataclass(frozen=True, slots=True)
class TriedClause:
    """The rule with a clause as it is being typed: how it reads and what it finds, or why neither can be said."""

    sentence: str = ""
    preview: PreviewWords | None = None
    refusal: str = ""

    @classmethod
    def of(cls, version: RuleSetVersion, key: str, found: Preview) -> "TriedClause":
        around = entries_around(version, timezone.localdate())
        return cls(say_rule(named(entries_of(version)[key], around)), PreviewWords(found))


def counts_words(counts: dict[str, int]) -> str:
    said = {name: format_number(number) for name, number in counts.items()}
    return (
        _(
            "%(met)s đạt, %(near)s còn thiếu một điều kiện, %(undecided)s chưa đủ căn cứ, trên %(asked)s."
        )
        % said
    )


@dataclass(frozen=True, slots=True)
class ComparePage:
    rule_set: RuleSet
    old: RuleSetVersion
    new: RuleSetVersion

    @property
    def changes(self) -> Sequence[Change]:
        return changes_between(entries_of(self.old), entries_of(self.new), heading_of)
