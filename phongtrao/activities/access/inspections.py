"""Who plans inspections, who carries them out, and when the unit hears of one. Deny by default.

An office runs what its unit decided; the team has what it inspects; the unit reads it once it is told, which an
unannounced visit puts off to its day. A programme that is still drafted is read by its office and leaders only.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.activities.models import (
    Inspection,
    InspectionMember,
    InspectionQuerySet,
    Programme,
    Recommendation,
    SiteLine,
)
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    at_offices,
    grants_of,
    has_role,
    read_units,
    unit_condition,
)
from phongtrao.plans.access.assignments import acts_for, units_acted_for
from phongtrao.plans.queries.issuers import is_office_at, may_run, offices_of

S = Inspection.Status
LEADS = frozenset({Role.LEADER})
LEADING = (InspectionMember.Role.HEAD, InspectionMember.Role.SECRETARY)
INSPECTING = (Unit.Kind.PROVINCE, Unit.Kind.DEPARTMENT, Unit.Kind.COMMUNE)
INSPECTED = (Unit.Kind.COMMUNE, Unit.Kind.SCHOOL, Unit.Kind.CENTRE)


def reads_inspections(user: AbstractBaseUser) -> bool:
    """Whether the list is a place of theirs; whoever only sits in a team finds it in “việc của tôi”."""
    return has_role(user, *ACTS_FOR_UNIT, *OVERSEES)


def inspecting_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units for which one plans inspections, the highest first."""
    if not may_run(user):
        return Unit.objects.none()
    rows = Unit.objects.standing().filter(offices_of(user), kind__in=INSPECTING)
    return rows.highest_first()


def plans_inspections(user: AbstractBaseUser) -> bool:
    """Whether there is such a unit at all. No query beyond the grants."""
    roles = frozenset({Role.OFFICE, *ACTS_FOR_UNIT})
    return any(grant.unit.kind in INSPECTING for grant in grants_of(user, roles))


def reads_programmes(user: AbstractBaseUser) -> bool:
    return plans_inspections(user) or has_role(user, *OVERSEES)


def units_within(owner: Unit) -> QuerySet[Unit]:
    """The unit itself and what stands below it on either line, with people of their own."""
    within = Q(admin_path__startswith=owner.admin_path) | Q(prof_path__startswith=owner.prof_path)
    return Unit.objects.standing().with_account().filter(within)


def inspectable_units(user: AbstractBaseUser, owner: Unit) -> QuerySet[Unit]:
    """Standing units below that have people of their own."""
    rows = units_within(owner).filter(kind__in=INSPECTED)
    return rows.filter(pk__in=Unit.objects.filter(read_units(user)).order_by().values("pk")).exclude(pk=owner.pk)  # fmt: skip


# ------------------------------------------------------------------ doors


def visible_programmes(user: AbstractBaseUser) -> QuerySet[Programme]:
    over = unit_condition(grants_of(user, OVERSEES), "owner__")
    issued = over & Q(status=Programme.Status.ISSUED)
    return Programme.objects.filter(_own(user) | issued).select_related("owner", "document")


def get_programme(user: AbstractBaseUser, pk: int) -> Programme:
    return get_object_or_404(visible_programmes(user), pk=pk)


def visible_inspections(user: AbstractBaseUser) -> InspectionQuerySet:
    over = unit_condition(grants_of(user, OVERSEES), "owner__")
    drafted = Q(
        status=S.PLANNED, programme__status=Programme.Status.DRAFT, programme__owner=F("owner")
    )
    seen = _own(user) | ((over | Q(Exists(_seats(user)))) & ~drafted) | _told(user)
    return Inspection.objects.filter(seen).select_related("owner", "unit", "programme")


def get_inspection(user: AbstractBaseUser, pk: int) -> Inspection:
    related = ("document", "checklist", "minutes__file")
    return get_object_or_404(visible_inspections(user).select_related(*related), pk=pk)


def read_results(user: AbstractBaseUser) -> InspectionQuerySet:
    """Those whose findings one reads: the team and its office as they are written, the rest once it is done."""
    mine = offices_of(user, "owner__") | Q(Exists(_seats(user)))
    return visible_inspections(user).filter(mine | Q(status__in=S.done))


def get_line(user: AbstractBaseUser, pk: int) -> SiteLine:
    """A line of what one inspects or runs: nobody else works on site."""
    mine = Inspection.objects.filter(offices_of(user, "owner__") | Q(Exists(_seats(user))))
    rows = SiteLine.objects.filter(inspection__in=mine.values("pk"))
    return get_object_or_404(rows.select_related("inspection__owner", "inspection__unit"), pk=pk)


def run_inspections(user: AbstractBaseUser) -> InspectionQuerySet:
    """Those one closes: of one's office, and those one heads or writes for."""
    led = _seats(user).filter(role__in=LEADING)
    return Inspection.objects.filter(offices_of(user, "owner__") | Q(Exists(led)))


def team_inspections(user: AbstractBaseUser) -> InspectionQuerySet:
    return Inspection.objects.filter(Exists(_seats(user)))


def told_inspections(user: AbstractBaseUser) -> InspectionQuerySet:
    return Inspection.objects.filter(_told(user))


def _own(user: AbstractBaseUser) -> Q:
    return offices_of(user, "owner__") | at_offices(user, LEADS, "owner__")


def _seats(user: AbstractBaseUser) -> QuerySet[InspectionMember]:
    return InspectionMember.objects.filter(inspection=OuterRef("pk"), person__user=user.pk)


def _told(user: AbstractBaseUser) -> Q:
    known = Q(is_unannounced=False) | Q(day__lte=timezone.localdate())
    given_up = Q(status=S.CANCELLED, day__isnull=False, is_unannounced=False)
    told = Q(status=S.DECIDED) & known | Q(status__in=S.done) | given_up
    return Q(unit__in=units_acted_for(user)) & told


# ------------------------------------------------------------------ findings that come from inspections


def sees_findings(user: AbstractBaseUser) -> Q:
    return _recommended(visible_inspections(user))


def keeps_findings(user: AbstractBaseUser) -> Q:
    """The head of the team and its office close what was recommended, or ask the unit to go on."""
    return _recommended(run_inspections(user))


def _recommended(rows: InspectionQuerySet) -> Q:
    of_these = Recommendation.objects.filter(inspection__in=rows.order_by().values("pk"))
    return Q(pk__in=of_these.values("finding"))


# ------------------------------------------------------------------ may I


def can_plan(user: AbstractBaseUser, owner: Unit) -> Answer:
    if is_office_at(user, owner) and owner.kind in INSPECTING:
        return YES
    return no(_("Chỉ văn phòng của %s lập và tổ chức được cuộc kiểm tra.") % owner)


def can_draft(user: AbstractBaseUser, programme: Programme) -> Answer:
    if programme.status != Programme.Status.DRAFT:
        return no(
            _("Chương trình đã ban hành nên không sửa được. Hãy thêm cuộc kiểm tra đột xuất.")
        )
    return can_plan(user, programme.owner)


def can_prepare(user: AbstractBaseUser, inspection: Inspection) -> Answer:
    """Team, decision, or giving it up: until the visit is over."""
    if inspection.status not in {S.PLANNED, S.DECIDED}:
        return no(_("Cuộc kiểm tra đã tiến hành xong hoặc không tiến hành."))
    return can_plan(user, inspection.owner)


def can_inspect(user: AbstractBaseUser, inspection: Inspection) -> Answer:
    """On site: whoever sits in the team, and the office that sent it."""
    if inspection.status != S.DECIDED:
        return no(_("Chỉ ghi tại chỗ khi đã có quyết định và chưa kết thúc kiểm tra."))
    if inspection.day and inspection.day > timezone.localdate():
        return no(_("Chưa đến ngày kiểm tra."))
    if sits(user, inspection) or is_office_at(user, inspection.owner):
        return YES
    return no(_("Chỉ thành viên đoàn và văn phòng của %s ghi được.") % inspection.owner)


def can_conclude(user: AbstractBaseUser, inspection: Inspection) -> Answer:
    """The head or the secretary of the team, or the office, says what it comes to."""
    if not (answer := can_inspect(user, inspection)):
        return answer
    return _leads(user, inspection)


def can_follow(user: AbstractBaseUser, inspection: Inspection) -> Answer:
    """After the visit: recommendations, the signed minutes, closing."""
    if inspection.status != S.CONCLUDED:
        return no(_("Việc này chỉ làm sau khi kết thúc kiểm tra và trước khi đóng."))
    return _leads(user, inspection)


def can_give_opinion(user: AbstractBaseUser, inspection: Inspection) -> Answer:
    if not acts_for(user, inspection.unit):
        return no(_("Chỉ %s nêu được ý kiến.") % inspection.unit)
    if inspection.status != S.CONCLUDED or inspection.minutes_id:
        return no(
            _("Đơn vị nêu ý kiến sau khi đoàn kết thúc kiểm tra và trước khi biên bản được ký.")
        )
    return YES


def sits(user: AbstractBaseUser, inspection: Inspection, *roles: str) -> bool:
    rows = inspection.members.filter(person__user=user.pk)
    return rows.filter(role__in=roles).exists() if roles else rows.exists()


def may_prove(user: AbstractBaseUser, unit: Unit) -> bool:
    """A team in the field adds photos to the evidence of the unit that sent it."""
    return team_inspections(user).filter(owner=unit, status__in=(S.DECIDED, S.CONCLUDED)).exists()


def _leads(user: AbstractBaseUser, inspection: Inspection) -> Answer:
    if is_office_at(user, inspection.owner) or sits(user, inspection, *LEADING):
        return YES
    return no(_("Chỉ trưởng đoàn, thư ký hoặc văn phòng của %s làm được.") % inspection.owner)
