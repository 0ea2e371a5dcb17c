"""Which standing unit a name or code means; for workbooks, where hundreds are asked for at once."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit


@dataclass(slots=True)
class Bearers:
    """Codes, folded names and short names of all standing units."""

    by_code: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # folded → as it is written
    codes: dict[int, str] = field(default_factory=dict)

    def one(self, said: str) -> int:
        """The unit. Raises BadInput when none, or several, bear the name, naming what is near."""
        if (unit := self.by_code.get(said.strip().upper())) is not None:
            return unit
        found = self.by_name.get(fold(said), [])
        if len(found) == 1:
            return found[0]
        raise BadInput(self._several(said, found) if found else self._nobody(said))

    def _several(self, said: str, found: list[int]) -> str:
        codes = ", ".join(self.codes.get(unit, f"#{unit}") for unit in found)
        return _("Có nhiều đơn vị tên “%(name)s”. Hãy ghi mã định danh: %(codes)s.") % {
            "name": said,
            "codes": codes,
        }

    def _nobody(self, said: str) -> str:
        near = get_close_matches(fold(said), self.names, n=3, cutoff=0.7)
        if not near:
            return _("Không thấy đơn vị “%s”. Hãy kiểm tra tên hoặc dùng mã định danh.") % said
        names = ", ".join(f"“{self.names[name]}”" for name in near)
        return _("Không thấy đơn vị “%(name)s”. Có phải %(near)s?") % {"name": said, "near": names}


def bearers_of_names() -> Bearers:
    """Of every unit that stands today; one query."""
    found = Bearers()
    rows = Unit.objects.standing().values_list("pk", "code", "name", "short_name")
    for pk, code, name, short_name in rows.iterator(chunk_size=10_000):
        if code:
            found.by_code[code.upper()] = pk
            found.codes[pk] = code
        found.names[fold(name)] = name
        for borne in {fold(name), fold(short_name)} - {""}:
            found.by_name.setdefault(borne, []).append(pk)
    return found
