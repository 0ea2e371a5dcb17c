"""Inside the demo's school and beside its plan: work handed on, a leader in charge, money, an opinion
asked, difficulties."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Finding, HandOver, Plan, Task
from phongtrao.plans.services.arranging import add_guidance, arrange_plan
from phongtrao.plans.services.budget import Money, add_budget_line
from phongtrao.plans.services.common_answers import publish_answer
from phongtrao.plans.services.consultations import Asking, ask_about_task, give_opinion
from phongtrao.plans.services.difficulties import (
    answer_difficulty,
    pass_up,
    raise_difficulty,
    raise_in_general,
    raise_inside,
)
from phongtrao.plans.services.findings import Found, answer_finding, write_finding
from phongtrao.plans.services.handovers import Handing, hand_over, report_part, save_part

WEEK = timedelta(days=7)


def write_inside(province: Province, plan: Plan) -> None:
    """Through the services, so that their history exists."""
    people, places = province.people, province.places
    own = _open_work(plan, places["lower"])
    _hand_on(own, people["daumoi"], people["giaovien"])
    _arrange(plan, people["vanphong"], people["giamdoc"])
    _ask(plan, people["vanphong"], people["thanhtra"])
    answered = raise_difficulty(
        own[0], "Trường chưa có phòng máy riêng.", "Xin dùng chung.", by=people["daumoi"]
    )
    answer_difficulty(
        answered, "Trường dùng phòng máy của trường THPT vào chiều thứ Bảy.", by=people["vanphong"]
    )
    upper = _open_work(plan, places["upper"])
    raise_difficulty(
        upper[0], "Đường truyền không đủ cho 40 máy cùng lúc.", by=people["hieutruong"]
    )
    part = HandOver.objects.filter(user=people["giaovien"], status=HandOver.Status.GIVEN)
    raise_inside(
        part.select_related("assignment__unit", "assignment__task__plan", "user")[0],
        "Chưa có tài khoản kho học liệu để dạy thử.",
        "Xin cấp tài khoản trước thứ Sáu.",
        by=people["giaovien"],
    )
    _in_general(province)
    _inspect(own[0], upper[0], people)


def _in_general(province: Province) -> None:
    """S0-58: one that a commune passed up, one answered and published for all."""
    people, places = province.people, province.places
    lower, commune = places["lower"], places["commune"]
    passed = raise_in_general(
        lower,
        "Máy tính của trường đã dùng 12 năm, không cài được phần mềm mới.",
        "Xin được thay dần trong ba năm.",
        to=commune,
        by=people["daumoi"],
    )
    note = "Xã không có nguồn mua sắm; đề nghị Sở đưa vào kế hoạch chung."
    pass_up(passed, places["department"], note, by=people["xa"])
    answered = raise_in_general(
        places["upper"],
        "Trường có phải lập kế hoạch riêng khi đã có kế hoạch năm học không?",
        by=people["hieutruong"],
    )
    said = "Không cần: ghi nội dung vào một mục của kế hoạch năm học là đủ."
    answer_difficulty(answered, said, by=people["vanphong"])
    question = "Đã có kế hoạch năm học thì có phải lập kế hoạch phong trào riêng không?"
    publish_answer(answered, question, said, by=people["vanphong"])


def _inspect(own: Assignment, upper: Assignment, people: dict[str, User]) -> None:
    """S2-28: one demand that waits, one that was answered, one on the plan itself."""
    inspector = people["thanhtra"]
    demand = Finding.Kind.DEMAND
    by_day = timezone.localdate() + WEEK
    waits = Found("Sổ theo dõi chưa có chữ ký của tổ trưởng; đề nghị bổ sung.", demand, by_day)
    write_finding(waits, own.task, own, by=inspector)
    remark = Found("Việc triển khai tới các tổ còn chậm so với kế hoạch.")
    answered = write_finding(remark, upper.task, upper, by=inspector)
    answer_finding(
        answered, "Trường đã họp các tổ, hoàn thành trong tháng này.", by=people["hieutruong"]
    )
    unclear = Found("Nhiệm vụ chưa nêu sản phẩm cụ thể nên các trường báo cáo khác nhau.", demand)
    write_finding(unclear, own.task, by=inspector)


def _hand_on(works: list[Assignment], focal: User, teacher: User) -> None:
    """One part still to do, one that waits for the head."""
    waiting, reported = works[0], works[-1]
    hand_over(waiting, _part(waiting, teacher, "Soạn hai bài dạy thử cho khối 6."), by=focal)
    part = hand_over(reported, _part(reported, teacher, "Lập danh sách giáo viên."), by=focal)
    save_part(part, 100, "Đã lập danh sách 24 giáo viên của ba tổ.", by=teacher)
    report_part(part, by=teacher)


def _part(work: Assignment, teacher: User, note: str) -> Handing:
    today = timezone.localdate()
    inner = today + WEEK
    is_short = work.due_on is not None and today <= work.due_on < inner
    return Handing(work.due_on or inner if is_short else inner, teacher, note=note)


def _arrange(plan: Plan, office: User, leader: User) -> None:
    """S2-21, S2-25, S2-26: the first section has its leader, its first task money and guidance."""
    tasks = _tasks(plan)
    arrange_plan(plan, "Đề án 06 và chuyển đổi số giáo dục", {tasks[0].section: leader}, by=office)
    paid_on = timezone.localdate() - WEEK
    for money in (
        Money(
            "Chi thường xuyên", plan.owner.name, Decimal(45_000_000), Decimal(18_500_000), paid_on
        ),
        Money("Xã hội hóa", "Hội Khuyến học tỉnh", Decimal(12_000_000)),
    ):
        add_budget_line(tasks[0], money, by=office)
    if plan.document and (citation := plan.document.cites.order_by("pk").first()):
        add_guidance(tasks[0], citation.target, by=office)


def _ask(plan: Plan, office: User, expert: User) -> None:
    """S2-27: one who has answered and one who has not."""
    first, second = _tasks(plan)[:2]
    due_on = timezone.localdate() + WEEK
    question = "Kết quả của nhiệm vụ này nên đo bằng gì để các trường không phải làm thêm sổ sách?"
    (given,) = ask_about_task(first, Asking(question, due_on, (expert.username,)), by=office)
    give_opinion(given, "Lấy số từ cơ sở dữ liệu ngành, không thu phiếu giấy.", by=expert)
    ask_about_task(second, Asking(question, due_on, (expert.username,)), by=office)


def _open_work(plan: Plan, unit: Unit) -> list[Assignment]:
    rows = Assignment.objects.filter(
        task__plan=plan, task__local_to=None, unit=unit, status="accepted", done_on=None
    )
    return list(rows.select_related("task__plan__owner", "unit").order_by("task__position"))


def _tasks(plan: Plan) -> list[Task]:
    rows = plan.tasks.standing().select_related("plan__owner")
    return list(rows.order_by("position"))
