"""Outgoing papers of the tests, brought as far as a test needs them."""

from datetime import timedelta

from django.utils import timezone

from phongtrao.documents.services import (
    Draft,
    Issue,
    approve_draft,
    draft_document,
    issue_document,
    submit_draft,
)
from tests.documents.files import make_docx, upload

# As the decree has them: filled when the paper is issued.
HEAD = ("Số:      /", "Sông Ngân, ngày     tháng     năm 2026")
TEXT = ("Căn cứ kế hoạch năm;", "Các trường nộp báo cáo trước ngày 15/12.", "Trân trọng.")


def today():
    return timezone.localdate()


def days(number):
    return today() + timedelta(days=number)


def draft_file(*lines):
    return upload(make_docx(*(lines or TEXT)), "du-thao.docx")


def make_draft(unit, by, *, abstract="Phát động thi đua đợt 1", kind="KH", file=None):
    return draft_document(
        Draft(kind, abstract), unit, file or draft_file(*HEAD, abstract, *TEXT), by=by
    )


def make_submitted(unit, by, signer, **more):
    document = make_draft(unit, by, **more)
    approval = submit_draft(document, signer, by=by)
    document.refresh_from_db()
    return approval


def make_approved(unit, by, signer, **more):
    approval = approve_draft(make_submitted(unit, by, signer, **more), by=signer)
    approval.document.refresh_from_db()
    return approval.document


def make_issued(unit, by, signer, *, number=None, day=None, **more):
    kind = more.get("kind", "KH").replace("QD", "QĐ")
    issue = Issue(f"{kind}-SGDĐT", day or today(), number=number, confirmed=True)
    return issue_document(make_approved(unit, by, signer, **more), issue, by=by)
