"""Words of the law about people that an office looks over: levels of ratings, leave, forms of discipline."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """One entry of a list. Shipped in packs/people; what is there stays as the office has it.

    ``key`` and ``rank`` are what records and rules hold on to; the rest may be changed.
    """

    class List(models.TextChoices):
        RATING = "rating", _("Xếp loại hằng năm")
        LEAVE = "leave", _("Loại nghỉ")
        DISCIPLINE = "discipline", _("Hình thức kỷ luật")

    of = models.CharField(_("danh mục"), max_length=10, choices=List.choices, editable=False)
    key = models.CharField(_("mã"), max_length=20, editable=False)
    # The level of a rating, 4 is the best; how grave a form of discipline is, 1 is the lightest.
    rank = models.PositiveSmallIntegerField(_("bậc"), default=0, editable=False)
    name = models.CharField(_("tên"), max_length=120)
    also = models.JSONField(default=list, blank=True)  # other ways offices write it
    months = models.PositiveSmallIntegerField(_("thời hạn (tháng)"), null=True, blank=True)
    counts = models.BooleanField(_("tính là thời gian công tác"), null=True, blank=True)
    is_for_units = models.BooleanField(_("dùng cho đơn vị"), default=False)
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True, default="")
    needs_check = models.BooleanField(_("cần kiểm tra"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("mục danh mục về người")
        ordering = ["of", "position", "pk"]
        constraints = [models.UniqueConstraint(name="orgs_term_once", fields=["of", "key"])]

    def __str__(self) -> str:
        return self.name
