"""A rubric as members will meet it, its versions, and what changed between two of them."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.councils.access import rubrics as access
from phongtrao.councils.access.setting_up import units_to_set_up
from phongtrao.councils.models import Rubric, RubricVersion
from phongtrao.councils.rubric_changes import changes_between
from phongtrao.councils.rubrics import Criterion, read_rubric, spoken
from phongtrao.councils.rubrics import Rubric as Values
from phongtrao.documents.pages.shipped import owner_of, state_of
from phongtrao.lib.answers import Answer
from phongtrao.lib.changes import Change
from phongtrao.web.components import State


def most_of(rubric: Rubric) -> Decimal:
    """The whole score of the newest version, which access has fetched along."""
    return read_rubric(rubric.data).most  # type: ignore[attr-defined]  # annotated by access


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as a sheet prints it. ``number``: “1”, “1.2”."""

    number: str
    depth: int
    criterion: Criterion

    @property
    def is_node(self) -> bool:
        return bool(self.criterion.parts)

    @property
    def most(self) -> str:
        """Empty for a criterion of words only."""
        if self.is_node:
            return spoken(self.criterion.sum)
        return "" if self.criterion.most is None else spoken(self.criterion.most)

    @property
    def least(self) -> str:
        return "" if self.criterion.least is None else spoken(self.criterion.least)

    @property
    def weights(self) -> str:
        found = (self.criterion.weights or {}).items()
        return "; ".join(f"{name}: {spoken(number)}" for name, number in found)


def lines_of(values: Values) -> list[Line]:
    found, places = [], [0]
    for depth, criterion in values.in_order():
        del places[depth + 1 :]
        places += [0] * (depth + 1 - len(places))
        places[depth] += 1
        found.append(Line(".".join(map(str, places)), depth, criterion))
    return found


@dataclass(frozen=True, slots=True)
class RubricPage:
    rubric: Rubric
    version: RubricVersion
    values: Values
    versions: list[RubricVersion]
    can_edit: Answer
    copies_to: bool  # the user has a unit that may keep a copy

    @classmethod
    def build(cls, user: AbstractBaseUser, rubric: Rubric, number: int | None) -> "RubricPage":
        versions = list(rubric.versions.order_by("-number").select_related("made_by"))
        shown = next((one for one in versions if one.number == number), versions[0])
        return cls(
            rubric=rubric,
            version=shown,
            values=read_rubric(shown.data),
            versions=versions,
            can_edit=access.can_edit_rubric(user, rubric),
            copies_to=units_to_set_up(user).exists(),
        )

    @property
    def has_least(self) -> bool:
        return any(line.least for line in self.lines)

    @property
    def is_newest(self) -> bool:
        return self.version == self.versions[0]

    @property
    def lines(self) -> list[Line]:
        return lines_of(self.values)

    @property
    def state(self) -> State:
        return state_of(self.rubric)

    @property
    def owner(self) -> str:
        return owner_of(self.rubric)

    @property
    def rules(self) -> list[str]:
        """What holds for the whole, as sentences."""
        return rules_of(self.values)

    @property
    def before(self) -> RubricVersion | None:
        """The version to compare the shown one with."""
        return next((one for one in self.versions if one.number < self.version.number), None)


def rules_of(values: Values) -> list[str]:
    is_median = values.method == "median"
    said = [
        _("Điểm của hồ sơ là trung vị các phiếu đã chấm xong.")
        if is_median
        else _("Điểm của hồ sơ là trung bình cộng các phiếu đã chấm xong.")
    ]
    if values.pass_from is not None:
        said.append(_("Đạt từ %s điểm.") % spoken(values.pass_from))
    if values.spread_alarm is not None:
        words = _(
            "Phiếu cao nhất và thấp nhất cách nhau từ %s điểm thì xem lại hoặc mời thêm phản biện."
        )
        said.append(words % spoken(values.spread_alarm))
    for grade in values.grades:
        words = _("%(label)s: từ %(since)s điểm, được tính là đạt.") if grade.passes else _("%(label)s: từ %(since)s điểm, không đạt.")  # fmt: skip
        said.append(words % {"label": grade.label, "since": spoken(grade.since)})
    return [*said, *(cap_words(cap.fact, cap.since, cap.most) for cap in values.caps)]


def cap_words(fact: str, since: Decimal, most: Decimal) -> str:
    names = {"copied": _("tỉ lệ trùng lặp")}
    said = _("Khi %(fact)s từ %(since)s%%, điểm không quá %(most)s.")
    return said % {
        "fact": names.get(fact, fact),
        "since": spoken(since * 100),
        "most": spoken(most),
    }


@dataclass(frozen=True, slots=True)
class ComparePage:
    rubric: Rubric
    old: RubricVersion
    new: RubricVersion

    @property
    def changes(self) -> list[Change]:
        return changes_between(read_rubric(self.old.data), read_rubric(self.new.data))
