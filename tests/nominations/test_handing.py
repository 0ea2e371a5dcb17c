"""What goes to an authority outside: package, receipt, talk, and its decision in the register. S0-57"""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from phongtrao.awards.models import Award
from phongtrao.documents.services import read_file
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.nominations.models import HandOver, Nomination
from phongtrao.nominations.queries.decisions import waiting_groups
from phongtrao.nominations.services.handing import (
    Answered,
    hand_over,
    keep_answer,
    keep_note,
    keep_receipt,
    take_back,
)
from phongtrao.nominations.services.rounds import end_round
from tests.documents.files import upload
from tests.documents.outgoing import today
from tests.documents.pdfs import make_pdf
from tests.factories import make_person
from tests.nominations.decided import make_round, nominate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def two(so, hoa_sen, giang):
    """Passed in a round of the Sở, for a form the province decides about."""
    found = make_round(so, "province_merit")
    return [
        nominate(found, make_person("Vũ Thị Giang", user=giang), "province_merit", hoa_sen),
        nominate(found, make_person("Lò Văn Sơn"), "province_merit", hoa_sen),
    ]


def give(rows, by):
    return hand_over(rows[0].form, "UBND tỉnh", today(), [one.pk for one in rows], by=by)


def test_the_package_holds_the_list_each_report_and_what_they_are(two, an):
    assert [one.count for one in waiting_groups([two[0].form.round], signed=False)] == [2]

    made = give(two, an)

    with zipfile.ZipFile(BytesIO(read_file(made.package))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = set(archive.namelist())
    assert names == {"manifest.json"} | {one["file"] for one in manifest["files"]}
    assert {f"bao-cao/{one.pk}.docx" for one in two} | {"danh-sach.xlsx"} <= names
    assert {one["name"] for one in manifest["nominees"]} == {"Lò Văn Sơn", "Vũ Thị Giang"}
    assert waiting_groups([two[0].form.round], signed=False) == []


def test_nothing_goes_twice_nor_what_the_owner_signs_itself(two, so, hoa_sen, an, binh):
    give(two, an)
    with pytest.raises(BadInput, match="Danh sách vừa đổi"):
        give(two, an)
    own = make_round(so, "praise")
    one = nominate(own, make_person("Nông Thị Hạ"), "praise", hoa_sen)
    with pytest.raises(BadInput, match="tự quyết định"):
        give([one], an)
    with pytest.raises(NotAllowed):
        give([one], binh)


def test_its_decision_enters_the_register_and_ends_the_others(two, an):
    made = give(two, an)
    answered = Answered("12/QĐ-UBND", today(), "Chủ tịch UBND tỉnh", frozenset({two[0].pk}))
    with pytest.raises(BadInput, match="lý do"):
        keep_answer(made, answered, by=an)
    assert not Award.objects.exists()

    note = keep_answer(made, Answered(**_said(answered), reason="Chưa đủ hai năm"), by=an)

    award = Award.objects.get()
    assert (award.decision, award.decided_by, award.status, award.route) == (
        "12/QĐ-UBND",
        "Chủ tịch UBND tỉnh",
        "confirmed",
        "merit",
    )
    rows = Nomination.objects.order_by("pk").values_list("status", "end_reason", "award")
    assert list(rows) == [("awarded", "", award.pk), ("failed", "Chưa đủ hai năm", None)]
    assert "khen 1 trên 2 đề nghị" in note.words
    with pytest.raises(WrongState, match="đã quyết định"):
        keep_answer(made, answered, by=an)


def test_what_was_withdrawn_meanwhile_is_left_where_it_went(two, an):
    made = give(two, an)
    Nomination.objects.filter(pk=two[1].pk).update(status="withdrawn", end_reason="Xin rút")

    keep_answer(made, Answered("12/QĐ-UBND", today(), "UBND tỉnh", frozenset({one.pk for one in two})), by=an)  # fmt: skip

    assert list(Nomination.objects.order_by("pk").values_list("status", flat=True)) == [
        "awarded",
        "withdrawn",
    ]


def test_one_received_is_not_taken_back_and_days_are_held_to(two, an):
    made = give(two, an)
    with pytest.raises(BadInput, match="từ ngày bàn giao"):
        keep_receipt(made, "BN-1", today() - timedelta(days=1), by=an)
    keep_receipt(made, "BN-1", today(), by=an)
    keep_note(made, "question", today(), "Bổ sung xác nhận thuế.", by=an)

    with pytest.raises(WrongState, match="không bỏ được"):
        take_back(made, by=an)


def test_one_taken_back_lets_its_list_wait_again(two, an):
    take_back(give(two, an), by=an)

    assert [one.count for one in waiting_groups([two[0].form.round], signed=False)] == [2]


def test_a_round_ends_only_when_every_answer_is_there(two, an):
    found = two[0].form.round
    made = give(two[:1], an)
    with pytest.raises(WrongState, match="1 đã trình UBND tỉnh, chờ quyết định"):
        end_round(found, by=an)
    keep_answer(made, Answered("12/QĐ-UBND", today(), "UBND tỉnh", frozenset({two[0].pk})), by=an)
    with pytest.raises(WrongState, match="1 được thông qua, chờ quyết định"):
        end_round(found, by=an)
    Nomination.objects.filter(pk=two[1].pk).update(status="withdrawn", end_reason="Xin rút")

    assert end_round(found, by=an).status == "ended"


def test_the_pages_lead_from_waiting_to_decided(two, an, binh, client):
    client.force_login(an)
    form = two[0].form
    new = reverse("nominations:hand_over_new", args=[form.round_id, form.pk])
    assert new in client.get(reverse("nominations:hand_over_list")).content.decode()
    day = f"{today():%d/%m/%Y}"
    keys = [one.pk for one in two]
    answer = client.post(new, {"to": "UBND tỉnh", "handed_on": day, "chosen": keys})
    made = HandOver.objects.get()
    page = reverse("nominations:hand_over", args=[made.pk])
    assert answer.url == page
    assert client.get(page).status_code == 200
    for name in ("hand_over_receipt", "hand_over_note", "hand_over_drop", "hand_over_answer"):
        assert client.get(reverse(f"nominations:{name}", args=[made.pk])).status_code == 200
    scan = upload(make_pdf("Quyet dinh"), "qd.pdf")
    said = {"number": "12/QĐ-UBND", "on": day, "who": "UBND tỉnh", "chosen": keys, "file": scan}
    assert client.post(reverse("nominations:hand_over_answer", args=[made.pk]), said).url == page
    assert Award.objects.filter(evidence__isnull=False).count() == 2
    package = reverse("nominations:hand_over_package", args=[made.pk])
    assert b"".join(client.get(package).streaming_content).startswith(b"PK")
    client.force_login(binh)
    assert [client.get(url).status_code for url in (page, package)] == [404, 404]


def test_what_came_to_nothing_above_and_passed_anew_goes_once_more(two, an):
    found, made = two[0].form.round, give(two, an)
    reason = "Chưa đủ hai năm"
    keep_answer(made, Answered("12/QĐ", today(), "UBND tỉnh", frozenset({two[0].pk}), reason), by=an)  # fmt: skip
    Nomination.objects.filter(pk=two[1].pk).update(status="passed")
    with pytest.raises(WrongState, match="1 được thông qua, chờ quyết định"):
        end_round(found, by=an)

    again = give(two[1:], an)

    assert list(again.nominations.all()) == two[1:]


def test_a_decision_above_that_names_somebody_else_is_told_where_to_write_it(two, hoa_sen, an):
    made = give(two[:1], an)
    named = frozenset({two[0].pk, two[1].pk})

    with pytest.raises(BadInput, match="ghi vào sổ khen thưởng"):
        keep_answer(made, Answered("12/QĐ", today(), "UBND tỉnh", named), by=an)

    assert not Award.objects.exists()


def _said(answered):
    return {name: getattr(answered, name) for name in ("number", "on", "who", "granted")}
