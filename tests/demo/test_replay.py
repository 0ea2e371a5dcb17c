"""The abolition of the district level, replayed: nothing is lost. S2-29, S3-29, S3-30."""

from datetime import date, timedelta

from phongtrao.demo.replay import LAST_DAY, _old_province, _steps, replay_2025
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import Order, reorganise
from phongtrao.plans.queries.meanings import Names, meanings_of


def test_totals_are_equal_before_and_after_and_nothing_stays(db):
    replay = replay_2025(districts=2)

    assert replay.is_equal
    assert list(replay.shape.values()) == [(2, 0), (30, 10)]
    assert replay.totals["Người đang công tác"] == (544, 544)
    assert "Trước và sau bằng nhau." in replay.table()
    assert not Unit.objects.exists()


def test_names_of_a_plan_of_old_lead_to_who_stands_today(db):
    """SX-07: 03/2025 names districts and their offices; none is left."""
    province = _old_province(districts=2)
    order = Order("Bỏ cấp huyện", LAST_DAY + timedelta(1), tuple(_steps(province)))
    district = province.districts[0]
    said = [district.office.name, "Phòng GDĐT quận/huyện", "UBND các huyện", "UBND các xã"]
    names = Names(Unit.objects.get(pk=province.department.unit.pk), date(2025, 3, 1))
    reorganise(order, by=None)

    found = meanings_of(said, names)

    assert [(one.count, len(one.proposed)) for one in found.values()] == [
        (0, 5),  # one office: the communes made of its district's
        (2, 10),
        (2, 10),
        (30, 0),
    ]
    assert {one.ended_on for one in found.values()} == {LAST_DAY + timedelta(1), None}
