"""Who may do what where."""

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import Role
from phongtrao.orgs.models.days import DatedQuerySet
from phongtrao.orgs.models.reorganisations import Reorganisation
from phongtrao.orgs.models.units import Line, Unit


class Grant(models.Model):
    """A role over a subtree on one line, perhaps only for a kind or level of units, for some days."""

    class Capacity(models.TextChoices):
        """How the holder signs papers (NĐ 30/2020, điều 13)."""

        OWN = "", _("Ký với chức vụ của mình")
        DEPUTY = "KT.", _("KT. – ký thay cấp trưởng")
        ORDER = "TL.", _("TL. – ký thừa lệnh")
        BEHALF = "TM.", _("TM. – ký thay mặt tập thể")
        DELEGATED = "TUQ.", _("TUQ. – ký thừa ủy quyền")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="grants",
        verbose_name=_("tài khoản"),
    )
    role = models.CharField(_("vai trò"), max_length=10, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name=_("đơn vị"))
    line = models.CharField(_("tuyến"), max_length=5, choices=Line.choices, default=Line.ADMIN)
    kind = models.CharField(
        _("chỉ loại đơn vị"), max_length=12, choices=Unit.Kind.choices, blank=True, default=""
    )
    level = models.CharField(
        _("chỉ cấp học"), max_length=14, choices=Unit.Level.choices, blank=True, default=""
    )
    capacity = models.CharField(
        _("thẩm quyền ký"), max_length=4, choices=Capacity.choices, blank=True, default=""
    )
    days = DateRangeField(_("thời gian"))
    # Set on rows an act of reorganisation began: what they go on from ends on that day.
    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="continued"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DatedQuerySet["Grant"].as_manager()

    class Meta:
        verbose_name = _("phân quyền")
        indexes = [models.Index(fields=["user"], name="orgs_grant_user")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"

    @property
    def is_over(self) -> bool:
        today = timezone.localdate()
        return self.days.isempty or (self.days.upper is not None and self.days.upper <= today)

    @property
    def audit_label(self) -> str:
        """History keeps the account, not the name: names must be erasable."""
        return f"{self.user.username}: {self.role}, {self.unit}"
