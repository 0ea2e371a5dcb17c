"""How the index stands: what waits and failed, tried again, and read anew when it has grown."""

import pytest
from django.test import Client
from django.urls import reverse

from bench._reports import report
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.similarity.models import CommonPhrases, IndexedText
from phongtrao.similarity.queries import index as state
from phongtrao.similarity.services.indexing import note_arrivals, read_waiting, rebuild
from phongtrao.similarity.services.upkeep import rebuild_if_outgrown, retry_failed, start_rebuild
from phongtrao.web.models import Work
from tests.documents.jobs import run_jobs
from tests.similarity.shelf import Shelf, kept_codes, plugged, right_codes

pytestmark = pytest.mark.django_db
TITLE = "Tình trạng kho đối chiếu"


@pytest.fixture
def shelf():
    with plugged(Shelf({number: report(number).text for number in range(1, 6)})) as shelf:
        yield shelf


def read():
    note_arrivals()
    read_waiting()


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def ask(user, name, **data):
    address = reverse(f"similarity:{name}")
    return as_(user).post(address, data) if data else as_(user).get(address)


def shown(user):
    return ask(user, "index").content.decode()


def counted():
    (row,) = [one for one in state.counts() if one.kind == "shelf"]
    return row.waiting, row.done, row.failed


def test_the_office_and_the_administrator_see_it_and_nobody_else(
    shelf, an, hoa, dung, khanh, lam, binh, giang
):
    read()

    for who in (an, hoa):
        assert TITLE in shown(who)
        assert "Giá sách" in shown(who)
    for who in (dung, khanh, lam, binh, giang):
        assert ask(who, "index").status_code == 404
        assert ask(who, "index_rebuild").status_code == 404
        assert ask(who, "index_retry", go="1").status_code == 404
        with pytest.raises(NotAllowed):
            start_rebuild(by=who)
        with pytest.raises(NotAllowed):
            retry_failed(by=who)


def test_a_text_that_cannot_be_read_is_named_with_its_fault_and_tried_again(shelf, an):
    whole, shelf.words[3] = shelf.words[3], 7  # no words at all
    read()
    assert counted() == (0, 4, 1)
    IndexedText.objects.filter(status="failed").update(tries=3)

    said = shown(an)

    assert "Văn bản 3" in said
    assert "chưa đọc được do lỗi của chương trình; quản trị xem nhật ký máy chủ" in said
    assert "object" not in IndexedText.objects.get(status="failed").fault

    shelf.words[3] = whole
    ask(an, "index_retry", go="1")
    read_waiting()

    assert counted() == (0, 5, 0)


def test_reading_all_anew_is_asked_first_and_answers_as_before_until_it_is_done(shelf, an):
    read()
    before = kept_codes()

    asked = ask(an, "index_rebuild")
    assert "5" in asked.content.decode()
    assert ask(an, "index_rebuild", confirm="gì đó").status_code == 200
    assert Work.objects.count() == 0
    response = ask(an, "index_rebuild", confirm="doc lai")

    work = Work.objects.get()
    assert response.url == reverse("web:work", args=[work.pk])
    assert kept_codes() == before
    run_jobs()

    work.refresh_from_db()
    assert (work.status, work.message) == ("done", "Đã đọc lại 5 văn bản.")
    assert counted() == (0, 5, 0)
    assert CommonPhrases.objects.get().among == 5
    assert set(right_codes(shelf)) == {1, 2, 3, 4, 5}


def test_it_is_not_read_anew_twice_at_once(shelf, an):
    read()
    rebuild()
    assert counted() == (5, 5, 0)

    with pytest.raises(WrongState, match="đang được đọc lại"):
        start_rebuild(by=an)
    assert "Đang đọc lại cả kho" in shown(an)
    assert rebuild_if_outgrown() is False


def test_at_night_it_learns_by_itself_once_it_is_large_and_again_a_fifth_later(shelf, monkeypatch):
    monkeypatch.setattr(state, "LEAST", 6)
    read()
    assert rebuild_if_outgrown() is False

    shelf.words[6] = report(6).text
    read()
    assert rebuild_if_outgrown() is True
    read()
    assert rebuild_if_outgrown() is False

    shelf.words[7] = report(7).text
    read()
    assert rebuild_if_outgrown() is False  # a sixth more
    shelf.words[8] = report(8).text
    read()
    assert rebuild_if_outgrown() is True
    assert [one.among for one in CommonPhrases.objects.order_by("pk")] == [6, 8]
