"""What hangs on a confirmation, and whose results stand."""

from django.db.models import Exists, OuterRef, QuerySet

from phongtrao.documents.models import Certificate
from phongtrao.literacy.models import Confirmation


def certificates_by(confirmation: Confirmation) -> QuerySet[Certificate]:
    """The one made of it, or will be: one issued again stands in the place of the first."""
    first = Certificate.objects.filter(
        literacy_confirmation__confirmation=confirmation,
        batch=OuterRef("batch"),
        position=OuterRef("position"),
    )
    living = (Certificate.Status.READY, Certificate.Status.ISSUED)
    return Certificate.objects.filter(Exists(first), status__in=living)
