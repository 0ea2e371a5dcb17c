"""A unit that reports nothing but does something is not quiet. S0-15"""

from django.db.models import Q
from django.utils import timezone

from phongtrao.activities.models import Activity
from phongtrao.activities.services.partners import agree
from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.movement_units import with_activity
from tests.activities.made import days_ago, recorded
from tests.factories import make_movement
from tests.plans.work import make_work


def quiet(movement) -> set[str]:
    today = timezone.localdate()
    rows = with_activity(Unit.objects.filter(kind="school"), movement, Q(), today)
    return set(rows.filter(is_quiet=True).values_list("name", flat=True))


def test_an_activity_of_the_movement_makes_its_units_active(so, an, lan, chi, hoa_sen, binh_minh):
    movement = make_movement(so)
    assert quiet(movement) >= {hoa_sen.name, binh_minh.name}

    one = recorded(hoa_sen, lan, movement=movement, starts_on=days_ago(0), others=[binh_minh])

    assert binh_minh.name in quiet(movement)  # named, not asked yet
    agree(one.parties.get(unit=binh_minh), by=chi)
    assert quiet(movement).isdisjoint({hoa_sen.name, binh_minh.name})
    Activity.objects.filter(pk=one.pk).update(status="returned", reason="Thiếu")
    assert quiet(movement) >= {hoa_sen.name, binh_minh.name}


def test_an_activity_for_a_task_of_its_plans_counts_as_well(so, lan, hoa_sen):
    movement, work = make_movement(so), make_work(so, hoa_sen)
    work.task.plan.movements.add(movement)

    recorded(hoa_sen, lan, task=work.task, starts_on=days_ago(0))

    assert hoa_sen.name not in quiet(movement)
