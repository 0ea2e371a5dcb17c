"""The register of awards: written down, checked by a second person, refused, corrected, revoked. S0-07 S3-29"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.awards.access.register import visible_awards
from phongtrao.awards.models import Award
from phongtrao.awards.queries.register import mark_of_awards
from phongtrao.awards.services.register import (
    check_awards,
    correct_award,
    record_award,
    refuse_award,
    revoke_award,
)
from phongtrao.lib import facts
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from tests.awards.made import confirmed, given, recorded
from tests.factories import give, make_user

pytestmark = pytest.mark.django_db
S = Award.Status


def actions(award):
    rows = Entry.objects.filter(subject_type="awards.award", subject_id=award.pk).order_by("pk")
    return list(rows.values_list("action", flat=True))


def counted(person, **more):
    with connection.cursor() as cursor:
        found = facts.facts_of(cursor, "awards.title", person.pk, until=date(2026, 12, 31), **more)
    return [(one.date, one.value) for one in found]


def test_what_the_head_wrote_down_counts_once_the_office_has_checked_it(hoa_sen, teacher, binh, an):
    award = recorded(hoa_sen, binh, person=teacher)
    assert (award.status, award.route, award.earned_on) == (S.WAITING, "yearly", date(2025, 6, 20))
    assert counted(teacher) == []

    check_awards(Award.objects.all(), by=an)

    award.refresh_from_db()
    assert (award.status, award.checked_by) == (S.CONFIRMED, an)
    assert counted(teacher, title="base_fighter") == [(date(2025, 6, 20), 1)]
    assert actions(award) == ["awards.recorded", "awards.checked"]


def test_it_is_earned_on_the_last_day_of_its_year_or_the_day_of_its_decision(hoa_sen, teacher, an):
    later = recorded(hoa_sen, an, person=teacher, period="2024", decided_on=date(2025, 1, 15))
    sooner = recorded(hoa_sen, an, person=teacher, decided_on=date(2025, 6, 20))

    assert (later.earned_on, sooner.earned_on) == (date(2024, 12, 31), date(2025, 6, 20))


def test_nobody_checks_what_they_wrote_nor_what_is_their_own(so, hoa_sen, teacher, an, vinh, giang, binh):  # fmt: skip
    award = recorded(hoa_sen, an, person=teacher)
    for user in (an, binh, giang):
        with pytest.raises(WrongState, match="Không còn dòng nào chờ bạn"):
            check_awards(Award.objects.all(), by=user)
        with pytest.raises(NotAllowed):
            refuse_award(award, "Sai năm", by=user)
    teacher.user = vinh
    teacher.save(update_fields=["user"])
    with pytest.raises(WrongState):
        check_awards(Award.objects.all(), by=vinh)


def test_who_is_not_of_the_unit_writes_nothing_down(hoa_sen, teacher, giang, chi, dung, khanh):
    for user in (giang, chi, dung, khanh):
        with pytest.raises(NotAllowed, match="Trường THCS Hoa Sen"):
            recorded(hoa_sen, user, person=teacher)
    assert not Award.objects.exists()


@pytest.mark.parametrize(
    ("key", "more", "said"),
    [
        ("advanced_collective", {}, "không tặng cho cá nhân"),
        ("base_fighter", {"decided_on": date(2090, 1, 1)}, "chưa đến"),
        ("base_fighter", {"decided_on": date(2024, 8, 31)}, "bắt đầu"),
        ("base_fighter", {"period": "2003", "decided_on": date(2003, 5, 1)}, "không có hiệu lực"),
        ("base_fighter", {"period": "2025Q1"}, "theo năm học hoặc năm"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(hoa_sen, teacher, an, key, more, said):
    with pytest.raises(BadInput, match=said):
        recorded(hoa_sen, an, key, teacher, **more)


def test_one_decision_gives_one_thing_once(hoa_sen, teacher, an, binh):
    recorded(hoa_sen, an, person=teacher)
    with pytest.raises(ValidationError, match="đã có trong sổ"):
        recorded(hoa_sen, binh, person=teacher)
    recorded(hoa_sen, binh, "advanced_collective")
    with pytest.raises(ValidationError, match="đã có trong sổ"):
        recorded(hoa_sen, an, "advanced_collective")


def test_what_is_wrong_is_refused_corrected_and_waits_again(hoa_sen, teacher, binh, an):
    award = recorded(hoa_sen, binh, person=teacher)
    refuse_award(award, "Quyết định số 21", by=an)
    assert award.status == S.REFUSED
    assert Notice.objects.get(to=binh).text.endswith("Hãy sửa hoặc để nguyên.")
    with pytest.raises(BadInput, match="Chưa có gì thay đổi"):
        correct_award(award, given(hoa_sen, person=teacher), by=binh)

    correct_award(award, given(hoa_sen, person=teacher, decision="21/QĐ"), by=binh)

    assert (award.status, award.decision, award.end_reason) == (S.WAITING, "21/QĐ", "")
    line = Entry.objects.get(action="awards.corrected")
    assert (line.values.before, line.values.after) == ({"decision": "12/QĐ"}, {"decision": "21/QĐ"})


def test_what_was_checked_only_the_office_corrects_and_another_checks_anew(
    hoa_sen, teacher, binh, an, vinh
):
    award = confirmed(hoa_sen, binh, an, teacher)
    changed = given(hoa_sen, person=teacher, period="SY2023")
    with pytest.raises(NotAllowed, match="văn phòng từ Trường THCS Hoa Sen trở lên"):
        correct_award(award, changed, by=binh)

    correct_award(award, changed, by=an)

    assert (award.status, award.recorded_by, award.checked_by) == (S.WAITING, an, None)
    assert award.earned_on == date(2024, 8, 31)
    assert counted(teacher) == []
    assert check_awards(Award.objects.all(), by=vinh) == [award.pk]


def test_a_row_corrected_after_it_was_looked_at_is_not_checked(hoa_sen, teacher, binh, an):
    award = recorded(hoa_sen, binh, person=teacher)
    as_read = mark_of_awards([award])
    correct_award(award, given(hoa_sen, person=teacher, decision="21/QĐ"), by=binh)

    with pytest.raises(WrongState, match="vừa được sửa"):
        check_awards(Award.objects.all(), by=an, as_read=as_read)
    assert Award.objects.get().status == S.WAITING


def test_of_two_who_check_at_once_the_second_is_told(hoa_sen, teacher, binh, an, vinh):
    award = recorded(hoa_sen, binh, person=teacher)
    stale = Award.objects.select_related("unit", "person").get(pk=award.pk)
    check_awards(Award.objects.all(), by=an)

    with pytest.raises(WrongState):
        check_awards(Award.objects.all(), by=vinh)
    with pytest.raises(WrongState, match="vừa được người khác xử lý"):
        refuse_award(stale, "Sai", by=vinh)
    assert Award.objects.get().status == S.CONFIRMED


def test_a_revoked_one_counts_on_no_day_and_says_why(hoa_sen, teacher, binh, an, giang):
    award = confirmed(hoa_sen, binh, an, teacher)
    today = timezone.localdate()
    with pytest.raises(BadInput, match="số quyết định thu hồi"):
        revoke_award(award, " ", today, "Khai sai", by=an)
    with pytest.raises(BadInput, match="Ngày thu hồi"):
        revoke_award(award, "30/QĐ", date(2025, 6, 19), "Khai sai", by=an)
    with pytest.raises(NotAllowed):
        revoke_award(award, "30/QĐ", today, "Khai sai", by=binh)

    revoke_award(award, "30/QĐ", today, "Khai sai", by=an)

    assert (award.status, award.revoking_decision, award.revoked_on) == (S.REVOKED, "30/QĐ", today)
    assert counted(teacher) == []
    assert "Khai sai" in Notice.objects.get(to=giang).text
    with pytest.raises(NotAllowed, match="không sửa nữa"):
        correct_award(award, given(hoa_sen, person=teacher, decision="1"), by=an)


def test_each_reads_what_is_theirs(
    hoa_sen, binh_minh, teacher, an, dung, binh, lan, giang, chi, lam, khanh, hoa
):
    own = recorded(hoa_sen, an, person=teacher)
    there = recorded(binh_minh, an, "advanced_collective")

    seen = {user.username: set(visible_awards(user)) for user in (an, dung, binh, lan, giang, chi, lam, khanh, hoa)}  # fmt: skip
    assert seen == {
        "an": {own, there},
        "dung": {own, there},
        "binh": {own},
        "lan": {own},
        "giang": {own},
        "chi": {there},
        "lam": {own},
        "khanh": set(),
        "hoa": set(),
    }


def test_whoever_keeps_a_person_now_reads_what_was_given_elsewhere(
    hoa_sen, binh_minh, teacher, an, binh, chi
):
    elsewhere = recorded(binh_minh, an, person=teacher)

    assert set(visible_awards(binh)) == {elsewhere}
    assert set(visible_awards(chi)) == {elsewhere}  # given at her school


def test_a_form_has_a_route_and_a_title_has_its_year(hoa_sen, teacher, an):
    praise = recorded(hoa_sen, an, "praise", teacher)
    sudden = recorded(hoa_sen, an, "praise", teacher, route="sudden", decision="13/QĐ")
    title = record_award(given(hoa_sen, person=teacher, route="sudden"), by=an)

    assert (praise.route, sudden.route, title.route) == ("merit", "sudden", "yearly")


def test_a_flag_of_a_movement_is_told_from_one_of_the_year(hoa_sen, an):
    """What a movement gave counts for no merit (NĐ 152/2025, 4.3)."""
    yearly = recorded(hoa_sen, an, "province_flag", route="merit")
    movement = recorded(hoa_sen, an, "province_flag", route="movement", decision="13/QĐ")

    assert (yearly.route, movement.route) == ("yearly", "movement")


@pytest.mark.parametrize(
    ("key", "more"),
    [("province_merit", {"decided_by": "Chủ tịch UBND tỉnh"}), ("praise", {"decided_by": "Giám đốc Sở Giáo dục và Đào tạo Sông Ngân"})],
)  # fmt: skip
def test_an_office_below_who_decided_neither_revokes_nor_corrects(hoa_sen, suoi_may, teacher, binh, an, key, more):  # fmt: skip
    clerk = make_user("Lường Thị Mận", "man")
    give(clerk, Role.OFFICE, suoi_may)
    award = confirmed(hoa_sen, binh, an, teacher, key=key, **more)
    changed = given(hoa_sen, key, teacher, decision="13/QĐ", **more)

    with pytest.raises(NotAllowed, match="quyết định"):
        revoke_award(award, "30/QĐ", timezone.localdate(), "Khai sai", by=clerk)
    with pytest.raises(NotAllowed, match="quyết định"):
        correct_award(award, changed, by=clerk)

    revoke_award(award, "30/QĐ", timezone.localdate(), "Khai sai", by=an)
    assert award.status == S.REVOKED


def test_an_office_over_the_unit_revokes_what_the_unit_decided(hoa_sen, suoi_may, teacher, binh, an):  # fmt: skip
    clerk = make_user("Lường Thị Mận", "man")
    give(clerk, Role.OFFICE, suoi_may)
    award = confirmed(hoa_sen, binh, an, teacher, decided_by="Hiệu trưởng Trường THCS Hoa Sen")

    revoke_award(award, "30/QĐ", timezone.localdate(), "Khai sai", by=clerk)

    assert award.status == S.REVOKED
