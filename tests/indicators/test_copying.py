"""Next year's round from this year's. S4-27, S1-86"""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.audit.models import Entry
from phongtrao.indicators.models import CollectionRound
from phongtrao.indicators.services import rounds as services
from phongtrao.indicators.services.defining import change_indicator, end_indicator
from phongtrao.lib.errors import NotAllowed
from phongtrao.notifications.models import Notice
from tests.indicators.measured import fill, make_round, open_to, typed

WORDS = {
    "title": "Số liệu năm 2026, theo Kế hoạch ngày 05/9/2026",
    "period": "2026",
    "due_on": date(2028, 2, 29),
    "basis": "Kế hoạch số 12",
    "guide": "Số liệu đến 31/12.",
    "levels": ["lower"],
    "areas": ["rural"],
}


@pytest.mark.parametrize(
    ("period", "title", "moved"),
    [
        ("2026", "Số liệu năm 2026", ("2027", "Số liệu năm 2027")),
        ("SY2025", "Năm học 2025-2026", ("SY2026", "Năm học 2026-2027")),
        ("2026Q3", "Quý III/2026, so với 2025", ("2027Q3", "Quý III/2026, so với 2025")),
        ("2026-02", "Tháng 02", ("2027-02", "Tháng 02")),
        ("2026-02-01/2028-02-29", "Chiến dịch", ("2027-02-01/2029-02-28", "Chiến dịch")),
    ],
)
def test_period_and_title_move_on_by_a_year(so, an, period, title, moved):
    round_ = make_round(so, an, period=period, title=title)

    later = services.next_year(round_)

    assert (later["period"], later["title"]) == moved


def test_the_form_offers_all_of_it_a_year_later_and_keeps_nothing_yet(
    client, so, an, signing, share, hoa_sen
):
    round_ = open_to(so, an, signing, share, **{**WORDS, "levels": [], "areas": []})
    client.force_login(an)

    answer = client.get(reverse("indicators:round_copy", args=[round_.pk]))

    initial = answer.context["form"].initial
    assert initial["title"] == "Số liệu năm 2027, theo Kế hoạch ngày 05/9/2026"
    assert (initial["period"], initial["due_on"]) == ("2027", date(2029, 2, 28))
    assert sorted(initial["indicators"]) == sorted([signing.pk, share.pk])
    text = answer.content.decode()
    assert "Đối tượng này nay có 1 đơn vị; đợt trước hỏi 1." in text
    assert "kỳ số liệu (Năm 2027)" in text
    assert CollectionRound.objects.count() == 1


def test_saving_makes_a_draft_of_the_same_office_and_tells_nobody(
    client, so, an, signing, share, hoa_sen, binh
):
    round_ = open_to(so, an, signing, share, **{**WORDS, "levels": [], "areas": []})
    CollectionRound.objects.filter(pk=round_.pk).update(levels=["lower"], areas=["rural"])
    fill(round_.reports.get(), binh, KS=typed(1))
    Notice.objects.all().delete()
    client.force_login(an)
    url = reverse("indicators:round_copy", args=[round_.pk])

    answer = client.post(url, _sent(client.get(url).context["form"]))

    made = CollectionRound.objects.exclude(pk=round_.pk).get()
    assert answer.url == reverse("indicators:round", args=[made.pk])
    same = ("owner_id", "basis", "guide", "line", "kinds", "levels", "areas")
    assert [getattr(made, name) for name in same] == [
        getattr(CollectionRound.objects.get(pk=round_.pk), name) for name in same
    ]
    assert (made.status, made.period, made.due_on) == ("draft", "2027", date(2029, 2, 28))
    assert set(made.indicators.all()) == {signing, share}
    assert (made.reports.count(), Notice.objects.count()) == (0, 0)
    assert Entry.objects.filter(action="indicators.round_copied", subject_id=str(made.pk)).exists()
    assert "Đã có đợt mang tên này" in client.get(url).content.decode()


def test_an_indicator_that_ended_is_named_and_left_out(client, so, an, signing, share, hoa_sen):
    round_ = open_to(so, an, signing, share)
    end_indicator(share, by=an)
    client.force_login(an)
    url = reverse("indicators:round_copy", args=[round_.pk])

    page = client.get(url)
    client.post(url, _sent(page.context["form"]))

    assert f"Không chép chỉ số thôi dùng hoặc hệ thống đã tính: {share.code}. {share}." in " ".join(
        page.content.decode().split()
    )
    assert list(CollectionRound.objects.latest("pk").indicators.all()) == [signing]


def test_an_indicator_that_is_computed_by_now_is_named_and_left_out(
    client, so, an, signing, share, hoa_sen
):
    round_ = open_to(so, an, signing, share)
    services.close_round(round_, "Đủ dùng", by=an)
    change_indicator(share, {"computed_from": "tasks_done"}, by=an)
    client.force_login(an)

    page = client.get(reverse("indicators:round_copy", args=[round_.pk]))

    assert page.context["copied"].gone == [share]


def test_only_the_office_copies_and_no_draft(client, so, an, dung, binh, signing, hoa_sen):
    draft, round_ = make_round(so, an, signing), open_to(so, an, signing)

    with pytest.raises(NotAllowed, match="chưa mở"):
        services.copy_round(draft, {}, [], by=an)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        services.copy_round(round_, {}, [], by=dung)
    answers = {}
    for person in (dung, binh):
        client.force_login(person)
        answers[person] = client.get(reverse("indicators:round_copy", args=[round_.pk])).status_code
    assert answers == {dung: 403, binh: 404}


def test_a_closed_round_offers_it_as_a_running_one_does(client, so, an, signing, hoa_sen):
    round_ = open_to(so, an, signing)
    client.force_login(an)
    url, page = (
        reverse(f"indicators:{name}", args=[round_.pk]) for name in ("round_copy", "round")
    )

    running = client.get(page).content.decode()
    services.close_round(round_, "Đủ dùng", by=an)
    closed = client.get(page).content.decode()

    assert (url in running, url in closed) == (True, True)


def _sent(form) -> dict:
    """What the browser would send of the form as it is shown."""
    found = {name: form[name].value() for name in form.fields}
    ticks = set(dict(form.fields["indicators"].choices.queryset.values_list("pk", "code")))
    found["indicators"] = [pk for pk in found["indicators"] if pk in ticks]
    return {name: value for name, value in found.items() if value is not None}
