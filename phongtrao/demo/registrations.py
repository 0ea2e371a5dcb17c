"""The start of the school year in the demo: a call of the Sở, what was registered for it, two pledges. Invented."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.awards.models import CalledUnit, Honour, Registration, RegistrationCall
from phongtrao.awards.queries.registrations import mark_of_registrations, posts_at
from phongtrao.awards.services.pledges import Promised, write_pledge
from phongtrao.awards.services.registration_calls import open_call
from phongtrao.awards.services.registrations import Said, confirm_registrations, register
from phongtrao.demo.load import Province
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Cluster, ClusterSeat, Person, Unit

OPEN_DAYS = 21
ACTIONS = (
    "Một sáng kiến cấp cơ sở về dạy học phân hóa; bồi dưỡng hai học sinh dự thi cấp tỉnh.",
    "Hai chuyên đề tổ chuyên môn; hoàn thành phổ cập kỹ năng số; dạy thay khi đồng nghiệp vắng.",
    "Giữ vững nền nếp lớp chủ nhiệm; 100% học sinh lên lớp; dự giờ mỗi tháng hai tiết.",
    "Số hóa học liệu môn học; tham gia tổ công nghệ số cộng đồng của xã.",
)
PLEDGE = (
    "Thực hiện tốt nhiệm vụ năm học; thi đua “Dạy tốt, học tốt”; không vi phạm quy định về dạy thêm, học thêm.",
    "Mỗi đơn vị có ít nhất hai sáng kiến được công nhận; 100% báo cáo đúng hạn; chuyên cần trên 98%.",
)  # fmt: skip


def write_registrations(province: Province) -> None:
    """By services alone. Both schools of the sign-ins answered but for the teacher of the lower one."""
    office, places, people = province.people["vanphong"], province.places, province.people
    year = containing(timezone.localdate(), PeriodKind.SCHOOL_YEAR)
    call = RegistrationCall(
        office=province.department,
        title=f"Đăng ký thi đua {year.label.lower()}",
        period=year.key,
        text="Mỗi cá nhân, tập thể đăng ký danh hiệu cùng việc làm cụ thể; thủ trưởng xác nhận.",
        kinds=["school"],
        opens_on=timezone.localdate() - timedelta(days=7),
        closes_on=timezone.localdate() + timedelta(days=OPEN_DAYS),
        is_required=True,
    )
    open_call(call, by=office)
    _school(places["upper"], year.key, people["hieutruong"])
    _school(places["lower"], year.key, people["daumoi"], but=people["giaovien"])
    for cluster in Cluster.objects.filter(owner=province.department).order_by("pk")[:2]:
        _pledge(cluster, office)


def _school(school: Unit, year: str, by: User, but: User | None = None) -> None:
    """The collective and its people; where the head writes, it is confirmed."""
    register(Said(school, year, _titles("excellent_collective"), ACTIONS[1]), by=by)
    for place, person in enumerate(_people(school, but)):
        keys = ("advanced_worker", "base_fighter") if place % 2 else ("advanced_worker",)
        said = Said(school, year, _titles(*keys), ACTIONS[place % len(ACTIONS)], person)
        register(said, by=by)
    waiting = _waiting(school, year)
    if CalledUnit.objects.owed().filter(unit=school).exists() and not waiting.exists():
        confirm_registrations(school, year, by=by, as_read=mark_of_registrations([]))


def _waiting(school: Unit, year: str) -> QuerySet[Registration]:
    rows: QuerySet[Registration] = Registration.objects.filter(unit=school, period=year)
    return rows.filter(status=Registration.Status.WAITING)


def _people(school: Unit, but: User | None) -> list[Person]:
    posts = posts_at(school)
    return [post.person for post in posts if but is None or post.person.user_id != but.pk]


def _pledge(cluster: Cluster, by: User) -> None:
    """Signed by all but the last of its members."""
    seats = ClusterSeat.objects.filter(cluster=cluster, year=cluster.this_year)
    units = [seat.unit for seat in seats.select_related("unit").order_by("position", "pk")]
    if units:
        signed = max(date(cluster.this_year, 1, 20), timezone.localdate() - timedelta(days=30))
        day = min(signed, timezone.localdate())
        write_pledge(cluster, cluster.this_year, Promised(*PLEDGE, day, units[:-1]), by=by)


def _titles(*keys: str) -> list[Honour]:
    return list(Honour.objects.filter(key__in=keys, owner=None))
