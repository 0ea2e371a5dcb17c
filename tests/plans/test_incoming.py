"""An incoming paper becomes a plan being read, or tasks of the unit it came to. S0-20."""

from datetime import date

import pytest
from django.utils import timezone

from phongtrao.documents.models import DocumentKind, Incoming
from phongtrao.documents.services.receiving import Arrival, register_incoming
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.plans.models import Assignment, Directive, Intake, Plan
from phongtrao.plans.queries.incoming import passages_of
from phongtrao.plans.services.incoming import Order, make_tasks, read_as_plan
from tests.documents.files import make_docx, upload
from tests.documents.jobs import run_jobs
from tests.e2e.paper import plan_docx

YEAR = timezone.localdate().year
ORDERS = (
    "CÔNG AN XÃ",
    f"Các trường rà soát camera cổng trường, báo cáo trước ngày 15/12/{YEAR + 1}.",
    "Thường xuyên phối hợp với công an xã trong giờ tan học, tránh ùn tắc.",
)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def arrive(unit, by, kind=DocumentKind.LETTER, content: bytes = b"") -> Incoming:
    file = upload(content or make_docx(*ORDERS), "van-ban.docx")
    arrival = Arrival(kind, "Công an xã", "An toàn cổng trường", timezone.localdate(), file=file)
    return register_incoming(unit, arrival, by=by)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_passages_come_with_the_day_they_name(hoa_sen, lan):
    found = passages_of(arrive(hoa_sen, lan))

    assert [(p.text, p.due_on) for p in found] == [
        (ORDERS[1], date(YEAR + 1, 12, 15)),
        (ORDERS[2], None),
    ]


def test_picked_passages_become_tasks_of_the_unit(client, hoa_sen, lan, binh):
    paper = arrive(hoa_sen, lan)
    client.force_login(lan)
    url = f"/van-ban-den/{paper.pk}/giao-viec/"
    place = passages_of(paper)[0].place

    form = client.get(url)
    page = client.post(
        url,
        {"doan": [str(place)], "viec": "Họp với công an xã", "han": f"20/12/{YEAR + 1}"},
        follow=True,
    )

    assert ORDERS[1] in text(form)
    assert "Đã lập 2 nhiệm vụ." in text(page)
    assert ORDERS[1] in text(page)
    rows = Assignment.objects.order_by("pk").select_related("task__plan")
    assert [(w.unit, w.text, w.due_on, w.status, w.task.passage) for w in rows] == [
        (hoa_sen, ORDERS[1], date(YEAR + 1, 12, 15), "accepted", ORDERS[1]),
        (hoa_sen, "Họp với công an xã", date(YEAR + 1, 12, 20), "accepted", ""),
    ]
    assert {w.task.plan for w in rows} == {Plan.objects.get(owner=hoa_sen, orders_of=YEAR)}
    assert {d.incoming for d in Directive.objects.all()} == {paper}


def test_same_order_again_makes_no_second_task(hoa_sen, lan):
    paper = arrive(hoa_sen, lan)
    order = Order("Rà soát camera")

    first, second = (make_tasks(paper, [order], by=lan) for _ in range(2))

    assert (len(first), len(second), Assignment.objects.count()) == (1, 0, 1)


def test_no_order_is_refused(hoa_sen, lan):
    paper = arrive(hoa_sen, lan)

    with pytest.raises(BadInput, match="Hãy chọn ít nhất một đoạn"):
        make_tasks(paper, [Order("  ")], by=lan)

    assert Plan.objects.count() == 0


@pytest.mark.parametrize("who", ["chi", "giang", "an"])
def test_only_the_units_own_people_make_tasks(hoa_sen, lan, who, request):
    paper = arrive(hoa_sen, lan)

    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng"):
        make_tasks(paper, [Order("Rà soát")], by=request.getfixturevalue(who))

    assert Assignment.objects.count() == 0


def test_plan_that_came_in_is_taken_in_by_the_reader(client, so, an):
    paper = arrive(so, an, DocumentKind.PLAN, plan_docx())
    client.force_login(an)

    response = client.post(f"/van-ban-den/{paper.pk}/doc/")
    run_jobs()
    again = client.post(f"/van-ban-den/{paper.pk}/doc/")

    intake = Intake.objects.get()
    assert (intake.unit, intake.file, intake.status) == (so, paper.file, "review")
    assert response.url == again.url == f"/tiep-nhan/{intake.pk}/"
    assert f"/tiep-nhan/{intake.pk}/" in text(client.get(f"/van-ban/den/{paper.pk}/"))


def test_plan_is_read_only_by_an_office(hoa_sen, lan):
    paper = arrive(hoa_sen, lan, DocumentKind.PLAN, plan_docx())

    with pytest.raises(NotAllowed, match="không phụ trách kế hoạch"):
        read_as_plan(paper, by=lan)

    assert Intake.objects.count() == 0


def test_letter_is_not_read_as_a_plan(so, an):
    with pytest.raises(NotAllowed, match="Chỉ đọc được kế hoạch"):
        read_as_plan(arrive(so, an), by=an)

    assert Intake.objects.count() == 0
