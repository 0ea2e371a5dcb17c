"""A report asked of many units by a day (S2-23, S1-86): its form, what each unit answers, its paper.

What a unit is still writing stands in ``values``, and nobody above reads it; handing in copies it to
``handed_in``, the only thing the office ever reads, counts or prints.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Evidence, OfficialDocument, Paper
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Owed


class SavedForm(models.Model):
    """The boxes of a form an office keeps for the next time; ``fields`` as in ``documents.fields``."""

    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="saved_forms", verbose_name=_("của đơn vị")
    )
    title = models.CharField(_("tên mẫu"), max_length=200)
    fields = models.JSONField(default=list)

    class Meta:
        verbose_name = _("mẫu báo cáo đã lưu")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "title"],
                name="reports_saved_form_once",
                violation_error_message=_("Đơn vị đã có mẫu tên này. Hãy đặt tên khác."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ReportRequest(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        SENT = "sent", _("Đang thu báo cáo")
        CLOSED = "closed", _("Đã kết thúc")

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.DRAFT
    )
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="report_requests", verbose_name=_("đơn vị yêu cầu")
    )
    title = models.CharField(_("tên báo cáo"), max_length=200)
    guide = models.TextField(_("yêu cầu, hướng dẫn"), blank=True, default="")
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True, default="")
    document = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report_requests",
        verbose_name=_("văn bản yêu cầu"),
    )
    due_on = models.DateField(_("hạn nộp"))
    is_yearly = models.BooleanField(_("lặp lại hằng năm"), default=False)
    earlier = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="later"
    )
    fields = models.JSONField(default=list, blank=True)
    # The choice of units as it stands in the address of the page that sends: next year's is the same.
    audience = models.TextField(blank=True, default="")
    # The leader who hears of units that are late, as of the tasks of a block.
    in_charge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lãnh đạo phụ trách"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("yêu cầu báo cáo")
        indexes = [models.Index(fields=["owner", "-due_on"], name="reports_request_newest")]

    def __str__(self) -> str:
        return self.title


class AnswerQuerySet(models.QuerySet["RequestAnswer"]):
    def handed(self) -> "AnswerQuerySet":
        """Handed in and not sent back: what counts."""
        return self.filter(status__in=RequestAnswer.Status.handed)

    def owed(self) -> "AnswerQuerySet":
        """Still to be handed in, while the request is open."""
        open_requests = Q(request__status=ReportRequest.Status.SENT)
        return self.filter(open_requests, status__in=RequestAnswer.Status.owed)


class RequestAnswer(Owed):
    """What one unit answers."""

    request = models.ForeignKey(ReportRequest, models.CASCADE, related_name="answers")
    put_off_reason = models.CharField(_("lý do gia hạn"), max_length=300, blank=True, default="")
    values = models.JSONField(default=dict, blank=True)
    handed_in = models.JSONField(default=dict, blank=True)
    # Inside the unit: who writes the draft, until when; the moment it came back to the head.
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers_to_write",
        verbose_name=_("người viết"),
    )
    writer_due_on = models.DateField(_("hạn trong đơn vị"), null=True, blank=True)
    writer_note = models.TextField(_("lời dặn"), blank=True, default="")
    written_at = models.DateTimeField(_("viết xong lúc"), null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo theo yêu cầu")
        constraints = [
            models.UniqueConstraint(fields=["request", "unit"], name="reports_answer_once"),
            models.CheckConstraint(
                name="reports_handed_in_has_moment",
                condition=Q(status="open") | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="reports_writer_has_day",
                condition=Q(writer=None, writer_due_on=None, written_at=None)
                | Q(writer__isnull=False, writer_due_on__isnull=False),
                violation_error_message=_("Hãy chọn người viết và hạn trong đơn vị."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "status"], name="reports_answer_unit"),
            models.Index(
                fields=["due_on"],
                name="reports_answer_owed",
                condition=Q(status__in=("open", "returned")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} – {self.unit}"


class AnswerFile(models.Model):
    """A file in a box of the form. ``is_handed_in``: of what was handed in; else of the unit's draft."""

    answer = models.ForeignKey(RequestAnswer, models.CASCADE, related_name="files")
    key = models.CharField(max_length=10)  # of the box
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="answer_files")
    is_handed_in = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tệp của báo cáo theo yêu cầu")
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "key", "is_handed_in"], name="reports_answer_file_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.evidence)


class RequestReport(models.Model):
    """The consolidated report of what the units handed in, its facts frozen in the paper."""

    request = models.ForeignKey(ReportRequest, models.PROTECT, related_name="consolidations")
    as_of = models.DateField(_("số liệu đến ngày"))
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="request_report")

    class Meta:
        verbose_name = _("báo cáo tổng hợp theo yêu cầu")
        indexes = [models.Index(F("request"), F("as_of").desc(), name="reports_request_report")]

    def __str__(self) -> str:
        return self.paper.title
