"""A list of ratings with a mistake, brought in by the office, checked and waiting."""

from typing import Any

from phongtrao.orgs.imports.access import offices_of
from phongtrao.orgs.models import Import
from tests.orgs.sheets_in import checked, sheet

RATINGS = ("Mã trường", "Mã", "Họ và tên", "Năm học", "Xếp loại")

SUBJECTS = {"orgs.import": "import"}


def fill_imports(world: Any) -> None:
    office = world.people["vanphong"]
    unit = offices_of(office)[0]
    row = (world.places["lower"].code, "", "Người Riêng Tư", "2024-2025", "Rất riêng tư")
    act = checked(sheet(RATINGS, row), office, unit, Import.Kind.RATINGS)
    world.samples["import"] = {"of vanphong": act.pk}
    world.samples["kind of list"] = {"people": Import.Kind.PEOPLE.value, "unknown": "khong-co"}
