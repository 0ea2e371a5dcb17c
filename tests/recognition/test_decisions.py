"""A decision that names what was recognised: drafted, signed, numbered; its number is on the creations."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.documents.services import read_file
from phongtrao.documents.services.signing import submit_draft
from phongtrao.documents.word.finish import read_text_lines
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.recognition.access.decisions import deciding_units
from phongtrao.recognition.models import RecognitionDecision, ScopeRecognition
from phongtrao.recognition.queries.decisions import waiting_groups
from phongtrao.recognition.services.decisions import (
    Choice,
    DecisionWording,
    draft_decision,
    drop_decision,
    leave_out,
    print_decision,
)
from phongtrao.recognition.services.scopes import revoke_scope
from tests.documents.outgoing import today
from tests.factories import make_person
from tests.recognition.decided import issue, wording
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
YEAR = "2024-2025"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def two(hoa_sen, giang):
    """Two creations of the school; the first has two authors, of whom one signs in."""
    author = make_person("Vũ Thị Giang", user=giang)
    first = make_creation(hoa_sen, {author: 60, make_person("Nông Thị Hạ"): 40}, title="Góc đọc")
    second = make_creation(hoa_sen, {make_person("Lò Văn Sơn"): 100}, title="Bài giảng mở")
    return first, second


@pytest.fixture
def choice(hoa_sen):
    return Choice(hoa_sen, "initiative", "base", YEAR)


def test_the_head_of_a_school_drafts_signs_and_numbers_it(two, choice, binh, giang):  # S0-33
    decision = draft_decision(choice, wording(choice), by=binh)

    document = issue(decision, binh)

    said = read_text_lines(read_file(document.file))
    start = said.index("Phạm vi ảnh hưởng") + 1
    assert said[start : start + 14] == [
        *("1", "Bài giảng mở", "Lò Văn Sơn", "100", "Trường THCS Hoa Sen", "Cấp cơ sở"),
        *("2", "Góc đọc", "Vũ Thị Giang", "Nông Thị Hạ", "60", "40"),
        *("Trường THCS Hoa Sen", "Cấp cơ sở"),
    ]
    assert any(line.startswith("(Kèm theo Quyết định số 01/QĐ-THCSHS ngày") for line in said)
    rows = ScopeRecognition.objects.values_list("document", "decided_on")
    assert list(rows) == [(document.pk, today())] * 2
    assert list(Notice.objects.filter(to=giang).values_list("text", flat=True)) == [
        "Sáng kiến của thầy cô được công nhận theo Quyết định 01/QĐ-THCSHS."
    ]


def test_what_is_in_one_decision_waits_for_no_other(two, choice, binh):
    waiting = waiting_groups(deciding_units(binh))
    draft_decision(choice, wording(choice), by=binh)

    assert [(one.scope, one.year, one.count) for one in waiting] == [("base", YEAR, 2)]
    assert waiting_groups(deciding_units(binh)) == []
    with pytest.raises(BadInput, match="Không còn công trình"):
        draft_decision(choice, wording(choice), by=binh)


def test_only_the_unit_that_decided_drafts_it(two, choice, chi, an, lan):
    for user in (chi, an, lan):
        with pytest.raises(NotAllowed):
            draft_decision(choice, wording(choice), by=user)


def test_a_line_left_out_asks_for_a_new_print_before_it_is_signed(two, choice, binh):
    decision = draft_decision(choice, wording(choice), by=binh)
    row = ScopeRecognition.objects.get(creation=two[1])

    leave_out(decision, row, by=binh)

    with pytest.raises(BadInput, match="Danh sách đã đổi"):
        submit_draft(decision.document, binh, by=binh)
    print_decision(decision, wording(choice), by=binh)
    issue(decision, binh)
    rows = ScopeRecognition.objects.order_by("creation__title")
    assert [bool(row.document_id) for row in rows] == [False, True]


def test_the_last_line_cannot_be_left_out(two, choice, binh):
    decision = draft_decision(choice, wording(choice), by=binh)
    rows = ScopeRecognition.objects.order_by("pk")
    leave_out(decision, rows[0], by=binh)

    with pytest.raises(BadInput, match="ít nhất một dòng"):
        leave_out(decision, rows[1], by=binh)


def test_a_recognition_revoked_meanwhile_stops_the_paper(two, choice, binh):
    decision = draft_decision(choice, wording(choice), by=binh)
    revoke_scope(ScopeRecognition.objects.get(creation=two[0]), "Chép", None, by=binh)

    with pytest.raises(BadInput, match="đã bị hủy công nhận"):
        submit_draft(decision.document, binh, by=binh)


def test_a_dropped_decision_lets_its_list_wait_again(two, choice, binh):
    decision = draft_decision(choice, wording(choice), by=binh)

    document = drop_decision(decision, by=binh)

    assert [one.count for one in waiting_groups(deciding_units(binh))] == [2]
    assert document.status == "draft"


def test_an_issued_decision_is_not_changed(two, choice, binh):
    decision = draft_decision(choice, wording(choice), by=binh)
    issue(decision, binh)
    decision = RecognitionDecision.objects.select_related("document").get()

    with pytest.raises(NotAllowed, match="đã ban hành"):
        drop_decision(decision, by=binh)


def test_the_pages_tell_the_way_from_waiting_to_printed(two, choice, binh, client):
    client.force_login(binh)
    url = reverse("recognition_papers:decision_new", args=[choice.unit.pk])
    url += f"?loai=initiative&cap=base&nam={YEAR}"
    assert url in unescape(client.get(reverse("recognition_papers:decision_list")).content.decode())
    assert client.get(url).status_code == 200

    words = wording(choice)
    said = {name: getattr(words, name) or "" for name in DecisionWording.__dataclass_fields__}
    answer = client.post(url, said)

    decision = RecognitionDecision.objects.get()
    assert answer.url == reverse("recognition_papers:decision", args=[decision.pk])
    page = client.get(answer.url).content.decode()
    assert "Bỏ khỏi danh sách: Góc đọc" in page
    row = ScopeRecognition.objects.get(creation=two[0])
    out = reverse("recognition_papers:decision_leave_out", args=[decision.pk, row.pk])
    assert client.get(out).status_code == 200
    assert (
        client.get(reverse("recognition_papers:decision_print", args=[decision.pk])).status_code
        == 200
    )


def test_a_draft_is_nobody_elses_and_an_issued_one_is_read_above(
    two, choice, binh, an, chi, giang, client
):
    decision = draft_decision(choice, wording(choice), by=binh)
    url = reverse("recognition_papers:decision", args=[decision.pk])

    def answers():
        said = []
        for user in (an, chi, giang):
            client.force_login(user)
            said.append(client.get(url).status_code)
        return said

    assert answers() == [404, 404, 404]
    issue(decision, binh)
    assert answers() == [200, 404, 200]


def test_the_list_asks_the_same_with_one_and_three_rows(hoa_sen, choice, binh, client):
    client.force_login(binh)
    counts = []
    for place in range(3):
        make_creation(hoa_sen, {make_person(f"Lò Văn {place}"): 100}, title=f"Thử {place}")
        draft_decision(choice, wording(choice), by=binh)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("recognition_papers:decision_list"))
        counts.append(len(asked))

    assert counts[0] == counts[2]
