"""Which round, which form, whom a row of a list means; what cannot be told is refused at its cell. S3-43"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.imports.fields import SHORT
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold, place_tone
from phongtrao.nominations.access.rounds import rounds_to_answer, running_owners
from phongtrao.nominations.models import AwardRound, RoundForm
from phongtrao.nominations.queries.named import collectives_below, people_named
from phongtrao.nominations.queries.subjects import Subject
from phongtrao.orgs.imports.findings import Reach
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Unit

# ------------------------------------------------------------------ which round, which form


def find_rounds(rows: Rows, reach: Reach) -> list[AwardRound | None]:
    """By title among open ones, of one's own office or of those above; an empty cell means the only one."""
    known = list(AwardRound.objects.filter(status=AwardRound.Status.OPEN).select_related("owner"))
    if reach.by:
        mine = set(running_owners(reach.by).values_list("pk", flat=True))
        asked = set(rounds_to_answer(reach.by).values_list("pk", flat=True))
        known = [one for one in known if one.owner_id in mine or one.pk in asked]
    by_title: dict[str, list[AwardRound]] = defaultdict(list)
    for one in known:
        by_title[fold(one.title)].append(one)
    found: list[AwardRound | None] = []
    for place, text in enumerate(rows.get("round")):
        meant = by_title.get(fold(text), []) if text else known
        if len(meant) != 1:
            rows.refuse(place, "round", _which_round(text or "", len(meant)))
        found.append(meant[0] if len(meant) == 1 else None)
    return found


def _which_round(text: str, number: int) -> str:
    if number:
        return _("có %d đợt như vậy đang nhận hồ sơ. Hãy ghi đúng tên một đợt.") % number
    if text:
        return _("không có đợt “%s” đang nhận hồ sơ. Hãy ghi đúng tên đợt.") % text
    return _("không có đợt nào đang nhận hồ sơ. Hãy chờ đợt mở.")


def find_forms(rows: Rows, rounds: Sequence[AwardRound | None]) -> list[RoundForm | None]:
    """By the name of the honour, by how lists shorten it, by its key; with its kind in brackets."""
    by_name = _by_name({one.pk for one in rounds if one})
    found: list[RoundForm | None] = []
    for place, (text, asked) in enumerate(zip(rows.get("form"), rounds, strict=True)):
        said = fold(text or "")
        keys = [(asked.pk, name) for name in (said, fold(SHORT.get(said, "")))] if asked else []
        forms = next((by_name[key] for key in keys if key in by_name), [])
        if asked and text and len(forms) != 1:
            rows.refuse(place, "form", _which_form(text, forms))
        found.append(forms[0] if len(forms) == 1 else None)
    return found


def _by_name(rounds: Collection[int]) -> dict[tuple[int, str], list[RoundForm]]:
    told = RoundForm.objects.filter(round__in=rounds)
    found: dict[tuple[int, str], list[RoundForm]] = defaultdict(list)
    for one in told.select_related("honour", "round__owner", "rules__rule_set"):
        for name in {fold(one.honour.title), fold(one.honour.key), fold(_with_route(one))}:
            found[one.round_id, name].append(one)
    return found


def _with_route(form: RoundForm) -> str:
    return f"{form.honour.title} ({form.get_route_display()})"


def _which_form(text: str, forms: Sequence[RoundForm]) -> str:
    if not forms:
        return _("“%s” không có trong đợt này. Hãy ghi đúng tên.") % text
    names = ", ".join(f"“{_with_route(one)}”" for one in forms)
    return _("đợt này có nhiều loại: %s. Hãy ghi đúng một tên như vậy.") % names


# ------------------------------------------------------------------ who


@dataclass(frozen=True, slots=True)
class _Names:
    """Whom a unit may ask for, by code, by the very name, by the name without its marks."""

    by_code: dict[str, Subject]
    by_name: dict[str, list[Subject]]
    by_fold: dict[str, list[Subject]]

    @classmethod
    def of(cls, subjects: Iterable[Subject]) -> "_Names":
        different = {one.holder: one for one in subjects}
        codes: dict[str, Subject] = {}
        names: dict[str, list[Subject]] = defaultdict(list)
        folds: dict[str, list[Subject]] = defaultdict(list)
        for one in different.values():
            code = (one.person.code if one.person else one.unit.code) or ""
            if code:
                codes[code.casefold()] = one
            names[place_tone(one.name).casefold()].append(one)
            folds[fold(one.name)].append(one)
        return cls(codes, names, folds)

    def of_row(self, said: "_Said") -> Subject:
        """BadInput as of ``meant``, and where a code is of nobody here, or of somebody else than the row names."""
        if not said.code:
            is_code = not said.is_person and said.name.casefold() in self.by_code
            return self.by_code[said.name.casefold()] if is_code else self.meant(said.name)
        coded = self.by_code.get(said.code.casefold())
        if coded is None:
            raise BadInput(
                _("không thấy mã “%s” ở đơn vị hôm nay. Hãy kiểm tra lại mã.") % said.code
            )
        if said.name and fold(said.name) != fold(coded.name):
            words = _("mã “%(code)s” là của “%(known)s”, không phải “%(said)s”. Hãy sửa mã hoặc tên.")  # fmt: skip
            raise BadInput(words % {"code": said.code, "known": coded.name, "said": said.name})
        return coded

    def meant(self, name: str) -> Subject:
        """BadInput says why nobody can tell; a name that differs by a mark is told as such."""
        found = self.by_name.get(place_tone(name).casefold(), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInput(_("có nhiều người, tập thể tên “%s” ở đơn vị. Hãy ghi mã.") % name)
        near = self.by_fold.get(fold(name), [])
        if near:
            said = _("“%(said)s” khác dấu với “%(known)s” ở đơn vị. Hãy sửa tên cho đúng.")
            raise BadInput(said % {"said": name, "known": near[0].name})
        raise BadInput(_("không thấy “%s” ở đơn vị hôm nay. Hãy kiểm tra tên hoặc ghi mã.") % name)


@dataclass(frozen=True, slots=True)
class _Said:
    """Whom a row names: a person by code or name, or a collective by name."""

    unit: int
    code: str
    name: str
    is_person: bool

    @property
    def column(self) -> str:
        if self.code:
            return "code"
        return "full_name" if self.is_person else "collective"


def find_subjects(rows: Rows, units: Sequence[Unit | None]) -> list[Subject | None]:
    """Of the unit of each row, as its people and collectives are today."""
    names = (rows.get(key) for key in ("code", "full_name", "collective"))
    said = [_said(rows, place, row) for place, row in enumerate(zip(units, *names, strict=True))]
    known = {is_person: _known(said, is_person=is_person) for is_person in (True, False)}
    nobody = _Names.of(())
    found: list[Subject | None] = []
    for place, one in enumerate(said):
        found.append(None)
        if one is None:
            continue
        try:
            found[place] = known[one.is_person].get(one.unit, nobody).of_row(one)
        except BadInput as error:
            rows.refuse(place, one.column, str(error))
    return found


def _said(rows: Rows, place: int, row: tuple[Any, ...]) -> _Said | None:
    unit, code, name, collective = row
    is_person = bool(code or name)
    if is_person == bool(collective):
        said = _("ghi một trong hai: người (mã hoặc họ tên), hoặc tập thể.")
        rows.refuse(place, "full_name", said)
        return None
    return _Said(unit.pk, code or "", name or collective or "", is_person) if unit else None


def _known(said: Iterable[_Said | None], *, is_person: bool) -> dict[int, _Names]:
    """By the unit that asks."""
    asked = [one for one in said if one and one.is_person is is_person]
    units = {one.unit for one in asked}
    if is_person:
        names = {fold(one.name) for one in asked if one.name}
        codes = {one.code.casefold() for one in asked if one.code}
        found = people_named(units, names, codes, timezone.localdate())
    else:
        found = collectives_below(units)
    return {unit: _Names.of(same) for unit, same in found.items()}
