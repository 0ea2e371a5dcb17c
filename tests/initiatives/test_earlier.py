"""Earlier drafts are kept while writing goes on, and come back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.initiatives.models import EarlierDraft
from phongtrao.initiatives.services.earlier import MOST
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import save_draft
from tests.initiatives.made import WORDS, full_draft, make_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(round_, hoa_sen, giang, giang_at_work):
    return make_written(round_, hoa_sen, giang)


def write(initiative, words, by):
    save_draft(initiative, full_draft(values=WORDS | {"o1": words}), initiative.saved, by=by)


def let_pass(minutes):
    EarlierDraft.objects.update(kept_at=timezone.now() - timedelta(minutes=minutes))


def kept(initiative):
    return [one.data["values"].get("o1") for one in initiative.earlier_drafts.all()]


def test_one_draft_is_kept_for_ten_minutes_of_writing(written, giang):
    EarlierDraft.objects.all().delete()

    write(written, "Một.", giang)
    write(written, "Hai.", giang)
    let_pass(11)
    write(written, "Ba.", giang)

    assert kept(written) == ["Hai.", WORDS["o1"]]


def test_the_oldest_go_when_there_are_too_many(written, giang):
    for n in range(MOST + 3):
        let_pass(11)
        write(written, f"Lần {n}.", giang)

    assert len(kept(written)) == MOST
    assert kept(written)[0] == f"Lần {MOST + 1}."


def test_the_author_sees_the_difference_and_takes_it_back(client, written, giang):
    let_pass(11)
    write(written, "Xóa nhầm cả mục.", giang)
    earlier = written.earlier_drafts.first()
    client.force_login(giang)
    address = reverse("initiatives:earlier", args=[written.pk, earlier.pk])

    page = client.get(address).content.decode()
    client.post(address)

    assert "Xóa nhầm" in page
    written.refresh_from_db()
    assert written.values["o1"] == WORDS["o1"]
    assert kept(written)[0] == "Xóa nhầm cả mục."


def test_another_initiatives_draft_is_not_found(client, written, round_, hoa_sen, giang):
    other = make_written(round_, hoa_sen, giang)
    client.force_login(giang)

    address = reverse("initiatives:earlier", args=[other.pk, written.earlier_drafts.first().pk])

    assert client.get(address).status_code == 404


def test_what_is_handed_in_needs_no_drafts(written, giang):
    submit_initiative(written, by=giang)

    assert not EarlierDraft.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_queries_with_1_and_3_rows(
    client, written, giang, rows, django_assert_num_queries
):
    EarlierDraft.objects.all().delete()
    for n in range(rows):
        write(written, f"Lần {n}.", giang)
        let_pass(11)
    client.force_login(giang)
    address = reverse("initiatives:earlier_list", args=[written.pk])
    client.get(address)

    with django_assert_num_queries(7):
        assert client.get(address).content.decode().count("Bản trước ") == rows
