"""The way to the signer and back; approvals bound to what was read. S0-61."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import Role, User
from phongtrao.documents.models import Approval, OfficialDocument
from phongtrao.documents.queries import to_sign
from phongtrao.documents.services import (
    DocumentData,
    Draft,
    Issue,
    approve_draft,
    approve_many,
    change_document,
    edit_draft,
    issue_document,
    recall_draft,
    return_draft,
    submit_draft,
)
from phongtrao.lib.errors import BadInput, DomainError, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Grant, Person, Post
from tests.documents.outgoing import (
    draft_file,
    make_approved,
    make_draft,
    make_issued,
    make_submitted,
    today,
)
from tests.factories import LONG_AGO, make_user
from tests.threads import at_once


@pytest.fixture
def hong(so):
    """Deputy director: signs KT."""
    user = make_user("Ngô Ánh Hồng", "hong")
    person = Person.objects.create(full_name="Ngô Ánh Hồng", user=user)
    Post.objects.create(
        person=person,
        unit=so,
        position="Phó Giám đốc",
        category=Post.Category.CIVIL,
        days=DateRange(LONG_AGO, None),
    )
    Grant.objects.create(
        user=user, role=Role.LEADER, unit=so, capacity="KT.", days=DateRange(LONG_AGO, None)
    )
    return user


def again(user):
    """As of the next request: grants are read once for each user object."""
    return User.objects.get_queryset().get(pk=user.pk)


def told(user):
    return list(Notice.objects.filter(to=user).order_by("pk").values_list("text", flat=True))


def test_a_paper_goes_to_its_signer_and_waits_there(an, dung, so):
    approval = make_submitted(so, an, dung)

    assert approval.document.status == "submitted"
    assert list(to_sign(dung)) == [approval]
    assert told(dung) == ["Trình ký: “Phát động thi đua đợt 1”, Lê Thu An trình."]


def test_what_is_submitted_is_frozen(an, dung, so):
    document = make_submitted(so, an, dung).document

    with pytest.raises(NotAllowed, match="Hãy rút lại"):
        edit_draft(document, Draft("KH", "Khác"), by=an)
    with pytest.raises(NotAllowed, match="Văn bản đi"):
        change_document(document, DocumentData("KH", "Khác", issuer=so), by=an)


def test_returned_with_a_reason_it_is_a_draft_again(an, dung, so):
    approval = make_submitted(so, an, dung)

    with pytest.raises(BadInput, match="lý do trả lại"):
        return_draft(approval, " ", by=dung)
    return_draft(approval, "Thiếu hạn nộp", by=dung)

    assert approval.document.status == "draft"
    assert told(an) == ["Phạm Quang Dũng trả lại “Phát động thi đua đợt 1”: Thiếu hạn nộp"]
    assert list(to_sign(dung)) == []


def test_a_deputy_signs_in_the_capacity_of_the_day(an, hong, so):  # S0-61
    document = make_approved(so, an, hong)

    signed = (document.status, document.capacity, document.signer_title, document.signer)
    assert signed == ("approved", "KT.", "Phó Giám đốc", "Ngô Ánh Hồng")


def test_a_deputy_whose_grant_ended_yesterday_signs_nothing(an, hong, dung, so):
    approval = make_submitted(so, an, hong)
    document = make_draft(so, an, abstract="Bản khác")
    Grant.objects.filter(user=hong).update(days=DateRange(LONG_AGO, today()))

    with pytest.raises(NotAllowed, match=f"đã hết từ ngày {today():%d/%m/%Y}"):
        approve_draft(approval, by=again(hong))
    with pytest.raises(BadInput, match="Ngô Ánh Hồng: Quyền ký"):
        submit_draft(document, again(hong), by=an)

    approval.document.refresh_from_db()
    assert approval.document.status == "submitted"


@pytest.mark.parametrize("who", ["an", "binh", "khanh"])
def test_only_the_signer_decides(who, an, dung, so, request):
    approval = make_submitted(so, an, dung)

    with pytest.raises(NotAllowed, match="trình người khác ký"):
        approve_draft(approval, by=request.getfixturevalue(who))


def test_who_has_no_right_to_sign_is_not_asked(an, khanh, so):
    with pytest.raises(BadInput, match="Không có quyền ký"):
        submit_draft(make_draft(so, an), khanh, by=an)


def test_taken_back_it_may_be_changed_and_the_old_paper_is_not_approved(an, dung, so):
    approval = make_submitted(so, an, dung)

    recall_draft(approval.document, by=an)
    approval.refresh_from_db()
    with pytest.raises(NotAllowed, match="đã rút lại"):
        approve_draft(approval, by=dung)

    assert OfficialDocument.objects.get(pk=approval.document_id).status == "draft"


# ------------------------------------------------------------------ void


@pytest.mark.parametrize(
    ("draft", "lines", "why"),
    [
        (Draft("QD", "Phát động thi đua đợt 1"), (), "đổi loại văn bản sau khi duyệt."),
        (Draft("KH", "Phát động thi đua đợt 2"), (), "đổi trích yếu sau khi duyệt."),
        (Draft("KH", "Phát động thi đua đợt 1"), ("Bản mới",), "tải lên bản mới sau khi duyệt."),
    ],
)
def test_a_change_after_approval_voids_it_visibly(an, dung, so, draft, lines, why):
    document = make_approved(so, an, dung)

    edit_draft(document, draft, draft_file(*lines) if lines else None, by=an)

    document.refresh_from_db()
    approval = Approval.objects.get()
    assert (document.status, approval.voided_at is not None, approval.reason) == (
        "draft",
        True,
        why,
    )
    assert told(dung)[-1] == f"Phê duyệt của bạn với “Phát động thi đua đợt 1” mất hiệu lực: {why}"
    with pytest.raises(NotAllowed, match="chưa được duyệt"):
        issue_document(document, Issue("KH-SGDĐT", today()), by=an)


def test_a_save_that_changes_nothing_leaves_the_approval(an, dung, so):
    document = make_approved(so, an, dung)

    edit_draft(document, Draft("KH", document.abstract), by=an)

    document.refresh_from_db()
    assert (document.status, Approval.objects.get().voided_at) == ("approved", None)


def test_an_approval_is_taken_back_with_a_reason_only(an, dung, so):
    document = make_approved(so, an, dung)

    with pytest.raises(BadInput, match="lý do hủy duyệt"):
        recall_draft(document, by=an)
    recall_draft(document, "Đổi người ký", by=an)

    again_approved = submit_draft(document, dung, by=an)
    assert Approval.objects.exclude(pk=again_approved.pk).get().reason == "Đổi người ký"


def test_a_file_changed_behind_the_services_is_not_numbered(an, dung, so):
    document = make_approved(so, an, dung)
    OfficialDocument.objects.filter(pk=document.pk).update(abstract="Đổi lén")

    with pytest.raises(WrongState, match="đã đổi sau khi trình"):
        issue_document(document, Issue("KH-SGDĐT", today()), by=an)


def test_what_was_signed_and_issued_is_not_corrected_in_the_register(an, dung, so):
    issued = make_issued(so, an, dung)
    data = DocumentData("KH", "Khác", "09/KH-SGDĐT", today(), so)

    with pytest.raises(NotAllowed, match="không sửa được"):
        change_document(issued, data, by=an)

    issued.refresh_from_db()
    assert issued.number == "01/KH-SGDĐT"


def test_a_returned_paper_gets_no_number_by_the_register(an, dung, so):
    way = make_submitted(so, an, dung)
    return_draft(way, "Sửa hạn", by=dung)
    data = DocumentData("KH", "Phát động", "09/KH-SGDĐT", today(), so)

    with pytest.raises(BadInput, match="Hãy trình ký, rồi cấp số từ sổ"):
        change_document(way.document, data, by=an)


# ------------------------------------------------------------------ many, and at once


def test_of_a_batch_the_one_changed_meanwhile_is_left_out_and_named(an, dung, so):
    papers = [make_submitted(so, an, dung, abstract=f"Kế hoạch {n}") for n in range(3)]
    recall_draft(papers[1].document, by=an)
    edit_draft(papers[1].document, Draft("KH", "Kế hoạch sửa"), by=an)
    submit_draft(papers[1].document, dung, by=an)

    for paper in papers:  # the page was opened before: the ticks are of the ways, not the papers
        paper.refresh_from_db()
    batch = approve_many(papers, by=dung)

    assert batch.approved == ("Kế hoạch 0", "Kế hoạch 2")
    assert [left.title for left in batch.left_out] == ["Kế hoạch 1"]
    assert "đã rút lại" in batch.left_out[0].reason
    states = list(OfficialDocument.objects.order_by("pk").values_list("status", flat=True))
    assert states == ["approved", "submitted", "approved"]


@pytest.mark.django_db(transaction=True)
def test_taking_back_and_approving_at_once_leave_one_of_both(an, dung, so):
    approval = make_submitted(so, an, dung)
    other = Approval.objects.select_related("document__issuer", "signer", "submitted_by").get()

    faults = at_once(
        lambda: approve_draft(approval, by=dung), lambda: recall_draft(other.document, by=an)
    )

    document = OfficialDocument.objects.get()
    lost = [fault for fault in faults if fault]
    # Taking back after the approval asks for a reason, so the later one is refused either way.
    assert (len(lost), isinstance(lost[0], DomainError)) == (1, True)
    assert document.status in {"approved", "draft"}


def test_last_day_of_a_grant_still_signs(an, hong, so):
    Grant.objects.filter(user=hong).update(days=DateRange(LONG_AGO, today() + timedelta(days=1)))

    document = make_approved(so, an, again(hong))

    assert document.status == "approved"
