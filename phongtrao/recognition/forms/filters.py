"""What the lists of the library are narrowed by."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.forms.kinds import some_level
from phongtrao.orgs.models import is_of_levels
from phongtrao.recognition.models import (
    Adoption,
    Creation,
    CreationShare,
    Replication,
    ScopeRecognition,
    ScopeRequest,
)
from phongtrao.recognition.queries.library import words_in, year_label
from phongtrao.recognition.queries.statistics import DIMENSIONS
from phongtrao.web.tables import ANY, Filter

NO_SCOPE = "chua"
USED = [ANY, ("co", gettext_lazy("Đã có đơn vị khác áp dụng"))]


class LibraryFilter(Filter):
    """Over ``library_rows``; ``seen`` offers the words that stand there."""

    first = ("q", "loai", "pham_vi")
    q = TextField(label=gettext_lazy("Tên, tóm tắt, tác giả, đơn vị"))
    loai = forms.ChoiceField(label=gettext_lazy("Loại"), choices=[ANY, *Creation.Kind.choices])
    pham_vi = forms.ChoiceField(
        label=gettext_lazy("Phạm vi công nhận"),
        choices=[
            ANY,
            *ScopeRecognition.Scope.choices,
            (NO_SCOPE, gettext_lazy("Chưa được công nhận")),
        ],
    )
    don_vi = TextField(label=gettext_lazy("Đơn vị, xã phường"))
    cap = forms.ChoiceField(label=gettext_lazy("Cấp học"), choices=some_level)
    linh_vuc = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"))
    chu_de = forms.ChoiceField(label=gettext_lazy("Chủ đề"))
    the = TextField(label=gettext_lazy("Thẻ, ví dụ Trí tuệ nhân tạo"))
    nam = forms.ChoiceField(label=gettext_lazy("Năm"))
    ap_dung = forms.ChoiceField(label=gettext_lazy("Áp dụng"), choices=USED)
    doc_sau = forms.BooleanField(label=gettext_lazy("Chỉ công trình tôi để đọc sau"))

    def __init__(self, *args: Any, seen: QuerySet[Creation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = sorted(words_in(seen, "year"), reverse=True)
        offer(
            self,
            linh_vuc=[ANY, *((word, word) for word in words_in(seen, "area"))],
            chu_de=[ANY, *((word, word) for word in words_in(seen, "theme"))],
            nam=[ANY, *((year, year_label(year)) for year in years)],
        )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(_with_words(fold(asked["q"])))
        if asked["don_vi"]:
            rows = rows.filter(unit__search_text__contains=fold(asked["don_vi"]))
        if asked["cap"]:
            rows = rows.filter(is_of_levels([asked["cap"]], "unit__"))
        if asked["pham_vi"]:
            rows = rows.filter(
                best_scope=asked["pham_vi"] if asked["pham_vi"] != NO_SCOPE else None
            )
        return self._narrow_words(rows)

    def _narrow_words(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        for name, column in (
            ("loai", "kind"),
            ("linh_vuc", "area"),
            ("chu_de", "theme"),
            ("nam", "year"),
        ):
            if asked[name]:
                rows = rows.filter(**{column: asked[name]})
        if asked["the"]:
            rows = rows.filter(search_text__contains=fold(asked["the"]))
        if asked["ap_dung"]:
            rows = rows.filter(uses__gt=0)
        if asked["doc_sau"]:
            rows = rows.filter(is_saved=True)
        return rows


def _with_words(words: str) -> Q:
    named = CreationShare.objects.filter(
        creation=OuterRef("pk"), person__search_text__contains=words
    )
    return Q(search_text__contains=words) | Q(unit__search_text__contains=words) | Q(Exists(named))


class AdoptionFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Công trình, đơn vị áp dụng"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Adoption.Status.choices]
    )
    cap = forms.ChoiceField(label=gettext_lazy("Cấp học"), choices=some_level)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            words = fold(asked["q"])
            rows = rows.filter(
                Q(creation__search_text__contains=words) | Q(unit__search_text__contains=words)
            )
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["cap"]:
            rows = rows.filter(is_of_levels([asked["cap"]], "unit__"))
        return rows


class QuotaFilter(Filter):
    """Over ``quotas.with_standing``; the year is read before, by the view."""

    first = ("q", "nam", "dat")
    q = TextField(label=gettext_lazy("Đơn vị"))
    nam = forms.ChoiceField(label=gettext_lazy("Năm"))
    dat = forms.ChoiceField(
        label=gettext_lazy("Chỉ tiêu"),
        choices=[ANY, ("co", gettext_lazy("Đã đạt")), ("chua", gettext_lazy("Chưa đạt"))],
    )
    cap = forms.ChoiceField(label=gettext_lazy("Cấp học"), choices=some_level)

    def __init__(self, *args: Any, years: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, nam=[("", gettext_lazy("Năm nay")), *years])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        if asked["cap"]:
            rows = rows.filter(is_of_levels([asked["cap"]]))
        if asked["dat"] == "co":
            rows = rows.filter(missing__lte=0, staff__gt=0)
        if asked["dat"] == "chua":
            rows = rows.filter(missing__gt=0)
        return rows


class StatisticsFilter(Filter):
    """What is counted; by what, ``queries.statistics.DIMENSIONS`` says."""

    first = ("theo", "nam", "loai")
    theo = forms.ChoiceField(
        label=gettext_lazy("Thống kê theo"),
        choices=[(one.key, one.label) for one in DIMENSIONS.values()],
    )
    nam = forms.ChoiceField(label=gettext_lazy("Năm"))
    loai = forms.ChoiceField(label=gettext_lazy("Loại"), choices=[ANY, *Creation.Kind.choices])
    cap = forms.ChoiceField(label=gettext_lazy("Cấp học"), choices=some_level)
    don_vi = TextField(label=gettext_lazy("Đơn vị, xã phường"))

    def __init__(self, *args: Any, seen: QuerySet[Creation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = sorted(words_in(seen, "year"), reverse=True)
        offer(self, nam=[ANY, *((year, year_label(year)) for year in years)])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["nam"]:
            rows = rows.filter(year=asked["nam"])
        if asked["loai"]:
            rows = rows.filter(kind=asked["loai"])
        if asked["cap"]:
            rows = rows.filter(is_of_levels([asked["cap"]], "unit__"))
        if asked["don_vi"]:
            rows = rows.filter(unit__search_text__contains=fold(asked["don_vi"]))
        return rows


class OfCreationFilter(Filter):
    """Rows that belong to a creation and have a state."""

    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Công trình, đơn vị"))
    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            words = fold(asked["q"])
            rows = rows.filter(
                Q(creation__search_text__contains=words)
                | Q(creation__unit__search_text__contains=words)
            )
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        return rows


class ReplicationFilter(OfCreationFilter):
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Replication.Status.choices]
    )


class RequestFilter(OfCreationFilter):
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *ScopeRequest.Status.choices]
    )
