"""Who is asked to launch, and the order of the list: province, sector, unit. S0-01, S0-16."""

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.errors import BadInput
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Movement
from phongtrao.plans.queries.cascade import issuable_units
from phongtrao.plans.queries.movement_units import Launch, asked_units, asked_words, with_launch
from phongtrao.plans.services.movement_steps import Asked, launch_movement, urge_launch
from tests.factories import make_movement, make_unit

S = Movement.Status


@pytest.fixture
def room(so):
    return make_unit("Phòng Giáo dục Tiểu học", Unit.Kind.OFFICE, admin=so)


def test_rooms_of_the_department_are_not_waited_for(so, room, hoa_sen):  # S0-16
    movement = make_movement(so)

    rows = with_launch(issuable_units(so), movement, timezone.localdate())
    found = {row.name: (row.launch, row.is_waited_for) for row in rows}

    assert found[room.name] == (Launch.NOT_ASKED, False)
    assert found[hoa_sen.name] == (Launch.WAITING, True)
    assert not asked_units(movement).filter(pk=room.pk).exists()
    assert asked_words(movement) == "xã, phường, đặc khu; trường; trung tâm"


def test_levels_narrow_the_schools_and_not_the_communes(so, hoa_sen, binh_minh, suoi_may):
    movement = make_movement(so, asked_levels=[Unit.Level.PRIMARY])

    asked = set(asked_units(movement))

    assert (binh_minh in asked, suoi_may in asked, hoa_sen in asked) == (True, True, False)
    assert asked_words(movement) == "xã, phường, đặc khu; trường; trung tâm (tiểu học)"


def test_a_unit_that_is_not_asked_is_not_urged(so, room, hoa_sen, an, lan):
    movement = make_movement(so, asked_kinds=[Unit.Kind.SCHOOL])

    urge_launch(movement, [room.pk, hoa_sen.pk], "Hãy phát động.", by=an)

    told = set(Notice.objects.values_list("key", flat=True))
    assert {key.split(":")[2] for key in told} == {str(hoa_sen.pk)}


def test_the_launch_says_who_is_asked_and_tells_only_those(so, suoi_may, hoa_sen, an, lan, lam):
    draft = make_movement(so, status=S.DRAFT)

    launch_movement(draft, timezone.localdate(), asked=Asked([Unit.Kind.COMMUNE], []), by=an)

    assert draft.asked_kinds == [Unit.Kind.COMMUNE]
    assert list(Notice.objects.values_list("to__username", flat=True)) == ["lam"]


def test_a_day_for_nobody_is_refused(so, an):
    draft = make_movement(so, status=S.DRAFT)

    with pytest.raises(BadInput, match="không đơn vị nào phải phát động"):
        launch_movement(draft, timezone.localdate(), asked=Asked([], []), by=an)

    draft.refresh_from_db()
    assert draft.status == S.DRAFT


def test_pages_say_who_is_asked(client, so, room, hoa_sen, an):  # S0-16
    movement = make_movement(so, asked_kinds=[Unit.Kind.SCHOOL])
    client.force_login(an)

    page = client.get(reverse("plans:movement_units", args=[movement.pk]))

    shown = page.content.decode()
    assert page.context["launches"].units == asked_units(movement).count()
    assert "đơn vị đã phát động hưởng ứng (trường)" in shown
    assert "Không yêu cầu" in shown


def test_the_list_goes_from_the_top_down_and_what_is_over_comes_last(
    client, so, hoa_sen, suoi_may, an, binh
):  # S0-01
    province = make_unit("UBND tỉnh", Unit.Kind.PROVINCE)
    for owner, title, status in (
        (hoa_sen, "Của trường", S.RUNNING),
        (so, "Đã xong của Sở", S.CLOSED),
        (suoi_may, "Của xã", S.RUNNING),
        (province, "Của tỉnh", S.RUNNING),
        (so, "Của Sở", S.RUNNING),
    ):
        make_movement(owner, title, status=status)

    def listed(user):
        client.force_login(user)
        page = client.get(reverse("plans:movement_list"))
        return [row.title for row in page.context["table"].items]

    assert listed(an) == ["Của Sở", "Của xã", "Của trường", "Đã xong của Sở"]
    assert listed(binh) == ["Của trường", "Của Sở", "Của xã", "Đã xong của Sở"]


def test_who_launched_without_being_asked_is_counted_apart(client, so, hoa_sen, an):
    movement = make_movement(so, asked_kinds=[Unit.Kind.COMMUNE])
    make_movement(hoa_sen, "Của trường", parent=movement)
    client.force_login(an)

    launches = client.get(reverse("plans:movement_units", args=[movement.pk])).context["launches"]

    assert (launches.launched, launches.others) == (0, 1)
    assert launches.sentence.endswith(", thêm 1 đơn vị ngoài diện phải phát động")
