"""What assessments plug into the apps below."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.activities import risk
from phongtrao.assessments import facts
from phongtrao.assessments.access.assessments import (
    may_prove,
    own_assessments,
    visible_assessments,
)
from phongtrao.assessments.access.campaigns import visible_campaigns
from phongtrao.assessments.access.clusters import may_minute, meetings_seen
from phongtrao.assessments.access.sets import visible_sets, works_with
from phongtrao.assessments.access.verifiers import own_units
from phongtrao.assessments.models import Assessment, Campaign, IndexSet, ScoreProof
from phongtrao.assessments.risk import overstated
from phongtrao.audit import visibility as told
from phongtrao.documents import evidence_inner, evidence_uses, evidence_writers, visibility
from phongtrao.documents.evidence_inner import Cited
from phongtrao.documents.evidence_uses import Use
from phongtrao.documents.models import StoredFile
from phongtrao.orgs import duties, reorganisation
from phongtrao.orgs.duties import Duty
from phongtrao.orgs.models import Unit
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.web.shell import NavItem, register_nav

A = Assessment.Status


def plug_screens() -> None:
    facts.publish()
    risk.register("assessments", overstated)
    register_nav(
        NavItem(
            "assessments",
            gettext_lazy("Đánh giá, bộ chỉ số"),
            "assessments:campaign_list",
            icon="clipboard-list",
            order=62,
            may=works_with,
        )
    )


def plug_evidence() -> None:
    visibility.register("assessments", sees_cited_file)
    evidence_uses.register("assessments", uses_in_scores)
    evidence_inner.register("assessments", inner_evidence)
    evidence_writers.register("assessments", may_prove)
    evidence_writers.register("assessments.clusters", may_minute)


def plug_history() -> None:
    told.register("assessments.indexset", visible_sets, "assessments:set")
    told.register("assessments.campaign", visible_campaigns, "assessments:campaign")
    told.register("assessments.assessment", visible_assessments, "assessments:assessment")


def plug_duties() -> None:
    label = gettext_lazy("đơn vị được giao thẩm định")
    stays = gettext_lazy("đơn vị của chính bên nhận: nơi tổ chức giao cho người khác")
    duties.register(
        Duty("assessments.assessment", label, to_judge, "verifier", barred=own_units, stays=stays)
    )


def to_judge(user: AbstractBaseUser, unit: Unit) -> QuerySet[Assessment]:
    """Given to the person by name, in campaigns of the unit; of a room (phòng) in those of its Sở."""
    owners = [unit.pk]
    if unit.kind == Unit.Kind.OFFICE:
        owners += [int(step) for step in unit.admin_path.split("/") if step]
    rows = Assessment.objects.filter(verifier=user.pk, status__in=A.to_judge)
    running = rows.filter(campaign__owner__in=owners, campaign__status__in=Campaign.Status.running)
    return running.select_related("campaign", "unit")


def plug_reorganisation() -> None:
    """What is being written goes on with the heir; what was handed in stays where it was done."""
    open_campaigns = Campaign.objects.exclude(status=Campaign.Status.PUBLISHED)
    own_sets = IndexSet.objects.filter(owner__isnull=False)
    reorganisation.register(
        Carrier("assessments.campaign.owner", gettext_lazy("đợt đánh giá chưa công bố"), open_campaigns.all, field="owner")
    )  # fmt: skip
    reorganisation.register(
        Carrier("assessments.indexset.owner", gettext_lazy("bộ chỉ số riêng"), own_sets.all, "owner", same=("key",))
    )  # fmt: skip
    written = Assessment.objects.filter(status__in=A.written).exclude(
        campaign__status=Campaign.Status.PUBLISHED
    )
    reorganisation.register(
        Carrier("assessments.assessment.unit", gettext_lazy("bản tự đánh giá chưa nộp"), written.all, same=("campaign",))
    )  # fmt: skip
    checking = Assessment.objects.filter(status__in=A.to_judge)
    reorganisation.register(
        Carrier("assessments.assessment.checker", gettext_lazy("bản chờ thẩm định"), checking.all, field="checker")
    )  # fmt: skip
    handed = Assessment.objects.filter(status__in=A.handed)
    reorganisation.register_staying(
        Staying("assessments.assessment.done", gettext_lazy("bản tự đánh giá đã nộp"), handed.all)
    )


def _seen(user: AbstractBaseUser) -> QuerySet[ScoreProof]:
    """Proofs of what the user reads: one's own always, others' once handed in."""
    own = Q(score__assessment__in=own_assessments(user).order_by().values("pk"))
    others = Q(score__assessment__in=visible_assessments(user).order_by().values("pk"))
    return ScoreProof.objects.filter(own | others)


def sees_cited_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    """Proofs of what one reads; minutes of the meetings one sees."""
    if _seen(user).filter(evidence__file=file).exists():
        return True
    return meetings_seen(user).filter(minutes__file=file).exists()


def uses_in_scores(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    found: dict[int, list[Use]] = defaultdict(list)
    rows = (
        _seen(user)
        .filter(evidence__in=pks)
        .values_list(
            "evidence",
            "score__assessment",
            "score__assessment__campaign__title",
            "score__criterion__code",
        )
    )
    for evidence, assessment, title, code in rows.distinct():
        url = reverse("assessments:assessment", args=[assessment])
        words = _("Tự đánh giá, tiêu chí %(code)s: %(title)s")
        found[evidence].append(Use(words % {"code": code, "title": title}, url))
    return found


def inner_evidence() -> Cited:
    """Evidence of what a unit is still writing, and of what it handed in."""
    cited = ScoreProof.objects.filter(evidence=OuterRef("pk"))
    writing = cited.filter(score__assessment__status__in=A.written)
    handed = cited.filter(score__assessment__status__in=A.handed)
    return Cited(Q(Exists(writing)), Q(Exists(handed)))
