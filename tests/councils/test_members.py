"""Who sits in a council, from when until when."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from phongtrao.councils.models import Council, Member
from phongtrao.councils.queries.members import faults_of_council, in_order, members_today
from phongtrao.councils.services.councils import end_council, found_council
from phongtrao.councils.services.members import (
    SeatData,
    add_member,
    change_member,
    end_member,
    replace_member,
)
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from tests.councils.cast import council_data, make_worker
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_members_stand_in_the_order_of_papers(council):
    names = [str(one.role) for one in in_order(list(members_today(council)))]

    assert names == ["chair", "vice", "secretary", "reviewer", "reviewer", "member", "member"]


def test_second_chair_and_second_seat_are_refused(seven, an):
    with pytest.raises(ValidationError, match="đã có chủ tịch"):
        add_member(seven.council, make_person("Chủ Hai"), SeatData("chair"), by=an)
    with pytest.raises(ValidationError, match="đã là thành viên"):
        add_member(seven.council, seven.member("ban").person, SeatData("member"), by=an)


def test_member_of_the_council_seats_nobody(seven):
    with pytest.raises(NotAllowed):
        add_member(
            seven.council, make_person("Người Lạ"), SeatData("member"), by=seven.people["chu"]
        )


def test_day_outside_the_term_is_refused(seven, an):
    late = seven.council.ends_on + timedelta(days=1)

    with pytest.raises(BadInput, match="trong nhiệm kỳ"):
        add_member(seven.council, make_person("Muộn"), SeatData("member"), since=late, by=an)


def test_replacement_keeps_the_past_of_the_seat(seven, an):
    old, today = seven.member("chu"), timezone.localdate()
    person = make_worker("Chủ Tịch Mới", "chumoi", seven.council.unit)

    new = replace_member(old, person, SeatData("chair"), on=today, reason="Nghỉ hưu", by=an)

    old.refresh_from_db()
    assert (old.last_day, old.reason) == (today - timedelta(days=1), "Nghỉ hưu")
    assert (new.replaces, new.days.lower, new.days.upper) == (old, today, None)
    assert faults_of_council(seven.council) == []
    assert members_today(seven.council).get(role="chair") == new


def test_second_clerk_loses_the_replacement(seven, an):
    old, today = seven.member("ban"), timezone.localdate()
    stale = Member.objects.get(pk=old.pk)
    replace_member(old, make_person("Một"), SeatData("member"), on=today, reason="Thay", by=an)

    with pytest.raises(WrongState, match="đã thôi"):
        replace_member(
            stale, make_person("Hai"), SeatData("member"), on=today, reason="Thay", by=an
        )

    assert Member.objects.filter(replaces=old).count() == 1


def test_leaving_needs_a_reason_and_a_day_after_the_first(seven, an):
    with pytest.raises(BadInput, match="lý do"):
        end_member(seven.member("ban"), on=timezone.localdate(), reason=" ", by=an)
    with pytest.raises(BadInput, match="sau ngày bắt đầu"):
        end_member(seven.member("ban"), on=seven.council.starts_on, reason="Nhầm", by=an)


def test_council_that_loses_its_secretary_says_so(seven, an):
    end_member(seven.member("thu"), on=timezone.localdate(), reason="Chuyển công tác", by=an)

    assert faults_of_council(seven.council) == ["Hội đồng cần ít nhất 1 thư ký, hiện có 0."]


def test_mistake_in_a_draft_leaves_no_seat(so, an):
    council = found_council(so, council_data(), by=an)
    member = add_member(council, make_person("Nhầm"), SeatData("chair"), by=an)

    end_member(member, on=timezone.localdate(), reason="Nhầm", by=an)

    assert not council.members.exists()


def test_role_of_a_working_council_is_not_rewritten(seven, an):
    with pytest.raises(WrongState, match="thay thành viên"):
        change_member(seven.member("ban"), SeatData("vice"), by=an)

    changed = change_member(seven.member("ban"), SeatData("member", expertise=["Toán"]), by=an)
    assert changed.expertise == ["Toán"]


def test_ended_council_seats_nobody(seven, an):
    end_council(seven.council, by=an)

    with pytest.raises(WrongState, match="kết thúc nhiệm kỳ"):
        add_member(seven.council, make_person("Muộn"), SeatData("member"), by=an)


def test_members_are_added_one_after_the_other_on_screen(client, so, an):
    council = found_council(so, council_data(), by=an)
    make_worker("Nguyễn Thị Ngồi", "ngoi", so, "Trưởng phòng")
    client.force_login(an)
    said = {"person": "nguyen thi ngoi", "role": "chair", "since": "01/01/2026", "next": ""}

    answer = client.post(f"/hoi-dong/{council.pk}/thanh-vien/them/", said, follow=True)

    member = Member.objects.get()
    assert (member.person.full_name, member.role) == ("Nguyễn Thị Ngồi", "chair")
    assert member.position == "Trưởng phòng, Sở Giáo dục và Đào tạo Sông Ngân"
    assert "Hội đồng cần ít nhất 1 thư ký, hiện có 0." in answer.content.decode()


def test_namesakes_are_told_apart_by_code(client, so, hoa_sen, an):
    council = found_council(so, council_data(), by=an)
    make_worker("Trùng Tên Nhau", "trung1", so)
    make_worker("Trùng Tên Nhau", "trung2", hoa_sen)
    client.force_login(an)
    said = {"person": "Trùng Tên Nhau", "role": "chair", "since": "01/01/2026"}

    page = client.post(f"/hoi-dong/{council.pk}/thanh-vien/them/", said).content.decode()

    assert "Có nhiều người tên “Trùng Tên Nhau”" in page
    assert Council.objects.get().members.count() == 0
