"""Decisions for a day to come: kept, carried out once on the day, refused with a reason, withdrawn."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput
from phongtrao.notifications.models import Notice
from phongtrao.orgs.forest import (
    Abolish,
    Change,
    Found,
    Merge,
    Node,
    Split,
    Transfer,
    read_steps,
    write_steps,
)
from phongtrao.orgs.models import PlannedAct, Reorganisation
from phongtrao.orgs.services import (
    Order,
    confirm_planned,
    plan_reorganisation,
    reorganise,
    withdraw_planned,
)
from phongtrao.orgs.services.planned import carry_out_due, carry_out_planned
from tests.threads import at_once

S = PlannedAct.Status
TOMORROW = timedelta(days=1)


@pytest.fixture
def planned(hoa, hoa_sen):
    steps = (Change(hoa_sen.pk, name="Trường THCS Sen Hồng"),)
    return plan_reorganisation(Order("Đổi tên", localdate() + TOMORROW, steps), by=hoa)


def let_the_day_come(planned):
    PlannedAct.objects.filter(pk=planned.pk).update(on=localdate())


def test_an_order_waits_and_nothing_changes(planned, hoa_sen):
    hoa_sen.refresh_from_db()

    assert hoa_sen.name == "Trường THCS Hoa Sen"
    assert (planned.status, planned.summary["renamed"]) == (S.WAITING, 1)
    assert not Reorganisation.objects.exists()
    assert Entry.objects.latest("pk").action == "orgs.act_planned"


def test_before_its_day_the_job_leaves_it_alone(planned):
    carry_out_due(localdate())
    carry_out_planned(planned.pk)

    planned.refresh_from_db()
    assert planned.status == S.WAITING


def test_on_its_day_it_is_carried_out_once(planned, hoa, hoa_sen):
    let_the_day_come(planned)

    carry_out_due(localdate())
    carry_out_due(localdate())
    carry_out_planned(planned.pk)

    planned.refresh_from_db()
    hoa_sen.refresh_from_db()
    assert (planned.status, hoa_sen.name) == (S.DONE, "Trường THCS Sen Hồng")
    assert planned.act == Reorganisation.objects.get()
    assert planned.act.made_by == hoa


@pytest.mark.django_db(transaction=True)
def test_two_workers_carry_it_out_once(planned):
    let_the_day_come(planned)

    errors = at_once(*[lambda: carry_out_planned(planned.pk)] * 2)

    assert errors == [None, None]
    assert Reorganisation.objects.count() == 1


def test_what_no_longer_fits_changes_nothing_and_is_told(planned, hoa, an, hoa_sen):
    let_the_day_come(planned)
    reorganise(Order("Giải thể", localdate(), (Abolish((hoa_sen.pk,)),)), by=None)

    carry_out_due(localdate())

    planned.refresh_from_db()
    assert planned.status == S.REFUSED
    assert "không tồn tại" in planned.reason
    told = Notice.objects.filter(key=f"planned_act:{planned.pk}").order_by("to__username")
    assert [notice.to for notice in told] == [an, hoa]
    assert planned.reason in told[0].text
    assert Reorganisation.objects.count() == 1


def spoil(planned, **said):
    """The order as it stood before some list of the office changed."""
    step = {**planned.order["steps"][0], **said}
    PlannedAct.objects.filter(pk=planned.pk).update(order={**planned.order, "steps": [step]})


@pytest.mark.parametrize(
    ("said", "reason"),
    [({"name": "x" * 201}, "không còn khớp"), ({"level": "la"}, "không còn khớp")],
)
def test_what_the_database_refuses_is_refused_with_a_sentence(planned, hoa_sen, said, reason):
    let_the_day_come(planned)
    spoil(planned, **said)

    carry_out_due(localdate())

    planned.refresh_from_db()
    hoa_sen.refresh_from_db()
    assert (planned.status, hoa_sen.name) == (S.REFUSED, "Trường THCS Hoa Sen")
    assert reason in planned.reason


def test_one_that_breaks_holds_back_no_other(planned, hoa, binh_minh):
    steps = (Change(binh_minh.pk, name="Trường Tiểu học Rạng Đông"),)
    other = plan_reorganisation(Order("Đổi tên", localdate() + TOMORROW, steps), by=hoa)
    let_the_day_come(planned)
    let_the_day_come(other)
    spoil(planned, op="không có")

    with pytest.raises(ExceptionGroup, match="could not be carried out"):
        carry_out_due(localdate())

    planned.refresh_from_db()
    other.refresh_from_db()
    assert (planned.status, other.status) == (S.WAITING, S.DONE)


def test_a_refused_one_can_be_tried_again_or_withdrawn(planned, hoa):
    PlannedAct.objects.filter(pk=planned.pk).update(status=S.REFUSED, reason="Chưa hợp")
    planned.refresh_from_db()

    assert confirm_planned(planned, by=hoa) is None
    assert (planned.status, planned.reason) == (S.WAITING, "")
    withdraw_planned(planned, by=hoa)

    assert planned.status == S.WITHDRAWN


def test_what_is_done_cannot_be_withdrawn(planned, hoa):
    let_the_day_come(planned)
    carry_out_due(localdate())
    planned.refresh_from_db()

    with pytest.raises(Exception, match="Đã thực hiện"):
        withdraw_planned(planned, by=hoa)


def test_an_administrator_whose_grant_ended_decides_nothing(planned, hoa, hoa_sen):
    let_the_day_come(planned)
    hoa.grants.update(days=hoa.grants.get().days.__class__(localdate() - 9 * TOMORROW, localdate()))

    carry_out_due(localdate())

    planned.refresh_from_db()
    assert (planned.status, planned.reason) == (
        S.REFUSED,
        "Chỉ quản trị viên được sắp xếp lại đơn vị.",
    )


def test_a_day_that_has_come_is_not_planned_and_one_to_come_is_not_done(hoa, hoa_sen):
    steps = (Change(hoa_sen.pk, name="A"),)

    with pytest.raises(BadInput, match="sau hôm nay"):
        plan_reorganisation(Order("A", localdate(), steps), by=hoa)
    with pytest.raises(BadInput, match="Hãy hẹn"):
        reorganise(Order("A", localdate() + TOMORROW, steps), by=hoa)


def test_steps_are_kept_as_they_are():
    steps = (
        Found(-1, Node("Mới", "school", "lower", None, 3, 4, "rural", "thcs")),
        Change(5, name="Tên", code=None),
        Merge((6, 7), -1),
        Split(8, (-2, -3), heir=-2, children={9: -3}),
        Transfer(10, 11, (12,)),
        Abolish((13,), {13: (14, 15)}, {13: 14}),
    )

    assert read_steps(write_steps(steps)) == steps


# ------------------------------------------------------------------ on screen
def test_a_decision_of_tomorrow_is_planned_from_the_screen(client, hoa, hoa_sen):
    client.force_login(hoa)
    day = f"{localdate() + TOMORROW:%d/%m/%Y}"
    address = f"/don-vi/sap-xep/moi/thay-doi/?buoc=xem&on={day}&unit={hoa_sen.name}&name=Sen+Non"

    page = client.get(address).content.decode()
    answer = client.post(address, {"confirm": "thực hiện"})

    planned = PlannedAct.objects.get()
    assert "Hẹn thực hiện" in page
    assert answer.url == f"/don-vi/sap-xep/cho/{planned.pk}/"
    assert "Chờ đến ngày" in client.get(answer.url).content.decode()
    assert planned.title in client.get("/don-vi/sap-xep/cho/").content.decode()
    assert "1 quyết định chờ thực hiện" in client.get("/don-vi/sap-xep/").content.decode()

    client.post(f"{answer.url}rut/", {"confirm": "rút"})
    planned.refresh_from_db()
    assert planned.status == S.WITHDRAWN
    assert client.get(f"{answer.url}rut/").status_code == 403


@pytest.mark.parametrize("who", ["binh", "chi", "khanh"])
def test_what_is_not_decided_is_not_everybodys(client, request, planned, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/don-vi/sap-xep/cho/{planned.pk}/").status_code == 404
    assert planned.title not in client.get("/don-vi/sap-xep/cho/").content.decode()


def test_the_office_reads_it_and_does_not_decide(client, an, planned):
    client.force_login(an)

    assert "Thực hiện…" not in client.get(f"/don-vi/sap-xep/cho/{planned.pk}/").content.decode()
    assert client.post(f"/don-vi/sap-xep/cho/{planned.pk}/rut/").status_code == 403
