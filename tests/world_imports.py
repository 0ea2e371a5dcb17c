"""A list of people with a mistake, brought in by the office, checked and waiting."""

from typing import Any

from phongtrao.orgs.imports.access import offices_of
from phongtrao.orgs.models import Import
from tests.orgs.sheets_in import PEOPLE, checked, sheet

SUBJECTS = {"orgs.import": "import"}


def fill_imports(world: Any) -> None:
    office = world.people["vanphong"]
    unit = offices_of(office)[0]
    row = ("RT-1", "Người Riêng Tư", "31/02/1990", world.places["lower"].code, "", "", "")
    act = checked(sheet(PEOPLE, row), office, unit)
    world.samples["import"] = {"of vanphong": act.pk}
    world.samples["kind of list"] = {"people": Import.Kind.PEOPLE.value, "unknown": "khong-co"}
