"""A head returns a registration with a remark; whose it is changes it, or the head takes the return back."""

import pytest
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.awards.models import Registration
from phongtrao.awards.queries.registrations import Wanted, lacking, year_at_hand
from phongtrao.awards.services.registrations import (
    drop_return,
    register,
    return_registration,
    withdraw_registration,
)
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.portal.queries.home import waiting_buckets
from tests.awards.made import honour, said_of
from tests.awards.screens import get, page, send

pytestmark = pytest.mark.django_db
S = Registration.Status


def waiting_for(user):
    found = waiting_buckets(user, timezone.localdate())
    return [row.what for bucket in found for row in bucket.rows]


def test_what_is_returned_counts_no_more_and_is_told_with_its_remark(hoa_sen, teacher, giang, binh):
    made = register(said_of(hoa_sen, teacher), by=binh)
    wanted = {Wanted(hoa_sen.pk, honour("base_fighter").pk, teacher.pk)}
    assert lacking(wanted, made.period) == set()

    return_registration(made, "Ghi rõ tên sáng kiến", by=binh)

    assert (made.status, made.remark, made.confirmed_by) == (
        S.RETURNED,
        "Ghi rõ tên sáng kiến",
        None,
    )
    assert lacking(wanted, made.period) == wanted
    assert "Ghi rõ tên sáng kiến" in Notice.objects.filter(to=giang).latest("pk").text
    assert waiting_for(giang) == ["Sửa đăng ký thi đua bị trả lại: Ghi rõ tên sáng kiến"]


def test_changed_it_waits_for_the_head_again_without_the_remark(hoa_sen, teacher, giang, binh):
    made = return_registration(register(said_of(hoa_sen, teacher), by=giang), "Ghi rõ", by=binh)
    with pytest.raises(BadInput, match="Chưa có gì thay đổi"):
        register(said_of(hoa_sen, teacher), by=giang)

    again = register(said_of(hoa_sen, teacher, actions="Sáng kiến dạy đọc"), by=giang)

    assert (again.pk, again.status, again.remark) == (made.pk, S.WAITING, "")
    assert waiting_for(giang) == []


def test_a_return_is_taken_back_and_waits_as_it_was(hoa_sen, teacher, giang, binh):
    made = return_registration(register(said_of(hoa_sen, teacher), by=giang), "Nhầm", by=binh)

    drop_return(made, by=binh)

    assert (made.status, made.remark) == (S.WAITING, "")
    assert Entry.objects.filter(action="awards.registration_return_dropped").count() == 1
    assert "bỏ việc trả lại" in Notice.objects.filter(to=giang).latest("pk").text
    with pytest.raises(NotAllowed, match="không ở tình trạng bị trả lại"):
        drop_return(made, by=binh)


def test_only_the_head_returns_with_words_what_still_stands(hoa_sen, teacher, giang, lan, binh):
    made = register(said_of(hoa_sen, teacher), by=giang)
    for user in (giang, lan):
        with pytest.raises(NotAllowed, match="xác nhận đăng ký"):
            return_registration(made, "Ghi rõ", by=user)
    with pytest.raises(BadInput, match="phải sửa gì"):
        return_registration(made, "  ", by=binh)
    withdraw_registration(made, "", by=giang)
    with pytest.raises(NotAllowed, match="đã rút"):
        return_registration(made, "Ghi rõ", by=binh)


def test_returned_and_taken_back_on_screen(hoa_sen, teacher, giang, lan, binh, chi):
    made = register(said_of(hoa_sen, teacher), by=giang)
    assert "Trả lại kèm ý kiến" in page(binh, "registration", made.pk)
    assert "Trả lại kèm ý kiến" not in page(giang, "registration", made.pk)
    assert get(lan, "registration_return", made.pk).status_code == 403
    assert get(chi, "registration_return", made.pk).status_code == 404

    assert send(binh, "registration_return", made.pk, remark="Ghi rõ tên").status_code == 302

    assert "Ghi rõ tên" in page(giang, "my_registrations")
    assert "Thủ trưởng trả lại" in page(binh, "unit_registrations", hoa_sen.pk, nam=year_at_hand().key)  # fmt: skip
    assert "Bỏ việc trả lại" in page(binh, "registration", made.pk)
    assert send(giang, "registration_return_drop", made.pk).status_code == 403
    assert send(binh, "registration_return_drop", made.pk).status_code == 302
    made.refresh_from_db()
    assert made.status == S.WAITING
