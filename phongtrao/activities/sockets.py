"""What activities plug into the apps below."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.activities.access.activities import (
    keeps_kinds,
    may_prove,
    reads_activities,
    visible_activities,
)
from phongtrao.activities.access.registers import visible_entries, visible_themes
from phongtrao.activities.models import (
    Activity,
    ActivityKind,
    Attendee,
    Contribution,
    Participation,
    RegisterEntry,
    Theme,
)
from phongtrao.audit import visibility as told
from phongtrao.documents import evidence_inner, evidence_uses, evidence_writers, visibility
from phongtrao.documents.evidence_inner import Cited
from phongtrao.documents.evidence_uses import Use
from phongtrao.documents.models import StoredFile
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import Period
from phongtrao.orgs import personal_data, record, reorganisation
from phongtrao.orgs.models import Person
from phongtrao.orgs.personal_data import Rule
from phongtrao.orgs.record import Line, Section
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.plans import doings
from phongtrao.plans.models import Movement, Plan
from phongtrao.web.shell import NavItem, register_nav

S = Activity.Status
PROOF = gettext_lazy("đóng góp được xác nhận là căn cứ khen thưởng")


def plug_screens() -> None:
    register_nav(
        NavItem(
            "activities",
            gettext_lazy("Hoạt động"),
            "activities:activities",
            icon="list-details",
            order=28,
            may=reads_activities,
        )
    )
    record.register(Section("activities", gettext_lazy("Đóng góp, danh sách"), 47, said_of))


def plug_evidence() -> None:
    visibility.register("activities", sees_cited_file)
    evidence_uses.register("activities", uses_in_activities)
    evidence_inner.register("activities", inner_evidence)
    evidence_writers.register("activities", may_prove)


def plug_history() -> None:
    told.register("activities.activity", visible_activities, "activities:activity")
    told.register("activities.activitykind", _kinds_seen)
    told.register("activities.contribution", _contributions_seen)
    told.register("activities.registerentry", visible_entries)
    told.register("activities.theme", visible_themes)


def _kinds_seen(user: AbstractBaseUser) -> QuerySet[ActivityKind]:
    """Of the office that keeps them."""
    return ActivityKind.objects.all() if keeps_kinds(user) else ActivityKind.objects.none()


def _contributions_seen(user: AbstractBaseUser) -> QuerySet[Contribution]:
    return Contribution.objects.filter(
        activity__in=visible_activities(user).order_by().values("pk")
    )


def plug_movements() -> None:
    doings.register(done_for)


def done_for(movement: Movement, period: Period) -> QuerySet[Participation]:
    """What was done for the movement or for a task of its plans, recorded."""
    plans = Plan.objects.filter(movements=movement.pk).values("pk")
    meant = Q(activity__movement=movement.pk) | Q(activity__task__plan__in=plans)
    return Participation.objects.agreed().filter(
        meant, activity__status__in=S.counted, day__range=(period.start, period.end)
    )


def plug_keeping() -> None:
    personal_data.register("activities.contribution", Rule(kept_because=PROOF))
    trained = gettext_lazy("kết quả tập huấn là căn cứ khen thưởng và nằm trong số liệu đã báo cáo")
    personal_data.register("activities.attendee", Rule(kept_because=trained))
    personal_data.register("activities.registerentry", Rule(months=24, is_deleted=True))


def plug_reorganisation() -> None:
    """What is still written, lists and plans go on with the heir; what was done stays where it was done."""
    written = Activity.objects.filter(status__in=S.written)
    reorganisation.register(
        Carrier("activities.activity.unit", gettext_lazy("hoạt động đang ghi"), written.all)
    )
    asked = Participation.objects.filter(answer=Participation.Answer.ASKED)
    named = gettext_lazy("hoạt động chờ đơn vị xác nhận cùng làm")
    reorganisation.register(
        Carrier("activities.participation.unit", named, asked.all, same=("activity",))
    )
    listed = RegisterEntry.objects.filter(until=None)
    words = gettext_lazy("người trong danh sách cốt cán, tuyên truyền viên")
    reorganisation.register(
        Carrier("activities.registerentry.unit", words, listed.all, same=("register", "person"))
    )
    reorganisation.register(
        Carrier(
            "activities.theme.unit",
            gettext_lazy("chủ đề truyền thông"),
            Theme.objects.all,
            same=("year", "title", "channel"),
        )
    )
    done = Activity.objects.exclude(status__in=S.written)
    reorganisation.register_staying(
        Staying("activities.activity.done", gettext_lazy("hoạt động đã ghi nhận"), done.all)
    )


def sees_cited_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    return visible_activities(user).filter(evidence__file=file).exists()


def uses_in_activities(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    found: dict[int, list[Use]] = defaultdict(list)
    rows = visible_activities(user).filter(evidence__in=pks).order_by("pk")
    for evidence, activity, title in rows.values_list("evidence", "pk", "title").distinct():
        url = reverse("activities:activity", args=[activity])
        found[evidence].append(Use(_("Hoạt động: %s") % title, url))
    return found


def inner_evidence() -> Cited:
    """Evidence of activities a unit has not recorded yet, and of those it has."""
    cited = Activity.evidence.through.objects.filter(evidence=OuterRef("pk"))
    writing = cited.filter(activity__status=S.DRAFT)
    others = cited.exclude(activity__status=S.DRAFT)
    return Cited(Q(Exists(writing)), Q(Exists(others)))


def said_of(person: Person) -> list[Line]:
    """What is noted of a person: contributions, newest first, then lists."""
    rows = Contribution.objects.filter(person=person).select_related("activity")
    lines = [
        Line(
            format_date(one.activity.starts_on),
            one.activity.title,
            one.role if one.confirmed_on else _("%s (chờ xác nhận)") % one.role,
            reverse("activities:activity", args=[one.activity_id]),
        )
        for one in rows.order_by("-activity__starts_on", "-pk")
    ]
    came = Attendee.objects.filter(person=person, activity__status__in=(*S.counted, S.JOINED))
    lines += [
        Line(
            format_date(one.activity.starts_on),
            one.activity.title,
            str(one.get_result_display()),
            reverse("activities:activity", args=[one.activity_id]),
        )
        for one in came.select_related("activity").order_by("-activity__starts_on", "-pk")
    ]
    entries = RegisterEntry.objects.filter(person=person).order_by("-since", "-pk")
    lines += [
        Line(format_date(one.since), str(one.get_register_display()), one.field, "")
        for one in entries
    ]
    return lines
