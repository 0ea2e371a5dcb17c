"""The demo's research: a task in each part of its life."""

import pytest

from phongtrao.demo.contests import write_contests
from phongtrao.demo.load import load_province
from phongtrao.demo.research import write_research
from phongtrao.research.models import Contest, ContestProject, ResearchTask

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_task_in_each_part_of_its_life():
    write_research(load_province("school", seed=1))

    states = {task.status for task in ResearchTask.objects.all()}
    assert states == {"proposed", "approved", "running", "accepting"}
    shares = ResearchTask.objects.get(status="accepting").members.values_list("share", flat=True)
    assert sum(shares) == 100


def test_the_demo_has_a_contest_with_prizes_and_one_to_come():
    write_contests(load_province("school", seed=1))

    assert Contest.objects.count() == 2
    prizes = ContestProject.objects.order_by("pk").values_list("prize", flat=True)
    assert list(prizes) == ["first", "second", "third", "encouragement", ""]
