"""A creation: a piece of work that was recognised, whatever it is, and whose it is. S0-06, S0-22."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.fields import SortKeyField
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.documents.models import StoredFile
from phongtrao.lib.text import fold, sort_key
from phongtrao.orgs.models import Person, Unit


class Creation(models.Model):
    """The upper app holds ``creation = OneToOneField(Creation)``: an initiative, a research result.

    ``title``, ``summary``, field, theme, tags, type of solution and shares are as they were recognised, in the
    words of that day: keys of a round mean nothing in another. Later changes of the work are not seen here.
    A practice may be the whole unit's and have no shares.
    """

    class Kind(models.TextChoices):
        INITIATIVE = "initiative", _("Sáng kiến")
        RESEARCH = "research", _("Kết quả nghiên cứu")
        PRACTICE = "practice", _("Mô hình, cách làm hay")

    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("tên"), max_length=400)
    summary = models.TextField(_("tóm tắt"), blank=True, default="")
    search_text = models.TextField(editable=False, default="")
    sort_key = SortKeyField(max_length=800)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="creations", verbose_name=_("nơi tạo ra")
    )
    area = models.CharField(_("lĩnh vực"), max_length=300, blank=True, default="")
    theme = models.CharField(_("chủ đề"), max_length=300, blank=True, default="")
    solution = models.CharField(_("loại giải pháp"), max_length=100, blank=True, default="")
    tags = ArrayField(
        models.CharField(max_length=300), verbose_name=_("thẻ"), default=list, blank=True
    )
    year = models.CharField(_("năm học, năm"), max_length=20)  # as lib.periods writes a period
    # The library shows it to everybody signed in; before that only those who decide about it.
    is_listed = models.BooleanField(_("có trong thư viện"), default=True)

    class Meta:
        verbose_name = _("công trình")
        indexes = [models.Index(fields=["unit", "year"], name="recognition_creation_unit")]

    def __str__(self) -> str:
        return self.title

    def search_keys(self) -> None:
        """Order and search text follow the words; whoever changes them calls this."""
        self.sort_key = sort_key(self.title)[:800]
        self.search_text = fold(" ".join((self.title, self.summary, *self.tags)))


class CreationFile(models.Model):
    """A file as it was recognised: the report, a paper, a picture of its use."""

    creation = models.ForeignKey(Creation, models.CASCADE, related_name="files", db_index=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="creation_files")
    name = models.CharField(_("tên tệp"), max_length=200)

    class Meta:
        verbose_name = _("tệp của công trình")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["creation", "file"],
                name="recognition_file_once",
                violation_error_message=_("Tệp này đã có trong công trình."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class CreationShare(models.Model):
    """Whose it is, in percent, as recognised; the unit where the person worked then."""

    creation = models.ForeignKey(Creation, models.CASCADE, related_name="shares", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="creation_shares")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    share = models.DecimalField(_("tỷ lệ đóng góp (%)"), max_digits=5, decimal_places=2)
    is_first = models.BooleanField(_("tác giả chính"), default=False)

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "share": Kept(Care.INTERNAL, _("khen thưởng đúng đóng góp")),
    }

    class Meta:
        verbose_name = _("tác giả công trình")
        ordering = ["-is_first", "-share", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["creation", "person"], name="recognition_share_once"),
            models.CheckConstraint(
                name="recognition_share", condition=Q(share__gt=0, share__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SavedCreation(models.Model):
    """“Đọc sau”: what somebody wants to come back to in the library; nobody else is told."""

    creation = models.ForeignKey(Creation, models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("công trình đọc sau")
        constraints = [
            models.UniqueConstraint(fields=["creation", "user"], name="recognition_saved_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
