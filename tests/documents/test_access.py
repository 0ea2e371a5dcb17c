"""Who reads drafts: the office and those who answer for them, not those who inspect."""

import pytest

from phongtrao.documents.access import visible_documents, visible_papers
from phongtrao.documents.models import DocumentKind, Paper
from phongtrao.documents.services import DocumentData, current_version, register_document
from phongtrao.reports.paper import KEY


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
