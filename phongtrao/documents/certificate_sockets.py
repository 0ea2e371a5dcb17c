"""What certificates plug into the apps below: navigation, history, keeping, reorganisation, one's own record."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences
from phongtrao.audit import visibility as history
from phongtrao.documents.access.certificates import (
    keeps_certificates,
    visible_batches,
    visible_certificates,
)
from phongtrao.documents.models import (
    Certificate,
    CertificateBatch,
    CertificateBook,
    CertificateForm,
)
from phongtrao.lib.numbers import format_date
from phongtrao.orgs import personal_data, record, reorganisation
from phongtrao.orgs.models import Person
from phongtrao.orgs.personal_data import Rule
from phongtrao.orgs.record import Line, Section
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.web.shell import NavItem, register_nav

S = Certificate.Status
SENTENCES = {
    "documents.certificates_prepared": _("Lập đợt cấp giấy chứng nhận"),
    "documents.certificates_dropped": _("Bỏ đợt cấp giấy chứng nhận chưa cấp số"),
    "documents.certificates_issued": _("Cấp giấy chứng nhận"),
    "documents.certificate_revoked": _("Thu hồi giấy chứng nhận"),
    "documents.certificate_reissued": _("Cấp lại giấy chứng nhận"),
    "documents.certificate_outdated": _("Giấy không còn khớp với sổ, chờ cấp lại"),
    "documents.certificate_renewed": _("Giấy khớp lại với sổ, còn giá trị"),
    "documents.certificate_worded": _("Sửa mẫu giấy chứng nhận"),
}
KEPT = _("sổ cấp giấy chứng nhận giữ suốt đời; giấy đã cấp phải kiểm tra lại được")


def plug_certificates() -> None:
    sentences.register(SENTENCES)
    history.register("documents.certificate", visible_certificates, "certificates:certificate")
    history.register("documents.certificatebatch", visible_batches, "certificates:batch")
    personal_data.register("documents.certificate", Rule(kept_because=KEPT))
    record.register(Section("certificates", _("Giấy chứng nhận"), 40, certificates_of))
    register_nav(
        NavItem(
            "certificates",
            _("Giấy chứng nhận"),
            "certificates:certificate_list",
            icon="certificate",
            order=33,
            may=keeps_certificates,
        )
    )
    _plug_reorganisation()


def certificates_of(person: Person) -> list[Line]:
    """The person's own, newest first; each leads to its page, where it is downloaded."""
    rows = Certificate.objects.filter(person=person, status__in=S.given)
    return [
        Line(
            format_date(one.issued_on) if one.issued_on else "",
            f"{one.written}: {one.about}",
            "" if one.status == S.ISSUED else str(one.get_status_display()),
            reverse("certificates:certificate", args=[one.pk]),
        )
        for one in rows.order_by("-issued_on", "-pk")
    ]


def _plug_reorganisation() -> None:
    """What was issued stays in the book of who issued it; words and unnumbered batches go on with the heir."""
    ready = CertificateBatch.objects.filter(status=CertificateBatch.Status.READY)
    issued = CertificateBatch.objects.filter(status=CertificateBatch.Status.ISSUED)
    reorganisation.register(
        Carrier("documents.certificatebatch", _("giấy chứng nhận chờ cấp số"), ready.all)
    )
    reorganisation.register(
        Carrier(
            "documents.certificateform.unit",
            _("mẫu giấy chứng nhận"),
            CertificateForm.objects.all,
            same=("kind",),
        )
    )
    reorganisation.register_staying(
        Staying("documents.certificatebatch.issued", _("giấy chứng nhận đã cấp"), issued.all)
    )
    reorganisation.register_staying(
        Staying(
            "documents.certificatebook",
            _("sổ cấp giấy chứng nhận"),
            CertificateBook.objects.all,
        )
    )
