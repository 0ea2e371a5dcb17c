"""Words that not everybody may read, planted by deeds of the services: so history, notices and mail have them too.

Each function of ``DEEDS`` does deeds with one word and says who of the sign-ins may read it, wherever it shows.
What it makes it adds to the samples, so that the walk opens its pages and its history.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.demo.paper import note_docx
from phongtrao.documents.fields import Field, FieldKind
from phongtrao.documents.models import DocumentKind
from phongtrao.documents.services.receiving import Arrival, register_incoming
from phongtrao.orgs.services import answer_correction, ask_correction, receive, take_over
from phongtrao.plans.models import Assignment, Movement, Plan, ProgressReport, Task
from phongtrao.plans.services import handovers
from phongtrao.plans.services.assignments import (
    LocalTask,
    Proposal,
    add_local_task,
    drop_local_task,
    keep_as_sent,
    propose_change,
)
from phongtrao.plans.services.budget import Money, add_budget_line, drop_budget_line
from phongtrao.plans.services.consultations import Asking, ask_about_task, give_opinion
from phongtrao.plans.services.difficulties import answer_difficulty, raise_difficulty
from phongtrao.plans.services.handovers import Handing
from phongtrao.plans.services.incoming import Order, make_tasks
from phongtrao.plans.services.movements import create_movement, edit_movement
from phongtrao.plans.services.plans import draft_plan
from phongtrao.plans.services.reports import Writing, return_report, save_draft, submit_report
from phongtrao.plans.services.tasks import TaskDraft, add_task, drop_task
from phongtrao.reports.models import RequestAnswer
from phongtrao.reports.requests.services.answering import (
    attach_file,
    return_answer,
    save_answer,
    submit_answer,
)
from phongtrao.reports.requests.services.asking import (
    Wording,
    add_field,
    create_request,
    send_request,
)
from tests.factories import give, make_user
from tests.planted_initiatives import DEEDS as INITIATIVES
from tests.planted_papers import DEEDS as RECOGNITION_PAPERS

SOON = timedelta(days=3)
OVERSEERS = {"vanphong", "giamdoc", "thanhtra"}  # of the Sở
SCHOOL = {"daumoi", "giaovien"}  # the people of the lower secondary school
Deed = Callable[[Any, str], set[str]]


def today() -> date:
    return timezone.localdate()


def keep(world: Any, noun: str, subject: Any) -> None:
    """Among the samples, also of histories: the same object is walked to later."""
    label = f"planted {len(world.samples[noun])}"
    world.samples[noun][label] = subject.pk
    kind = subject._meta.label_lower
    world.samples["history"][f"{kind}, {label}"] = (kind, str(subject.pk))


def accepted_work(world: Any, place: str) -> Assignment:
    rows = Assignment.objects.filter(
        unit=world.places[place],
        status=Assignment.Status.ACCEPTED,
        done_on=None,
        task__local_to=None,
        task__plan__status=Plan.Status.PUBLISHED,
    )
    return rows.select_related("task__plan__owner", "unit").order_by("-pk")[0]


# ------------------------------------------------------------------ beside a plan's tasks


def money(world: Any, word: str) -> set[str]:
    task = Task.objects.select_related("plan__owner").get(pk=world.samples["task"]["at work"])
    office = world.people["vanphong"]
    line = add_budget_line(task, Money(word, "Sở chi", Decimal(7), note=word), by=office)
    keep(world, "budget line", line)
    gone = add_budget_line(task, Money(word, "Sở chi", Decimal(8)), by=office)
    world.samples["history"]["dropped money"] = ("plans.budgetline", str(gone.pk))
    drop_budget_line(gone, by=office)
    return OVERSEERS


def opinion(world: Any, word: str) -> set[str]:
    task = Task.objects.select_related("plan__owner").get(pk=world.samples["task"]["at work"])
    asking = Asking(word, today() + SOON, ("thanhtra",))
    (asked,) = ask_about_task(task, asking, by=world.people["vanphong"])
    give_opinion(asked, word, by=world.people["thanhtra"])
    keep(world, "consultation", asked)
    return OVERSEERS


def difficulty(world: Any, word: str) -> set[str]:
    raised = raise_difficulty(accepted_work(world, "lower"), word, word, by=world.people["daumoi"])
    answer_difficulty(raised, word, by=world.people["vanphong"])
    keep(world, "difficulty", raised)
    return OVERSEERS | {"daumoi", "xa"}


# ------------------------------------------------------------------ inside a school


def part(world: Any, word: str) -> set[str]:
    """Given to a colleague, reported, returned: the teacher of the demo has no part in it."""
    colleague = make_user("Lường Thị Nhờ", "nho")
    give(colleague, Role.TEACHER, world.places["lower"])
    focal = world.people["daumoi"]
    handing = Handing(today(), colleague, note=word)
    handed = handovers.hand_over(accepted_work(world, "lower"), handing, by=focal)
    handovers.save_part(handed, 40, word, by=colleague)
    handovers.report_part(handed, by=colleague)
    handovers.return_part(handed, word, by=focal)
    keep(world, "handover", handed)
    return {"daumoi"}


def part_of_the_teacher(world: Any, word: str) -> set[str]:
    """With evidence that nobody above sees before the school submits it."""
    teacher = world.people["giaovien"]
    handing = Handing(today(), teacher, note=word)
    work = accepted_work(world, "lower")
    handed = handovers.hand_over(work, handing, by=world.people["daumoi"])
    file = ContentFile(note_docx("Biên bản", word), f"{word}.docx")
    proof = handovers.prove(handed, word, file=file, by=teacher)
    keep(world, "handover", handed)
    keep(world, "evidence", proof)
    keep(world, "file", proof.file)
    return SCHOOL


def orders(world: Any, word: str) -> set[str]:
    school, focal = world.places["lower"], world.people["daumoi"]
    paper = Arrival(DocumentKind.LETTER, "Công an xã", "An toàn cổng trường", today())
    incoming = register_incoming(school, paper, by=focal)
    kept, dropped = make_tasks(incoming, [Order(word), Order(f"{word} bỏ")], by=focal)
    keep(world, "assignment", kept)
    keep(world, "task", kept.task)
    keep(world, "plan", kept.task.plan)
    world.samples["history"]["dropped order"] = ("plans.assignment", str(dropped.pk))
    drop_local_task(dropped, by=focal)
    return SCHOOL


# ------------------------------------------------------------------ drafts


def draft_movement(world: Any, word: str) -> set[str]:
    focal = world.people["daumoi"]
    draft = Movement(title=word, owner=world.places["lower"], starts_on=date(2026, 1, 1))
    create_movement(draft, word, by=focal)
    edit_movement(draft, {"goals": word}, word, [], by=focal)
    keep(world, "movement", draft)
    return {"daumoi"}


def draft_of_a_commune(world: Any, word: str) -> set[str]:
    head = world.people["xa"]
    draft = Plan(title=word, owner=world.places["commune"], starts_on=date(2026, 1, 1))
    draft_plan(draft, by=head)
    keep(world, "task", add_task(draft, TaskDraft(word), by=head))
    dropped = add_task(draft, TaskDraft(f"{word} bỏ"), by=head)
    world.samples["history"]["dropped task"] = ("plans.task", str(dropped.pk))
    drop_task(dropped, by=head)
    keep(world, "plan", draft)
    return {"xa"}


# ------------------------------------------------------------------ between another school and the Sở


def proposal(world: Any, word: str) -> set[str]:
    work = accepted_work(world, "other")
    propose_change(work, Proposal(word, word), by=world.people["la"])
    keep_as_sent(work, word, by=world.people["vanphong"])
    keep(world, "assignment", work)
    return OVERSEERS


def returned_report(world: Any, word: str) -> set[str]:
    head = world.people["la"]
    draft = ProgressReport.objects.get(pk=world.samples["report"]["other, draft"])
    save_draft(draft, Writing(40, word, word), by=head)
    submit_report(draft, by=head)
    return_report(draft, word, by=world.people["vanphong"])
    keep(world, "report", draft)
    return OVERSEERS


def dropped_task_of_a_school(world: Any, word: str) -> set[str]:
    school, head = world.places["other"], world.people["la"]
    plan = Plan.objects.get(pk=world.samples["plan"]["at work"])
    due = today() + SOON
    dropped = add_local_task(school, plan, LocalTask(word, word, due), by=head)
    world.samples["history"]["dropped local task"] = ("plans.assignment", str(dropped.pk))
    drop_local_task(dropped, by=head)
    return OVERSEERS


# ------------------------------------------------------------------ records of people


def correction(world: Any, word: str) -> set[str]:
    """What a teacher asks to be put right, and the answer: the school's and of those who keep its people."""
    teacher, focal = world.people["giaovien"], world.people["daumoi"]
    asked = ask_correction(teacher.person, word, word, by=teacher)
    answer_correction(asked, is_fixed=False, answer=word, by=focal)
    keep(world, "correction", asked)
    return SCHOOL | {"quantri", "tochuc"}


def takeover(world: Any, word: str) -> set[str]:
    """The list of a colleague who leaves: the focal person has no part in it."""
    leaver = make_user("Lường Văn Đi", "di")
    give(leaver, Role.TEACHER, world.places["lower"])
    handing = Handing(today(), leaver, note="Kiểm kê")
    handovers.hand_over(accepted_work(world, "lower"), handing, by=world.people["daumoi"])
    teacher, administrator = world.people["giaovien"], world.people["quantri"]
    made = take_over(world.places["lower"], leaver, teacher, note=word, by=administrator)
    receive(made, by=teacher)
    keep(world, "takeover", made)
    return {"giaovien", "quantri"}


# ------------------------------------------------------------------ requested reports


def asked_report(world: Any, place: str, title: str) -> RequestAnswer:
    """A request of the Sở to this unit alone, with a box to write in and one for a file."""
    office, due = world.people["vanphong"], today() + SOON
    request = create_request(world.places["department"], Wording(title, due), by=office)
    for box in (Field("", FieldKind.TEXT, "Kết quả"), Field("", FieldKind.FILE, "Bản scan")):
        add_field(request, box, by=office)
    send_request(request, [world.places[place].pk], by=office)
    keep(world, "request", request)
    answer = RequestAnswer.objects.select_related("request__owner", "unit").get(request=request)
    keep(world, "answer", answer)
    return answer


def draft_of_an_answer(world: Any, word: str) -> set[str]:
    """Nobody above reads it before it is handed in."""
    answer = asked_report(world, "lower", "Báo cáo chưa nộp")
    save_answer(answer, {"o1": word}, by=world.people["daumoi"])
    return {"daumoi"}


def file_of_a_draft_answer(world: Any, word: str) -> set[str]:
    """The unit's evidence, its teachers' to read as well."""
    answer = asked_report(world, "lower", "Báo cáo có tệp chưa nộp")
    file = ContentFile(note_docx("Biên bản", word), f"{word}.docx")
    proof = attach_file(answer, "o2", file, by=world.people["daumoi"])
    keep(world, "evidence", proof)
    keep(world, "file", proof.file)
    return SCHOOL


def answer_of_a_school(world: Any, word: str) -> set[str]:
    head = world.people["la"]
    answer = asked_report(world, "other", "Báo cáo của trường khác")
    save_answer(answer, {"o1": word}, by=head)
    attach_file(answer, "o2", ContentFile(note_docx("Biên bản", word), f"{word}.docx"), by=head)
    answer = submit_answer(answer, by=head)
    return_answer(answer, word, by=world.people["vanphong"])
    return OVERSEERS


DEEDS: tuple[Deed, ...] = (
    money,
    opinion,
    difficulty,
    part,
    part_of_the_teacher,
    orders,
    draft_movement,
    draft_of_a_commune,
    proposal,
    returned_report,
    dropped_task_of_a_school,
    correction,
    takeover,
    draft_of_an_answer,
    file_of_a_draft_answer,
    answer_of_a_school,
    *INITIATIVES,
    *RECOGNITION_PAPERS,
)
