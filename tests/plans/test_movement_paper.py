"""The launching paper of a unit, sent along as a file in the same form. S1-82, S1-84"""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.documents.services import DocumentData, register_document
from phongtrao.plans.models import Movement
from tests.documents.files import make_docx, upload
from tests.factories import make_movement


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def movement(so):
    return make_movement(so)


def send(client, user, movement, owner, **more):
    client.force_login(user)
    said = {"owner": owner.pk, "title": "Hoa Sen thi đua", "launched_on": "02/03/2026", **more}
    return client.post(reverse("plans:movement_answer", args=[movement.pk]), said)


def test_a_school_launches_with_its_paper(client, movement, hoa_sen, binh, an):  # S1-82
    file = upload(make_docx("Phát động thi đua"), "phat-dong.docx")

    send(client, binh, movement, hoa_sen, number="12/KH-THCSHS", file=file)

    paper = Movement.objects.get(parent=movement).launched_by
    assert (paper.issuer, paper.is_cited_only, paper.registered_by) == (hoa_sen, False, binh)
    assert paper.file.name == "phat-dong.docx"
    address = reverse("documents:file", args=[paper.file_id])
    client.force_login(an)
    answer = client.get(address)
    assert (answer.status_code, b"".join(answer)[:2]) == (200, b"PK")
    answer.close()


def test_a_file_without_a_number_is_asked_for_it(client, movement, hoa_sen, binh):
    file = upload(make_docx("Phát động thi đua"), "phat-dong.docx")

    answer = send(client, binh, movement, hoa_sen, file=file)

    assert "Hãy nhập số" in answer.content.decode()
    assert list(Movement.objects.filter(parent=movement)) == []


def test_a_paper_the_register_keeps_is_not_written_over(client, movement, so, hoa_sen, binh):
    kept = register_document(
        DocumentData("KH", "Phát động", "12/KH-THCSHS", date(2026, 3, 2), hoa_sen), by=None
    )
    file = upload(make_docx("Khác"), "khac.docx")

    answer = send(client, binh, movement, hoa_sen, number="12/KH-THCSHS", file=file)

    kept.refresh_from_db()
    assert "Hãy chỉ ghi số" in answer.content.decode()
    assert (kept.file, Movement.objects.filter(parent=movement).count()) == (None, 0)


def test_a_file_that_lies_is_refused(client, movement, hoa_sen, binh):
    file = upload(b"MZ not a document", "phat-dong.docx")

    answer = send(client, binh, movement, hoa_sen, number="12/KH-THCSHS", file=file)

    assert answer.status_code == 200
    assert Movement.objects.filter(parent=movement).count() == 0
