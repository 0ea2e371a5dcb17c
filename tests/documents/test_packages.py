"""A package for another document-management system: the files and a manifest, made by a job."""

import hashlib
import json
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse

from phongtrao.documents.models import DocumentKind, OfficialDocument, Package, Purpose
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.documents.services import DocumentData, read_file, register_document, store_bytes
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.services.packages import build_package, request_package
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.web.models import Work
from tests.documents.files import PDF
from tests.documents.jobs import run_jobs

K = DocumentKind


@pytest.fixture
def paper(so, an):
    file = store_bytes(PDF, "ke-hoach.pdf", by=None)
    data = DocumentData(
        K.PLAN, "Phát động thi đua", "05/KH-SGDĐT", date(2026, 1, 15), so, file=file
    )
    return register_document(data, by=an)


def unpack(package: Package) -> tuple[dict, dict[str, bytes]]:
    with zipfile.ZipFile(BytesIO(read_file(package.file))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("manifest.json")), files


def test_filtered_list_is_packed_with_files_and_manifest(client, an, so, paper, hoa_sen):
    register_document(DocumentData(K.DECISION, "Khen", "7/QĐ", date(2026, 2, 1), so), by=an)
    distribute(paper, [Addressed("Các trường", Purpose.REPORT, units=(hoa_sen.pk,))], by=an)
    client.force_login(an)

    sent = client.post("/van-ban/xuat-goi/", {"all": "1", "filter": "loai=KH"})
    run_jobs()

    package, work = Package.objects.get(), Work.objects.get()
    manifest, files = unpack(package)
    name = f"tep/{paper.pk}-ke-hoach.pdf"
    assert sent.url == reverse("web:work", args=[work.pk])
    assert (work.status, work.result_url) == ("done", f"/van-ban/tep/{package.file_id}/")
    assert files == {name: PDF}
    assert manifest["format"] == "phongtrao.package/1"
    assert manifest["documents"] == [
        {
            "number": "05/KH-SGDĐT",
            "kind": "KH",
            "kind_name": "Kế hoạch",
            "issuer": so.name,
            "issuer_code": so.code,
            "issued_on": "2026-01-15",
            "abstract": "Phát động thi đua",
            "signer": "",
            "signer_title": "",
            "capacity": "",
            "file": name,
            "size": len(PDF),
            "sha256": hashlib.sha256(PDF).hexdigest(),
            "recipients": [{"name": "Các trường", "purpose": "report"}],
        }
    ]


def test_package_is_its_askers_alone(client, an, dung, paper):
    request_package(OfficialDocument.objects.all(), by=an)
    run_jobs()
    url = f"/van-ban/tep/{Package.objects.get().file_id}/"

    client.force_login(dung)
    refused = client.get(url).status_code
    client.force_login(an)
    response = client.get(url)
    b"".join(response.streaming_content)

    assert (refused, response.status_code) == (404, 200)


def test_nothing_chosen_is_refused(an, paper):
    with pytest.raises(BadInput, match="Hãy chọn ít nhất một văn bản"):
        request_package(OfficialDocument.objects.none(), by=an)

    assert Work.objects.count() == 0


def test_teacher_does_not_pack(giang, paper):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        request_package(OfficialDocument.objects.all(), by=giang)

    assert Package.objects.count() == 0


def test_job_that_runs_twice_makes_one_package(an, paper):
    request_package(OfficialDocument.objects.all(), by=an)
    run_jobs()
    file = Package.objects.get().file

    build_package(Package.objects.get().pk, [paper.pk])

    assert Package.objects.get().file == file
