"""Which units may take part in a movement, and why not. S0-13."""

import pytest

from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.movement_scope import scopes_of
from phongtrao.plans.queries.movement_units import asked_units
from tests.factories import make_movement, make_unit

K = Unit.Kind


@pytest.fixture
def movement(so):
    return make_movement(so, asked_kinds=[K.SCHOOL.value, "XA"], asked_levels=["primary"])


@pytest.fixture
def units(so, province, suoi_may, hoa_sen, binh_minh):
    """Name of the reason → a unit."""
    return {
        "": binh_minh,
        "both": make_unit("Trường TH và THCS", admin=suoi_may, prof=so, level="primary_lower"),
        "type": make_unit("Xã Mới", K.COMMUNE, admin=province, prof=so, type_id="XA"),
        "cấp học": hoa_sen,
        "loại đơn vị": suoi_may,
        "bộ phận": make_unit("Tổ Toán", K.ROOM, admin=hoa_sen, prof=so),
        "không trực thuộc": make_unit("Sở khác", K.DEPARTMENT, admin=province),
    }


def test_every_answer_has_its_reason(movement, units):
    said = {scope.unit: scope.answer.reason for scope in scopes_of(movement, units.values())}

    assert [said[units[name]] for name in ("", "both", "type")] == ["", "", ""]
    for why in ("cấp học", "loại đơn vị", "bộ phận", "không trực thuộc"):
        assert why in said[units[why]]


def test_the_answer_agrees_with_who_is_counted(movement, units, so):
    counted = set(asked_units(movement))

    scopes = scopes_of(movement, [*units.values(), so])

    assert {scope.unit for scope in scopes if scope.answer} == counted & set(units.values())


def test_a_head_reads_it_on_the_page(client, movement, binh, chi):
    client.force_login(binh)
    outside = client.get(f"/phong-trao/{movement.pk}/").content.decode()
    client.force_login(chi)
    inside = client.get(f"/phong-trao/{movement.pk}/").content.decode()

    assert "Không thuộc phạm vi phong trào" in outside
    assert "chỉ yêu cầu một số cấp học khác" in outside
    assert "Thuộc phạm vi phong trào" in inside


def test_the_office_reads_none_of_itself(client, movement, an):
    client.force_login(an)

    assert "phạm vi phong trào" not in client.get(f"/phong-trao/{movement.pk}/").content.decode()
