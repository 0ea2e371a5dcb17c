"""A campaign from its draft to its publication."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.assessments.access import campaigns as access
from phongtrao.assessments.models import Assessment, Campaign, Edition
from phongtrao.assessments.queries.population import population_of
from phongtrao.assessments.services.feeding import feed_indicator
from phongtrao.assessments.services.locking import lock_assessments, lock_campaign
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move, move_many
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.people import people_by_unit

S, A = Campaign.Status, Assessment.Status
CAMPAIGN_TRANSITIONS: Transitions[Campaign.Status] = {
    S.DRAFT: frozenset({S.SELF}),
    S.SELF: frozenset({S.VERIFYING}),
    S.VERIFYING: frozenset({S.SELF, S.PUBLISHED}),
    S.PUBLISHED: frozenset(),
}
ASSESSMENT_TRANSITIONS: Transitions[Assessment.Status] = {
    A.DRAFT: frozenset({A.SUBMITTED}),
    A.SUBMITTED: frozenset({A.DRAFT, A.RETURNED, A.VERIFIED}),
    A.RETURNED: frozenset({A.SUBMITTED}),
    A.VERIFIED: frozenset({A.OBJECTED, A.FINAL, A.SUBMITTED}),
    A.OBJECTED: frozenset({A.VERIFIED}),
    A.FINAL: frozenset(),
}
BATCH = 2_000
DRAFTED = [
    *("owner", "edition", "title", "year", "line", "kinds", "levels", "cluster"),
    *("as_of", "self_due", "verify_due", "indicator", "counted_from"),
]


@transaction.atomic
def draft_campaign(campaign: Campaign, *, by: AbstractBaseUser) -> Campaign:
    """Save a new campaign, or what was changed on one that is not open yet."""
    access.can_change(by, campaign).enforce()
    is_new = campaign.pk is None
    if is_new:
        campaign.created_by_id = by.pk
    else:
        stored = Campaign(pk=campaign.pk)
        lock_campaign(stored)  # somebody may have opened it meanwhile
        access.can_change(by, stored).enforce()
    _check(campaign)
    campaign.full_clean()
    campaign.save(update_fields=None if is_new else DRAFTED)
    record(
        campaign, "assessments.campaign_drafted" if is_new else "assessments.campaign_edited", by=by
    )
    return campaign


@transaction.atomic
def drop_campaign(campaign: Campaign, *, by: AbstractBaseUser) -> None:
    lock_campaign(campaign)
    access.can_change(by, campaign).enforce()
    record(campaign, "assessments.campaign_dropped", by=by)
    campaign.delete()


@transaction.atomic
def open_campaign(campaign: Campaign, *, by: AbstractBaseUser) -> int:
    """An empty assessment for every unit of the population; their people are told. Returns how many."""
    lock_campaign(campaign)
    access.can_change(by, campaign).enforce()
    _check(campaign)
    units = list(population_of(campaign).units)
    if not units:
        raise BadInput(_("Không có đơn vị nào thuộc đợt này. Hãy xem lại đối tượng đánh giá."))
    if campaign.cluster_id and len(units) == 1:
        raise BadInput(_("Cụm, khối chỉ có một đơn vị nên không có ai chấm chéo. Hãy thêm đơn vị."))
    move(campaign, S.SELF, CAMPAIGN_TRANSITIONS, opened_at=timezone.now())
    checkers = _checkers(units) if campaign.cluster_id else {}
    Assessment.objects.bulk_create(
        (Assessment(campaign=campaign, unit=u, checker=checkers.get(u.pk)) for u in units),
        batch_size=BATCH,
    )
    record(campaign, "assessments.campaign_opened", by=by, units=len(units))
    _tell(campaign, [unit.pk for unit in units])
    return len(units)


@transaction.atomic
def extend_campaign(
    campaign: Campaign, self_due: date, verify_due: date, *, by: AbstractBaseUser
) -> Campaign:
    """Later days for everybody; self-assessment that had ended begins again where its day is to come."""
    lock_campaign(campaign)
    access.can_run(by, campaign).enforce()
    if campaign.status not in S.running:
        raise WrongState(_("Đợt chưa mở hoặc đã công bố nên không gia hạn được."))
    if self_due < campaign.self_due or verify_due < campaign.verify_due or verify_due < self_due:
        raise BadInput(_("Hạn mới không sớm hơn hạn cũ, và hạn thẩm định sau hạn tự đánh giá."))
    days = {"self_due": self_due, "verify_due": verify_due}
    before = {name: getattr(campaign, name) for name in days}
    if campaign.status == S.VERIFYING and self_due >= timezone.localdate():
        move(campaign, S.SELF, CAMPAIGN_TRANSITIONS, **days)
    else:
        Campaign.objects.filter(pk=campaign.pk).update(**days)
        campaign.refresh_from_db()
    record(campaign, "assessments.campaign_extended", by=by, before=before, after=days)
    return campaign


@transaction.atomic
def end_self_assessment(campaign: Campaign, *, by: AbstractBaseUser) -> Campaign:
    """Who has not handed in cannot any more; what was returned may still come back."""
    access.can_run(by, campaign).enforce()
    move(campaign, S.VERIFYING, CAMPAIGN_TRANSITIONS)
    record(campaign, "assessments.self_assessment_ended", by=by)
    return campaign


@transaction.atomic
def publish_campaign(campaign: Campaign, *, by: AbstractBaseUser) -> int:
    """Levels become final. Refused while anything handed in waits for an answer; returns how many have one.

    Who was asked to mend and never answered has no level, like who never handed in.
    """
    lock_campaign(campaign)
    access.can_run(by, campaign).enforce()
    lock_assessments(campaign)  # nobody objects between the count and the end
    waiting = campaign.assessments.filter(status=A.SUBMITTED).count()
    objected = campaign.assessments.filter(status=A.OBJECTED).count()
    if waiting or objected:
        said = _(
            "Chưa công bố được: %(n)s đơn vị chưa thẩm định xong, %(m)s đơn vị có ý kiến chưa trả lời."
        )
        raise WrongState(said % {"n": waiting, "m": objected})
    if not campaign.assessments.filter(status=A.VERIFIED).exists():
        raise WrongState(_("Chưa đơn vị nào có kết quả thẩm định nên chưa có gì để công bố."))
    if campaign.cluster_id and campaign.assessments.filter(status=A.VERIFIED, place=None).exists():
        raise WrongState(_("Cụm, khối chưa xếp thứ. Hãy ghi kết quả cuộc họp trước khi công bố."))
    move(campaign, S.PUBLISHED, CAMPAIGN_TRANSITIONS, published_at=timezone.now())
    final = move_many(campaign.assessments.all(), A.VERIFIED, A.FINAL, ASSESSMENT_TRANSITIONS)
    missing = campaign.assessments.filter(status__in=A.written).count()
    feed_indicator(campaign, by=by)
    record(campaign, "assessments.campaign_published", by=by, units=len(final), missing=missing)
    _tell_published(campaign)
    return len(final)


# ------------------------------------------------------------------ pieces


def _check(campaign: Campaign) -> None:
    edition = campaign.edition
    if edition.status != Edition.Status.ISSUED:
        raise BadInput(_("Phiên bản bộ chỉ số chưa ban hành hoặc đã thôi dùng. Hãy chọn bản khác."))
    if edition.index_set.owner_id not in (None, campaign.owner_id):
        raise BadInput(_("Bộ chỉ số là của đơn vị khác. Hãy sao về đơn vị mình trước."))
    if campaign.as_of > timezone.localdate():
        raise BadInput(_("Ngày tính đơn vị không ở tương lai."))
    if campaign.indicator and not campaign.indicator.is_yes_no:
        raise BadInput(_("Chỉ số nhận kết quả phải là tỷ lệ đơn vị, mỗi đơn vị có hoặc không."))
    bands = len(edition.level_rules.bands)
    if campaign.indicator and campaign.counted_from > bands:
        said = _("Bộ chỉ số chỉ có %s mức. Hãy ghi “tính là đạt” từ một trong các mức ấy.")
        raise BadInput(said % bands)
    if campaign.cluster and campaign.cluster.owner_id != campaign.owner_id:
        raise BadInput(_("Cụm, khối do đơn vị khác tổ chức."))
    if bool(campaign.cluster_id) != (edition.index_set.kind == edition.index_set.Kind.CLUSTER):
        raise BadInput(
            _("Bảng điểm của cụm, khối dùng cho một cụm, khối; bộ chỉ số dùng cho các đơn vị.")
        )


def _checkers(units: list[Unit]) -> dict[int, Unit]:
    """Each is checked by the next, the last by the first: nobody by whom it checks, from three members on."""
    if len(units) < 2:  # noqa: PLR2004 -- nobody checks itself
        return {}
    return {unit.pk: units[(n + 1) % len(units)] for n, unit in enumerate(units)}


def _tell(campaign: Campaign, units: list[int]) -> None:
    people = {user.pk: user for users in people_by_unit(units).values() for user in users}
    with office_language():
        said = _("Tự đánh giá theo “%(title)s”, hạn %(due)s.")
        text = said % {"title": campaign.title, "due": format_date(campaign.self_due)}
    url = reverse("assessments:own_list")
    notify(people.values(), text, key=f"campaign:{campaign.pk}:open", url=url)


def _tell_published(campaign: Campaign) -> None:
    units = campaign.assessments.filter(status=A.FINAL).values_list("unit", flat=True)
    people = {user.pk: user for users in people_by_unit(units).values() for user in users}
    with office_language():
        text = _("Đã công bố kết quả “%s”.") % campaign.title
    url = reverse("assessments:campaign", args=[campaign.pk])
    notify(people.values(), text, key=f"campaign:{campaign.pk}:published", url=url)
