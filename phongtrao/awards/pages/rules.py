"""A set of rules, one rule of it, and what it found, as an official reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.access.rules import asking_units, can_write_rules, owning_units
from phongtrao.awards.models import Honour, RuleSet, RuleSetVersion
from phongtrao.awards.queries.rules import entries_around
from phongtrao.awards.rulebook import Entry, clause_on, read_entries
from phongtrao.documents.pages.shipped import days_of, owner_of
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import DomainError
from phongtrao.lib.numbers import format_date
from phongtrao.lib.rules import (
    AllOf,
    AllOrAny,
    AnyOf,
    Clause,
    Rule,
    SomeOf,
    When,
    facts_named,
    inside,
    is_provided,
    link,
    say_clause,
    say_rule,
)
from phongtrao.lib.rules.sentences import say_missing
from phongtrao.web.components import State


@dataclass(frozen=True, slots=True)
class SetPage:
    rule_set: Any
    version: RuleSetVersion
    versions: Sequence[RuleSetVersion]
    entries: Sequence[Entry]
    around: Mapping[str, Entry]  # what they may name
    honours: dict[str, str]
    can_write: Answer
    copies_to: bool  # the user has a unit that may keep a copy

    @classmethod
    def build(cls, user: AbstractBaseUser, found: RuleSet, number: int | None) -> "SetPage":
        versions = list(found.versions.order_by("-number").select_related("made_by"))
        shown = next((one for one in versions if one.number == number), versions[0])
        entries = list(entries_of(shown).values())
        around = entries_around(shown, timezone.localdate())
        write = can_write_rules(user, found)
        return cls(found, shown, versions, entries, around, honour_names(entries), write, not write and owning_units(user).exists())  # fmt: skip

    @property
    def facts(self) -> list[tuple[str, Any]]:
        said = [
            (_("Của"), owner_of(self.rule_set)),
            (_("Căn cứ"), self.rule_set.basis),
            (_("Áp dụng cho hồ sơ nhận"), days_of(self.rule_set)),
            (_("Phiên bản"), self.version.number),
        ]
        return [*said, (_("Thay bộ"), self._replaced)] if self.rule_set.replaces_id else said

    @property
    def _replaced(self) -> str:
        """“Luật 2013; bộ cũ còn dùng cho hồ sơ nhận đến hết 31/12/2026 nếu lợi hơn”"""
        found = self.rule_set
        said = _("%(set)s; bộ cũ còn dùng cho hồ sơ nhận đến hết %(day)s nếu lợi hơn")
        return said % {"set": found.replaces, "day": format_date(found.older_until)}

    @property
    def rows(self) -> list[tuple[Entry, str, str]]:
        return [
            (one, say_rule(named(one, self.around)), self.honours.get(one.honour, ""))
            for one in self.entries
        ]


@dataclass(frozen=True, slots=True)
class Branch:
    """One clause as a branch of a tree: its words, the law, what nobody publishes yet, what is below."""

    words: str
    basis: str
    said: str
    missing: str
    branches: "tuple[Branch, ...]"


def branch_of(clause: Clause) -> Branch:
    below = tuple(branch_of(part) for part in inside(clause))
    unknown = [] if below else [name for name in facts_named(clause) if not is_provided(name, None)]
    missing = "; ".join(map(say_missing, unknown))
    return Branch(heading_of(clause), clause.basis, clause.said, missing, below)


def named(entry: Entry, around: Mapping[str, Entry]) -> Rule:
    """The rule with the titles of those it names, where they can be found."""
    try:
        return link(entry.rule, {key: one.rule for key, one in around.items()}, key=entry.key)
    except DomainError:
        return entry.rule


def heading_of(clause: Clause) -> str:
    """A clause in words; of a group only how its parts are meant."""
    match clause:
        case AllOf() | AllOrAny(meant="all"):
            words = _("Đạt tất cả:")
        case AnyOf() | AllOrAny(meant="any"):
            words = _("Đạt ít nhất một:")
        case SomeOf():
            words = _("Đạt ít nhất %s trong số:") % clause.needed
        case AllOrAny():
            words = _("Đạt tất cả hay chỉ cần một (cần kiểm tra):")
        case When():
            words = _("Nếu điều thứ nhất đúng thì phải đạt điều thứ hai:")
        case _:
            words = say_clause(clause)
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class RulePage:
    rule_set: RuleSet
    version: RuleSetVersion
    entry: Entry
    tree: Branch | None
    refusal: str  # why the rule cannot be asked today
    honour: str
    asks: bool

    @classmethod
    def build(
        cls, user: AbstractBaseUser, version: RuleSetVersion, key: str, day: Any
    ) -> "RulePage":
        """KeyError: the version has no such rule."""
        entries = entries_around(version, day)
        entry = entries_of(version)[key]
        tree, refusal = None, ""
        try:
            tree = branch_of(clause_on(entry, entries, day))
        except DomainError as error:
            refusal = str(error)
        honour = honour_names([entry]).get(entry.honour, "")
        return cls(version.rule_set, version, entry, tree, refusal, honour, asking_units(user).exists())  # fmt: skip

    @property
    def facts(self) -> list[tuple[str, Any]]:
        return [
            (_("Bộ tiêu chuẩn"), self.rule_set),
            (_("Căn cứ"), self.rule_set.basis),
            (_("Mở đường cho"), self.honour),
            (_("Ghi chú"), self.entry.note),
        ]

    @property
    def state(self) -> State | None:
        if not self.entry.needs_check:
            return None
        return State(_("Cần kiểm tra"), "due", why=_("Cách hiểu hoặc con số này chưa có văn bản xác nhận."))  # fmt: skip


def entries_of(version: RuleSetVersion) -> dict[str, Entry]:
    return read_entries(version.data)


def honour_names(entries: Sequence[Entry]) -> dict[str, str]:
    keys = {one.honour for one in entries if one.honour}
    rows = Honour.objects.filter(owner=None, key__in=keys)
    return dict(rows.values_list("key", "title"))
