"""Kinds of activity are data: what each asks besides title, day, place and people."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_KEY = 30  # of a field


class Channel(models.TextChoices):
    PORTAL = "portal", _("Cổng, trang thông tin")
    SOCIAL = "social", _("Mạng xã hội")
    PRESS = "press", _("Báo, đài")
    MEETING = "meeting", _("Trực tiếp")
    PRINT = "print", _("Pa nô, ấn phẩm")
    OTHER = "other", _("Kênh khác")


class Segment(models.TextChoices):
    """Whom an activity reached; counts, never names."""

    STAFF = "staff", _("Cán bộ, giáo viên")
    LEARNERS = "learners", _("Học sinh, học viên")
    PARENTS = "parents", _("Phụ huynh")
    CITIZENS = "citizens", _("Người dân")
    FIRMS = "firms", _("Doanh nghiệp, tổ chức")


@dataclass(frozen=True, slots=True)
class KindField:
    """One thing more that a kind asks: ``kind`` is number, words, date or choice."""

    key: str
    label: str
    kind: str = "words"
    options: tuple[str, ...] = ()
    required: bool = False

    def as_key(self, key: str) -> "KindField":
        """The same under another key: a field keeps its own when the others are written anew."""
        return replace(self, key=key)

    def plain(self) -> dict[str, Any]:
        said: dict[str, Any] = {"key": self.key, "label": self.label, "kind": self.kind}
        if self.options:
            said["options"] = list(self.options)
        return said | ({"required": True} if self.required else {})


class ActivityKind(models.Model):
    key = models.CharField(_("mã"), max_length=30, unique=True)
    name = models.CharField(_("tên"), max_length=120, unique=True)
    group = models.CharField(_("nhóm"), max_length=80)
    fields = models.JSONField(_("ô riêng của loại"), default=list, blank=True)
    quantity = models.CharField(_("đếm thêm"), max_length=60, blank=True, default="")
    needs_evidence = models.BooleanField(_("cần minh chứng"), default=False)
    # Whether people are listed by name with what they came away with, and what of that.
    has_participants = models.BooleanField(_("có danh sách người dự"), default=False)
    has_score = models.BooleanField(_("có điểm của từng người"), default=False)
    has_certificate = models.BooleanField(_("có số chứng nhận của từng người"), default=False)
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True, default="")
    to_check = models.BooleanField(_("cần kiểm tra"), default=False)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    out_since = models.DateField(_("thôi dùng từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("loại hoạt động")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> tuple[KindField, ...]:
        return tuple(
            KindField(
                one["key"],
                one["label"],
                one.get("kind", "words"),
                tuple(one.get("options", ())),
                bool(one.get("required")),
            )
            for one in self.fields
        )
