"""What units did in the demo: a year set by set, and a few by services, with photos and a twin. Invented."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from phongtrao.activities.models import Activity, ActivityKind, Participation, RegisterEntry, Theme
from phongtrao.activities.services.attendees import add_attendee
from phongtrao.activities.services.partners import agree
from phongtrao.activities.services.people import add_contribution, add_entry, save_theme
from phongtrao.activities.services.writing import (
    Writing,
    add_proof,
    confirm_activity,
    draft_activity,
    record_activity,
)
from phongtrao.demo.load import Province
from phongtrao.indicators.packs import shipped_packs
from phongtrao.indicators.services.packs import adopt_pack
from phongtrao.orgs.models import Person, Unit
from phongtrao.plans.models import Assignment, Plan, Task

YEAR, SILENT = 330, 0.15  # days told; share of units that have done nothing
# kind, title, channel, most people
DONE = (
    ("communication", "Chuyên mục chuyển đổi số trên trang của trường", "portal", 400),
    ("communication", "Video “Một phút an toàn mạng”", "social", 900),
    ("training", "Tập huấn soạn bài với công cụ số", "meeting", 60),
    ("core_team", "Tổ cốt cán hướng dẫn ký số học bạ", "meeting", 12),
    ("startup_club", "Câu lạc bộ khởi nghiệp sinh hoạt tháng", "meeting", 40),
    ("stem", "Ngày hội STEM", "meeting", 350),
    ("digital_class", "Lớp kỹ năng số cho phụ huynh", "meeting", 80),
    ("learning_resource", "Kho bài giảng số của tổ chuyên môn", "portal", 0),
    ("guidance", "Hướng dẫn người dân nộp hồ sơ trực tuyến", "meeting", 120),
    ("seminar", "Tọa đàm học liệu mở", "meeting", 90),
)
THEMES = (
    ("Nghị quyết 57", "portal", 4),
    ("An toàn trên mạng", "social", 6),
    ("Bình dân học vụ số", "meeting", 2),
)
CLUB_MONTHS = 7  # more than a club that meets regularly


def write_activities(province: Province, chance: Random) -> None:
    """After plans and people; the past first, then what the sign-ins did these days."""
    kinds = {one.key: one for one in ActivityKind.objects.all()}
    schools = [one for one in province.units if one.kind == Unit.Kind.SCHOOL]
    _write_past(schools, kinds, province, chance)
    _write_lately(province, kinds)
    _write_people(province, kinds)
    # Target 5 of plan 004 and what plan 001 asks to be counted: numbers nobody types.
    pack = shipped_packs()["5-hoat-dong"]
    adopt_pack(pack, province.department, by=province.people["vanphong"])


def _write_past(
    schools: Sequence[Unit],
    kinds: dict[str, ActivityKind],
    province: Province,
    chance: Random,
) -> None:
    today = timezone.localdate()
    made = []
    for school in schools:
        if chance.random() < SILENT:
            continue
        for key, title, channel, most in chance.sample(DONE, 4):
            times = CLUB_MONTHS if key == "startup_club" else chance.randint(1, 2)
            days = _days(key, today, times, chance)
            made += [
                _past(school, (kinds[key], title, channel), day, chance.randint(most // 3, most))
                for day in days
            ]
    office = province.people["vanphong"]
    for one in made:
        one.confirmed_by_id = office.pk
    Activity.objects.bulk_create(made, batch_size=2_000)
    Participation.objects.bulk_create(
        (Participation(activity=one, unit_id=one.unit_id, day=one.starts_on) for one in made),
        batch_size=5_000,
    )


def _days(key: str, today: date, times: int, chance: Random) -> list[date]:
    """A club meets month after month, the rest when it comes."""
    first = chance.randint(8, 30)
    if key == "startup_club":
        return [today - timedelta(days=first + 30 * month) for month in range(times)]
    return [today - timedelta(days=chance.randint(8, YEAR)) for _time in range(times)]


def _past(unit: Unit, done: tuple[ActivityKind, str, str], day: date, people: int) -> Activity:
    kind, title, channel = done
    audiences = {"learners": people} if people else {}
    made = Activity(
        unit=unit,
        kind=kind,
        title=title,
        starts_on=day,
        ends_on=day,
        channel=channel,
        audiences=audiences,
        people=people,
        status=Activity.Status.CONFIRMED,
    )
    made.search_keys()
    return made


def _write_lately(province: Province, kinds: dict[str, ActivityKind]) -> None:
    """The lower school's day with photos and its twin of the upper school; one waits, one is a draft."""
    people, places = province.people, province.places
    today = timezone.localdate()
    day, where = today - timedelta(days=4), "Nhà văn hóa xã"
    lower, upper = places["lower"], places["upper"]
    said = Writing(
        kinds["stem"],
        "Ngày hội STEM liên trường",
        day,
        place=where,
        about="Mười hai nhóm học sinh trình bày mô hình tiết kiệm nước.",
        audiences={"learners": 180, "staff": 14, "parents": 35},
        values={"subject": "Khoa học tự nhiên"},
        task=_task_of(lower),
    )
    fair = draft_activity(lower, said, by=people["daumoi"])
    for number in (1, 2):
        add_proof(fair, by=people["daumoi"], photo=draw_photo(number))
    fair = record_activity(fair, by=people["daumoi"])
    teacher = Person.objects.filter(user=people["giaovien"]).first()
    if teacher:
        add_contribution(fair, teacher, "Trưởng ban tổ chức", "Dựng kịch bản, mời chuyên gia.", by=people["daumoi"])  # fmt: skip
    twin = Writing(
        kinds["stem"],
        "Tổ chức ngày hội STEM liên trường",
        day,
        place=where,
        audiences={"learners": 210},
    )
    record_activity(draft_activity(upper, twin, by=people["hieutruong"]), by=people["hieutruong"])
    for title, channel, planned in THEMES:
        theme = Theme(unit=lower, year=today.year, title=title, channel=channel, planned=planned)
        save_theme(theme, by=people["daumoi"])
    draft_activity(lower, Writing(kinds["model"], "Góc đọc số ở hành lang", today), by=people["daumoi"])  # fmt: skip


def _write_people(province: Province, kinds: dict[str, ActivityKind]) -> None:
    """What schools did together, answered and not yet; who came, and who stands in the register."""
    people, today = province.people, timezone.localdate()
    lower, upper = province.places["lower"], province.places["upper"]
    teacher = Person.objects.filter(user=people["giaovien"]).first()
    club = Writing(kinds["startup_club"], "Câu lạc bộ khởi nghiệp gặp doanh nghiệp xã", today - timedelta(days=9), audiences={"learners": 32}, others=[upper])  # fmt: skip
    met = record_activity(draft_activity(lower, club, by=people["daumoi"]), by=people["daumoi"])
    agree(met.parties.get(unit=upper), by=people["hieutruong"])
    confirm_activity(met, by=people["vanphong"])
    # The upper school names the lower one, which has not answered yet.
    shared = Writing(kinds["core_team"], "Cốt cán liên trường bàn học bạ số", today - timedelta(days=6), audiences={"staff": 9}, others=[lower])  # fmt: skip
    record_activity(draft_activity(upper, shared, by=people["hieutruong"]), by=people["hieutruong"])
    if teacher:
        own = Writing(kinds["core_team"], "Thực hành chữ ký số trong tổ", today - timedelta(days=5), audiences={"staff": 5})  # fmt: skip
        course = record_activity(draft_activity(lower, own, by=people["daumoi"]), by=people["daumoi"])  # fmt: skip
        add_attendee(course, teacher, {"result": "passed"}, by=people["daumoi"])
        core = RegisterEntry(
            register="core", unit=lower, person=teacher, since=today.replace(month=1, day=5)
        )
        core.field = "Kỹ năng số"
        add_entry(core, by=people["daumoi"])


def _task_of(unit: Unit) -> Task | None:
    rows = Assignment.objects.filter(
        unit=unit, status=Assignment.Status.ACCEPTED, task__plan__status=Plan.Status.PUBLISHED
    )
    work = rows.select_related("task").order_by("pk").first()
    return work.task if work else None


def draw_photo(number: int) -> "ContentFile[bytes]":
    """A drawn picture; nobody's face."""
    picture = Image.new("RGB", (1200, 900), ("#0b7285", "#2b8a3e")[number % 2])
    draw = ImageDraw.Draw(picture)
    for step in range(8):
        draw.rectangle((80 + step * 130, 500 - step * 40, 180 + step * 130, 800), fill="#ffe066")
    target = BytesIO()
    picture.save(target, "JPEG")
    return ContentFile(target.getvalue(), name=f"anh-{number}.jpg")
