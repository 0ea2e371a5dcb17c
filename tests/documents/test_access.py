"""Who reads drafts: the office and those who answer for them, not those who inspect."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.documents.access import visible_documents, visible_papers
from phongtrao.documents.access.reading import own_decisions, own_opinions
from phongtrao.documents.models import Citation, DocumentKind, Paper
from phongtrao.documents.queries import papers_waiting_for, to_sign
from phongtrao.documents.services import (
    DocumentData,
    ask_opinions,
    cite,
    current_version,
    find_or_register_cited,
    give_opinion,
    register_document,
    submit_draft,
)
from phongtrao.orgs.models import Grant
from phongtrao.reports.paper import KEY
from tests.documents.outgoing import days, make_draft, today
from tests.factories import LONG_AGO, give


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("an", {"rendering", "draft", "failed"}),
        ("dung", {"rendering", "draft", "failed"}),
        ("khanh", set()),
        ("binh", set()),
    ],
)
def test_papers_not_yet_approved_are_for_office_and_leader(request, so, an, who, statuses):
    template = current_version(KEY)
    for status in ("rendering", "draft", "failed"):
        Paper.objects.create(
            title="Báo cáo", unit=so, template=template, status=status, requested_by=an
        )

    seen = visible_papers(request.getfixturevalue(who))

    assert set(seen.values_list("status", flat=True)) == statuses


@pytest.mark.parametrize(("who", "sees"), [("an", True), ("dung", True), ("khanh", False)])
def test_draft_document_is_for_office_and_leader(request, so, an, who, sees):
    draft = register_document(DocumentData(DocumentKind.PLAN, "Dự thảo", issuer=so), by=an)

    assert (draft in visible_documents(request.getfixturevalue(who))) is sees


# ------------------------------------------------------------------ known only by being named


def name(source, number, kind=DocumentKind.LETTER, *, by):
    named = find_or_register_cited(number, kind, "Công an xã", abstract="Tên", by=None)
    cite(source, named, Citation.Role.MENTIONS, by=by)
    return named


def readers_of(document, *users):
    return {user.username for user in users if document in visible_documents(user)}


def test_what_a_draft_names_is_known_to_who_reads_the_draft(so, hoa_sen, an, dung, khanh, lan, chi):
    ours = make_draft(so, an)
    schools = register_document(DocumentData(DocumentKind.PLAN, "Dự thảo", issuer=hoa_sen), by=lan)

    first, second = name(ours, "1/CAX", by=an), name(schools, "2/CAX", by=lan)

    assert readers_of(first, an, dung, khanh, lan, chi) == {"an", "dung"}
    assert readers_of(second, an, dung, khanh, lan, chi) == {"lan"}


def test_what_an_issued_paper_names_is_known_to_its_readers(so, hoa_sen, an, khanh, lan, chi):
    ours, schools = (
        register_document(DocumentData(DocumentKind.PLAN, "Kế hoạch", number, issuer=unit), by=None)
        for number, unit in (("1/KH-SGDĐT", so), ("1/KH-THCSHS", hoa_sen))
    )

    first, second = name(ours, "1/CAX", by=None), name(schools, "2/CAX", by=None)

    assert readers_of(first, an, khanh, lan, chi) == {"an", "khanh", "lan", "chi"}
    assert readers_of(second, an, khanh, lan, chi) == {"an", "khanh", "lan"}


def test_a_law_is_everybodys_whoever_names_it(hoa_sen, lan, chi):
    draft = register_document(DocumentData(DocumentKind.PLAN, "Dự thảo", issuer=hoa_sen), by=lan)

    law = name(draft, "1/2026/QH15", DocumentKind.LAW, by=lan)

    assert readers_of(law, lan, chi) == {"lan", "chi"}


# ------------------------------------------------------------------ who has left


def leave(user, to):
    """Yesterday was the last day; today the user works elsewhere."""
    Grant.objects.filter(user=user).update(days=DateRange(LONG_AGO, today()))
    give(user, "teacher", to)
    return type(user).objects.get(pk=user.pk)  # a new day: grants are read once a request


def test_who_left_reads_no_open_question_and_keeps_the_answered(so, hoa_sen, an, khanh):
    paper, other = make_draft(so, an), make_draft(so, an)
    (answered,) = ask_opinions(paper, [khanh], "", days(2), by=an)
    give_opinion(answered, "Nhất trí", by=khanh)
    (waiting,) = ask_opinions(other, [khanh], "", days(2), by=an)
    before = set(own_opinions(khanh))

    left = leave(khanh, hoa_sen)

    assert before == {answered, waiting}
    assert set(own_opinions(left)) == {answered}
    assert list(papers_waiting_for(left)) == []


def test_who_left_reads_nothing_that_waits_for_their_signature(so, hoa_sen, an, dung):
    approval = submit_draft(make_draft(so, an), dung, by=an)
    before = (list(own_decisions(dung)), list(to_sign(dung)))

    left = leave(dung, hoa_sen)

    assert before == ([approval], [approval])
    assert (list(own_decisions(left)), list(to_sign(left))) == ([], [])
    assert list(papers_waiting_for(left)) == []
