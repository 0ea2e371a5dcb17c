"""Who signs what, and what a movement may bring at most: the two tables of the law, in dated versions. S1-62 … S1-67"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Version


class LawVersion(Version):
    """``data`` is what ``awards.law.read_law`` reads; never changed. Made by nobody: shipped (packs/awards).

    For dossiers received from ``valid_from`` on, until the next version's day; of two for one day the later made.
    """

    valid_from = models.DateField(_("hồ sơ nhận từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=300)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("phiên bản thẩm quyền, mức khen")
        ordering = ["-valid_from", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="awards_law_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} #{self.number}"
