"""A movement over all its years as a paper: frozen, written, versioned; who may. S0-18"""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from phongtrao.documents.models import Paper
from phongtrao.documents.services import read_file
from phongtrao.lib.errors import NotAllowed
from phongtrao.plans.models import Content, Movement, YearlyReview
from phongtrao.reports.facts import Letter
from phongtrao.reports.letters import last_letter_of
from phongtrao.reports.movement_facts import MovementFacts, YearFacts, sample_movement_facts
from phongtrao.reports.movement_paper import (
    PLACES,
    fill_movement_report,
    movement_report_title,
    movement_sentences,
)
from phongtrao.reports.movement_queries import movement_facts
from phongtrao.reports.services import make_movement_report
from tests.documents.jobs import run_jobs
from tests.factories import make_movement
from tests.reports.plan import TODAY, fill_plan, make_plan

LETTER = Letter("BC-SGDĐT", "Sông Ngân", "", "Giám đốc", "Nguyễn Văn Mẫu", ("UBND tỉnh",))


@pytest.fixture
def movement(so, suoi_may, hoa_sen, binh_minh, thpt, an):
    found = make_movement(
        so, "Thi đua “đổi mới”", starts_on=date(2024, 9, 1), ends_on=date(2030, 12, 31)
    )
    plan = make_plan(so)
    plan.movements.add(found)
    fill_plan(plan, hoa_sen, binh_minh, thpt, an)
    make_movement(hoa_sen, "Của trường", parent=found, launched_on=date(2025, 3, 1))
    YearlyReview.objects.create(
        movement=found, year=2024, held_on=date(2024, 12, 12), lessons="Giao việc sớm hơn."
    )
    return found


def test_the_facts_go_from_the_first_year_to_today(movement):  # S0-18
    facts = movement_facts(movement, as_of=TODAY)

    assert facts.years == (
        YearFacts(2024),
        YearFacts(2025, launched=1),
        YearFacts(2026, plans=1, done=1),
    )
    assert (facts.units_launched, facts.units_working, facts.counts.total) == (1, 2, 3)
    assert [(row.tasks, row.units, row.counts.done) for row in facts.plans] == [(2, 2, 1)]
    assert [(row.name, row.held_on) for row in facts.reviews] == [("năm 2024", "2024-12-12")]
    assert MovementFacts.from_json(facts.to_json()) == facts


def test_of_a_shared_plan_only_what_hangs_on_the_movement_is_counted(movement, so):  # S1-01
    plan = movement.plans.get()
    other = make_movement(so, "Phong trào khác")
    plan.movements.add(other)
    content = Content.objects.create(movement=movement, text="Tuyên truyền")
    plan.tasks.filter(text__startswith="Tuyên truyền").update(content=content)

    assert movement_facts(movement, as_of=TODAY).counts.total == 2
    assert movement_facts(other, as_of=TODAY).counts.total == 0


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Đổi mới", "phong trào “Đổi mới”"),
        ("Thi đua “đổi mới”", "phong trào Thi đua “đổi mới”"),
        ("Phong trào thi đua “Đổi mới”", "phong trào thi đua “Đổi mới”"),
    ],
)
def test_the_title_says_movement_once(title, said):
    facts = replace(sample_movement_facts(), title=title)

    assert movement_report_title(facts) == f"Kết quả lũy kế {said} giai đoạn 2024 – 2026"


def test_every_place_is_filled(movement):
    facts = movement_facts(movement, as_of=TODAY, letter=LETTER)

    values = fill_movement_report(facts.to_json())

    assert set(values) == {place.name for place in PLACES}


@pytest.mark.django_db(transaction=True)
def test_the_office_makes_the_paper_and_again_the_next_version(movement, an):  # S0-18
    first = make_movement_report(movement, LETTER, by=an)
    second = make_movement_report(movement, LETTER, by=an)
    run_jobs()

    paper = Paper.objects.get(pk=first.paper_id)
    assert paper.file is not None
    words = Document(BytesIO(read_file(paper.file)))
    text = "\n".join(
        [p.text for p in words.paragraphs]
        + [cell.text for table in words.tables for row in table.rows for cell in row.cells]
    )
    assert "Kết quả lũy kế phong trào" in text
    assert "BÁO CÁO" in text
    assert "2025" in text
    assert "năm 2024, ngày 12/12/2024: Giao việc sớm hơn." in text
    assert (paper.status, paper.version, second.paper.version) == ("draft", 1, 2)


def test_a_school_and_a_draft_get_none(movement, so, an, binh):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        make_movement_report(movement, LETTER, by=binh)
    draft = make_movement(so, status=Movement.Status.DRAFT)
    with pytest.raises(NotAllowed, match="chưa phát động"):
        make_movement_report(draft, LETTER, by=an)


def test_the_page_shows_the_years_and_leads_to_the_paper(client, movement, an, binh):  # S0-18
    client.force_login(an)
    page = client.get(reverse("reports:movement_report", args=[movement.pk]))
    form = client.get(reverse("reports:movement_report_new", args=[movement.pk]))
    made = client.post(
        reverse("reports:movement_report_new", args=[movement.pk]),
        {"symbol": "BC-SGDĐT", "filing": "VT"},
    )
    story = client.get(reverse("plans:movement", args=[movement.pk])).context["page"].story
    client.force_login(binh)
    hidden = client.get(reverse("reports:movement_report", args=[movement.pk]))

    report = movement.cumulations.get()
    paper = reverse("documents:paper", args=[report.paper_id])
    assert "1 trên 5 đơn vị được yêu cầu" in page.content.decode()
    assert "<li>năm 2024, 12/12/2024: Giao việc sớm hơn.</li>" in page.content.decode()
    assert (form.status_code, made.url, hidden.status_code) == (200, paper, 404)
    assert paper in [line.moment.url for line in story]


def test_work_of_two_masters_is_said_where_rows_and_total_differ():
    facts = sample_movement_facts()
    twice = replace(facts, plans=(*facts.plans, replace(facts.plans[0], plan=2)))

    said = movement_sentences(twice)

    assert len(said) == len(movement_sentences(facts)) + 1
    assert said[-1] == (
        "Cộng từng kế hoạch là 104 lượt việc, nhiều hơn 52: việc do hai kế hoạch cùng giao có ở cả "
        "hai dòng, trong tổng chỉ tính một lần."
    )


def test_signer_is_filled_in_before_the_first_report(movement, dung):
    letter = last_letter_of(movement.owner, movement.launched_by)

    assert letter.signer == "Phạm Quang Dũng"
