"""Passages that agree with another initiative: who sees what of them, and what may follow."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.initiatives import similar
from phongtrao.initiatives.kinds import KEY, dossiers
from phongtrao.initiatives.models import Explanation
from phongtrao.initiatives.queries.hands import parties_of_initiatives
from phongtrao.initiatives.services.checking import return_initiative
from phongtrao.initiatives.services.copies import check_again
from phongtrao.initiatives.services.explaining import ask_why, dispute, explain, judge, reply
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import save_draft
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Person
from phongtrao.orgs.services import merge_persons
from phongtrao.similarity.models import ReferenceText
from phongtrao.similarity.pages.thresholds import ThresholdPage
from phongtrao.similarity.queries.checks import newest_check
from phongtrao.similarity.services.references import Origin, take_out
from tests.factories import give, make_person, make_user
from tests.initiatives.copied import HIDDEN, OURS, SHARED, THEIRS, check_all, hand_in
from tests.initiatives.judged import accept, make_court
from tests.initiatives.made import WORDS, full_draft, make_round, make_worker, make_written
from tests.similarity.brought import loaded, upload

pytestmark = pytest.mark.django_db
X = Explanation.Status


@pytest.fixture
def court(so, thpt, hoa_sen, an, **more):
    return make_court(so, thpt, hoa_sen, an)


@pytest.fixture
def binh_minh_author(thpt):
    """Who wrote the source, at another school."""
    user = make_user("Trịnh Văn Quảng", "nguon")
    make_worker(user, thpt)
    return user


@pytest.fixture
def source(so, thpt, an, binh_minh_author):
    """In the Sở's own round; a part of it is kept secret."""
    words = f"{SHARED}\n{THEIRS} Thầy Trịnh Văn Quảng kể."
    return hand_in(
        make_round(so, an), thpt, binh_minh_author, words,
        title="Vườn rau của thầy Quảng", values={"o2": HIDDEN}, secret_keys=("o2",),
    )  # fmt: skip


@pytest.fixture
def copied(court, hoa_sen, giang, giang_at_work, source):
    made = hand_in(court.round, hoa_sen, giang, f"{SHARED}\n{OURS}")
    check_all()
    return made


def the_check(initiative):
    return newest_check(KEY, initiative.versions.get().pk)


def page(client, user, name, *args, **query):
    client.force_login(user)
    answer = client.get(reverse(f"initiatives:{name}", args=args), query)
    return answer.status_code, answer.content.decode()


def test_the_office_sees_both_texts_and_an_outsider_nothing(client, copied, an, dung):
    status, said = page(client, an, "copies", copied.pk)

    assert status == 200
    assert "vì sao luống gần tường lớn chậm hơn" in said
    assert "Vườn rau của thầy Quảng" in said
    assert HIDDEN[:40] not in said
    assert page(client, dung, "copies", copied.pk)[0] == 404
    status, printed = page(client, an, "copies", copied.pk, **{"in": 1})
    assert (status, "Phiếu đối chiếu nội dung" in printed) == (200, True)


def test_an_author_sees_nothing_until_asked_then_only_the_own_side(client, copied, an, giang):
    assert page(client, giang, "copies", copied.pk)[0] == 404

    ask_why(copied, the_check(copied), "Vì sao trùng?", by=an)
    status, said = page(client, giang, "copies", copied.pk)

    assert (status, 'mark class="passage' in said, OURS[:30] in said) == (200, True, True)
    for hidden in ("thầy Quảng", "Trịnh Văn Quảng", THEIRS[:30], HIDDEN[:30], "Vườn rau"):
        assert hidden not in said
    assert "Sáng kiến khác, năm" in said
    assert Notice.objects.filter(to=giang, text__contains="đoạn trùng").exists()
    printed = page(client, giang, "copies", copied.pk, **{"in": 1})[1]
    for hidden in ("thầy Quảng", THEIRS[:30], "Vườn rau"):
        assert hidden not in printed


def test_a_blind_council_reads_the_passages_without_a_name(
    client, so, thpt, hoa_sen, an, giang, giang_at_work, source
):
    court = make_court(so, thpt, hoa_sen, an, is_blind=True)
    words = f"{SHARED}\nCô Giang của trường Hoa Sen kể: {OURS}"
    made = hand_in(court.round, hoa_sen, giang, words, title="Vườn của cô Giang")
    check_all()
    accept(made, by=an)
    (brought,) = [one for one in court.bring() if one.pk == made.pk]
    member = court.users["doc"]

    status, said = page(client, member, "dossier_copies", brought.case_id)

    assert (status, "vì sao luống gần tường lớn chậm hơn" in said) == (200, True)
    assert "[đã che]" in said
    for name in ("Giang", "Hoa Sen", "Quảng", HIDDEN[:30]):
        assert name not in said
    assert page(client, court.users["ban"], "dossier_copies", brought.case_id)[0] == 404
    assert page(client, giang, "dossier_copies", brought.case_id)[0] == 404
    assert page(client, member, "copies", brought.pk)[0] == 404
    assert "Đối chiếu nội dung" in page(client, member, "dossier", brought.case_id)[1]


def test_a_source_out_of_use_is_still_read_where_it_was_found(
    client, so, thpt, hoa_sen, an, giang, giang_at_work
):
    words = f"{SHARED}\n{THEIRS}".encode()
    loaded([upload("sach-cu.txt", words)], so, an, Origin("Kho cũ"))
    court = make_court(so, thpt, hoa_sen, an, is_blind=True)
    made = hand_in(court.round, hoa_sen, giang, f"{SHARED}\n{OURS}")
    check_all()
    accept(made, by=an)
    (brought,) = [one for one in court.bring() if one.pk == made.pk]
    take_out(ReferenceText.objects.get(), by=an)

    office = page(client, an, "copies", made.pk)
    printed = page(client, an, "copies", made.pk, **{"in": 1})
    judge_ = page(client, court.users["doc"], "dossier_copies", brought.case_id)

    for status, said in (office, printed, judge_):
        assert (status, "9999" in said, "không rõ ngày" in said) == (200, False, True)
        assert said.count("vì sao luống gần tường lớn chậm hơn") == 2
    assert THEIRS[:30] in office[1]
    check_again(made, by=an)
    check_all()
    assert not the_check(made).findings.exists()


def test_words_of_a_source_that_are_gone_leave_its_side_empty(
    client, so, an, giang, giang_at_work, court, hoa_sen
):
    loaded([upload("sach-cu.txt", SHARED.encode())], so, an)
    made = hand_in(court.round, hoa_sen, giang, f"{SHARED}\n{OURS}")
    check_all()
    ReferenceText.objects.update(words="")

    status, said = page(client, an, "copies", made.pk)

    assert (status, "Nội dung của văn bản này không còn để hiện." in said) == (200, True)
    assert page(client, an, "copies", made.pk, **{"in": 1})[0] == 200


def test_an_explanation_is_asked_given_refused_disputed_and_upheld(copied, court, an, giang, so):
    second = make_user("Phùng Thị Khác", "khac")
    give(second, Role.HEAD, so)
    asked = ask_why(copied, the_check(copied), "Vì sao trùng?", by=an)
    with pytest.raises(NotAllowed, match="chưa xong"):
        ask_why(copied, the_check(copied), "Lần nữa", by=an)
    with pytest.raises(NotAllowed, match="Chỉ tác giả"):
        explain(asked, "Tôi trả lời thay", by=an)

    explain(asked, "Hai trường cùng dự một lớp tập huấn.", by=giang)
    asked.refresh_from_db()
    judge(asked, "Chưa nêu nguồn.", is_accepted=False, by=an)
    asked.refresh_from_db()
    dispute(asked, "Nguồn ghi ở phụ lục.", by=giang)
    asked.refresh_from_db()
    with pytest.raises(NotAllowed, match="Người đã kết luận"):
        reply(asked, "Không", is_right=False, by=an)
    reply(asked, "Đúng, phụ lục có nguồn.", is_right=True, by=second)

    asked.refresh_from_db()
    assert asked.status == X.UPHELD
    actions = set(Entry.objects.filter(action__startswith="initiatives.").values_list("action", flat=True))  # fmt: skip
    assert {
        "initiatives.explanation_asked",
        "initiatives.explanation_given",
        "initiatives.explanation_judged",
        "initiatives.explanation_disputed",
        "initiatives.dispute_answered",
    } <= actions


def facts_of(initiative):
    return dossiers([initiative.case])[initiative.case_id].facts


def test_a_share_is_a_fact_of_the_case_once_people_do_not_accept_the_explanation(
    copied, court, an, giang
):
    accept(copied, by=an)
    brought = next(one for one in court.bring() if one.pk == copied.pk)
    share = the_check(copied).share
    assert 0.3 < share < 1
    assert facts_of(brought) == {}
    thu = court.users["thu"]
    asked = ask_why(brought, the_check(copied), "Vì sao?", by=thu)
    assert facts_of(brought) == {}

    judge(asked, "Không ghi nguồn.", is_accepted=False, by=thu)
    assert facts_of(brought) == {"copied": round(share, 4)}

    asked.refresh_from_db()
    dispute(asked, "Có ghi nguồn.", by=giang)
    assert facts_of(brought) == {}


def test_a_report_of_a_few_words_is_not_called_clean(
    client, court, hoa_sen, giang, giang_at_work, an
):
    made = hand_in(court.round, hoa_sen, giang, "Xem tệp đính kèm của tổ.")
    check_all()

    said = page(client, an, "copies", made.pk)[1]
    assert "Quá ít chữ để đối chiếu" in said
    assert "Trùng 0%" not in said


def test_who_has_a_conflict_or_no_part_may_not_ask(copied, court, an, dung):
    accept(copied, by=an)
    brought = next(one for one in court.bring() if one.pk == copied.pk)
    for user in (court.users["ban"], dung):
        with pytest.raises(NotAllowed, match="không xét"):
            ask_why(brought, the_check(copied), "Vì sao?", by=user)


def test_checked_again_by_the_office_the_first_result_stays_in_sight(client, copied, an, giang):
    with pytest.raises(NotAllowed):
        check_again(copied, by=giang)
    check_again(copied, by=an)
    with pytest.raises(WrongState, match="đang chờ đối chiếu"):
        check_again(copied, by=an)

    said = page(client, an, "copies", copied.pk)[1]
    assert "Đang đối chiếu" in said
    assert "vì sao luống gần tường" in said

    assert check_all() == 1
    assert "Đang đối chiếu;" not in page(client, an, "copies", copied.pk)[1]


def test_an_author_checks_the_own_draft_so_often_a_day(
    client, court, source, hoa_sen, giang, giang_at_work, tuyet
):
    check_all()
    made = make_written(court.round, hoa_sen, giang)
    draft = full_draft(values=WORDS | {"o1": f"{SHARED} {OURS}"})
    made = save_draft(made, draft, made.saved, by=giang)
    client.force_login(giang)
    url = reverse("initiatives:own_check", args=[made.pk])

    for _time in range(3):
        said = client.post(url, follow=True).content.decode()
    assert 'mark class="passage' in said
    assert "đã đối chiếu đủ 3 lần" in said
    for hidden in ("Quảng", THEIRS[:30], "Vườn rau"):
        assert hidden not in said
    assert "Hãy đối chiếu tiếp vào ngày mai" in client.post(url, follow=True).content.decode()

    save_draft(made, full_draft(values=WORDS | {"o1": OURS}), made.saved, by=giang)
    assert "Bản thảo đã sửa từ lần đối chiếu" in client.get(url).content.decode()
    assert page(client, tuyet, "own_check", made.pk)[0] == 404


def test_an_own_earlier_work_does_not_tell_whose_a_blind_text_is(
    client, so, thpt, hoa_sen, an, giang, giang_at_work
):
    hand_in(make_round(so, an), hoa_sen, giang, f"{SHARED}\n{THEIRS}", title="Vườn năm trước")
    court = make_court(so, thpt, hoa_sen, an, is_blind=True)
    made = hand_in(court.round, hoa_sen, giang, f"{SHARED}\n{OURS}")
    check_all()
    accept(made, by=an)
    (brought,) = [one for one in court.bring() if one.pk == made.pk]
    asked = ask_why(brought, the_check(made), "Cô Giang nêu nguồn?", by=court.users["thu"])
    explain(asked, "Tôi là Vũ Thị Giang, trường Hoa Sen.", by=giang)

    for name, key in (("dossier_copies", brought.case_id), ("explanation_judge", asked.pk)):
        status, said = page(client, court.users["thu"], name, key)
        assert status == 200
        for told in ("Giang", "Hoa Sen", "Vườn năm trước", THEIRS[:30]):
            assert told not in said


def test_who_is_copied_from_stays_first_when_handing_in_again(
    court, so, an, thpt, hoa_sen, giang, giang_at_work, binh_minh_author
):
    first = hand_in(make_round(so, an), thpt, binh_minh_author, f"{SHARED}\n{THEIRS}")
    long_ago = timezone.now() - timedelta(days=9)
    first.versions.update(made_at=long_ago)
    copy = hand_in(court.round, hoa_sen, giang, f"{SHARED}\n{OURS}")
    copy.versions.update(made_at=timezone.now() - timedelta(days=5))
    return_initiative(first, "Thiếu phụ lục.", [], by=an)
    submit_initiative(first, by=binh_minh_author)
    check_all()

    mended = newest_check(KEY, first.versions.get(number=2).pk)
    assert (mended.share, mended.day) == (0, timezone.localdate(long_ago))
    assert the_check(copy).share > 0.3


def test_an_own_earlier_work_is_shown_apart(client, court, hoa_sen, giang, giang_at_work, an, so):
    hand_in(make_round(so, an), hoa_sen, giang, f"{SHARED}\n{THEIRS}", title="Vườn năm trước")
    made = hand_in(court.round, hoa_sen, giang, f"{SHARED}\n{OURS}")
    check_all()

    check = the_check(made)
    assert (check.share, check.own_share > 0.3) == (0, True)
    said = page(client, an, "copies", made.pk)[1]
    assert "bài trước của chính tác giả" in said
    assert "Trùng 0%" in said


def test_the_list_of_the_round_shows_shares_to_who_checks(client, copied, court, an, dung):
    share = int(the_check(copied).share * 100)
    url = reverse("initiatives:round", args=[court.round.pk])

    client.force_login(an)
    said = client.get(url, {"sap": "-copied"}).content.decode()
    assert f"{share}%" in said
    client.force_login(dung)
    assert f"{share}%" not in client.get(url).content.decode()


def test_an_author_whose_record_was_merged_is_whom_it_was_merged_into(
    client, so, thpt, hoa_sen, an, giang, giang_at_work, source, binh_minh_author
):
    court = make_court(so, thpt, hoa_sen, an, is_blind=True)
    made = hand_in(court.round, hoa_sen, giang, f"{SHARED}\n{OURS}")
    check_all()
    accept(made, by=an)
    (brought,) = [one for one in court.bring() if one.pk == made.pk]
    for gone in (giang_at_work, binh_minh_author.person):
        merge_persons(make_person(gone.full_name), gone, [], by=None)

    pages = (
        page(client, an, "copies", made.pk),
        page(client, court.users["doc"], "dossier_copies", brought.case_id),
        page(client, court.users["doc"], "dossier", brought.case_id),
        page(client, an, "initiative", made.pk),
    )

    tied = parties_of_initiatives([made])[made.pk].people
    assert tied == {Person.objects.get(user=giang).pk: "author"}
    assert [status for status, _said in pages] == [200] * 4
    assert "Trịnh Văn Quảng" in pages[0][1]
    assert "Giang" in pages[3][1]
    now = Person.objects.get(user=giang).pk
    assert similar.makers([made.versions.get().pk]) == {made.versions.get().pk: frozenset({now})}


def test_the_zones_of_a_school_with_one_report_do_not_tell_its_author_the_share(
    copied, hoa_sen, giang, an
):
    """Giang heads the school as well: the only share of the school is the own one."""
    give(giang, Role.HEAD, hoa_sen)

    def counted(user):
        return sum(number for _zone, number in ThresholdPage.build(hoa_sen, user).counted)

    assert (counted(an), counted(giang)) == (1, 0)


def test_the_title_of_a_reference_stays_with_its_office(
    client, so, thpt, hoa_sen, an, binh_minh, chi, giang, giang_at_work
):
    """It is the name of a file, in which no name can be told from other words."""
    loaded([upload("skkn-giang-2019.txt", f"{SHARED}\n{THEIRS}".encode())], binh_minh, chi)
    court = make_court(so, thpt, hoa_sen, an, is_blind=True)
    made = hand_in(court.round, hoa_sen, giang, f"{SHARED}\n{OURS}")
    check_all()
    office = page(client, an, "copies", made.pk)[1]
    accept(made, by=an)
    (brought,) = [one for one in court.bring() if one.pk == made.pk]
    blind = page(client, court.users["doc"], "dossier_copies", brought.case_id)[1]

    for said in (office, blind):
        assert "Văn bản tham chiếu khác" in said
        assert said.count("vì sao luống gần tường lớn chậm hơn") == 2
        assert "skkn-giang-2019" not in said
