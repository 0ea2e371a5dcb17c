import pytest

from phongtrao.lib.errors import BadFile
from phongtrao.web.models import Work
from phongtrao.web.queries import running_works_of
from phongtrao.web.work import advance, fail, finish, running, start_work

pytestmark = [pytest.mark.urls("tests.web.urls"), pytest.mark.django_db]
S = Work.Status


def seen(work: Work) -> tuple:
    fresh = Work.objects.get(pk=work.pk)
    return fresh.status, fresh.done, fresh.total, fresh.message, fresh.ended_at is not None


def test_work_goes_from_waiting_to_done(thu):
    work = start_work("Giao việc", by=thu, total=300)
    waiting = seen(work)

    with running(work.pk) as job:
        advance(job, 150, message="Đang giao.")
        halfway = seen(work)
        finish(job, result_url="/ke-hoach/1/", message="Đã giao 300 lượt.")

    assert waiting == (S.WAITING, 0, 300, "", False)
    assert halfway == (S.RUNNING, 150, 300, "Đang giao.", False)
    assert seen(work) == (S.DONE, 300, 300, "Đã giao 300 lượt.", True)


def test_work_that_is_refused_says_the_sentence(thu):
    work = start_work("Đọc kế hoạch", by=thu)

    with running(work.pk):
        raise BadFile("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.")

    assert seen(work)[0] == S.FAILED
    assert seen(work)[3:] == ("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.", True)


def test_work_that_crashes_does_not_hang(thu):
    work = start_work("Đọc kế hoạch", by=thu)

    with pytest.raises(RuntimeError), running(work.pk):
        raise RuntimeError("disk full at block 7")

    assert seen(work)[0] == S.FAILED
    assert "disk" not in seen(work)[3]


def test_work_that_is_over_stays_over(thu):
    work = start_work("Giao việc", by=thu, total=3)
    fail(work, "Hãy thử lại.")

    advance(work, 2)
    finish(work, message="Xong.")

    assert seen(work) == (S.FAILED, 0, 3, "Hãy thử lại.", True)


def test_work_done_never_passes_its_total(thu):
    work = start_work("Giao việc", by=thu, total=3)

    advance(work, 7)

    assert seen(work)[1:3] == (3, 3)


def test_work_of_somebody_else_does_not_exist(client, thu, minh):
    work = start_work("Giao việc", by=thu)

    client.force_login(thu)
    own = client.get(f"/viec/{work.pk}/")
    client.force_login(minh)
    others = client.get(f"/viec/{work.pk}/")

    assert (own.status_code, others.status_code) == (200, 404)
    assert "Giao việc" not in client.get("/viec/").content.decode()


def test_page_stops_asking_when_the_work_is_over(client, thu):
    work = start_work("Giao việc", by=thu)
    client.force_login(thu)

    before = client.get(f"/viec/{work.pk}/").content.decode()
    finish(work, result_url="/ke-hoach/1/")
    after = client.get(f"/viec/{work.pk}/", headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 2s"' in before
    assert '<span class="state state-neutral">' in before
    assert "hx-trigger" not in after
    assert 'href="/ke-hoach/1/"' in after
    assert "<html" not in after


def test_running_works_are_ones_own_and_not_over(thu, minh):
    mine = start_work("Của Thư", by=thu)
    start_work("Của Minh", by=minh)
    finish(start_work("Đã xong", by=thu))

    assert list(running_works_of(thu)) == [mine]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_does_not_grow(client, thu, make_works, rows, django_assert_num_queries):
    make_works(rows, status=S.DONE)
    client.force_login(thu)

    with django_assert_num_queries(6):  # session, user, running works, grants, count, page
        response = client.get("/viec/")

    assert response.content.decode().count('/">Việc số ') == rows
