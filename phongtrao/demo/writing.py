"""Plans written in the program: next year's of the Sở, printed twice; a school's, still on its desk. S0-53."""

from datetime import date

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models import Movement, Plan
from phongtrao.plans.outlines import Outline, outlines
from phongtrao.plans.services.drafting import draft_from_outline
from phongtrao.plans.services.plan_papers import PlanWording, print_plan
from phongtrao.plans.services.tasks import TaskDraft, add_task
from phongtrao.plans.timings import read_when

OF_A_YEAR, OF_A_SCHOOL = "1-phong-trao-nam", "2-truong-huong-ung"


def write_drafts(province: Province) -> None:
    """From outlines; nobody below sees them yet."""
    next_year = timezone.localdate().year + 1
    office, focal = province.people["vanphong"], province.people["daumoi"]
    plan = _begin(OF_A_YEAR, province.department, next_year, Line.PROF, by=office)
    outline = outlines()[OF_A_YEAR]
    print_plan(plan, _wording(outline, plan), by=office)
    more = TaskDraft(
        f"Biểu dương điển hình tiên tiến năm {next_year}",
        section="III. Kiểm tra, sơ kết, tổng kết",
        when=read_when(f"Trước ngày 20/11/{next_year}"),
        leads=("Văn phòng Sở",),
        deliverable="Hội nghị biểu dương",
    )
    add_task(plan, more, by=office)
    print_plan(plan, _wording(outline, plan, "Thêm hội nghị biểu dương"), by=office)
    _begin(OF_A_SCHOOL, province.places["lower"], next_year, Line.ADMIN, by=focal)


def _begin(key: str, owner: Unit, year: int, line: str, *, by: User) -> Plan:
    outline = outlines()[key]
    plan = Plan(
        title=outline.text("plan_title", year=year, owner=owner.name),
        owner=owner,
        line=line,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
    )
    served = Movement.objects.filter(owner=_launching(owner)).order_by("pk")[:1]
    draft_from_outline(plan, outline, served, by=by)
    return plan


def _launching(owner: Unit) -> Unit:
    """The Sở, for itself and for its schools."""
    steps = [int(step) for step in owner.prof_path.split("/") if step]
    return Unit.objects.get(pk__in=steps, kind=Unit.Kind.DEPARTMENT)


def _wording(outline: Outline, plan: Plan, note: str = "") -> PlanWording:
    said = {
        name: outline.text(name, year=plan.starts_on.year, owner=plan.owner.name)
        for name in ("purpose", "carrying_out")
    }
    return PlanWording(
        **said,
        opening=f"{plan.owner.name} ban hành Kế hoạch “{plan.title}” như sau:",
        place="Sông Ngân",
        position="GIÁM ĐỐC",
        signer="Phạm Quang Dũng",
        recipients="UBND tỉnh (để b/c)\nCác phòng, đơn vị thuộc Sở (để thực hiện)\nLưu: VT, VP",
        note=note,
    )
