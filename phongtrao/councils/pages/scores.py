"""What the sheets of one case come to, criterion by criterion, with the reasons."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.councils.access import sheets as access
from phongtrao.councils.models import Case, ScoreSheet
from phongtrao.councils.pages.rubrics import Line, cap_words, lines_of, rules_of
from phongtrao.councils.rubrics import ZERO, rounded, spoken
from phongtrao.councils.scores import CaseScores, given_scores, scores_of
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_number
from phongtrao.web.components import State


def standing_of(scores: CaseScores | None) -> State:
    """How the scoring of a case stands, the gravest first. None: not for this reader yet."""
    if scores is None:
        return State(_("Xem được khi bạn chấm xong"), "neutral", "lock")
    if scores.result is None:
        return State(_("Chưa có phiếu nào xong"), "neutral")
    if scores.result.disqualified_by:
        return State(_("Có tiêu chí bị loại"), "refused")
    if scores.result.is_apart:
        return State(_("Chênh lệch lớn"), "due", "alert-triangle")
    if scores.waiting:
        return State(_("Còn phiếu chưa xong"), "running")
    return State(_("Đạt"), "done") if scores.result.passes else State(_("Không đạt"), "refused")


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion with what each final sheet gave it."""

    line: Line
    given: list[str]
    mean: str
    fails: bool


@dataclass(frozen=True, slots=True)
class CaseScoresPage:
    case: Case
    scores: CaseScores | None  # None: one's own sheet comes first
    can_invite: Answer

    @classmethod
    def build(cls, user: AbstractBaseUser, case: Case) -> "CaseScoresPage":
        may_read = access.scored_cases(user).filter(pk=case.pk).exists()
        scores = scores_of([case])[case.pk] if may_read else None
        return cls(case, scores, access.can_invite(user, case))

    @property
    def state(self) -> State:
        return standing_of(self.scores)

    @property
    def sentence(self) -> str:
        if self.scores is None:
            return _(
                "Bạn được giao chấm hồ sơ này. Điểm của người khác hiện ra khi phiếu của bạn chấm xong."
            )
        said = {"done": len(self.scores.sheets), "waiting": len(self.scores.waiting)}
        return _("%(done)s phiếu đã chấm xong, %(waiting)s phiếu còn chờ.") % said

    @property
    def definitions(self) -> list[tuple[str, str]]:
        found = self.scores and self.scores.result
        if not found or self.scores is None or self.scores.rubric is None:
            return []
        most = format_number(self.scores.rubric.most)
        return [
            (_("Điểm của hồ sơ"), f"{format_number(found.score)} / {most}"),
            (_("Trung bình các phiếu"), _points(self.scores.mean)),
            (
                _("Thấp nhất – cao nhất"),
                f"{_points(found.totals[0])} – {_points(found.totals[-1])}",
            ),
            (_("Chênh lệch"), _points(found.spread)),
            (_("Xếp loại"), found.grade.label if found.grade else ""),
            (_("Kết quả chấm"), _("Đạt") if found.passes else _("Không đạt")),
        ]

    @property
    def alarm(self) -> str:
        """Why one should look again; empty when the sheets agree."""
        if not (self.scores and self.scores.result and self.scores.result.is_apart):
            return ""
        limit = self.scores.rubric.spread_alarm if self.scores.rubric else None
        said = {"spread": _points(self.scores.result.spread), "limit": _points(limit)}
        return (
            _(
                "Phiếu cao nhất và thấp nhất cách nhau %(spread)s điểm, từ mức %(limit)s phải xem lại."
            )
            % said
        )

    @property
    def disqualified(self) -> list[str]:
        if not (self.scores and self.scores.rubric and self.scores.result):
            return []
        failed = set(self.scores.result.disqualified_by)
        words = _("“%(label)s”: trung bình các phiếu dưới mức tối thiểu %(least)s điểm.")
        return [
            words % {"label": leaf.label, "least": spoken(leaf.least or ZERO)}
            for leaf in self.scores.rubric.leaves()
            if leaf.key in failed
        ]

    @property
    def caps(self) -> list[str]:
        return (
            [cap_words(cap.fact, cap.since, cap.most) for cap in self.scores.caps]
            if self.scores
            else []
        )

    @property
    def rules(self) -> list[str]:
        return rules_of(self.scores.rubric) if self.scores and self.scores.rubric else []

    @property
    def reviewers(self) -> list[ScoreSheet]:
        return list(self.scores.sheets) if self.scores else []

    @property
    def rows(self) -> list[CriterionRow]:
        if not (self.scores and self.scores.rubric and self.scores.result):
            return []
        failed = set(self.scores.result.disqualified_by)
        given = [given_scores(sheet) for sheet in self.scores.sheets]
        return [
            CriterionRow(
                line=line,
                given=[_points(one.get(line.criterion.key)) for one in given],
                mean=_mean([one.get(line.criterion.key) for one in given]),
                fails=line.criterion.key in failed,
            )
            for line in lines_of(self.scores.rubric)
        ]


def _points(number: Decimal | None) -> str:
    return "" if number is None else format_number(rounded(number))


def _mean(points: list[Decimal | None]) -> str:
    found = [one for one in points if one is not None]
    return _points(sum(found, ZERO) / len(found)) if found else ""
