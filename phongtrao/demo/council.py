"""The Sở's council for initiatives: founded, seven members, a score sheet of its own; not one case yet."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.councils.models import Council, CouncilRule, Member, Rubric
from phongtrao.councils.services.councils import CouncilData, activate_council, found_council
from phongtrao.councils.services.members import SeatData, add_member
from phongtrao.councils.services.rubrics import copy_rubric
from phongtrao.demo.load import Province
from phongtrao.documents.models import DocumentKind
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Grant, Person, Unit

R = Member.Role
FOUNDED_DAYS_AGO = 45
RUBRIC = "commune_100_minima"
# By user name of the sign-in page, so that anybody can try every seat but two; those are heads of schools.
SEATS = {
    "giamdoc": SeatData(R.CHAIR),
    "vanphong": SeatData(R.SECRETARY),
    "hieutruong": SeatData(R.REVIEWER, expertise=["Giáo dục trung học phổ thông"]),
    "xa": SeatData(R.MEMBER, expertise=["Quản lý giáo dục"]),
    "tochuc": SeatData(R.MEMBER, "Ủy viên Ban Thường vụ Công đoàn ngành", is_of_union=True),
}
HEADS = (
    (Unit.Level.LOWER, SeatData(R.VICE, expertise=["Giáo dục trung học cơ sở"])),
    (Unit.Level.PRIMARY, SeatData(R.REVIEWER, expertise=["Giáo dục tiểu học", "Giáo dục mầm non"])),
)


def write_council(province: Province) -> Council:
    """S0-29: the deputy of the commune keeps away from its schools, a head from the own school."""
    office, department = province.people["vanphong"], province.department
    begun = timezone.localdate() - timedelta(days=FOUNDED_DAYS_AGO)
    council = found_council(department, _data(begun), by=office)
    for person, seat in _people(province):
        add_member(council, person, seat, by=office)
    decision = DocumentData(
        kind=DocumentKind.DECISION,
        abstract=f"Về việc thành lập {council.title}",
        number="2815/QĐ-SGDĐT",
        issued_on=begun,
        issuer=department,
    )
    source = Rubric.objects.get(key=RUBRIC, owner=None)
    copy_rubric(source, department, "Phiếu chấm sáng kiến của Sở", by=office)
    return activate_council(council, register_document(decision, by=office), by=office)


def _data(begun: date) -> CouncilData:
    """A term of a year, named by the school year."""
    year = containing(timezone.localdate(), PeriodKind.SCHOOL_YEAR)
    title = f"Hội đồng Sáng kiến ngành Giáo dục, {year.label.lower()}"
    rule = CouncilRule.objects.get(of="composition", key="initiative", owner=None)
    return CouncilData(title, ["initiative"], begun, begun + timedelta(days=365), rule)


def _people(province: Province) -> Iterator[tuple[Person, SeatData]]:
    """The heads first: who comes last votes last, and somebody of the sign-in page is to find a ballot."""
    own = [place.pk for place in province.places.values()]
    heads = Grant.objects.today().filter(role=Role.HEAD, unit__kind=Unit.Kind.SCHOOL)
    for level, seat in HEADS:
        # The last ones: the first heads hand in initiatives of their own.
        head = heads.filter(unit__level=level).exclude(unit__in=own).order_by("pk").last()
        if head:
            yield Person.objects.get(user=head.user_id), seat
    for name, seat in SEATS.items():
        yield Person.objects.get(user=province.people[name]), seat
