"""A regime as it is read: its stages with their clocks, its versions, what changed between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from phongtrao.documents.pages.shipped import days_of, owner_of
from phongtrao.lib.answers import Answer
from phongtrao.lib.changes import Change
from phongtrao.research.access.regimes import can_edit_regime
from phongtrao.research.access.tasks import managing_units, visible_tasks
from phongtrao.research.models import Regime, RegimeVersion, ResearchTask
from phongtrao.research.regime_changes import changes_between, clock_words, scale_words
from phongtrao.research.services.regimes import voting_choices
from phongtrao.research.stages import Rules, Stage, read_regime
from phongtrao.web.components import State

LABELS = dict(ResearchTask.Status.choices)


def regime_state(regime: Any) -> State:
    """Of the newest version, which access has fetched along."""
    rules = read_regime(regime.data)
    stages = sum(stage.needs_check for stage in rules.stages)
    if not regime.needs_check and not stages:
        return State(_("Đã kiểm tra"), "done")
    why = _("Chưa đối chiếu đủ với văn bản: %s bước còn số ngày cần kiểm tra.") % stages
    return State(_("Cần kiểm tra"), "due", why=why)


@dataclass(frozen=True, slots=True)
class RegimePage:
    regime: Any
    version: RegimeVersion
    rules: Rules
    versions: Sequence[RegimeVersion]
    can_edit: Answer
    copies_to: bool  # the user has an office that may keep a copy

    @classmethod
    def build(cls, user: AbstractBaseUser, regime: Regime, number: int | None) -> "RegimePage":
        rows = regime.versions.order_by("-number").select_related("made_by")
        seen = Q(tasks__in=visible_tasks(user).order_by().values("pk"))
        versions = list(rows.annotate(used=Count("tasks", filter=seen)))
        shown = next((one for one in versions if one.number == number), versions[0])
        edit = can_edit_regime(user, regime)
        return cls(
            regime=regime,
            version=shown,
            rules=read_regime(shown.data),
            versions=versions,
            can_edit=edit,
            copies_to=not edit and managing_units(user).exists(),
        )

    @property
    def is_newest(self) -> bool:
        return self.version == self.versions[0]

    @property
    def before(self) -> RegimeVersion | None:
        return next((one for one in self.versions if one.number < self.version.number), None)

    @property
    def state(self) -> State:
        return regime_state(self.regime)

    @property
    def to_check(self) -> bool:
        """Whether anything of the newest version is still to be compared with a paper."""
        newest = read_regime(self.versions[0].data)
        return self.regime.needs_check or any(stage.needs_check for stage in newest.stages)

    @property
    def stages(self) -> list[tuple[Stage, str, str]]:
        """Each with its state and its clock in words."""
        titles = {stage.key: stage.title for stage in self.rules.stages}
        return [
            (stage, str(LABELS[stage.state]), _clock(stage, titles)) for stage in self.rules.stages
        ]

    @property
    def facts(self) -> list[tuple[str, Any]]:
        votes = dict(voting_choices(self.regime.owner))
        rules = self.rules
        return [
            (_("Của"), owner_of(self.regime)),
            (_("Nhiệm vụ đề xuất"), days_of(self.regime)),
            (_("Căn cứ"), self.regime.basis or "—"),
            (_("Báo cáo định kỳ"), _("%s tháng một lần") % rules.report_months),
            (_("Xếp loại nghiệm thu"), scale_words(rules)),
            (_("Xét chọn theo"), votes.get(rules.selection, rules.selection)),
            (_("Nghiệm thu theo"), votes.get(rules.acceptance, rules.acceptance)),
        ]


def _clock(stage: Stage, titles: dict[str, str]) -> str:
    words = clock_words(stage)
    if words and stage.since:
        return _("%(clock)s từ khi bắt đầu bước “%(stage)s”") % {
            "clock": words,
            "stage": titles.get(stage.since, stage.since),
        }
    return words


@dataclass(frozen=True, slots=True)
class ComparePage:
    regime: Regime
    old: RegimeVersion
    new: RegimeVersion

    @property
    def changes(self) -> list[Change]:
        return changes_between(read_regime(self.old.data), read_regime(self.new.data))
