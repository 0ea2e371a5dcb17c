"""Groups of texts that share much of their words, found at night; who was first is told by the day only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Unit


class TextGroup(models.Model):
    """Found anew it stays the row it was, with its note, as long as half of its members do.

    ``links``: rows of place, place and share (0 to 1), places as of the members; the larger share of both
    directions. ``size`` and ``units`` count what is checked, ``sources`` what only serves as source.
    """

    found_on = models.DateField(_("thấy từ ngày"))
    size = models.PositiveIntegerField(_("số văn bản"))
    units = models.PositiveIntegerField(_("số đơn vị"))
    sources = models.PositiveIntegerField(default=0)
    first_day = models.DateField(_("nộp sớm nhất"))
    last_day = models.DateField(_("nộp muộn nhất"))
    share = models.FloatField(_("trùng nhiều nhất"))
    links = models.JSONField(default=list)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("ghi chú"), max_length=1000, default="", blank=True)

    class Meta:
        verbose_name = _("nhóm trùng nội dung")

    def __str__(self) -> str:
        return f"#{self.pk}"


class GroupMember(models.Model):
    """A text as ``kinds.Arrival`` names it; the first place is the earliest day. Sources have no part in
    who sees the group, and may have no unit."""

    group = models.ForeignKey(TextGroup, models.CASCADE, related_name="members")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    number = models.BigIntegerField()
    thing = models.BigIntegerField()  # stays the same when it is handed in again
    day = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    is_source = models.BooleanField(default=False)
    title = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        verbose_name = _("văn bản của nhóm")
        ordering = ["group", "place"]
        constraints = [
            models.UniqueConstraint(fields=["group", "place"], name="similarity_member_place"),
            models.UniqueConstraint(fields=["kind", "number"], name="similarity_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
