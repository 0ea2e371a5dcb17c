"""Research before a council of seven: chosen, rated, shares fixed, counted. S0-29 S0-44 S0-47"""

from decimal import Decimal

import pytest
from django.db import connection

from phongtrao.councils.kinds import dossiers_of
from phongtrao.councils.models import Member
from phongtrao.lib import facts
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.recognition.models import Creation
from phongtrao.research.models import ResearchTask
from phongtrao.research.services.deciding import bring_to_council
from phongtrao.research.services.people import set_shares
from phongtrao.research.services.running import close_task
from tests.research.deciding import decide, said
from tests.research.made import (
    OLD,
    TODAY,
    bring_to_acceptance,
    go_on,
    join,
    make_task,
    run,
    tick_all,
)

pytestmark = pytest.mark.django_db
S = ResearchTask.Status


def ask(name: str, *subjects, **asked):
    """{(subject, value)} of the facts published."""
    with connection.cursor() as cursor:
        found = facts.facts_of_all(
            cursor, name, facts.these(one.pk for one in subjects), until=TODAY, **asked
        )
        return {(one.subject, one.value) for one in found}


@pytest.fixture
def judged(task, council, seven, an):
    """Under contract, its result before the council, 60 and 40."""
    run(task, an)
    bring_to_acceptance(task, an, "60", "40")
    return bring_to_council(task, council, by=an).case


def test_acceptance_without_a_contract_is_refused(task, council, an):
    with pytest.raises(WrongState, match="sau hợp đồng"):
        bring_to_council(task, council, by=an)


def test_a_council_without_a_reviewer_is_refused(task, council, an):
    go_on(task, an)
    Member.objects.filter(council=council, role="reviewer").update(role="member")
    with pytest.raises(BadInput, match="chưa có ủy viên phản biện"):
        bring_to_council(task, council, by=an)


def test_shares_are_whole_before_the_result_is_judged(task, council, an):
    run(task, an)
    go_on(task, an)
    with pytest.raises(BadInput, match="Chưa ghi tỷ lệ đóng góp"):
        bring_to_council(task, council, by=an)


def test_who_worked_on_it_and_its_hosts_people_keep_away(judged, seven):
    kept_away = set(judged.conflicts.values_list("member__person__user__username", flat=True))

    assert kept_away == {"ban", "gop"}


def test_a_task_is_chosen_or_that_is_its_end(task, council, seven, an):
    go_on(task, an)
    first = bring_to_council(task, council, by=an)
    with pytest.raises(WrongState, match="đang chờ hội đồng"):
        bring_to_council(task, council, by=an)
    decide(seven, first.case, **said("yes"))
    task.refresh_from_db()
    assert task.status == S.SELECTING

    decide(seven, bring_to_council(task, council, by=an).case, **said("no"))
    task.refresh_from_db()
    assert (task.status, task.end_reason) == (S.DROPPED, "Không đề nghị thực hiện")


def test_an_accepted_task_is_rated_its_shares_fixed_and_counted(
    judged, task, seven, lead, mate, hoa_sen, an
):  # S0-30 S0-44 S0-47
    decide(seven, judged, **said("excellent"))
    task.refresh_from_db()

    assert (task.status, task.rating, task.passed) == (S.ACCEPTED, "excellent", True)
    assert (task.accepted_on, task.stage) == (TODAY, "results")
    assert task.creation.kind == Creation.Kind.RESEARCH
    assert [one.share for one in task.creation.shares.all()] == [Decimal(60), Decimal(40)]
    with pytest.raises(WrongState, match="không đổi sau đó"):
        set_shares(task, {}, by=an)
    mine = ask("research.contribution", lead, mate, scope="province")
    assert mine == {(lead.pk, Decimal(60)), (mate.pk, Decimal(40))}
    assert ask("research.unit_accepted", hoa_sen, scope="ministry") == {(hoa_sen.pk, 4)}
    assert ask("research.contribution", lead, scope="nation") == set()
    tick_all(task, an)
    close_task(task, by=an)
    assert task.status == S.CLOSED


def test_more_than_a_third_against_is_not_accepted(judged, task, seven, lead):
    decide(seven, judged, **(said("good") | {"chu": "failed", "pho": "failed"}))
    task.refresh_from_db()

    assert (task.status, task.rating_label, task.creation) == (S.FAILED, "Không đạt", None)
    assert ask("research.accepted", lead) == set()


def test_one_against_is_good_and_no_more(judged, task, seven):
    decide(seven, judged, **(said("excellent") | {"xet": "failed"}))
    task.refresh_from_db()

    assert task.rating_label == "Đạt"


def test_another_dossier_is_another_version(judged, task, an):
    before = dossiers_of([judged])[judged.pk].hash
    first, second = task.members.all()
    set_shares(task, {first.pk: Decimal(50), second.pk: Decimal(50)}, by=an)

    assert dossiers_of([judged])[judged.pk].hash != before


def test_only_the_managing_office_brings_it(task, council, lan, an):
    go_on(task, an)
    with pytest.raises(NotAllowed):
        bring_to_council(task, council, by=lan)


def test_a_task_of_the_old_regime_goes_its_own_way(so, hoa_sen, lan, lead, council, seven, an):
    task = make_task(so, hoa_sen, lan, OLD, code="ĐT-CŨ")
    join(task, lead, lan, "lead")
    run(task, an)
    bring_to_acceptance(task, an, "100")
    assert task.stage == "base_acceptance"
    go_on(task, an)
    decide(seven, bring_to_council(task, council, by=an).case, **said("good"))
    task.refresh_from_db()

    assert (task.status, task.stage, task.rating_label) == (S.ACCEPTED, "recognise", "Đạt")
    keys = list(task.stages.values_list("key", flat=True))
    assert keys == ["propose", "determine", "select", "approve", "contract", "run",
                    "base_acceptance", "acceptance", "recognise"]  # fmt: skip
