"""Papers open to everybody: a flag with its day and who, a public list and its files. S1-90."""

from uuid import uuid4

import pytest
from django.urls import reverse

from phongtrao.documents.access import visible_documents
from phongtrao.documents.services import Issue, issue_document
from phongtrao.documents.services.publishing import publish_document, unpublish_document
from phongtrao.lib.errors import BadInput, NotAllowed
from tests.documents.files import make_docx, upload
from tests.documents.outgoing import TEXT, make_approved, make_draft, make_issued, today
from tests.walk import WORD

LIST = "/van-ban/cong-khai/"


@pytest.fixture
def schools(hoa_sen, binh, lan):
    """A school's paper is not everybody's until it is opened."""
    paper = make_approved(hoa_sen, lan, binh, abstract="Quy chế thi đua của trường")
    return issue_document(paper, Issue("KH-THCSHS", today()), by=lan)


def public_file(client, paper):
    return client.get(reverse("documents:public_file", args=[paper.pk]))


def test_everybody_reads_a_published_paper_without_signing_in(client, schools, lan, chi):
    before = (public_file(client, schools).status_code, schools in visible_documents(chi))

    publish_document(schools, by=lan)

    page = client.get(LIST).content.decode()
    file = public_file(client, schools)
    assert before == (404, False)
    assert "Quy chế thi đua của trường" in page
    assert (file.status_code, file["Content-Disposition"][:10]) == (200, "attachment")
    assert file.getvalue()[:2] == b"PK"
    schools.refresh_from_db()
    assert (schools.public_from, schools.public_by) == (today(), lan)
    assert schools in visible_documents(chi)


def test_taken_back_with_a_reason_it_is_nobodys_again(client, schools, lan, chi):
    publish_document(schools, by=lan)

    with pytest.raises(BadInput, match="lý do"):
        unpublish_document(schools, " ", by=lan)
    unpublish_document(schools, "Có dữ liệu cá nhân", by=lan)

    assert "Quy chế" not in client.get(LIST).content.decode()
    assert (public_file(client, schools).status_code, schools in visible_documents(chi)) == (
        404,
        False,
    )


def test_only_its_office_opens_what_is_issued_and_finished(so, an, dung, schools, chi, binh, lan):
    bare = make_issued(so, an, dung, file=upload(make_docx(*TEXT), "a.docx"))

    for paper, by, reason in (
        (schools, chi, "Chỉ văn phòng"),
        (make_draft(so, an), an, "chưa ban hành"),
        (bare, an, "chưa có tệp ban hành"),
    ):
        with pytest.raises(NotAllowed, match=reason):
            publish_document(paper, by=by)
    publish_document(schools, by=binh)
    with pytest.raises(NotAllowed, match="đã công khai"):
        publish_document(schools, by=lan)


def test_the_public_list_tells_nothing_else(client, so, an, dung, schools, lan):
    make_issued(so, an, dung, abstract=WORD)
    make_draft(so, an, abstract=WORD)
    publish_document(schools, by=lan)

    pages = [
        client.get(LIST),
        client.get(LIST, {"xuat": "xlsx"}),
        client.get(LIST, {"q": "quy che"}),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert all(WORD.encode() not in page.getvalue() for page in pages)


def test_publishing_is_asked_twice_on_the_screen(client, schools, lan):
    client.force_login(lan)
    url = reverse("documents:publish", args=[schools.pk])

    asked = client.get(url).content.decode()
    client.post(url, {"confirm": "", "form_key": str(uuid4())})
    schools.refresh_from_db()
    unsure = schools.public_from
    client.post(url, {"confirm": "công khai", "form_key": str(uuid4())})
    schools.refresh_from_db()
    page = client.get(reverse("documents:document", args=[schools.pk])).content.decode()

    assert "không cần đăng nhập" in asked
    assert (unsure, schools.public_from) == (None, today())
    assert "Thôi công khai" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    client, so, an, dung, rows, django_assert_num_queries
):
    for number in range(rows):
        publish_document(make_issued(so, an, dung, abstract=f"Số {number}"), by=an)

    with django_assert_num_queries(2):  # count, page
        client.get(LIST)
