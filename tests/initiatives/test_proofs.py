"""Another unit's word for its use of an initiative. S0-36."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.initiatives.claims import unproved_claims
from phongtrao.initiatives.models import UseProof
from phongtrao.initiatives.queries.proofs import confirmed_proofs
from phongtrao.initiatives.reading import read_initiative
from phongtrao.initiatives.services.proofs import Use, ask_proof, confirm_proof, decline_proof
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from tests.initiatives.made import make_written

pytestmark = pytest.mark.django_db
USE = Use(date(2025, 9, 5), "12 lớp dùng, chấm nhanh hơn ba lần.")


@pytest.fixture
def written(round_, hoa_sen, giang, giang_at_work):
    return make_written(round_, hoa_sen, giang)


@pytest.fixture
def card(written, binh_minh, chi, giang):
    return ask_proof(written, binh_minh, by=giang)


def test_the_other_unit_confirms_and_the_authors_hear_of_it(card, written, chi, giang):
    before = unproved_claims(read_initiative(written, giang))

    confirm_proof(card, USE, by=chi)

    assert (card.status, card.since, card.answered_by) == ("confirmed", USE.since, chi)
    assert list(confirmed_proofs(written)) == [card]
    assert before == [
        "Thời gian chấm một lớp: trước 120 phút, sau 15 phút, chưa có minh chứng kèm theo.",
        "Chưa có đơn vị nào khác xác nhận đã áp dụng giải pháp.",
    ]
    assert unproved_claims(read_initiative(written, giang)) == []
    told = list(Notice.objects.order_by("pk").values_list("to", "text"))
    assert told == [
        (
            chi.pk,
            (
                "Tác giả xin Trường Tiểu học Bình Minh xác nhận đã áp dụng sáng kiến"
                " “Chấm bài trắc nghiệm bằng điện thoại”."
            ),
        ),
        (
            giang.pk,
            (
                "Trường Tiểu học Bình Minh đã xác nhận áp dụng sáng kiến"
                " “Chấm bài trắc nghiệm bằng điện thoại”."
            ),
        ),
    ]


def test_what_was_refused_may_be_asked_once_more(card, written, binh_minh, chi, giang):
    decline_proof(card, "Mới dùng thử hai tuần.", by=chi)

    again = ask_proof(written, binh_minh, by=giang)

    assert (again.pk, again.status, again.reason) == (card.pk, "asked", "")


@pytest.mark.parametrize(
    ("use", "sentence"),
    [
        (Use(timezone.localdate() + timedelta(days=1), "Tốt."), "chưa đến"),
        (Use(date(2025, 9, 5), "Tốt.", date(2025, 9, 1)), "phải sau"),
        (Use(date(2025, 9, 5), " "), "Hãy ghi hiệu quả"),
    ],
)
def test_a_confirmation_without_day_or_effect_is_refused(card, chi, use, sentence):
    with pytest.raises(BadInput, match=sentence):
        confirm_proof(card, use, by=chi)

    assert UseProof.objects.get().status == "asked"


def test_the_own_unit_proves_nothing(written, hoa_sen, giang):
    with pytest.raises(BadInput, match="đơn vị của tác giả"):
        ask_proof(written, hoa_sen, by=giang)


def test_only_authors_ask_and_only_the_asked_unit_answers(card, written, thpt, binh, chi):
    with pytest.raises(NotAllowed, match="Chỉ các tác giả"):
        ask_proof(written, thpt, by=chi)
    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng"):
        confirm_proof(card, USE, by=binh)
    confirm_proof(card, USE, by=chi)
    with pytest.raises(NotAllowed, match="đã được trả lời"):
        decline_proof(card, "Nhầm.", by=chi)


def test_the_head_answers_on_screen_and_reads_no_draft(client, card, written, chi):
    client.force_login(chi)
    address = reverse("initiatives:proof", args=[card.pk])

    page = client.get(address).content.decode()
    listed = client.get(reverse("initiatives:proof_list")).content.decode()
    draft = client.get(reverse("initiatives:initiative", args=[written.pk]))
    client.post(address, {"since": "05/09/2025", "until": "", "effect": "12 lớp dùng."})

    assert written.title in page
    assert written.values["o1"] not in page
    assert written.title in listed
    assert draft.status_code == 404
    card.refresh_from_db()
    assert (card.status, card.effect) == ("confirmed", "12 lớp dùng.")


def test_the_author_asks_on_screen(client, written, giang, binh_minh):
    client.force_login(giang)
    address = reverse("initiatives:proofs", args=[written.pk])

    client.post(address, {"unit": "Trường Tiểu học Bình Minh"})

    assert "Trường Tiểu học Bình Minh" in client.get(address).content.decode()
    assert UseProof.objects.get().unit == binh_minh


def test_a_card_is_nobody_elses(client, card, lam, khanh):
    for user in (lam, khanh):
        client.force_login(user)
        assert client.get(reverse("initiatives:proof", args=[card.pk])).status_code == 404


def test_the_card_waits_on_the_heads_day(client, card, chi):
    client.force_login(chi)

    assert "Xác nhận áp dụng: Chấm bài" in client.get("/", follow=True).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_queries_with_1_and_3_rows(
    client, round_, hoa_sen, giang, giang_at_work, binh_minh, chi, rows, django_assert_num_queries
):
    for _ in range(rows):
        ask_proof(make_written(round_, hoa_sen, giang), binh_minh, by=giang)
    client.force_login(chi)
    address = reverse("initiatives:proof_list")
    client.get(address)

    with django_assert_num_queries(7):
        client.get(address)


def test_whoever_answers_for_a_unit_finds_the_cards_beside_the_rounds(client, binh, giang):
    address = reverse("initiatives:proof_list")
    shown = {}
    for user in (binh, giang):
        client.force_login(user)
        shown[user] = address in client.get(reverse("initiatives:round_list")).content.decode()

    assert shown == {binh: True, giang: False}
