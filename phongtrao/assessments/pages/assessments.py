"""One unit's assessment: read, written, verified; in a fixed number of queries."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.forms import BoundField
from django.utils.translation import gettext as _

from phongtrao.assessments.access import assessments as access
from phongtrao.assessments.forms.scores import FILE, VALUE, WORDS, ScoresForm
from phongtrao.assessments.known import Known
from phongtrao.assessments.models import Assessment, Criterion, Objection, Score, ScoreProof
from phongtrao.assessments.pages.marks import level_of, state_of
from phongtrao.assessments.rows import ZERO, Way
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_number
from phongtrao.web.components import State

S = Assessment.Status


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the tree with what stands there; ``score`` is None on nodes and where nothing was said."""

    criterion: Criterion
    score: Score | None
    proofs: list[ScoreProof]
    objections: list[Objection]
    known: Known | None = None
    value: BoundField | None = None
    words: BoundField | None = None
    file: BoundField | None = None

    @property
    def own(self) -> str:
        return said(self.criterion, self.score.value, self.score.points) if self.score else "—"

    @property
    def given(self) -> str:
        if self.score is None:
            return "—"
        return said(self.criterion, self.score.verified_value, self.score.verified_points)

    @property
    def is_lower(self) -> bool:
        return self._differs < 0

    @property
    def is_higher(self) -> bool:
        return self._differs > 0

    @property
    def _differs(self) -> Decimal:
        score = self.score
        if score is None or score.value is None or score.verified_value is None:
            return ZERO
        apart: Decimal = score.verified_value - score.value
        return apart

    @property
    def most(self) -> str:
        return "" if self.criterion.most is None else format_number(self.criterion.most)


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    title: str
    own: str
    given: str
    most: str


def said(criterion: Criterion, value: Decimal | None, points: Decimal | None) -> str:
    """“Đạt”, “95% → 6,65 điểm”, “3 → 6 điểm”, “4,5 điểm”."""
    if value is None:
        return "—"
    if criterion.way == Way.CONDITION:
        return _("Đạt") if value else _("Chưa đạt")
    worth = _("%s điểm") % format_number(points or ZERO)
    if criterion.way == Way.PERCENT:
        return f"{format_number(value)}% → {worth}"
    if criterion.way == Way.COUNT:
        return f"{format_number(value)} → {worth}"
    return worth


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    assessment: Assessment
    lines: list[Line]
    groups: list[Group]
    state: State
    shows_found: bool
    can_write: Answer
    can_withdraw: Answer
    can_verify: Answer
    can_object: Answer
    can_answer: Answer
    can_pledge: bool

    @classmethod
    def build(
        cls,
        assessment: Assessment,
        user: AbstractBaseUser,
        form: ScoresForm | None = None,
        known: dict[int, Known] | None = None,
    ) -> "AssessmentPage":
        is_cluster = assessment.campaign.cluster_id is not None
        is_writing = bool(access.can_write(user, assessment))
        return cls(
            assessment=assessment,
            lines=lines_of(assessment, form, known),
            groups=groups_of(assessment),
            state=state_of(assessment),
            shows_found=assessment.status in S.judged,
            can_write=access.can_write(user, assessment),
            can_withdraw=access.can_withdraw(user, assessment),
            can_verify=access.can_verify(user, assessment),
            can_object=access.can_object(user, assessment),
            can_answer=access.can_answer(user, assessment),
            can_pledge=is_cluster and is_writing,
        )

    @property
    def level(self) -> str:
        return level_of(self.assessment) if self.shows_found else ""

    @property
    def self_level(self) -> str:
        rules = self.assessment.campaign.edition.level_rules
        return rules.label(self.assessment.self_level)

    @property
    def needs_check(self) -> bool:
        return self.assessment.campaign.edition.level_rules.needs_check

    @property
    def objections(self) -> list[Objection]:
        return [one for line in self.lines for one in line.objections]

    def facts(self) -> list[tuple[str, Any]]:
        found = self.assessment
        total, given = found.self_total, found.verified_total
        pairs = [
            (_("Đơn vị"), found.unit.name),
            (_("Bộ chỉ số"), str(found.campaign.edition)),
            (_("Tổng điểm tự chấm"), "" if total is None else format_number(total)),
            (_("Mức theo tự chấm"), self.self_level),
        ]
        if found.checker:
            pairs += [(_("Đơn vị chấm chéo"), found.checker.name)]
        if found.pledge:
            pairs += [(_("Giao ước thi đua"), found.pledge)]
        if self.shows_found:
            pairs += [(_("Tổng điểm thẩm định"), "" if given is None else format_number(given))]
            pairs += [(_("Mức"), self.level)]
        if found.place:
            pairs += [(_("Xếp thứ"), f"{found.place}. {found.place_reason}".strip())]
        if found.lacks:
            pairs += [(_("Điều kiện bắt buộc chưa đạt"), ", ".join(found.lacks))]
        return pairs


def lines_of(
    assessment: Assessment, form: ScoresForm | None = None, known: dict[int, Known] | None = None
) -> list[Line]:
    rows = assessment.scores.select_related("verified_by").prefetch_related("proofs__evidence")
    scores = {score.criterion_id: score for score in rows}
    raised: dict[int, list[Objection]] = {}
    for one in assessment.objections.select_related("raised_by", "answered_by").order_by("pk"):
        raised.setdefault(one.criterion_id, []).append(one)
    found = []
    for criterion in assessment.campaign.edition.tree:
        score = scores.get(criterion.pk)
        found.append(
            Line(
                criterion=criterion,
                score=score,
                proofs=list(score.proofs.all()) if score else [],
                objections=raised.get(criterion.pk, []),
                known=(known or {}).get(criterion.pk),
                **_boxes(criterion, form),
            )
        )
    return found


def _boxes(criterion: Criterion, form: ScoresForm | None) -> dict[str, BoundField | None]:
    if form is None or not criterion.is_leaf:
        return {}
    names = {"value": VALUE, "words": WORDS, "file": FILE}
    keys = {name: f"{start}{criterion.pk}" for name, start in names.items()}
    return {name: form[key] if key in form.fields else None for name, key in keys.items()}


def groups_of(assessment: Assessment) -> list[Group]:
    """Totals by group; what verification gave only once it is finished."""
    is_judged = assessment.status in S.judged
    found = []
    for code, group in assessment.campaign.edition.groups.items():
        own, given = assessment.groups.get(code, ["0", "0"])
        found.append(
            Group(
                code,
                group.title,
                format_number(Decimal(own)),
                format_number(Decimal(given)) if is_judged else "—",
                "" if group.most is None else format_number(group.most),
            )
        )
    return found
