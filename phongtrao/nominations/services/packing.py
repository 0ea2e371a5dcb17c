"""What was sent, as one zip: its papers, the evidence, and what each file is. S0-57

The zip holds ``manifest.json`` (UTF-8) and the files it names:

    {"format": "phongtrao.dossier/1", "made_at": "…", "round": "…", "unit": "…", "unit_code": "H99.1", "version": 2,
     "files": [{"file": "bao-cao/17.docx", "sha256": "…", "size": 48213, "title": "Báo cáo thành tích",
                "part": "report", "nominee": "…"}],
     "nominees": [{"id": 17, "name": "…", "form": "…", "is_person": true}]}
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.documents.models import Evidence, StoredFile
from phongtrao.documents.services.files import read_file, store_made
from phongtrao.documents.services.packages import ZIP
from phongtrao.nominations.models import SubmissionVersion
from phongtrao.nominations.papers import LIST_PAPER, MINUTES_PAPER, REPORT_PAPER
from phongtrao.nominations.services.printing import print_paper
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running

FORMAT = "phongtrao.dossier/1"
STEP = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the package."""

    path: str
    title: str
    part: str
    content: bytes
    nominee: str = ""

    def entry(self) -> dict[str, Any]:
        return {
            "file": self.path,
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "size": len(self.content),
            "title": self.title,
            "part": self.part,
            "nominee": self.nominee,
        }


def build_dossier(version_id: int, work_id: int) -> None:
    """The job: from what was frozen at the sending, so that nothing of later gets in. Safe to run twice."""
    rows = SubmissionVersion.objects.select_related("submission__unit", "submission__round", "made_by")  # fmt: skip
    version = rows.get(pk=version_id)
    if version.package_id:
        return
    with running(work_id) as work, TemporaryFile() as target, office_language():
        _write(target, version, work)
        with transaction.atomic():
            made = File(target, name=f"ho-so-khen-thuong-{version.submission_id}-{version.number}.zip")  # fmt: skip
            version.package = store_made(made, ZIP, by=version.made_by)
            version.save(update_fields=["package"])
            url = reverse("documents:file", args=[version.package.pk])
            finish(work, result_url=url, message=_("Đã đóng gói hồ sơ."))


def _write(target: Any, version: SubmissionVersion, work: Work) -> None:
    entries = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, piece in enumerate(_pieces(version), start=1):
            archive.writestr(piece.path, piece.content)
            entries.append(piece.entry())
            if done % STEP == 0:
                advance(work, done)
        archive.writestr("manifest.json", _manifest(version, entries))
    target.seek(0)


def _pieces(version: SubmissionVersion) -> Iterator[Piece]:
    data = version.data
    if file := StoredFile.objects.filter(pk=data["letter"]["file"]).first():
        yield Piece(f"to-trinh/{file.name}", _("Tờ trình"), "letter", read_file(file))
    papers = ((MINUTES_PAPER, "bien-ban.docx", "minutes"), (LIST_PAPER, "danh-sach.docx", "list"))
    for paper, name, part in papers:
        yield Piece(name, str(paper.title), part, print_paper(paper, data["minutes"]))
    for key, facts in data["reports"].items():
        content = print_paper(REPORT_PAPER, facts)
        yield Piece(f"bao-cao/{key}.docx", str(REPORT_PAPER.title), "report", content, facts["name"])  # fmt: skip
    yield from _evidence(data)


def _evidence(data: dict[str, Any]) -> Iterator[Piece]:
    """A file that several claims cite is there once, under the first of them."""
    cited: dict[int, str] = {}
    for key, claims in data["claims"].items():
        for one in claims:
            if one["evidence"]:
                cited.setdefault(one["evidence"], data["reports"][key]["name"])
    rows = Evidence.objects.filter(pk__in=cited, file__isnull=False).select_related("file")
    for row in rows.order_by("pk"):
        if row.file:
            path = f"minh-chung/{row.pk}-{row.file.name}"
            yield Piece(path, row.title, "claims", read_file(row.file), cited[row.pk])


def _manifest(version: SubmissionVersion, entries: list[dict[str, Any]]) -> str:
    sent = version.submission
    said = {
        "format": FORMAT,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "round": sent.round.title,
        "unit": sent.unit.name,
        "unit_code": sent.unit.code or "",
        "version": version.number,
        "files": entries,
        "nominees": [
            {name: row[name] for name in ("id", "name", "form", "is_person")}
            for row in version.data["minutes"]["list"]
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)
