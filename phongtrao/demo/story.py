"""The whole demo: the province, its plans, and what became of them."""

from random import Random

from django.db import transaction

from phongtrao.audit.services import seal_entries
from phongtrao.demo.life import write_life
from phongtrao.demo.load import Province, load_province
from phongtrao.demo.plans import take_in_next_year, write_plans


@transaction.atomic
def load_demo(size: str, seed: int) -> Province:
    """Load everything, or nothing. A nation has units and people only: plans are of one province."""
    province = load_province(size, seed)
    if size != "nation":
        write_life(province, write_plans(province), Random(seed))  # noqa: S311 -- invented
        take_in_next_year(province)
    while seal_entries():
        pass
    return province
