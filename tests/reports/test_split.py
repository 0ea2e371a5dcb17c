"""One plan for two movements: its consolidated report split per movement. S1-01"""

import pytest
from django.urls import reverse

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import calendar_year
from phongtrao.plans.models import Content
from phongtrao.reports.facts import Letter, PlanFacts
from phongtrao.reports.models import PlanReport
from phongtrao.reports.paper import report_sentences
from phongtrao.reports.queries import papers_waiting, plan_facts
from phongtrao.reports.services import make_plan_report
from tests.documents.jobs import run_jobs
from tests.factories import make_movement
from tests.reports.plan import TODAY, fill_plan, make_plan, make_task

YEAR = calendar_year(2026)
LETTER = Letter(symbol="BC-SGDĐT")


@pytest.fixture
def movements(so):
    """Two, of which the first has the content “Tuyên truyền”, the second “Hội thi”."""
    found = [make_movement(so, "Đổi mới sáng tạo"), make_movement(so, "Bình dân học vụ số")]
    for movement, text in zip(found, ("Tuyên truyền", "Hội thi"), strict=True):
        Content.objects.create(movement=movement, text=text)
    return found


@pytest.fixture
def plan(so, hoa_sen, binh_minh, thpt, an, movements):
    """The filled plan, its first task on the first movement, its second on the second, a third on none."""
    made = make_plan(so)
    made.movements.set(movements)
    fill_plan(made, hoa_sen, binh_minh, thpt, an)
    tasks = made.tasks.filter(local_to=None).order_by("position")
    for task, movement in zip(tasks, movements, strict=True):
        task.content = movement.contents.get()
        task.save()
    make_task(made, "Việc chung")
    return made


def test_only_what_hangs_on_the_movement_is_counted_and_the_rest_said_apart(plan, movements):
    whole = plan_facts(plan, YEAR, as_of=TODAY)
    first, second = (plan_facts(plan, YEAR, movement=m, as_of=TODAY) for m in movements)

    assert [
        (f.movement, len(f.tasks), f.counts.total, f.unplaced) for f in (whole, first, second)
    ] == [
        ("", 3, 3, 0),
        ("Đổi mới sáng tạo", 1, 2, 1),
        ("Bình dân học vụ số", 1, 1, 1),
    ]
    assert [len(f.late) for f in (whole, first, second)] == [1, 1, 0]
    assert [len(f.obstacles) for f in (whole, first, second)] == [1, 1, 0]


def test_the_paper_says_which_movement_and_what_is_left_out(plan, movements):
    facts = plan_facts(plan, YEAR, movement=movements[1], as_of=TODAY, letter=LETTER)

    said = report_sentences(facts)

    assert "(phần phong trào “Bình dân học vụ số”), năm 2026" in said[1]
    assert said[3].startswith("Phần phong trào “Bình dân học vụ số” có 1 nhiệm vụ")
    assert (
        "Kế hoạch còn 1 nhiệm vụ chưa gắn vào nội dung của phong trào nào, không tính ở đây."
        in said
    )


def test_facts_frozen_before_there_was_a_split_are_read_as_the_whole(plan):
    old = plan_facts(plan, YEAR, as_of=TODAY).to_json()
    del old["movement"], old["unplaced"]

    facts = PlanFacts.from_json(old)

    assert (facts.movement, facts.unplaced) == ("", 0)


def test_each_movement_counts_its_own_versions(plan, movements, an, dung):
    make_plan_report(plan, YEAR, LETTER, by=an)
    for movement in (*movements, movements[0]):
        make_plan_report(plan, YEAR, LETTER, by=an, movement=movement)
    run_jobs()

    versions = PlanReport.objects.order_by("pk").values_list("movement", "paper__version")
    first, second = (movement.pk for movement in movements)
    assert list(versions) == [(None, 1), (first, 1), (second, 1), (first, 2)]
    waiting = papers_waiting(dung).values_list("movement", "paper__version")
    assert list(waiting) == [(None, 1), (second, 1), (first, 2)]


def test_a_movement_of_another_plan_is_refused(plan, so, an):
    with pytest.raises(BadInput, match="không thuộc phong trào này"):
        make_plan_report(plan, YEAR, LETTER, by=an, movement=make_movement(so, "Khác"))

    assert list(PlanReport.objects.all()) == []


def test_the_movement_is_chosen_when_the_report_is_asked_for(client, an, plan, movements, so):
    client.force_login(an)
    url = reverse("reports:plan_report", args=[plan.pk])
    said = {"period": "2026", "symbol": "BC-SGDĐT", "filing": "VT", "movement": movements[1].pk}

    page = client.get(f"{url}?phong_trao={movements[1].pk}")
    stranger = client.get(f"{url}?phong_trao={make_movement(so, 'Khác').pk}")
    client.post(reverse("reports:plan_report_new", args=[plan.pk]), said)

    assert "Chỉ tính phần phong trào “Bình dân học vụ số”." in page.content.decode()
    assert stranger.status_code == 404
    assert PlanReport.objects.get().movement == movements[1]


def test_a_plan_of_one_movement_asks_nothing(client, an, so, movements):
    plan = make_plan(so)
    plan.movements.set(movements[:1])
    client.force_login(an)

    page = client.get(reverse("reports:plan_report_new", args=[plan.pk]))

    assert "movement" not in page.context["form"].fields


def test_reports_stand_in_the_story_of_their_movement_and_of_nobody_elses(
    client, an, binh, plan, movements
):
    make_plan_report(plan, YEAR, LETTER, by=an, movement=movements[0])
    url = reverse("plans:movement", args=[movements[0].pk])

    def told(user, address):
        client.force_login(user)
        lines = client.get(address).context["page"].story
        return [line.moment.title for line in lines if line.moment.icon == "report"]

    other = reverse("plans:movement", args=[movements[1].pk])
    assert [len(told(an, url)), len(told(an, other)), len(told(binh, url))] == [1, 0, 0]
