"""A unit's page tells its past; a list shows the units of any day under the names of that day. S3-29."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from phongtrao.orgs.forest import Abolish, Change, Found, Merge, Node, Split
from phongtrao.orgs.models import UnitSpan, UnitType
from phongtrao.orgs.services import Order, reorganise, undo_reorganisation
from phongtrao.orgs.views.days import name_today

ON = date(2025, 8, 1)
LATER = date(2025, 9, 1)


def act(day, *steps, decision="12/QĐ-UBND"):
    return reorganise(Order("Sắp xếp", day, steps, decision), by=None)


def past_of(client, unit):
    return client.get(f"/don-vi/{unit.pk}/").context["past"]


def told(past):
    return [(event.on, event.what, event.name, event.decision) for event in past.events]


def test_a_unit_nothing_happened_to_has_no_past(client, hoa, hoa_sen):
    client.force_login(hoa)

    assert past_of(client, hoa_sen) is None


def test_names_codes_predecessors_and_heirs_stand_in_order(client, hoa, hoa_sen, binh_minh):
    code = binh_minh.code
    act(ON, Merge((hoa_sen.pk,), binh_minh.pk))
    act(LATER, Change(binh_minh.pk, name="Trường Sen Minh", code="H99.3"), decision="15/QĐ-UBND")
    client.force_login(hoa)

    past = past_of(client, binh_minh)

    assert told(past)[:3] == [
        (LATER, "Đổi tên từ “Trường Tiểu học Bình Minh” thành", "Trường Sen Minh", "15/QĐ-UBND"),
        (LATER, f"Đổi mã định danh từ {code} thành", "H99.3", "15/QĐ-UBND"),
        (ON, "Sáp nhập, hợp nhất từ", "Trường THCS Hoa Sen", "12/QĐ-UBND"),
    ]
    assert [(bar.name, bar.is_self) for bar in past.bars] == [
        ("Trường THCS Hoa Sen", False),
        ("Trường Sen Minh", True),
    ]
    # The day of the change is the successor's alone.
    assert [bar.ends for bar in past.bars] == [ON - timedelta(days=1), None]
    former = told(past_of(client, hoa_sen))
    assert (ON, "Chấm dứt", "", "") in former
    assert (ON, "Sáp nhập, hợp nhất vào", "Trường Sen Minh", "12/QĐ-UBND") in former


def test_what_was_undone_is_told_too(client, hoa, hoa_sen, binh_minh):
    undo_reorganisation(act(ON, Merge((hoa_sen.pk,), binh_minh.pk)), by=None)
    client.force_login(hoa)

    for unit in (hoa_sen, binh_minh):
        assert (localdate(), "Hoàn tác “Sắp xếp”", "", "12/QĐ-UBND") in told(past_of(client, unit))


# ------------------------------------------------------------------ as of a day
@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("31/07/2025", ["Trường Tiểu học Bình Minh", "Trường THCS Hoa Sen"]),
        ("01/08/2025", ["Trường Tiểu học Bình Minh"]),
        ("01/09/2025", ["Trường Sen Minh"]),
        ("31/12/2019", []),
    ],
)
def test_a_day_shows_the_names_of_that_day(client, an, hoa_sen, binh_minh, day, names):
    act(ON, Merge((hoa_sen.pk,), binh_minh.pk))
    act(LATER, Change(binh_minh.pk, name="Trường Sen Minh"))
    client.force_login(an)

    page = client.get("/don-vi/theo-ngay/", {"ngay": day, "loai": "school"})

    assert [span.name for span in page.context["table"].items] == names


def test_the_tree_is_that_of_the_day(client, an, hoa_sen, suoi_may, doi_thong):
    act(ON, Change(hoa_sen.pk, admin=doi_thong.pk), Change(suoi_may.pk, name="Xã Mây Mới"))
    client.force_login(an)

    before = client.get("/don-vi/theo-ngay/", {"ngay": "31/07/2025", "duoi": suoi_may.pk})
    after = client.get("/don-vi/theo-ngay/", {"ngay": "01/08/2025", "duoi": suoi_may.pk})

    rows = before.context["table"].items
    assert [(row.name, row.admin_name) for row in rows] == [(hoa_sen.name, "Xã Suối Mây")]
    assert list(after.context["table"].items) == []


def test_who_stands_for_a_unit_today_is_named(client, an, hoa_sen, binh_minh, thpt):
    act(ON, Merge((hoa_sen.pk,), binh_minh.pk))
    parts = [Found(-n, Node(f"Trường Sen {n}", "school", "lower")) for n in (1, 2)]
    act(LATER, *parts, Split(binh_minh.pk, (-1, -2), heir=-1))
    act(LATER, Abolish((thpt.pk,), {thpt.pk: ()}, {}))
    client.force_login(an)

    before = client.get("/don-vi/theo-ngay/", {"ngay": "31/07/2025", "loai": "school"})
    after = client.get("/don-vi/theo-ngay/", {"ngay": "01/09/2025", "q": "Trường Sen"})

    assert {span.unit_id: name_today(span) for span in before.context["table"].items} == {
        hoa_sen.pk: "Trường Sen 1, Trường Sen 2",
        binh_minh.pk: "Trường Sen 1, Trường Sen 2",
        thpt.pk: "đã chấm dứt",
    }
    assert [name_today(span) for span in after.context["table"].items] == [
        "Trường Sen 1",
        "Trường Sen 2",
    ]


def test_the_day_is_shown_in_its_box_and_above_the_table(client, an, hoa_sen):
    client.force_login(an)
    shown = localdate().strftime("%d/%m/%Y")

    page = client.get("/don-vi/theo-ngay/").content.decode()
    part = client.get(
        "/don-vi/theo-ngay/",
        {"ngay": "31/07/2025"},
        headers={"HX-Request": "true", "HX-Target": "table-units-on-day"},
    ).content.decode()

    assert f'value="{shown}"' in page
    assert f'<span id="day-shown">{shown}</span>' in page
    assert '<span id="day-shown" hx-swap-oob="true">31/07/2025</span>' in part
    assert "<html" not in part


def test_the_type_of_the_day_is_named(client, an, hoa_sen):
    kind = UnitType.objects.create(code="thu", name="Trường liên cấp thử", kind="school")
    UnitSpan.objects.filter(unit=hoa_sen).update(type=kind)
    client.force_login(an)

    page = client.get("/don-vi/theo-ngay/", {"q": hoa_sen.name}).content.decode()

    assert "Trường liên cấp thử" in page


def test_a_day_that_is_none_is_said(client, an, hoa_sen):
    client.force_login(an)

    page = client.get("/don-vi/theo-ngay/", {"ngay": "31/02/2025"})

    assert "31/02/2025" in page.content.decode()
    assert page.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_a_day_asks_the_same_for_one_and_three(
    client, an, rows, hoa_sen, binh_minh, thpt, django_assert_num_queries
):
    schools = [hoa_sen, binh_minh, thpt][:rows]
    act(ON, *(Change(school.pk, name=f"Trường mới {school.pk}") for school in schools))
    client.force_login(an)
    day = (ON + timedelta(days=1)).strftime("%d/%m/%Y")

    with django_assert_num_queries(10):
        page = client.get("/don-vi/theo-ngay/", {"ngay": day, "q": "Trường mới"})

    assert len(page.context["table"].items) == rows
