"""Printing a batch of certificates: one PDF with all of them, and a zip with one for each."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.documents.certificate_pdf import batch_pdf, file_name
from phongtrao.documents.models import Certificate, CertificateBatch
from phongtrao.documents.services.files import store_made
from phongtrao.documents.tasks import print_certificates_job
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running, start_work

PDF, ZIP = "application/pdf", "application/zip"
STEP = 25


def begin_printing(batch: CertificateBatch, *, by: AbstractBaseUser) -> Work:
    """Have a job print the batch; called inside the transaction that issues it."""
    count = batch.certificates.count()
    with office_language():
        work = start_work(_("In %d giấy chứng nhận") % count, by=by, total=count)
    print_certificates_job.defer(batch_id=batch.pk)
    return work


def print_certificates(batch_id: int) -> None:
    """The job: safe to run twice; a batch that has its files is left alone."""
    batch = CertificateBatch.objects.select_related("issued_by").get(pk=batch_id)
    if batch.packed_id or batch.work_id is None:
        return
    with running(batch.work_id) as work:
        rows = list(batch.first_ones.order_by("position"))
        whole = batch_pdf(batch, rows)
        packed = _packed(batch, rows, work)
        with transaction.atomic():
            name = f"giay-chung-nhan-{batch.pk}"
            batch.file = store_made(File(BytesIO(whole), f"{name}.pdf"), PDF, by=batch.issued_by)
            batch.packed = store_made(File(BytesIO(packed), f"{name}.zip"), ZIP, by=batch.issued_by)
            batch.save(update_fields=["file", "packed"])
            finish(
                work,
                result_url=reverse("certificates:batch", args=[batch.pk]),
                message=_("Đã in %d giấy chứng nhận.") % len(rows),
            )


def _packed(batch: CertificateBatch, rows: Sequence[Certificate], work: Work) -> bytes:
    """A zip with a PDF for each, named by its number."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # PDFs are packed already
        for done, one in enumerate(rows, start=1):
            archive.writestr(file_name(one), batch_pdf(batch, [one]))
            if done % STEP == 0:
                advance(work, done)
    return target.getvalue()
