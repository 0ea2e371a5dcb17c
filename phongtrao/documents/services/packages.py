"""A zip for another document-management system: the files of some papers, and what each paper is.

The zip holds ``manifest.json`` (UTF-8) and ``tep/…``, one file a paper that has one:

    {"format": "phongtrao.package/1", "made_at": "2026-11-20T08:30:00+07:00", "documents": [
        {"number": "05/KH-SGDĐT", "kind": "KH", "kind_name": "Kế hoạch", "issuer": "…",
         "issuer_code": "H99", "issued_on": "2026-01-15", "abstract": "…", "signer": "…",
         "signer_title": "…", "capacity": "KT.", "file": "tep/17-ke-hoach.docx",
         "size": 48213, "sha256": "…", "recipients": [{"name": "Các trường THCS", "purpose": "carry_out"}]}]}
"""

import json
import shutil
import zipfile
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.access import visible_documents
from phongtrao.documents.access.circulation import can_pack
from phongtrao.documents.models import OfficialDocument, Package
from phongtrao.documents.services.files import open_file, store_made
from phongtrao.documents.tasks import build_package_job
from phongtrao.lib.errors import BadInput
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running, start_work

FORMAT = "phongtrao.package/1"
ZIP = "application/zip"
MOST = 2_000  # papers in one package
STEP = 20


@transaction.atomic
def request_package(
    rows: QuerySet[OfficialDocument], query: str = "", *, by: AbstractBaseUser
) -> Work:
    """Have a job pack these papers; its page is the work's. ``query``: the filter they were chosen by."""
    can_pack(by).enforce()
    chosen = rows.order_by().values("pk")
    seen = visible_documents(by).filter(pk__in=chosen)
    pks = list(seen.values_list("pk", flat=True)[: MOST + 1])
    if not pks:
        raise BadInput(_("Hãy chọn ít nhất một văn bản để xuất."))
    if len(pks) > MOST:
        raise BadInput(_("Mỗi gói tối đa %d văn bản. Hãy thu hẹp bộ lọc.") % MOST)
    with office_language():
        work = start_work(_("Xuất gói %d văn bản") % len(pks), by=by, total=len(pks))
    package = Package.objects.create(
        work=work, requested_by_id=by.pk, query=query, documents=len(pks)
    )
    record(package, "documents.package_requested", by=by, count=len(pks))
    build_package_job.defer(package_id=package.pk, document_ids=pks)
    return work


def build_package(package_id: int, pks: Sequence[int]) -> None:
    """The job: only what its asker may see at this moment. Safe to run twice."""
    package = Package.objects.select_related("requested_by").get(pk=package_id)
    if package.file_id or package.work_id is None:
        return
    with running(package.work_id) as work, TemporaryFile() as target:
        seen = visible_documents(package.requested_by).filter(pk__in=pks)
        papers = seen.select_related("issuer", "file").prefetch_related("recipient_lines")
        _write(target, list(papers.order_by("issued_on", "pk")), work)
        with transaction.atomic():
            made = File(target, name=f"goi-van-ban-{package.pk}.zip")
            package.file = store_made(made, ZIP, by=package.requested_by)
            package.save(update_fields=["file"])
            finish(
                work,
                result_url=reverse("documents:file", args=[package.file.pk]),
                message=_("Đã đóng gói %d văn bản.") % len(papers),
            )


def _write(target: Any, papers: list[OfficialDocument], work: Work) -> None:
    entries = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, paper in enumerate(papers, start=1):
            entries.append(_entry(paper))
            if paper.file:
                with open_file(paper.file) as source, archive.open(_path(paper), "w") as copy:
                    shutil.copyfileobj(source, copy)
            if done % STEP == 0:
                advance(work, done)
        manifest = {
            "format": FORMAT,
            "made_at": timezone.localtime().isoformat(timespec="seconds"),
            "documents": entries,
        }
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    target.seek(0)


def _entry(paper: OfficialDocument) -> dict[str, Any]:
    with office_language():
        kind_name = str(paper.get_kind_display())
    return {
        "number": paper.number,
        "kind": paper.kind,
        "kind_name": kind_name,
        "issuer": paper.issuer_name,
        "issuer_code": (paper.issuer.code or "") if paper.issuer else "",
        "issued_on": paper.issued_on.isoformat() if paper.issued_on else None,
        "abstract": paper.abstract,
        "signer": paper.signer,
        "signer_title": paper.signer_title,
        "capacity": paper.capacity,
        "file": _path(paper) if paper.file else None,
        "size": paper.file.size if paper.file else None,
        "sha256": paper.file.sha256 if paper.file else None,
        "recipients": [
            {"name": line.said, "purpose": line.purpose} for line in paper.recipient_lines.all()
        ],
    }


def _path(paper: OfficialDocument) -> str:
    return f"tep/{paper.pk}-{paper.file.name}" if paper.file else ""
