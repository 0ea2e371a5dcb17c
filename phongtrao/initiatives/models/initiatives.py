"""An initiative: the draft its authors write, the versions that were handed in, who has which share."""

from enum import nonmember
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.fields import SortKeyField
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.councils.models import Case
from phongtrao.documents.models import StoredFile
from phongtrao.initiatives.models.rounds import InitiativeRound
from phongtrao.lib.text import fold, sort_key
from phongtrao.orgs.models import Person, Unit
from phongtrao.recognition.models import Creation

KIND = "initiative"  # what councils and similarity call it


class Initiative(Stateful):
    """``values`` is what is being written, by keys of the round's form; only authors read it. What was
    handed in is an ``InitiativeVersion``, the only thing anybody else ever reads.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang viết")
        SUBMITTED = "submitted", _("Đã nộp, chờ kiểm tra")
        RETURNED = "returned", _("Trả lại để bổ sung")
        VALID = "valid", _("Hợp lệ, chờ xét")
        RECOGNISED = "recognised", _("Được công nhận")
        REFUSED = "refused", _("Không được công nhận")
        WITHDRAWN = "withdrawn", _("Đã rút")
        written = nonmember(frozenset({"draft", "returned"}))  # its authors may change it
        handed_in = nonmember(frozenset({"submitted", "valid", "recognised", "refused"}))
        # Others than its authors read the last version; of a returned one the one that was returned.
        read = nonmember(frozenset({"submitted", "returned", "valid", "recognised", "refused"}))

    class Solution(models.TextChoices):
        """The four types of NĐ 13/2012, điều 3."""

        TECHNICAL = "technical", _("Giải pháp kỹ thuật")
        MANAGEMENT = "management", _("Giải pháp quản lý")
        WORKING = "working", _("Giải pháp tác nghiệp")
        APPLICATION = "application", _("Giải pháp ứng dụng tiến bộ kỹ thuật")

    class FirstUse(models.TextChoices):
        FIRST = "first", _("Áp dụng lần đầu")
        TRIAL = "trial", _("Áp dụng thử")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    round = models.ForeignKey(
        InitiativeRound, models.PROTECT, related_name="initiatives", db_index=False
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="initiatives", verbose_name=_("đơn vị của tác giả")
    )
    title = models.CharField(_("tên sáng kiến"), max_length=400)
    search_text = models.CharField(max_length=500, editable=False, default="")
    sort_key = SortKeyField(max_length=800)
    solution = models.CharField(
        _("loại giải pháp"), max_length=12, choices=Solution.choices, blank=True, default=""
    )
    area = models.CharField(_("lĩnh vực"), max_length=60, blank=True, default="")
    theme = models.CharField(_("chủ đề"), max_length=60, blank=True, default="")
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    first_use = models.CharField(
        _("hình thức áp dụng"), max_length=5, choices=FirstUse.choices, blank=True, default=""
    )
    first_used_on = models.DateField(_("áp dụng từ ngày"), null=True, blank=True)
    values = models.JSONField(default=dict, blank=True)
    secret_keys = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now_add=True)
    # Counts every saving: who saves over what somebody else saved meanwhile is told.
    saved = models.PositiveIntegerField(default=0)
    # The open page that saved last: pressing “Lưu” while it saves by itself is no clash with anybody.
    saved_from = models.CharField(max_length=36, editable=False, blank=True, default="")
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    checked_at = models.DateTimeField(_("kiểm tra lúc"), null=True, blank=True)
    return_reason = models.TextField(_("lý do trả lại"), blank=True, default="")
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="initiative"
    )
    # Cases that were decided before a complaint was found right; what was judged then stays theirs.
    earlier_cases = models.ManyToManyField(Case, blank=True, related_name="earlier_initiatives")
    # What the council lets the authors know: why it was refused, or what it advises.
    conclusion = models.TextField(_("ý kiến của hội đồng"), blank=True, default="")
    # Why its authors ask to have it back from the council; gone once it came back or was decided.
    asked_back = models.TextField(_("lý do đề nghị rút"), blank=True, default="")
    # One piece of work recognised at several levels is one creation.
    creation = models.ForeignKey(
        Creation, models.PROTECT, null=True, blank=True, related_name="initiatives"
    )
    sent_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sent_to",
        verbose_name=_("được gửi lên từ"),
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("sáng kiến")
        constraints = [
            models.CheckConstraint(
                name="initiatives_handed_in_has_moment",
                condition=Q(status__in=("draft", "returned", "withdrawn"))
                | Q(submitted_at__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["round", "status"], name="initiatives_of_round"),
            models.Index(fields=["unit", "status"], name="initiatives_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """Not the title: a draft's words would stand in a history that others read once it is handed in."""
        return f"#{self.pk}"

    def search_keys(self) -> None:
        """Order and search text follow the title; whoever changes it calls this."""
        self.sort_key = sort_key(self.title)[:800]
        self.search_text = fold(self.title)[:500]


class EarlierDraft(models.Model):
    """A draft as it stood before it was written over (``services.earlier``); only its authors read it.

    ``data`` as ``dossier.written`` gives it. Gone once the initiative is handed in: versions stay.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="earlier_drafts")
    data = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bản nháp trước")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class InitiativeVersion(models.Model):
    """What was handed in, for good: form, words, authors with shares, figures, files by their hashes.

    ``hash`` is what votes and scores are bound to.
    """

    initiative = models.ForeignKey(
        Initiative, models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField(_("phiên bản"))
    data = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("phiên bản sáng kiến")
        ordering = ["initiative", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "number"], name="initiatives_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative} ({self.number})"


class Authorship(models.Model):
    """A person's share in an initiative, in percent; a co-author confirms it. All shares sum to 100."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Chờ xác nhận")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        DECLINED = "declined", _("Không đồng ý")

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="authorships", db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="authorships", verbose_name=_("tác giả")
    )
    is_first = models.BooleanField(_("tác giả chính"), default=False)
    share = models.DecimalField(_("tỷ lệ đóng góp (%)"), max_digits=5, decimal_places=2)
    part = models.CharField(_("phần đóng góp"), max_length=300, blank=True, default="")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    reason = models.CharField(_("lý do không đồng ý"), max_length=300, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "share": Kept(Care.INTERNAL, _("công nhận và khen thưởng đúng đóng góp")),
        "part": Kept(Care.INTERNAL, _("công nhận và khen thưởng đúng đóng góp")),
        "reason": Kept(Care.PERSONAL, _("giải quyết khi tác giả không đồng ý tỷ lệ")),
    }

    class Meta:
        verbose_name = _("tác giả sáng kiến")
        ordering = ["-is_first", "-share", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "person"],
                name="initiatives_author_once",
                violation_error_message=_("Người này đã là tác giả của sáng kiến."),
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(is_first=True),
                name="initiatives_one_first_author",
            ),
            models.CheckConstraint(
                name="initiatives_share",
                condition=Q(share__gt=0, share__lte=100),
                violation_error_message=_("Tỷ lệ đóng góp lớn hơn 0 và không quá 100%."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Effect(models.Model):
    """A figure before and after, in the same unit of measure."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="effects")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("nội dung so sánh"), max_length=200)
    measure = models.CharField(_("đơn vị tính"), max_length=40)
    before = models.DecimalField(_("trước khi áp dụng"), max_digits=14, decimal_places=2)
    after = models.DecimalField(_("sau khi áp dụng"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("số liệu so sánh")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class FirstUser(models.Model):
    """Somebody who took part in the first application (TT 18/2013, đơn yêu cầu)."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="first_users")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="first_uses"
    )
    name = models.CharField(_("họ và tên"), max_length=120)
    workplace = models.CharField(_("nơi công tác"), max_length=200, blank=True, default="")
    work = models.CharField(_("việc đã làm"), max_length=300)

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "name": Kept(Care.INTERNAL, _("đơn yêu cầu công nhận sáng kiến")),
        "work": Kept(Care.INTERNAL, _("đơn yêu cầu công nhận sáng kiến")),
    }

    class Meta:
        verbose_name = _("người tham gia áp dụng lần đầu")

    def __str__(self) -> str:
        return f"#{self.pk}"


class InitiativeFile(models.Model):
    """A file that belongs to the report, or proves a claim of a box of the form.

    Not ``Evidence``: that is the unit's, which reads it long before the authors hand theirs in.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="files", db_index=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="initiative_files")
    name = models.CharField(_("tên tệp"), max_length=200)
    key = models.CharField(max_length=10, blank=True, default="")  # the box whose claim it proves
    is_secret = models.BooleanField(_("chỉ hội đồng được xem"), default=False)

    class Meta:
        verbose_name = _("tệp của sáng kiến")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "file"],
                name="initiatives_file_once",
                violation_error_message=_("Tệp này đã có trong hồ sơ."),
            )
        ]

    def __str__(self) -> str:
        return self.name
