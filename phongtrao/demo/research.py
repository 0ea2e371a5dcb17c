"""Research in the demo: a task in each part of its life, under both regimes. Invented."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.research.models import ResearchTask
from phongtrao.research.services.contracts import (
    Money,
    Signed,
    add_instalment,
    set_budget,
    sign_contract,
)
from phongtrao.research.services.people import Joining, add_member, set_shares
from phongtrao.research.services.proposing import TaskData, propose_task, set_minder
from phongtrao.research.services.reports import Told, submit_report
from phongtrao.research.services.stages import finish_stage, open_stage, rules_of, tick_items

S = ResearchTask.Status
TITLES = (
    ("ĐT.2025.04", "Đánh giá năng lực học sinh trung học bằng học liệu số", "province", ("education", "digital"), date(2025, 4, 10)),
    ("ĐT.2025.11", "Trợ lý trí tuệ nhân tạo hỗ trợ giáo viên soạn bài", "province", ("education", "ai"), date(2025, 11, 12)),
    ("CS.2026.02", "Vườn trường thông minh: đo và tưới tự động", "base", ("agricultural", "iot"), date(2026, 3, 2)),
    ("CS.2026.07", "Văn hóa đọc của học sinh vùng cao", "base", ("social",), date(2026, 9, 15)),
)  # fmt: skip
MONEY = (420_000_000, 650_000_000, 90_000_000, 60_000_000)


def write_research(province: Province) -> None:
    """By services alone: a task being accepted, one that runs and is late, one approved, one proposed."""
    office, focal = province.people["vanphong"], province.people["daumoi"]
    host = province.places["lower"]
    made = [_propose(province, host, row, focal) for row in TITLES]
    for task, money in zip(made[:3], MONEY, strict=False):
        set_budget(task, [Money("state", 2026, Decimal(money))], by=office)
        while task.status != S.APPROVED:
            _go_on(task, office)
    for task, number in zip(made[:2], ("04/HĐ-SGDĐT", "11/HĐ-SGDĐT"), strict=True):
        _run(task, number, office)
    first = made[0]
    for report in first.reports.filter(due_on__lt=timezone.localdate()):
        told = Told("Đã khảo sát và thử nghiệm tại hai trường.", 45 * report.number, "on_time")
        submit_report(report, told, by=focal)
    _go_on(first, office)
    members = list(first.members.all())
    shares = [Decimal(60), *[Decimal(40) / (len(members) - 1)] * (len(members) - 1)]
    set_shares(first, dict(zip([one.pk for one in members], shares, strict=True)), by=focal)


def _propose(
    province: Province, host: Unit, row: tuple[str, str, str, tuple[str, ...], date], by: User
) -> ResearchTask:
    code, title, level, fields, day = row
    data = TaskData(
        code=code,
        title=title,
        level=level,
        orientation=ResearchTask.Orientation.APPLICATION,
        owner=province.department,
        host=host,
        proposed_on=day,
        about="Mục tiêu: có giải pháp dùng được ngay trong nhà trường, đo được hiệu quả.",
        fields=list(fields),
    )
    task = propose_task(data, [province.places["upper"]], by=by)
    for person, role in zip(_people(host, province), ("lead", "secretary", "member"), strict=False):
        add_member(task, Joining(person, role, day), by=by)
    return set_minder(task, province.people["vanphong"], by=province.people["vanphong"])


def _people(host: Unit, province: Province) -> list[Person]:
    """The teacher of the sign-in page leads; colleagues of the same school."""
    teacher = Person.objects.get(user=province.people["giaovien"])
    posts = Post.objects.today().full().filter(unit=host).exclude(person=teacher)
    return [teacher, *(post.person for post in posts.select_related("person").order_by("pk")[:2])]


def _go_on(task: ResearchTask, by: User) -> None:
    _tick(task, by)
    finish_stage(task, by=by)


def _tick(task: ResearchTask, by: User) -> None:
    items = rules_of(task).stage(open_stage(task).key).items
    tick_items(task, [item.key for item in items], by=by)


def _run(task: ResearchTask, number: str, by: User) -> None:
    today = timezone.localdate()
    _tick(task, by)
    signers = "Sở Giáo dục và Đào tạo Sông Ngân\nTổ chức chủ trì\nChủ nhiệm nhiệm vụ"
    said = Signed(number, today - timedelta(days=210), signers)
    start = today - timedelta(days=205)
    sign_contract(task, said, start, start + timedelta(days=540), by=by)
    add_instalment(task, Decimal(40_000_000), today + timedelta(days=30), by=by)
