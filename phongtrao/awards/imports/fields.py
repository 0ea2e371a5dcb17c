"""What a row tells of an award, and how its cells are read."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.awards.models import Award
from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import to_text
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.fields import Field, day, text_of
from phongtrao.orgs.imports.ratings import period

R = Award.Route
# As lists shorten what the law calls at length; folded, to the key of the honour.
SHORT = {
    "ldtt": "advanced_worker", "cstdcs": "base_fighter", "cstd co so": "base_fighter",
    "cstd cap co so": "base_fighter", "chien si thi dua cap co so": "base_fighter",
    "cstd tinh": "province_fighter", "cstd cap tinh": "province_fighter", "cstdct": "province_fighter",
    "cstd cap bo": "province_fighter", "chien si thi dua cap tinh": "province_fighter",
    "chien si thi dua cap bo": "province_fighter", "chien si thi dua cap thanh pho": "province_fighter",
    "cstdtq": "nation_fighter", "cstd toan quoc": "nation_fighter", "tt ldtt": "advanced_collective",
    "ttldtt": "advanced_collective", "tap the ldtt": "advanced_collective", "ttldxs": "excellent_collective",
    "tt ldxs": "excellent_collective", "tap the ldxs": "excellent_collective",
    "co thi dua chinh phu": "government_flag", "co chinh phu": "government_flag",
    "co thi dua tinh": "province_flag", "co thi dua cua tinh": "province_flag",
    "co thi dua cua bo": "province_flag", "co thi dua cua ubnd tinh": "province_flag",
    "co thi dua cua ubnd thanh pho": "province_flag", "gk": "praise", "bktt": "government_merit",
    "bang khen thu tuong": "government_merit", "bang khen cua thu tuong": "government_merit",
    "bang khen ttg": "government_merit", "bang khen tinh": "province_merit",
    "bang khen cua ubnd tinh": "province_merit", "bang khen ubnd tinh": "province_merit",
    "bang khen cua chu tich ubnd tinh": "province_merit", "bang khen cua bo": "province_merit",
    "bang khen bo gddt": "province_merit", "bang khen cua chu tich ubnd thanh pho": "province_merit",
    "hcld hang nhat": "order_first", "hcld hang nhi": "order_second", "hcld hang ba": "order_third",
}  # fmt: skip
ROUTES = {fold(str(label)): key for key, label in R.choices} | {
    "thuong xuyen": R.MERIT, "cong trang": R.MERIT, "chuyen de": R.MOVEMENT, "phong trao": R.MOVEMENT,
    "cong hien": R.SERVICE,
}  # fmt: skip


def route(cell: Any) -> str:
    text = to_text(cell)
    found = ROUTES.get(fold(text))
    if found is None:
        names = ", ".join(f"“{label}”" for label in R.labels)
        said = _("“%(text)s” không phải loại khen thưởng. Hãy ghi một trong: %(names)s.")
        raise BadInput(said % {"text": text, "names": names})
    return str(found)


FIELDS = (
    Field("unit", gettext_lazy("Đơn vị"), text_of(200), (
        "mã đơn vị", "mã trường", "tên trường", "trường", "tên đơn vị", "đơn vị công tác", "tập thể",
    ), constant=True, help=gettext_lazy("Tên hoặc mã trong năm được khen")),
    Field("code", gettext_lazy("Mã người"), text_of(120), (
        "mã", "mã cán bộ", "mã giáo viên", "mã nhân sự", "mã viên chức", "thư điện tử",
    )),
    Field("full_name", gettext_lazy("Họ và tên"), text_of(120), ("họ tên", "người", "cá nhân"),
          help=gettext_lazy("Không ghi người: khen thưởng của tập thể")),
    Field("honour", gettext_lazy("Danh hiệu, hình thức"), text_of(200), (
        "danh hiệu", "hình thức", "danh hiệu thi đua", "hình thức khen thưởng", "khen thưởng",
    ), constant=True),
    Field("period", gettext_lazy("Năm"), period, ("năm học", "năm khen thưởng", "năm đạt"), constant=True,
          help=gettext_lazy("Ví dụ 2025-2026 hoặc 2025")),
    Field("decision", gettext_lazy("Số quyết định"), text_of(60), ("quyết định", "số QĐ"), constant=True),
    Field("decided_on", gettext_lazy("Ngày quyết định"), day, ("ngày ký", "ngày QĐ"), constant=True),
    Field("decided_by", gettext_lazy("Người quyết định"), text_of(200), (
        "cơ quan quyết định", "cơ quan ban hành", "cấp quyết định", "cấp khen",
    ), constant=True),
    Field("route", gettext_lazy("Loại khen thưởng"), route, ("loại", "loại hình khen thưởng"), constant=True,
          help=gettext_lazy("Để trống: danh hiệu hằng năm, hoặc công trạng")),
    Field("reason", gettext_lazy("Thành tích"), text_of(500), ("lý do", "nội dung khen", "ghi chú")),
)  # fmt: skip
