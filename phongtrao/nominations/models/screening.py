"""What is said of a nomination on its way: marked places, opinions of other bodies, public notice, objections."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import OfficialDocument
from phongtrao.nominations.models.nominations import Nomination
from phongtrao.nominations.models.rounds import AwardRound


class Mark(models.Model):
    """A place that is to be mended before the dossier is taken."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="marks")
    part = models.CharField(_("phần"), max_length=40)  # of nominations.parts
    note = models.CharField(_("cần sửa gì"), max_length=500)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    mended_at = models.DateTimeField(_("đã sửa lúc"), null=True, blank=True)

    PERSON_PATH = "nomination__person"
    PERSONAL: ClassVar[Declared] = {
        "note": Kept(Care.INTERNAL, _("để đơn vị bổ sung hồ sơ")),
    }

    class Meta:
        verbose_name = _("chỗ cần bổ sung")
        ordering = ["nomination", "pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Opinion(models.Model):
    """What another body says of a nomination: tax, police, union, Party committee."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="opinions")
    body = models.CharField(_("cơ quan, tổ chức"), max_length=200)
    asked_on = models.DateField(_("hỏi ngày"))
    words = models.TextField(_("ý kiến"), blank=True, default="")
    agrees = models.BooleanField(_("đồng ý"), null=True, blank=True)
    answered_on = models.DateField(_("trả lời ngày"), null=True, blank=True)
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    PERSON_PATH = "nomination__person"
    PERSONAL: ClassVar[Declared] = {
        "words": Kept(
            Care.SENSITIVE, _("ý kiến của cơ quan được hỏi trong hồ sơ"), in_confidence=True
        ),
    }

    class Meta:
        verbose_name = _("ý kiến cơ quan khác")
        ordering = ["nomination", "asked_on", "pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class PublicNotice(models.Model):
    """The list shown to everybody who signs in, for working days, before the council meets."""

    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="notices")
    from_on = models.DateField(_("công khai từ ngày"))
    until_on = models.DateField(_("đến hết ngày"))
    nominations = models.ManyToManyField(Nomination, related_name="notices")
    # {key of a nomination: of nominations.queries.notices.shown_of}: what stood there; what changed since is shown anew.
    shown = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("công khai danh sách")
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="nominations_notice_days", condition=Q(until_on__gte=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%d/%m/%Y}"


class Objection(Stateful):
    """What somebody says against a nomination. Who said it is told to those who answer, and to nobody else."""

    class Status(models.TextChoices):
        OPEN = "open", _("Chờ trả lời")
        UPHELD = "upheld", _("Có cơ sở")
        REJECTED = "rejected", _("Không có cơ sở")
        WITHDRAWN = "withdrawn", _("Đã rút")

    class About(models.TextChoices):
        NOTICE = "notice", _("Danh sách công khai")
        RESULT = "result", _("Kết quả xét")

    about = models.CharField(_("về"), max_length=6, choices=About.choices, default=About.NOTICE)
    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.OPEN
    )
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="objections")
    words = models.TextField(_("ý kiến"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="award_objections"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("trả lời"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    PERSON_PATH = "nomination__person"
    PERSONAL: ClassVar[Declared] = {
        "words": Kept(
            Care.SENSITIVE, _("xem xét ý kiến về danh sách công khai"), in_confidence=True
        ),
        "answer": Kept(
            Care.SENSITIVE, _("xem xét ý kiến về danh sách công khai"), in_confidence=True
        ),
    }

    class Meta:
        verbose_name = _("ý kiến về danh sách công khai")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="nominations_objection_answered",
                condition=Q(status__in=["open", "withdrawn"]) | ~Q(answer=""),
                violation_error_message=_("Hãy ghi câu trả lời."),
            ),
            models.UniqueConstraint(
                fields=["nomination", "made_by", "about"],
                condition=Q(status="open"),
                name="nominations_objection_open_once",
                violation_error_message=_("Ý kiến trước của bạn đang chờ trả lời."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
