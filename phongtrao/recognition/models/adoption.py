"""A creation beyond its birthplace: units that use it, its road to all of them, property. S0-06, S0-30 to 32."""

from enum import nonmember

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Evidence, OfficialDocument
from phongtrao.lib.numbers import before_after
from phongtrao.orgs.models import Unit
from phongtrao.recognition.models.creations import Creation


class Adoption(Stateful):
    """Another unit uses it: since when, with which effect. Confirmed ones are evidence of scope."""

    class Status(models.TextChoices):
        TRIED = "tried", _("Đang áp dụng thử")
        USED = "used", _("Đang áp dụng")
        ENDED = "ended", _("Thôi áp dụng")
        counted = nonmember(frozenset({"used"}))

    status = models.CharField(
        _("tình trạng"), max_length=6, choices=Status.choices, default=Status.TRIED
    )
    creation = models.ForeignKey(Creation, models.PROTECT, related_name="adoptions", db_index=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="adoptions", verbose_name=_("đơn vị áp dụng")
    )
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    effect = models.TextField(_("hiệu quả tại đơn vị"), blank=True, default="")
    people = models.PositiveIntegerField(_("số người dùng, hưởng lợi"), null=True, blank=True)
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="adoptions"
    )
    end_reason = models.CharField(_("lý do thôi áp dụng"), max_length=300, blank=True, default="")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("thủ trưởng xác nhận lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("áp dụng ở đơn vị khác")
        constraints = [
            models.UniqueConstraint(
                fields=["creation", "unit"],
                name="recognition_adoption_once",
                violation_error_message=_("Đơn vị đã ghi áp dụng công trình này."),
            ),
            models.CheckConstraint(
                name="recognition_adoption_days",
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                violation_error_message=_("Ngày thôi áp dụng phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="recognition_used_has_effect",
                condition=~Q(status="used") | (~Q(effect="") & Q(confirmed_at__isnull=False)),
                violation_error_message=_("Hãy ghi hiệu quả tại đơn vị trước khi xác nhận."),
            ),
            models.CheckConstraint(
                name="recognition_ended_has_reason",
                condition=~Q(status="ended") | ~Q(end_reason=""),
                violation_error_message=_("Thôi áp dụng thì phải ghi lý do."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "status"], name="recognition_adoption_unit")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class AdoptionFigure(models.Model):
    """A figure before and after at the adopting unit, in one unit of measure."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="figures")
    name = models.CharField(_("số liệu"), max_length=200)
    measure = models.CharField(_("đơn vị tính"), max_length=40)
    before = models.DecimalField(_("trước"), max_digits=14, decimal_places=2)
    after = models.DecimalField(_("sau"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("số liệu áp dụng")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def change(self) -> str:
        return before_after(self.before, self.after, self.measure)


class Replication(Stateful):
    """The road of one creation to many units: proposed, on the short list, replicated by a paper."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Được đề nghị nhân rộng")
        SHORTLISTED = "shortlisted", _("Vào danh sách ngắn")
        REPLICATED = "replicated", _("Đã có văn bản nhân rộng")
        DROPPED = "dropped", _("Không nhân rộng")

    status = models.CharField(
        _("tình trạng"), max_length=12, choices=Status.choices, default=Status.PROPOSED
    )
    creation = models.OneToOneField(Creation, models.PROTECT, related_name="replication")
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="replications", verbose_name=_("cơ quan xem xét")
    )
    reason = models.TextField(_("vì sao nên nhân rộng"), blank=True, default="")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    document = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replications",
        verbose_name=_("văn bản nhân rộng"),
    )
    drop_reason = models.CharField(_("lý do"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("nhân rộng")
        constraints = [
            models.CheckConstraint(
                name="recognition_replicated_has_paper",
                condition=~Q(status="replicated") | Q(document__isnull=False),
                violation_error_message=_("Nhân rộng theo một văn bản. Hãy chọn văn bản."),
            ),
            models.CheckConstraint(
                name="recognition_dropped_has_reason",
                condition=~Q(status="dropped") | ~Q(drop_reason=""),
                violation_error_message=_("Không nhân rộng thì phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class IpAssetQuerySet(models.QuerySet["IpAsset"]):
    def renewable(self) -> "IpAssetQuerySet":
        """Of a creation, in force or on the way there, with a day by which something is due."""
        return self.filter(
            renew_by__isnull=False, creation__isnull=False, stage__in=IpAsset.Stage.living
        )


class IpAsset(models.Model):
    """An intellectual property right, perhaps of a creation. S0-31, S0-32."""

    class Kind(models.TextChoices):
        PATENT = "patent", _("Sáng chế")
        UTILITY = "utility", _("Giải pháp hữu ích")
        DESIGN = "design", _("Kiểu dáng công nghiệp")
        COPYRIGHT = "copyright", _("Quyền tác giả, phần mềm")
        MARK = "mark", _("Nhãn hiệu")

    class Stage(models.TextChoices):
        FILED = "filed", _("Đã nộp đơn")
        GRANTED = "granted", _("Đã được cấp")
        REFUSED = "refused", _("Bị từ chối")
        LAPSED = "lapsed", _("Hết hiệu lực")

        living = nonmember(frozenset({"filed", "granted"}))

    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    stage = models.CharField(
        _("tình trạng"), max_length=8, choices=Stage.choices, default=Stage.FILED
    )
    title = models.CharField(_("tên"), max_length=300)
    creation = models.ForeignKey(
        Creation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ip_assets",
        verbose_name=_("từ công trình"),
    )
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="ip_assets", verbose_name=_("chủ sở hữu")
    )
    filing_number = models.CharField(_("số đơn"), max_length=60)
    filed_on = models.DateField(_("nộp đơn ngày"))
    grant_number = models.CharField(_("số văn bằng"), max_length=60, blank=True, default="")
    granted_on = models.DateField(_("cấp ngày"), null=True, blank=True)
    # The day by which a fee or a renewal is due; its owner and the authors are reminded.
    renew_by = models.DateField(_("gia hạn trước ngày"), null=True, blank=True)

    objects = IpAssetQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài sản trí tuệ")
        indexes = [
            models.Index(
                fields=["renew_by"],
                condition=Q(renew_by__isnull=False),
                name="recognition_ip_renew",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "filing_number"],
                name="recognition_ip_once",
                violation_error_message=_("Đã có đơn mang số này."),
            ),
            models.CheckConstraint(
                name="recognition_granted_has_number",
                condition=~Q(stage="granted") | (~Q(grant_number="") & Q(granted_on__isnull=False)),
                violation_error_message=_("Đã được cấp thì phải ghi số và ngày của văn bằng."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """A filing that is not granted is its owner's: no title in a list of what was done."""
        return f"#{self.pk}"
