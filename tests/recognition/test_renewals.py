"""Days of renewal of property: told before, shown on the desk and the calendar, marked once late. S0-31"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.errors import BadInput
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.portal.queries.calendar import due_at, due_for
from phongtrao.portal.queries.home import waiting_buckets
from phongtrao.recognition.models import IpAsset
from phongtrao.recognition.services.property import Right, change_asset, register_asset
from phongtrao.recognition.services.renewals import send_reminders
from tests.factories import make_person, make_unit
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)
FILED = TODAY - 900 * DAY


def right(renew_by, **more):
    said = {"stage": "granted", "grant_number": "123", "granted_on": FILED + 300 * DAY, **more}
    return Right("patent", "Máy gieo hạt", "1-2024-01", FILED, renew_by=renew_by, **said)


@pytest.fixture
def asset(hoa_sen, binh, giang):
    """Due in forty days; Giang is its author."""
    work = make_creation(hoa_sen, {make_person("Vũ Thị Giang", giang): 100})
    return register_asset(work, hoa_sen, right(TODAY + 40 * DAY), by=binh)


def told():
    rows = Notice.objects.filter(key__startswith="recognition.renewal:").order_by("pk")
    return [(row.to.username, row.text.split(" (")[0].split(":")[0]) for row in rows]


def test_owner_and_author_are_told_a_month_and_a_week_before_on_the_day_and_late(
    asset, lan, giang, binh, chi, dung
):
    send_reminders(asset.renew_by - 31 * DAY)
    assert told() == []
    send_reminders(asset.renew_by - 30 * DAY)
    send_reminders(asset.renew_by - 29 * DAY)
    assert sorted(told()) == [(name, "Còn 30 ngày") for name in ("binh", "giang", "lan")]
    send_reminders(asset.renew_by - 7 * DAY)
    send_reminders(asset.renew_by)
    send_reminders(asset.renew_by + DAY)
    send_reminders(asset.renew_by + 2 * DAY)

    assert len(told()) == 4 * 3
    late = [text for name, text in told() if name == "giang"][-1]
    assert late == "Quá hạn 1 ngày"


def test_what_a_room_of_the_so_has_is_told_to_the_office_of_the_so(asset, so, an, dung):
    IpAsset.objects.update(owner=make_unit("Phòng Trung học", Unit.Kind.OFFICE, admin=so))
    send_reminders(asset.renew_by)

    assert {name for name, _text in told()} == {"an", "giang"}


def test_what_was_renewed_refused_or_lapsed_is_quiet(asset, binh):
    change_asset(asset, right(TODAY + 400 * DAY), by=binh)
    send_reminders(TODAY)
    change_asset(asset, right(TODAY, stage="lapsed"), by=binh)
    send_reminders(TODAY)

    assert told() == []


def test_a_day_of_renewal_comes_after_filing_and_grant(asset, binh):
    with pytest.raises(BadInput, match="phải sau ngày nộp đơn và ngày cấp"):
        change_asset(asset, right(asset.granted_on), by=binh)


def test_it_stands_on_the_desk_and_the_calendar(asset, lan, giang, chi, hoa_sen, an):
    IpAsset.objects.update(renew_by=TODAY + 3 * DAY)

    def waits(user):
        rows = [row for bucket in waiting_buckets(user, TODAY) for row in bucket.rows]
        return [(row.what, row.due, row.url) for row in rows if "sở hữu" in row.what.lower()]

    edit = reverse("recognition:asset_edit", args=[asset.pk])
    work = reverse("recognition:creation", args=[asset.creation_id])
    due = TODAY + 3 * DAY
    assert waits(lan) == [("Gia hạn, nộp phí sở hữu trí tuệ: Máy gieo hạt", due, edit)]
    assert waits(giang) == [("Sở hữu trí tuệ sắp đến hạn gia hạn: Máy gieo hạt", due, work)]
    assert waits(chi) == []
    for user in (lan, giang):
        items = due_for(user, TODAY, TODAY + 9 * DAY)
        assert [(one.day, one.kind, one.what) for one in items] == [
            (due, "renewal", "Máy gieo hạt")
        ]
    assert due_for(chi, TODAY, TODAY + 9 * DAY) == []
    assert [one.kind for one in due_at(an, hoa_sen, TODAY, TODAY + 9 * DAY)] == ["renewal"]


def test_late_is_marked_where_it_is_kept(asset, lan, chi):
    IpAsset.objects.update(renew_by=TODAY - 2 * DAY)
    pages = []
    for user in (lan, chi):
        client = Client()
        client.force_login(user)
        address = reverse("recognition:creation", args=[asset.creation_id])
        pages.append(client.get(address).content.decode())

    assert "Gia hạn, nộp phí trước ngày" in pages[0]
    assert "Quá hạn 2 ngày" in pages[0] or "quá hạn 2 ngày" in pages[0]
    assert "Gia hạn, nộp phí trước ngày" not in pages[1]
