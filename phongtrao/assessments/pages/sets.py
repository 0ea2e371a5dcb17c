"""An index set with its editions, as those who score will meet it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.assessments.access import sets as access
from phongtrao.assessments.models import Criterion, Edition, IndexSet
from phongtrao.assessments.pages.marks import state_of
from phongtrao.assessments.rows import Way, notes_of
from phongtrao.documents.pages.shipped import owner_of
from phongtrao.documents.pages.shipped import state_of as checked_of
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.web.components import State

S = Edition.Status


@dataclass(frozen=True, slots=True)
class SetPage:
    index_set: IndexSet
    edition: Edition
    editions: list[Edition]
    can_edit: Answer
    copies_to: bool

    @classmethod
    def build(cls, user: AbstractBaseUser, index_set: IndexSet, number: int | None) -> "SetPage":
        editions = list(access.visible_editions(user, index_set))
        shown = next((one for one in editions if one.number == number), editions[0])
        return cls(
            index_set=index_set,
            edition=shown,
            editions=editions,
            can_edit=access.can_edit(user, index_set),
            copies_to=access.running_units(user).exists(),
        )

    @property
    def state(self) -> State:
        return checked_of(self.index_set)

    @property
    def edition_state(self) -> State:
        return state_of(self.edition)

    @property
    def owner(self) -> str:
        return owner_of(self.index_set)

    @property
    def is_draft(self) -> bool:
        return self.edition.status == S.DRAFT and bool(self.can_edit)

    @property
    def has_draft(self) -> bool:
        return self.editions[0].status == S.DRAFT

    @property
    def notes(self) -> list[str]:
        return notes_of(self.edition.rows)

    @property
    def lines(self) -> list["Line"]:
        return [Line(one) for one in self.edition.tree]

    @property
    def rules(self) -> list[str]:
        """The level rules as sentences."""
        rules = self.edition.level_rules
        how = {
            "lowest": _("Mỗi nhóm có mức riêng; mức chung là mức thấp nhất trong các nhóm."),
            "sum": _("Mức theo tổng điểm các nhóm."),
            "mean": _("Mức theo trung bình điểm các nhóm."),
        }
        bands = [f"{band.label}: {band.words} {_('điểm')}." for band in rules.bands]
        found = [how[rules.combine], *bands]
        if rules.mandatory:
            said = _("Chưa đạt một điều kiện bắt buộc thì mức cao nhất là %s.")
            found.append(said % rules.label(rules.mandatory))
        return found

    def facts(self) -> list[tuple[str, Any]]:
        edition = self.edition
        days = [format_date(day) if day else "…" for day in (edition.valid_from, edition.valid_to)]
        return [
            (_("Loại"), self.index_set.get_kind_display()),
            (_("Căn cứ"), self.index_set.basis),
            (_("Nguồn"), self.index_set.source),
            (_("Áp dụng"), " – ".join(days) if any(day != "…" for day in days) else ""),
        ]


@dataclass(frozen=True, slots=True)
class Line:
    criterion: Criterion

    @property
    def most(self) -> str:
        return "" if self.criterion.most is None else format_number(self.criterion.most)

    @property
    def way(self) -> str:
        """How its points come about; nothing for a plain score or a node."""
        one = self.criterion
        if not one.is_leaf or one.way == Way.POINTS:
            return ""
        if one.way == Way.COUNT:
            return _("%s điểm mỗi đơn vị đếm") % format_number(one.each or 0)
        if one.way == Way.CHOICE:
            listed = (f"{c['label']}: {format_number(Decimal(c['points']))}" for c in one.choices)
            return "; ".join(listed)
        return str(one.get_way_display())
