"""Plan 004, the district's, taken in as it is: published, given out, asked for its progress."""

from datetime import date

import pytest

from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.access.plans import scope_of
from phongtrao.plans.intake.socket import waiting_facts
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.queries.board import rows_by_unit
from phongtrao.plans.queries.cascade import Audience, issuable_tasks, units_in
from phongtrao.plans.queries.plans import assignments_of
from phongtrao.plans.services.assignments import accept_assignment
from phongtrao.plans.services.cascade import Issue, issue_tasks
from phongtrao.plans.services.intake_publish import Publication, publish_intake
from tests.factories import make_unit
from tests.plans.intake_work import accept_all, read_in
from tests.plans.work import make_plan

REGULAR, SEPARATE, YEAR = "continuous", "separate_plan", "year"
SCHOOLS = "Các cơ sở giáo dục"


@pytest.fixture
def upper(so) -> Plan:
    return make_plan(so, "Kế hoạch của cấp trên")


@pytest.fixture
def plan(plans, so, an, upper) -> Plan:
    make_unit("Phòng GDĐT", Unit.Kind.OFFICE, admin=so)
    intake = read_in(so, an, (plans / "004.txt").read_text(encoding="utf-8"), "004.txt")
    accept_all(intake)
    asked = Publication(
        owner=so,
        line=Line.PROF,
        starts_on=date(2025, 3, 20),
        new_movement="Phong trào đổi mới sáng tạo",
        parent=upper,
        confirms_issuer=True,  # the paper is the district's
    )
    return publish_intake(intake, asked, by=an)


def test_every_task_of_the_annex_says_who_when_and_what(plan):  # S4-32 to S4-45
    rows = [
        (task.ordinal, task.timing, task.deliverable, *names(task))
        for task in plan.tasks.order_by("position")
    ]

    office, others = "Phòng GDĐT", "Các đơn vị liên quan"
    assert rows == [
        ("I.1", YEAR, "Hội nghị quán triệt", [office, SCHOOLS], []),
        ("I.2", REGULAR, "Văn bản chỉ đạo, hướng dẫn", [office], []),
        ("II.1", REGULAR, "Các chuyên mục trên cổng thông tin điện tử", [office, SCHOOLS], ["Các đơn vị có liên quan"]),
        ("II.2", REGULAR, "Các mô hình tiêu biểu", [office], [SCHOOLS, others]),
        ("II.3", REGULAR, "Các chương trình, sản phẩm truyền thông", [office], [SCHOOLS, others]),
        ("II.4", REGULAR, "Tranh, ảnh, đồ họa, ...", [office], [SCHOOLS, others]),
        ("II.5", REGULAR, "Hội nghị, hội thảo, tọa đàm, triển lãm, sản phẩm trưng bày, ...", [office], ["Các đơn vị cung cấp sản phẩm chuyển đổi số trong giáo dục", SCHOOLS]),
        ("II.6", SEPARATE, "Các chương trình biểu dương", [office], [others]),
        ("III.1", SEPARATE, "Phong trào thi đua", [office], [SCHOOLS]),
        ("IV.1", REGULAR, "Kết quả tham gia các khóa đào tạo, bồi dưỡng, tập huấn", [office], [SCHOOLS]),
        ("IV.2", REGULAR, "Mạng lưới đội ngũ cốt cán", [office], [SCHOOLS]),
        ("V.1", SEPARATE, "Hoạt động khởi nghiệp, đổi mới sáng tạo", [office], [SCHOOLS]),
        ("VI.1", SEPARATE, "Sáng kiến ngành GDĐT", [office], [SCHOOLS]),
        ("VII.1", REGULAR, "Sản phẩm chuyển đổi số", [office], [SCHOOLS]),
    ]  # fmt: skip
    assert (plan.tasks.get(ordinal="I.1").timing_value, plan.tasks.filter(passage="").count()) == (
        "2025",
        0,
    )


def test_who_leads_is_a_unit_where_the_name_is_known(plan):  # S1-73 S2-07
    lead = plan.tasks.get(ordinal="I.1").parties.filter(role="lead").order_by("position")

    assert [(party.name, party.unit and party.unit.name) for party in lead] == [
        ("Phòng GDĐT", "Phòng GDĐT"),
        (SCHOOLS, None),
    ]


def test_paper_without_number_and_day_is_a_draft_in_the_register(plan):  # S4-48 S2-33 S3-63
    document = plan.document

    assert (document.status, document.number, document.issued_on) == (
        OfficialDocument.Status.DRAFT,
        "",
        None,
    )


def test_contents_of_the_paper_become_those_of_the_movement(plan):  # S4-06 S4-07
    movement = plan.movements.get()

    headings = movement.contents.filter(parent=None).order_by("position")
    assert [content.text.partition(".")[0] for content in headings] == list("1234567")
    assert movement.contents.exclude(parent=None).count() == 8


def test_targets_wait_for_their_app(plan):  # S4-25 to S4-31
    facts = waiting_facts("indicators")

    assert [fact.intake.plan for fact in facts] == [plan] * 6


def test_lineage_is_shown_on_both_pages(plan, upper, client, an):  # S4-01 S1-05
    client.force_login(an)

    below, above = (client.get(f"/ke-hoach/{p.pk}/").content.decode() for p in (plan, upper))

    assert f'href="/ke-hoach/{upper.pk}/"' in below
    assert f'href="/ke-hoach/{plan.pk}/"' in above
    assert "1449/KH-SGDĐT" in below


def test_given_to_the_schools_of_two_levels_each_has_its_state(  # S4-04 S4-05 S4-23 S2-30
    plan, so, hoa_sen, binh_minh, thpt, an, binh
):
    audience = Audience(kinds=(Unit.Kind.SCHOOL,), levels=("lower", "primary"))
    units = list(units_in(audience, so).values_list("pk", flat=True))
    issue_tasks(Issue(plan, list(issuable_tasks(plan)), units), by=an)
    accept_assignment(Assignment.objects.filter(unit=hoa_sen).earliest("pk"), by=binh)

    rows = rows_by_unit(assignments_of(plan, scope_of(an, plan)), [binh_minh, hoa_sen])

    found = {row.name: (len(row.cells), sum(row.total().values())) for row in rows}
    assert found == {binh_minh.name: (14, 14), hoa_sen.name: (14, 14)}
    assert Assignment.objects.filter(unit=thpt).count() == 0


def names(task) -> tuple[list[str], list[str]]:
    parties = task.parties.order_by("position")
    return tuple([p.name for p in parties if p.role == role] for role in ("lead", "coordinator"))
