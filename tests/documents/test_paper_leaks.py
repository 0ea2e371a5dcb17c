"""A word planted in a paper before the deed is done shows to nobody whom it does not concern.

docs/decisions/0007-who-reads-papers.md says whom a paper concerns; beside every refusal stands somebody
who does find the word, so the way of looking is known to find it.
"""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.access import visible_entries
from phongtrao.documents.access import (
    can_edit_draft,
    visible_documents,
    visible_papers,
)
from phongtrao.documents.access.circulation import can_finish, visible_incoming
from phongtrao.documents.models import Citation, DocumentKind, Paper, Purpose
from phongtrao.documents.queries.deliveries_waiting import deliveries_waiting
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.documents.services import (
    DocumentData,
    Draft,
    Issue,
    approve_draft,
    ask_opinions,
    cite,
    current_version,
    draft_document,
    edit_draft,
    find_or_register_cited,
    issue_document,
    recall_draft,
    register_document,
    return_draft,
    store_bytes,
    submit_draft,
)
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.services.packages import request_package
from phongtrao.documents.services.receiving import (
    Arrival,
    acknowledge,
    hand_incoming,
    register_incoming,
)
from phongtrao.lib.errors import NotAllowed
from phongtrao.orgs.models import Grant
from phongtrao.plans.access.plans import visible_plans
from phongtrao.plans.models import Plan
from phongtrao.reports.paper import KEY
from tests.documents.files import make_docx, upload
from tests.documents.jobs import run_jobs
from tests.documents.outgoing import HEAD, days, draft_file, make_approved, make_draft, today
from tests.factories import LONG_AGO, give, make_user
from tests.walk import WORD, finds, found_in

pytestmark = pytest.mark.django_db
K = DocumentKind
CLEAN = "Phát động thi đua đợt 1"


def secret_file():
    return upload(make_docx(*HEAD, f"Nội dung {WORD}."), f"{WORD}.docx")


# ------------------------------------------------------------------ how a paper was drafted


@pytest.fixture
def mended(so, an, dung, khanh):
    """Issued at last: words struck out, a question, a return, a void approval, each with its secret."""
    paper = make_draft(so, an, abstract=CLEAN)
    edit_draft(paper, Draft("KH", f"{CLEAN} {WORD}", WORD), secret_file(), by=an)
    edit_draft(paper, Draft("KH", CLEAN, ""), draft_file(CLEAN), by=an)
    ask_opinions(paper, [dung], WORD, days(2), by=an)
    return_draft(submit_draft(paper, dung, WORD, by=an), f"Sửa {WORD}", by=dung)
    cited = find_or_register_cited("7/QĐ-UBND", K.DECISION, "UBND tỉnh", by=an)
    cite(paper, cited, Citation.Role.BASIS, "Căn cứ", by=an)
    approve(paper, an, dung)
    recall_draft(paper, f"Nhầm {WORD}", by=an)
    approve(paper, an, dung)
    paper.refresh_from_db()
    return issue_document(paper, Issue("KH-SGDĐT", today()), by=an)


def approve(paper, by, signer):
    paper.refresh_from_db()
    approve_draft(submit_draft(paper, signer, by=by), by=signer)


def test_how_an_issued_paper_was_drafted_stays_with_its_drafters(
    mended, an, binh, giang, chi, lam, khanh, hoa
):
    others = (binh, giang, chi, lam, khanh, hoa)
    history = reverse("audit:history", args=["documents.officialdocument", mended.pk])

    found = [url for reader in others for url in found_in(reader)]

    assert found == []
    assert [mended in visible_documents(reader) for reader in others] == [True] * 6
    assert history in found_in(an)


def test_who_searches_the_history_finds_the_issue_and_not_the_drafting(mended, khanh):
    entries = visible_entries(khanh).filter(subject_type="documents.officialdocument")

    told = entries.filter(subject_id=str(mended.pk)).values_list("action", flat=True)

    assert list(told) == ["documents.issued"]


# ------------------------------------------------------------------ who was asked, who is to sign


def test_who_was_asked_reads_no_later_draft(so, an, khanh):
    paper = make_draft(so, an, abstract=CLEAN)
    ask_opinions(paper, [khanh], "", days(2), by=an)

    edit_draft(paper, Draft("KH", CLEAN, WORD), secret_file(), by=an)

    assert (found_in(khanh), finds(an)) == ([], True)


@pytest.fixture
def delegate(so):
    """Signs for the Sở by a capacity of theirs, but is none of its office."""
    user = make_user("Tạ Văn Ủy", "uy")
    give(user, Role.TEACHER, so)
    Grant.objects.filter(user=user).update(capacity="TL.")
    return user


def test_a_signer_reads_what_is_submitted_while_it_is(so, an, dung, delegate):
    paper = make_draft(so, an, abstract=CLEAN)
    first = submit_draft(paper, delegate, by=an)
    return_draft(first, "Sửa hạn", by=delegate)
    paper.refresh_from_db()
    edit_draft(paper, Draft("KH", CLEAN, WORD), secret_file(), by=an)

    before = finds(delegate)
    submit_draft(paper, delegate, by=an)
    during = finds(delegate)
    paper.refresh_from_db()
    recall_draft(paper, by=an)
    paper.refresh_from_db()
    submit_draft(paper, dung, by=an)

    assert (before, during, found_in(delegate)) == (False, True, [])


# ------------------------------------------------------------------ drafts of a school


def test_a_schools_draft_is_the_schools(hoa_sen, lan, an, dung, khanh, hoa, lam, chi, giang):
    others = (an, dung, khanh, hoa, lam, chi, giang)
    paper = draft_document(Draft("KH", WORD, WORD), hoa_sen, secret_file(), by=lan)

    found = [url for reader in others for url in found_in(reader)]

    assert found == []
    assert [reader for reader in others if can_edit_draft(reader, paper)] == []
    assert finds(lan)


def test_the_office_above_writes_no_draft_of_a_school(hoa_sen, an, lan):
    with pytest.raises(NotAllowed):
        draft_document(Draft("KH", "Kế hoạch"), hoa_sen, None, by=an)
    with pytest.raises(NotAllowed):
        register_document(DocumentData(K.PLAN, "Kế hoạch", issuer=hoa_sen), by=an)

    assert draft_document(Draft("KH", "Kế hoạch"), hoa_sen, None, by=lan).issuer == hoa_sen


def test_papers_of_a_school_wait_for_their_approval_unseen(hoa_sen, an, dung, binh, lan):
    file = store_bytes(make_docx(WORD), "bao-cao.docx", by=None)
    fields = {"title": WORD, "unit": hoa_sen, "template": current_version(KEY), "file": file}
    Paper.objects.create(status="draft", requested_by=binh, **fields)
    Paper.objects.create(status="approved", requested_by=binh, approved_file=file, **fields)

    seen = {
        user.username: sorted(visible_papers(user).values_list("status", flat=True))
        for user in (an, dung, binh, lan)
    }

    both = ["approved", "draft"]
    assert seen == {"an": ["approved"], "dung": ["approved"], "binh": both, "lan": both}


# ------------------------------------------------------------------ issued papers of a school


@pytest.fixture
def schools(hoa_sen, binh, lan):
    """Numbered and issued by the school itself."""
    paper = make_approved(hoa_sen, lan, binh, abstract=WORD, file=secret_file())
    return issue_document(paper, Issue("KH-THCSHS", today()), by=lan)


def test_another_school_does_not_find_a_schools_paper(schools, chi):
    assert schools not in visible_documents(chi)
    assert found_in(chi) == []


def test_its_people_and_those_above_find_it(schools, giang, lam, an, khanh):
    assert [finds(reader) for reader in (giang, lam, an, khanh)] == [True] * 4


def test_who_it_was_sent_to_finds_it(schools, binh_minh, chi, lan):
    distribute(schools, [Addressed("Trường bạn", Purpose.REPORT, units=(binh_minh.pk,))], by=lan)

    assert finds(chi)


def test_a_package_holds_what_its_asker_reads(schools, chi, so, an):
    register_document(DocumentData(K.PLAN, "Chung", "5/KH-SGDĐT", date(2026, 1, 5), so), by=an)

    request_package(type(schools).objects.all(), by=chi)
    run_jobs()

    assert found_in(chi) == []


def test_naming_its_number_tells_nobody_of_it(schools, chi, binh_minh):
    own = draft_document(Draft("KH", "Của trường khác"), binh_minh, draft_file("x"), by=chi)

    named = find_or_register_cited(schools.number, K.PLAN, schools.issuer_name, by=chi)
    cite(own, named, Citation.Role.BASIS, "Căn cứ", by=chi)
    Plan.objects.create(
        title="Mượn", owner=binh_minh, document=schools, starts_on=today(), status="published"
    )

    assert named != schools
    assert found_in(chi) == []


def test_the_paper_of_a_plan_one_sees_is_read(hoa_sen, suoi_may, lam, chi, binh):
    data = DocumentData(K.PLAN, WORD, "3/KH-UBND", date(2026, 1, 5), suoi_may)
    paper = register_document(data, by=None)
    before = paper in visible_documents(binh)
    plan = Plan.objects.create(
        title="Kế hoạch xã", owner=suoi_may, document=paper, starts_on=today(), status="published"
    )
    readers = [user for user in (lam, chi, binh) if plan in visible_plans(user)]

    assert not before
    assert [u for u in (lam, chi, binh) if paper in visible_documents(u)] == readers


# ------------------------------------------------------------------ papers that came in


def test_who_left_the_unit_reads_and_finishes_no_incoming_paper(hoa_sen, lan, giang):
    letter = Arrival(K.LETTER, "Công an xã", WORD, timezone.localdate(), file=secret_file())
    incoming = register_incoming(hoa_sen, letter, by=lan)
    hand_incoming(incoming, giang, note=WORD, by=lan)
    before = (finds(giang), bool(can_finish(giang, incoming)))

    yesterday = timezone.localdate() - timedelta(days=1)
    Grant.objects.filter(user=giang).update(days=DateRange(LONG_AGO, yesterday))
    left = type(giang).objects.get(pk=giang.pk)  # a new day: grants are read once a request

    assert before == (True, True)
    notices = [url for url in found_in(left) if not url.startswith("/thong-bao/") and url != "/"]
    assert notices == []
    assert not can_finish(left, incoming)
    assert (list(visible_incoming(left)), deliveries_waiting(left)) == ([], [])


def test_who_acknowledged_for_a_unit_leaves_it_with_the_unit(schools, binh_minh, chi, lan):
    distribute(schools, [Addressed("Trường bạn", Purpose.REPORT, units=(binh_minh.pk,))], by=lan)
    acknowledge(schools.deliveries.get(), by=chi)

    yesterday = timezone.localdate() - timedelta(days=1)
    Grant.objects.filter(user=chi).update(days=DateRange(LONG_AGO, yesterday))

    assert schools not in visible_documents(type(chi).objects.get(pk=chi.pk))
