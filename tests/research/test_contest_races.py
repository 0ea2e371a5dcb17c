"""Two write results of one contest at the same moment. S1-26"""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from phongtrao.lib.errors import WrongState
from phongtrao.research.models import ContestProject
from phongtrao.research.services.contests import change_contest, enter_project, give_prize
from tests.indicators.test_races import meanwhile
from tests.research.contests import contest_data, make_contest, make_project, project_data
from tests.research.made import TODAY
from tests.research.test_contests import bring

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_table_brought_in_twice_at_once_is_written_once(so, hoa_sen, an):
    contest = make_contest(so, an)
    row = (hoa_sen.name, project_data(hoa_sen).title, "Toán học", 1, "", "Giải Ba")

    fault = meanwhile(lambda: bring(contest, an, row), lambda: bring(contest, an, row))

    assert fault is None
    assert ContestProject.objects.get().prize == "third"


def test_a_project_is_not_entered_beside_the_table_that_has_it(so, hoa_sen, an, lan):
    contest = make_contest(so, an)
    said = project_data(hoa_sen)
    row = (hoa_sen.name, said.title, "Toán học", 1, "", "")

    fault = meanwhile(lambda: bring(contest, an, row), lambda: enter_project(contest, said, by=lan))

    assert isinstance(fault, ValidationError)
    assert ContestProject.objects.count() == 1


def test_no_prize_is_given_while_the_day_moves_on(so, hoa_sen, an):
    contest = make_contest(so, an)
    project = make_project(contest, hoa_sen, an)
    later = contest_data(held_on=TODAY + timedelta(days=1))

    fault = meanwhile(
        lambda: change_contest(contest, later, by=an), lambda: give_prize(project, "first", by=an)
    )

    assert isinstance(fault, WrongState)
    assert not ContestProject.objects.get().prize
