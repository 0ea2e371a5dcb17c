"""From facts to a plan in force: nothing unread, all or nothing, once."""

from datetime import date

import pytest

from phongtrao.audit.models import Entry
from phongtrao.documents.models import Citation, OfficialDocument
from phongtrao.documents.services import (
    DocumentData,
    find_or_register_cited,
    register_document,
)
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.orgs.models import Line
from phongtrao.plans.intake.socket import adopt, waiting_facts
from phongtrao.plans.models import Intake, IntakeFact, Movement, Plan, TaskParty
from phongtrao.plans.services.intake_facts import drop_fact
from phongtrao.plans.services.intake_publish import Publication, publish_intake
from tests.factories import make_movement
from tests.plans.intake_work import PLAN, accept_all, make_fact, make_intake, read_in, task_value
from tests.threads import at_once

S = IntakeFact.State
HEAD = {
    "kind": "Kế hoạch",
    "title": "Phát động phong trào đổi mới sáng tạo",
    "number": "44/KH-SGDĐT",
    "date": {"year": 2026, "month": 1, "day": 20},
    "signer_name": "Phạm Quang Dũng",
}
BASIS = {
    "number": "155/KH-UBND",
    "kind": "Kế hoạch",
    "issuer": "UBND tỉnh Sông Ngân",
    "date": "2026-01-05",
    "title_or_about": "đổi mới sáng tạo",
    "role": "implements",
}
PHASE = {
    "name": "Năm 2027",
    "start_year": 2027,
    "end_year": 2027,
    "milestone": "Sơ kết phong trào",
    "date": "2027-05-18",
}


def add_head(intake: Intake, **changed) -> None:
    for name, value in (HEAD | changed).items():
        if value:
            make_fact(intake, "document", {name: value})


@pytest.fixture
def intake(so, an) -> Intake:
    """All accepted: document, one basis, one task, two contents, a phase, an indicator, a criterion."""
    intake = make_intake(so, an)
    add_head(intake)
    make_fact(intake, "legal_bases", BASIS, passage="Thực hiện Kế hoạch số 155/KH-UBND")
    make_fact(intake, "purposes", {"ordinal": None, "heading": None, "text": "Nâng cao nhận thức"})
    for text in ("Nghiên cứu khoa học", "Sáng kiến"):
        item = {"ordinal": "a", "heading": "1. Nội dung", "text": text}
        make_fact(intake, "contents", item)
    make_fact(intake, "phases", PHASE)
    make_fact(intake, value=task_value(), page=3, passage="1 Tổ chức hội thi sáng tạo")
    make_fact(intake, "indicators", {"ordinal": "1", "name": "Tỷ lệ trường", "targets": []})
    make_fact(intake, "criteria", {"text": "Có sáng kiến"})
    accept_all(intake)
    return intake


def publication(so, **more) -> Publication:
    """For a movement that runs, where nothing else is said of movements."""
    if not {"movements", "new_movement"} & more.keys():
        more["movements"] = [make_movement(so)]
    fields = {"line": Line.PROF, "starts_on": date(2026, 1, 20), **more}
    return Publication(owner=so, **fields)


# ------------------------------------------------------------------ what is made


def test_publishing_makes_a_plan_in_force_with_its_document(intake, so, an):
    plan = publish_intake(intake, publication(so), by=an)

    document = plan.document
    assert (plan.status, plan.title) == (Plan.Status.PUBLISHED, HEAD["title"])
    assert (document.status, document.number, document.issued_on, document.issuer) == (
        OfficialDocument.Status.ISSUED,
        "44/KH-SGDĐT",
        date(2026, 1, 20),
        so,
    )
    assert document.file == intake.file
    intake.refresh_from_db()
    assert (intake.status, intake.plan) == (Intake.Status.PUBLISHED, plan)
    numbers = Entry.objects.get(action="plans.intake_published").data
    assert numbers == {"tasks": 1, "waiting": 6}


def test_days_that_come_round_stay_rules(so, an):
    duties = (
        "Báo cáo kết quả về Sở Giáo dục và Đào tạo vào ngày 20 hằng tháng.",
        "Tổng hợp sáng kiến, gửi Sở Giáo dục và Đào tạo trước ngày 25 hằng quý.",
    )
    lines = "\n- ".join(duties)
    intake = read_in(so, an, PLAN.replace("- Xây dựng kế hoạch", f"- {lines}\n- Xây dựng"))
    accept_all(intake)

    plan = publish_intake(intake, publication(so), by=an)

    times = list(plan.tasks.order_by("position").values_list("timing", "timing_value"))
    assert times == [("monthly", "---20"), ("quarterly", "---25")]


def test_citations_of_the_plan_are_entered_with_their_role_and_passage(intake, so, an):
    data = DocumentData(
        "KH", "Đổi mới sáng tạo", "155/KH-UBND", date(2026, 1, 5), issuer_name="UBND tỉnh Sông Ngân"
    )
    known = register_document(data, by=None)

    plan = publish_intake(intake, publication(so), by=an)

    citation = Citation.objects.get(source=plan.document)
    assert (citation.target, citation.role) == (known, Citation.Role.IMPLEMENTS)
    assert citation.passage == "Thực hiện Kế hoạch số 155/KH-UBND"


def test_a_task_keeps_its_columns_its_place_and_its_parties(intake, so, hoa_sen, an):  # S4-46
    value = task_value(
        "Tập huấn chuyển đổi số",
        lead_units=["trường thcs hoa sen", "Các phòng thuộc Sở"],
        coordinating_units=["Đoàn Thanh niên"],
        time="Trước ngày 15/12 hằng năm",
        deliverable="Lớp tập huấn",
    )
    make_fact(intake, value=value, state=S.CONFIRMED, page=5, passage="2 Tập huấn")

    plan = publish_intake(intake, publication(so), by=an)

    task = plan.tasks.get(text="Tập huấn chuyển đổi số")
    assert (task.timing, task.timing_value, task.deliverable) == (
        "yearly",
        "--12-15",
        "Lớp tập huấn",
    )
    assert (task.page, task.passage, task.section) == (5, "2 Tập huấn", "Tổ chức thực hiện")
    parties = [(p.role, p.name, p.unit) for p in task.parties.order_by("position")]
    assert parties == [
        (TaskParty.Role.LEAD, "trường thcs hoa sen", hoa_sen),
        (TaskParty.Role.LEAD, "Các phòng thuộc Sở", None),
        (TaskParty.Role.COORDINATOR, "Đoàn Thanh niên", None),
    ]


def test_tasks_of_two_sections_with_one_title_keep_their_order(intake, so, an):  # SX-07
    for ordinal in ("V.1", "VI.1", "V.2"):
        make_fact(intake, value=task_value(f"Việc {ordinal}", ordinal=ordinal), state=S.CONFIRMED)

    plan = publish_intake(intake, publication(so), by=an)

    ordinals = list(plan.tasks.order_by("position").values_list("ordinal", flat=True))
    assert ordinals == ["I.1", "V.1", "VI.1", "V.2"]


def test_a_task_without_coordinator_is_published(intake, so, an):  # SX-05
    plan = publish_intake(intake, publication(so), by=an)

    assert [p.role for p in plan.tasks.get().parties.all()] == [TaskParty.Role.LEAD]


def test_a_new_movement_gets_contents_phases_and_goals(intake, so, an):
    asked = publication(so, new_movement="Phong trào đổi mới", ends_on=date(2027, 12, 31))

    plan = publish_intake(intake, asked, by=an)

    movement = plan.movements.get()
    phase = movement.phases.get()
    assert (movement.title, movement.status, movement.goals) == (
        "Phong trào đổi mới",
        Movement.Status.LAUNCHED,
        "Nâng cao nhận thức",
    )
    assert [(c.text, c.parent and c.parent.text) for c in movement.contents.all()] == [
        ("1. Nội dung", None),
        ("Nghiên cứu khoa học", "1. Nội dung"),
        ("Sáng kiến", "1. Nội dung"),
    ]
    assert (phase.name, phase.starts_on, phase.review_on) == (
        "Năm 2027",
        date(2027, 1, 1),
        date(2027, 5, 18),
    )


def test_a_plan_may_serve_several_movements(intake, so, an):
    served = [
        Movement.objects.create(title=f"Phong trào {n}", owner=so, starts_on=date(2026, 1, 1))
        for n in range(2)
    ]

    plan = publish_intake(intake, publication(so, movements=served), by=an)

    assert list(plan.movements.order_by("pk")) == served


def test_a_plan_without_number_is_registered_as_a_draft(so, an):
    intake = make_intake(so, an)
    add_head(intake, number=None)
    accept_all(intake)

    plan = publish_intake(intake, publication(so), by=an)

    assert (plan.document.status, plan.document.issuer) == (OfficialDocument.Status.DRAFT, so)


def test_a_document_known_only_by_citation_becomes_the_plans_own(intake, so, an):
    cited = find_or_register_cited(
        "44/KH-SGDĐT", "KH", so.name, issued_on=date(2026, 1, 20), by=None
    )

    plan = publish_intake(intake, publication(so), by=an)

    cited.refresh_from_db()
    assert (plan.document, cited.is_cited_only, cited.abstract) == (cited, False, HEAD["title"])


# ------------------------------------------------------------------ refused


def test_nothing_is_published_unread(intake, so, an):  # SX-03
    for n in range(2):
        make_fact(intake, value=task_value(f"Chưa soát {n}"))
    make_fact(intake, "recipients", {"name": "Lưu: VT", "purpose": "Lưu"})

    with pytest.raises(BadInput) as refusal:
        publish_intake(intake, publication(so), by=an)

    assert str(refusal.value) == (
        "Còn 3 mục chưa soát (Nhiệm vụ: 2; Nơi nhận: 1). Hãy soát hết rồi ban hành."
    )
    intake.refresh_from_db()
    assert (intake.status, Plan.objects.count(), OfficialDocument.objects.count()) == (
        Intake.Status.REVIEW,
        0,
        0,
    )


def test_a_dropped_fact_is_not_published(intake, so, an):
    drop_fact(intake.facts.get(section="tasks"), by=an)

    plan = publish_intake(intake, publication(so), by=an)

    assert plan.tasks.count() == 0


def test_a_task_without_a_lead_stops_everything(intake, so, an):
    make_fact(intake, value=task_value("Không ai làm", lead_units=[]), state=S.CONFIRMED)

    with pytest.raises(BadInput, match="Không ai làm”: chưa có cơ quan chủ trì"):
        publish_intake(intake, publication(so), by=an)

    intake.refresh_from_db()
    assert (intake.status, Plan.objects.count(), OfficialDocument.objects.count()) == (
        Intake.Status.REVIEW,
        0,
        0,
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": None}, "Kế hoạch chưa có trích yếu"),
        ({"date": {"year": 2026, "month": 1, "day": None}}, "chưa đủ ngày ban hành"),
    ],
)
def test_a_document_that_lacks_something_is_refused(so, an, changed, sentence):
    intake = make_intake(so, an)
    add_head(intake, **changed)
    accept_all(intake)

    with pytest.raises(BadInput, match=sentence):
        publish_intake(intake, publication(so), by=an)


def test_only_the_office_publishes(intake, so, dung):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        publish_intake(intake, publication(so), by=dung)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_publishes_and_the_other_is_told(intake, so, an):
    copies = [Intake.objects.select_related("unit", "file").get(pk=intake.pk) for _ in range(2)]

    errors = at_once(
        *(lambda copy=copy: publish_intake(copy, publication(so), by=an) for copy in copies)
    )

    lost = [error for error in errors if error]
    assert [type(error) for error in lost] == [WrongState]
    assert str(lost[0]) == "Hồ sơ vừa được người khác xử lý. Hãy tải lại trang."
    assert Plan.objects.count() == 1


# ------------------------------------------------------------------ what waits for the apps above


def test_what_belongs_to_other_apps_waits_and_is_adopted_once(intake, so, an):
    publish_intake(intake, publication(so), by=an)

    waiting = list(waiting_facts("indicators"))
    adopt(waiting[0], by_app="indicators")

    assert [fact.value["name"] for fact in waiting] == ["Tỷ lệ trường"]
    assert list(waiting_facts("indicators")) == []
    with pytest.raises(WrongState):
        adopt(waiting[0], by_app="another")
    assert list(waiting_facts("tasks")) == []


def test_nothing_waits_before_publication(intake):
    assert list(waiting_facts("indicators")) == []
