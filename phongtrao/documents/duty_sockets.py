"""Open work of papers that is in one person's hands at a unit."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Approval, Opinion
from phongtrao.orgs.duties import Duty, register
from phongtrao.orgs.models import Unit


def plug_duties() -> None:
    register(
        Duty("documents.opinion", _("ý kiến về dự thảo"), open_opinions, "asked", ("document",))
    )
    # Who signs is chosen by the capacity of the day: the office submits the paper anew.
    register(Duty("documents.approval", _("văn bản chờ ký"), waiting_approvals))


def open_opinions(user: AbstractBaseUser, unit: Unit) -> QuerySet[Opinion]:
    rows = Opinion.objects.filter(asked=user.pk, given_at=None, document__issuer=unit)
    return rows.select_related("document", "asked")


def waiting_approvals(user: AbstractBaseUser, unit: Unit) -> QuerySet[Approval]:
    rows = Approval.objects.waiting().filter(signer=user.pk, document__issuer=unit)
    return rows.select_related("document")
