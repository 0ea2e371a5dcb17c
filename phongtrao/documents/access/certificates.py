"""Who makes certificates ready, gives them numbers, revokes them, and who reads them."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.models import Certificate, CertificateBatch, CertificateBook
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    at_offices,
    at_units,
    has_role,
    holds_at_office,
    read_units,
)

S = Certificate.Status
OFFICES = frozenset({Role.OFFICE, Role.HEAD})
RUNS = frozenset({Role.OFFICE, Role.LEADER})


def keeps_certificates(user: AbstractBaseUser) -> bool:
    """Whether the register is a place of theirs. No query beyond the grants."""
    return has_role(user, *RUNS, *ACTS_FOR_UNIT)


def issuing_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    return Unit.objects.standing().filter(at_offices(user, OFFICES))


def visible_certificates(user: AbstractBaseUser) -> QuerySet[Certificate]:
    """Issued ones: for those over the unit that issued, or that of the holder, and for the holder."""
    given = read_units(user, "batch__unit__") | read_units(user, "unit__") | Q(person__user=user.pk)
    ready = Q(batch__in=visible_batches(user).values("pk"))
    return Certificate.objects.filter(Q(status__in=S.given) & given | ready)


def get_visible_certificate(user: AbstractBaseUser, pk: int) -> Certificate:
    rows = visible_certificates(user).select_related("batch__unit", "batch__document", "unit")
    return get_object_or_404(rows, pk=pk)


def own_certificates(user: AbstractBaseUser) -> QuerySet[Certificate]:
    return Certificate.objects.filter(person__user=user.pk, status__in=S.given)


def visible_batches(user: AbstractBaseUser) -> QuerySet[CertificateBatch]:
    """The unit's own work: its office, leader, head, focal person."""
    return CertificateBatch.objects.filter(
        at_offices(user, RUNS, "unit__") | at_units(user, ACTS_FOR_UNIT, "unit__")
    )


def get_visible_batch(user: AbstractBaseUser, pk: int) -> CertificateBatch:
    rows = visible_batches(user).select_related("unit", "document", "work", "file", "packed")
    return get_object_or_404(rows, pk=pk)


def visible_certificate_books(user: AbstractBaseUser) -> QuerySet[CertificateBook]:
    return CertificateBook.objects.filter(read_units(user, "unit__"))


def get_visible_certificate_book(user: AbstractBaseUser, pk: int) -> CertificateBook:
    return get_object_or_404(visible_certificate_books(user).select_related("unit"), pk=pk)


def can_issue_certificates(user: AbstractBaseUser, unit: Unit) -> Answer:
    """A school's head issues the school's own, an office what its leader signs."""
    if holds_at_office(user, unit, *OFFICES):
        return YES
    return no(
        _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s cấp được giấy chứng nhận.") % {"unit": unit}
    )


def can_reissue(user: AbstractBaseUser, certificate: Certificate) -> Answer:
    if certificate.outdated_on:
        return no(_("Nội dung giấy này đã sửa trong sổ nên không cấp lại nguyên lời. Hãy lập giấy mới từ trang của quyết định; giấy mới thay giấy này."))  # fmt: skip
    return can_end(user, certificate)


def can_end(user: AbstractBaseUser, certificate: Certificate) -> Answer:
    """Revoke it, or issue it again."""
    if certificate.status != S.ISSUED:
        return no(_("Giấy này không còn giá trị hoặc chưa được cấp."))
    return can_issue_certificates(user, certificate.batch.unit)
