"""What registrations and pledges bring to the sockets below."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import Role
from phongtrao.audit import acts, sentences, visibility
from phongtrao.awards.access.pledges import may_scan, visible_pledges
from phongtrao.awards.access.register import reads_unit_awards
from phongtrao.awards.access.registrations import visible_calls, visible_registrations
from phongtrao.awards.imports import registrations as rows
from phongtrao.awards.models import CalledUnit, Registration, RegistrationCall
from phongtrao.awards.models.registrations import RegistrationQuerySet
from phongtrao.awards.queries.registrations import titles_by_registration
from phongtrao.documents import evidence_uses, evidence_writers
from phongtrao.documents.evidence_uses import Use
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import PeriodKind as P
from phongtrao.lib.periods import calendar_year, containing, parse_period
from phongtrao.orgs import personal_data, record, reorganisation, tabs
from phongtrao.orgs.imports import kinds
from phongtrao.orgs.imports.history import acts_on
from phongtrao.orgs.imports.kinds import ListKind
from phongtrao.orgs.models import Person
from phongtrao.orgs.personal_data import Rule
from phongtrao.orgs.record import Line, Section
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.orgs.tabs import UnitTab

SENTENCES = {
    "awards.call_opened": gettext_lazy("Mở đợt đăng ký thi đua"),
    "awards.call_changed": gettext_lazy("Sửa đợt đăng ký thi đua"),
    "awards.call_cancelled": gettext_lazy("Hủy đợt đăng ký thi đua"),
    "awards.call_urged": gettext_lazy("Đôn đốc đơn vị chưa xác nhận đăng ký"),
    "awards.registered": gettext_lazy("Đăng ký thi đua"),
    "awards.registrations_brought_in": gettext_lazy("Nhập đăng ký thi đua từ danh sách"),
    "awards.registration_changed": gettext_lazy("Sửa đăng ký thi đua"),
    "awards.registration_confirmed": gettext_lazy("Thủ trưởng xác nhận đăng ký thi đua"),
    "awards.registration_returned": gettext_lazy("Thủ trưởng trả lại đăng ký thi đua"),
    "awards.registration_return_dropped": gettext_lazy("Bỏ việc trả lại đăng ký thi đua"),
    "awards.registration_withdrawn": gettext_lazy("Rút đăng ký thi đua"),
    "awards.pledge_written": gettext_lazy("Ghi giao ước thi đua"),
    "awards.pledge_changed": gettext_lazy("Sửa giao ước thi đua"),
}
LABELS = {"honours": gettext_lazy("danh hiệu đăng ký")}
KEPT = gettext_lazy("căn cứ xét danh hiệu, lưu cùng hồ sơ khen thưởng của năm")
REGISTRATIONS = ListKind(
    rows.FIELDS,
    rows.check,
    rows.write,
    (("unit",), ("period",), ("honours",), ("actions",)),
    "dang-ky-thi-dua",
    rows.samples,
    undo=rows.undo,
)


def plug_all() -> None:
    sentences.register(SENTENCES)
    sentences.register_labels(LABELS)
    visibility.register("awards.registrationcall", visible_calls, "awards:registration_call")
    visibility.register("awards.registration", visible_registrations, "awards:registration")
    visibility.register("awards.pledge", visible_pledges)
    personal_data.register("awards.registration", Rule(kept_because=KEPT))
    label = gettext_lazy("Đăng ký thi đua")
    tabs.register(UnitTab("registrations", label, "awards:unit_registrations", 46, reads_unit_awards))  # fmt: skip
    record.register(Section("registrations", label, 43, registrations_of))
    own = frozenset({Role.HEAD, Role.FOCAL})
    kinds.register("registered", label, REGISTRATIONS, below=frozenset(), own=own)
    acts.register("awards.registration", lambda pk: acts_on(rows.SUBJECT, [int(pk)]))
    evidence_writers.register("awards.pledges", may_scan)
    evidence_uses.register("awards.pledges", uses_in_pledges)
    plug_reorganisation()


def plug_reorganisation() -> None:
    """What is registered for a year that runs, and what is still owed, goes on with the heir; a collective
    that the heir is already stays behind and counts by its line."""
    words = gettext_lazy("đăng ký thi đua của năm đang chạy")
    reorganisation.register(
        Carrier("awards.registration.unit", words, _running, same=("person", "period"))
    )
    owed = gettext_lazy("đợt đăng ký thi đua chưa trả lời")
    called = CalledUnit.objects.owed
    reorganisation.register(Carrier("awards.calledunit.unit", owed, called, same=("call",)))
    calls = RegistrationCall.objects.filter(status=RegistrationCall.Status.OPEN)
    words = gettext_lazy("đợt đăng ký thi đua đã mở")
    reorganisation.register(
        Carrier("awards.registrationcall.office", words, calls.all, "office", ("period",))
    )
    words = gettext_lazy("đăng ký thi đua")
    reorganisation.register_staying(Staying("awards.registration", words, Registration.objects.all))


def _running() -> RegistrationQuerySet:
    """Of years that are not over."""
    today = timezone.localdate()
    school, year = containing(today, P.SCHOOL_YEAR), calendar_year(today.year)
    rows: RegistrationQuerySet = Registration.objects.standing().filter(
        Q(period__startswith="SY", period__gte=school.key)
        | (~Q(period__startswith="SY") & Q(period__gte=year.key))
    )
    return rows


def registrations_of(person: Person) -> list[Line]:
    """What somebody registered, the latest year first."""
    found = list(Registration.objects.standing().filter(person=person).order_by("-registered_on"))
    titles = titles_by_registration(found)
    return [
        Line(
            format_date(one.registered_on),
            f"{parse_period(one.period).label}: {', '.join(map(str, titles[one.pk]))}",
            "" if one.status == Registration.Status.CONFIRMED else str(one.get_status_display()),
            reverse("awards:registration", args=[one.pk]),
        )
        for one in found
    ]


def uses_in_pledges(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    found: dict[int, list[Use]] = defaultdict(list)
    for one in visible_pledges(user).filter(evidence__in=pks).order_by("pk"):
        url = reverse("awards:pledge", args=[one.cluster_id, one.year])
        found[one.evidence_id or 0].append(Use(_("Giao ước thi đua: %s") % one, url))
    return found
