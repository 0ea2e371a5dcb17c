"""What goes on with the heir when a unit ends: papers on their way, and its place in groups."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Delivery, OfficialDocument, RecipientMember
from phongtrao.orgs.reorganisation import Carrier, register


def plug_reorganisation() -> None:
    register(Carrier("documents.officialdocument.issuer", _("dự thảo"), drafts, field="issuer"))
    register(
        Carrier("documents.delivery.unit", _("văn bản chờ xác nhận"), waiting, same=("document",))
    )
    members = RecipientMember.objects.all
    register(
        Carrier("documents.recipientmember.unit", _("chỗ trong nhóm"), members, same=("group",))
    )


def drafts() -> QuerySet[OfficialDocument]:
    return OfficialDocument.objects.exclude(status=OfficialDocument.Status.ISSUED)


def waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(acknowledged_at=None)
