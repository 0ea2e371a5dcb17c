"""An initiative is begun, saved, shared with co-authors and handed in; or it is said why not."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.audit.models import Entry
from phongtrao.initiatives.access.initiatives import get_visible_initiative, visible_initiatives
from phongtrao.initiatives.models import Authorship, Initiative, InitiativeRound
from phongtrao.initiatives.services.authors import (
    Share,
    confirm_share,
    decline_share,
    set_authors,
)
from phongtrao.initiatives.services.rounds import close_round
from phongtrao.initiatives.services.submitting import (
    faults_of,
    submit_initiative,
    withdraw_initiative,
)
from phongtrao.initiatives.services.writing import save_draft, start_initiative
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Post
from tests.factories import make_person
from tests.initiatives.made import TODAY, WORDS, full_draft, make_round, make_written

pytestmark = pytest.mark.django_db
S = Initiative.Status


@pytest.fixture
def written(round_, hoa_sen, giang, giang_at_work):
    return make_written(round_, hoa_sen, giang)


def test_a_teacher_begins_with_the_whole_share(round_, hoa_sen, giang, giang_at_work):
    initiative = start_initiative(round_, hoa_sen, " Chấm bài ", by=giang)

    (author,) = initiative.authorships.all()
    assert (initiative.title, author.person, author.share) == ("Chấm bài", giang_at_work, 100)
    assert author.status == Authorship.Status.CONFIRMED


def test_who_does_not_work_there_does_not_begin(round_, hoa_sen, chi, giang):
    with pytest.raises(NotAllowed, match="chưa gắn với hồ sơ"):
        start_initiative(round_, hoa_sen, "Chấm bài", by=giang)

    make_person("Ngô Kim Chi", chi)
    with pytest.raises(NotAllowed, match="đang công tác"):
        start_initiative(round_, hoa_sen, "Chấm bài", by=chi)
    assert not Initiative.objects.exists()


def test_a_round_takes_only_units_below_its_owner_of_its_kind_and_level(
    so, an, binh_minh, hoa_sen, giang, giang_at_work
):
    for primary in (
        make_round(so, an, levels=["primary"]),
        make_round(binh_minh, _head_of(binh_minh)),
    ):
        with pytest.raises(BadInput, match="không nhận sáng kiến"):
            start_initiative(primary, hoa_sen, "Chấm bài", by=giang)


def test_only_authors_read_what_is_not_handed_in(written, an, dung, binh, lan, tuyet, giang):
    for nobody in (an, dung, binh, lan, tuyet):
        assert not visible_initiatives(nobody).exists()
    assert get_visible_initiative(giang, written.pk) == written


def test_once_handed_in_office_and_head_read_it_and_strangers_do_not(
    written, an, binh, chi, khanh, giang
):
    submit_initiative(written, by=giang)

    assert [visible_initiatives(user).count() for user in (an, binh, giang)] == [1, 1, 1]
    assert [visible_initiatives(user).count() for user in (chi, khanh)] == [0, 0]


def test_saving_over_what_a_co_author_saved_meanwhile_is_told(written, giang):
    save_draft(written, full_draft(title="Một"), written.saved, by=giang)
    stale = written.saved - 1

    with pytest.raises(Conflict, match="vừa lưu"):
        save_draft(written, full_draft(title="Hai"), stale, by=giang)

    written.refresh_from_db()
    assert written.title == "Một"


def test_only_what_the_form_allows_is_kept_secret(written, giang):
    save_draft(written, full_draft(secret_keys=("o1", "o2")), written.saved, by=giang)

    assert written.secret_keys == ["o2"]


# ------------------------------------------------------------------ co-authors


def test_co_authors_are_asked_and_their_no_keeps_it_back(written, giang, tuyet):
    set_authors(written, Decimal(60), [Share(tuyet.person, Decimal(40), "Viết câu hỏi")], by=giang)
    asked = written.authorships.get(person=tuyet.person)

    assert Notice.objects.filter(to=tuyet).count() == 1
    assert faults_of(written) == ["Lý Ánh Tuyết chưa xác nhận tỷ lệ đóng góp."]
    decline_share(asked, "Tôi viết một nửa.", by=tuyet)
    assert faults_of(written) == ["Lý Ánh Tuyết không đồng ý tỷ lệ đóng góp. Hãy sửa lại tỷ lệ."]
    with pytest.raises(BadInput, match="không đồng ý"):
        submit_initiative(written, by=giang)


def test_a_changed_share_asks_anew_and_an_old_page_confirms_nothing(written, giang, tuyet):
    set_authors(written, Decimal(60), [Share(tuyet.person, Decimal(40))], by=giang)
    shown = written.authorships.get(person=tuyet.person)
    set_authors(written, Decimal(90), [Share(tuyet.person, Decimal(10))], by=giang)

    with pytest.raises(Conflict, match="vừa được sửa"):
        confirm_share(shown, by=tuyet)

    confirm_share(written.authorships.get(person=tuyet.person), by=tuyet)
    assert faults_of(written) == []


def test_a_co_author_reads_it_and_nobody_confirms_for_another(written, giang, tuyet):
    set_authors(written, Decimal(60), [Share(tuyet.person, Decimal(40))], by=giang)

    assert get_visible_initiative(tuyet, written.pk) == written
    with pytest.raises(NotAllowed, match="chính tác giả"):
        confirm_share(written.authorships.get(person=tuyet.person), by=giang)


@pytest.mark.parametrize(("first", "other"), [("60", "39.99"), ("60", "40.01")])
def test_shares_that_miss_a_hundred_are_refused_and_nothing_changes(
    written, giang, tuyet, first, other
):
    with pytest.raises(BadInput, match="phải đúng 100%"):
        set_authors(written, Decimal(first), [Share(tuyet.person, Decimal(other))], by=giang)

    assert [one.share for one in written.authorships.all()] == [100]


def test_a_co_author_who_left_is_named_before_it_is_handed_in(written, giang, tuyet):
    set_authors(written, Decimal(60), [Share(tuyet.person, Decimal(40))], by=giang)
    confirm_share(written.authorships.get(person=tuyet.person), by=tuyet)
    Post.objects.filter(person=tuyet.person).update(
        days=DateRange(TODAY - timedelta(days=900), TODAY)
    )

    with pytest.raises(BadInput, match="Lý Ánh Tuyết không còn công tác"):
        submit_initiative(written, by=giang)


# ------------------------------------------------------------------ handing in


def test_what_is_handed_in_is_frozen_with_a_hash(written, giang):
    version = submit_initiative(written, by=giang)

    assert (written.status, version.number, len(version.hash)) == (S.SUBMITTED, 1, 64)
    assert version.data["values"] == WORDS
    assert version.data["authors"][0]["share"] == "100.00"
    assert version.data["effects"][0]["after"] == "15.00"
    with pytest.raises(NotAllowed, match="đã nộp"):
        save_draft(written, full_draft(), written.saved, by=giang)


def test_everything_missing_is_said_at_once(round_, hoa_sen, giang, giang_at_work):
    initiative = start_initiative(round_, hoa_sen, "Chấm bài", by=giang)
    bare = replace(full_draft(), values={"o1": "Hai chữ"}, solution="", first_used_on=None)
    save_draft(initiative, bare, initiative.saved, by=giang)

    assert faults_of(initiative) == [
        "Chưa điền “Nội dung giải pháp”.",
        "“Thực trạng trước khi có giải pháp” cần ít nhất 5 chữ, hiện có 2.",
        "Chưa chọn “loại giải pháp”.",
        "Chưa chọn “áp dụng từ ngày”.",
    ]


def test_handing_in_twice_makes_one_version(written, giang):
    stale = Initiative.objects.get(pk=written.pk)
    submit_initiative(written, by=giang)

    with pytest.raises(WrongState):
        submit_initiative(stale, by=giang)

    assert written.versions.count() == 1


def test_after_the_last_day_only_a_returned_one_comes_in(written, giang, round_):
    InitiativeRound.objects.filter(pk=round_.pk).update(closes_on=TODAY - timedelta(days=1))
    written.round.refresh_from_db()

    with pytest.raises(NotAllowed, match="đến hết"):
        submit_initiative(written, by=giang)

    Initiative.objects.filter(pk=written.pk).update(
        status=S.RETURNED, submitted_at=written.saved_at
    )
    written.refresh_from_db()
    assert submit_initiative(written, by=giang).number == 1


def test_withdrawing_keeps_it_readable_for_its_authors(written, giang, an):
    submit_initiative(written, by=giang)

    withdraw_initiative(written, "Đã nộp nhầm đợt.", by=giang)

    assert visible_initiatives(giang).get().status == S.WITHDRAWN
    assert not visible_initiatives(an).exists()
    assert [
        entry.action
        for entry in Entry.objects.filter(subject_type="initiatives.initiative").order_by("pk")
    ] == [
        "initiatives.started",
        "initiatives.submitted",
        "initiatives.withdrawn",
    ]


def test_a_round_that_closed_takes_no_new_ones(written, giang, an, round_, hoa_sen):
    close_round(round_, by=an)

    with pytest.raises(BadInput, match="chưa mở"):
        start_initiative(round_, hoa_sen, "Nữa", by=giang)


def _head_of(unit):
    from phongtrao.accounts.models import Role  # noqa: PLC0415 -- leaf
    from tests.factories import give, make_user  # noqa: PLC0415 -- leaf

    user = make_user("Nông Văn Đứng")
    give(user, Role.HEAD, unit)
    return user
