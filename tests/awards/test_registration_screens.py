"""Screens of registrations, calls and pledges: what each shows whom, sends and refuses."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from phongtrao.awards.models import CalledUnit, Pledge, Registration, RegistrationCall
from phongtrao.awards.queries.registrations import year_at_hand
from phongtrao.awards.services.registrations import register
from phongtrao.demo.load import load_province
from phongtrao.demo.registrations import write_registrations
from phongtrao.orgs.models import Basis, Cluster, ClusterSeat
from phongtrao.portal.queries.home import waiting_buckets
from tests.awards.made import called, honour, said_of
from tests.awards.screens import get, page, send
from tests.factories import make_user
from tests.literacy.made import make_worker

pytestmark = pytest.mark.django_db
S = Registration.Status


def year():
    return year_at_hand().key


def waiting_for(user):
    found = waiting_buckets(user, timezone.localdate())
    return [row.what for bucket in found for row in bucket.rows]


def test_a_teacher_is_asked_registers_on_the_own_page_and_is_asked_no_more(
    teacher, giang, an, hoa_sen
):
    called(an, is_required=True)
    assert waiting_for(giang) == ["Tôi đăng ký: Đăng ký đầu năm"]
    assert get(giang, "registration_calls").url == reverse("awards:my_registrations")
    shown = page(giang, "my_registrations")
    assert "Chưa đăng ký." in shown
    assert "chỉ xét danh hiệu đã đăng ký" in shown
    assert "Chiến sĩ thi đua cơ sở" in page(giang, "register_self", year())

    sent = send(
        giang, "register_self", year(), honours=[honour("base_fighter").pk], actions="Một sáng kiến"
    )

    assert sent.url == reverse("awards:my_registrations")
    made = Registration.objects.get()
    assert (made.person, made.unit, made.status) == (teacher, hoa_sen, S.WAITING)
    assert waiting_for(giang) == []
    assert "Chờ thủ trưởng xác nhận" in page(giang, "my_registrations")
    record = get_record(giang)
    assert "Chiến sĩ thi đua cơ sở" in record


def get_record(user):
    from tests.awards.screens import as_  # noqa: PLC0415 -- leaf

    return as_(user).get(reverse("orgs:my_record")).content.decode()


def test_last_years_words_are_offered_once(teacher, giang, hoa_sen):
    before = register(said_of(hoa_sen, teacher, actions="Bồi dưỡng đội tuyển"), by=giang)
    Registration.objects.update(period=year_at_hand().previous().key)

    assert "Chép đăng ký năm trước" in page(giang, "register_self", year())
    assert "Bồi dưỡng đội tuyển" in page(giang, "register_self", year(), chep=1)
    assert get(giang, "registration", before.pk).status_code == 200


def test_the_head_reads_who_is_missing_writes_for_all_and_confirms(
    teacher, giang, binh, lan, hoa_sen, an
):
    called(an)
    other = make_worker(make_user("Hà Thu"), hoa_sen)
    assert waiting_for(binh) == ["Xác nhận đăng ký của đơn vị: Đăng ký đầu năm"]
    shown = page(binh, "unit_registrations", hoa_sen.pk)
    assert "2 trong 2 người chưa đăng ký." in shown
    assert "Vũ Thị Giang, Hà Thu" in shown
    title = str(honour("advanced_worker").pk)
    bad = send(lan, "register_people", hoa_sen.pk, year(), **{f"t{other.pk}": [title]})
    assert "Hãy ghi việc làm cụ thể." in bad.content.decode()

    send(lan, "register_people", hoa_sen.pk, year(), **{f"t{other.pk}": [title], f"v{other.pk}": "Hai chuyên đề"})  # fmt: skip
    send(lan, "register_unit", hoa_sen.pk, year(), honours=[honour("advanced_collective").pk], actions="Giữ chuẩn")  # fmt: skip

    asked = get(binh, "registrations_confirm", hoa_sen.pk, year())
    sent = send(binh, "registrations_confirm", hoa_sen.pk, year(), as_read=asked.context["as_read"])
    assert sent.status_code == 302
    assert set(Registration.objects.values_list("status", flat=True)) == {S.CONFIRMED}
    assert waiting_for(binh) == []
    assert "Hai chuyên đề" in page(binh, "unit_registrations", hoa_sen.pk)
    assert get(lan, "registrations_confirm", hoa_sen.pk, year()).status_code == 403
    assert get(giang, "unit_registrations", hoa_sen.pk).status_code == 404


def test_the_office_opens_a_call_sees_who_answered_and_urges(so, hoa_sen, binh_minh, an, binh, chi, giang, teacher):  # fmt: skip
    today = timezone.localdate()
    sent = send(
        an,
        "call_new",
        office=so.pk,
        title="Đăng ký của Sở",
        period=year(),
        opens_on=f"{today:%d/%m/%Y}",
        closes_on=f"{today + timedelta(days=9):%d/%m/%Y}",
        kinds=["school"],
        is_required="on",
    )
    call = RegistrationCall.objects.get()
    assert sent.url == reverse("awards:registration_call", args=[call.pk])
    register(said_of(hoa_sen, teacher), by=binh)
    CalledUnit.objects.filter(unit=hoa_sen).update(said_on=today)

    shown = page(an, "registration_call", call.pk)

    assert "Chiến sĩ thi đua cơ sở" in shown
    assert "Trường Tiểu học Bình Minh" in shown
    only = page(an, "registration_call", call.pk, tinh_trang="chua-xac-nhan")
    assert "Trường THCS Hoa Sen" not in only
    assert "Bình Minh" not in page(binh, "registration_call", call.pk)
    assert "Trường" not in page(giang, "registration_call", call.pk).split("Loại đơn vị:")[1].split("</main>")[0].replace("Trường.", "")  # fmt: skip
    assert "1 đơn vị sẽ nhận thông báo" in page(an, "call_urge", call.pk)
    assert get(binh, "call_urge", call.pk).status_code == 403
    assert get(giang, "call_new").status_code == 404
    file = get(an, "registration_call", call.pk, xuat="xlsx")
    assert BytesIO(file.getvalue()).read(2) == b"PK"


def test_a_pledge_is_written_by_the_organiser_or_the_head_and_read_by_all(so, hoa_sen, binh_minh, an, binh, chi, giang):  # fmt: skip
    cluster = Cluster.objects.create(owner=so, code="C1", name="Cụm số 1", basis=Basis.SCHOOL)
    now = cluster.this_year
    for unit, role in ((hoa_sen, "head"), (binh_minh, "member")):
        ClusterSeat.objects.create(
            cluster=cluster, unit=unit, year=now, kind=cluster.kind, role=role
        )
    assert "Năm này chưa ghi giao ước." in page(giang, "pledge", cluster.pk, now)
    assert get(chi, "pledge_write", cluster.pk, now).status_code == 403
    said = {"contents": "Dạy tốt, học tốt", "members": [hoa_sen.pk]}
    refused = send(binh, "pledge_write", cluster.pk, now, **said)
    assert "hãy ghi ngày ký" in refused.content.decode()

    day = f"{timezone.localdate():%d/%m/%Y}"
    send(binh, "pledge_write", cluster.pk, now, **said, signed_on=day)

    made = Pledge.objects.get()
    assert list(made.members.all()) == [hoa_sen]
    assert "1 trong 2 thành viên đã ký" in page(giang, "pledge", cluster.pk, now)
    assert "Đã ký" in page(giang, "pledges")
    late = send(an, "pledge_write", cluster.pk, now, **said, signed_on=day, as_read="")
    assert "vừa được người khác ghi" in late.content.decode()
    assert get(an, "pledge", cluster.pk, now + 5).status_code == 404


def test_pages_ask_as_often_for_three_as_for_one(hoa_sen, teacher, giang, binh, an):
    call = called(an)
    shown = (
        (binh, "unit_registrations", hoa_sen.pk),
        (binh, "registrations_confirm", hoa_sen.pk, year()),
        (an, "registration_call", call.pk),
    )
    register(said_of(hoa_sen, teacher), by=giang)
    before = [queries(*one) for one in shown]
    for number in range(2):
        user = make_user(f"Hà Thu {number}")
        register(said_of(hoa_sen, make_worker(user, hoa_sen)), by=user)
        make_worker(make_user(f"Hà Chưa {number}"), hoa_sen)

    assert [queries(*one) for one in shown] == before


def queries(user, *place):
    with CaptureQueriesContext(connection) as asked:
        page(user, *place)
    return len(asked)


def test_the_demo_has_a_call_with_registrations_of_this_year():
    write_registrations(load_province("school", seed=1))

    states = set(Registration.objects.values_list("status", flat=True))
    assert states == {S.WAITING, S.CONFIRMED}
    assert CalledUnit.objects.filter(said_on__isnull=False).count() == 1
    assert Pledge.objects.exists() or not Cluster.objects.exists()
