"""What goes on with the heir when a unit ends: papers on their way, and its place in groups."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import (
    Delivery,
    Incoming,
    NumberBook,
    OfficialDocument,
    RecipientMember,
)
from phongtrao.orgs import ending
from phongtrao.orgs.ending import Hold
from phongtrao.orgs.reorganisation import Carrier, Staying, register, register_staying


def plug_reorganisation() -> None:
    register(Carrier("documents.officialdocument.issuer", _("dự thảo"), drafts, field="issuer"))
    register(
        Carrier(
            "documents.delivery.unit",
            _("văn bản chờ xác nhận"),
            waiting,
            same=("document",),
            left={"is_joined": True},
        )
    )
    register(Carrier("documents.incoming.unit", _("văn bản mới đến"), newly_arrived))
    booked = Incoming.objects.exclude(status=Incoming.Status.NEW)
    register_staying(Staying("documents.incoming", _("văn bản đến đã vào sổ"), booked.all))
    register_staying(Staying("documents.numberbook", _("sổ số văn bản"), NumberBook.objects.all))
    members = RecipientMember.objects.all
    register(
        Carrier("documents.recipientmember.unit", _("chỗ trong nhóm"), members, same=("group",))
    )
    ending.register(Hold("documents.recipientmember", _("chỗ trong nhóm nơi nhận"), members))


def newly_arrived() -> QuerySet[Incoming]:
    """Not in the book yet: booked ones keep their number, and the heir carries them on from there."""
    return Incoming.objects.filter(status=Incoming.Status.NEW)


def drafts() -> QuerySet[OfficialDocument]:
    return OfficialDocument.objects.exclude(status=OfficialDocument.Status.ISSUED)


def waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(acknowledged_at=None)
