"""Many people into registers at once, from a table. S2-15, S4-08, S4-10"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.activities.access.activities import writes_activities
from phongtrao.activities.access.attendees import units_listed
from phongtrao.activities.models import RegisterEntry
from phongtrao.activities.people_sheets import named_rows, read_people, register_columns
from phongtrao.activities.queries.named import find_posts
from phongtrao.activities.services.attendees import Brought, shown_of
from phongtrao.activities.services.people import days_of, lock_posts, overlaps
from phongtrao.audit.services import Line, record_many
from phongtrao.lib.errors import NotAllowed
from phongtrao.lib.sheets import CellError
from phongtrao.orgs.models import Post

Row = dict[str, Any]
Key = tuple[str, int, int]  # register, unit, person
GIVEN = ("register", "field", "since", "until")


@transaction.atomic
def bring_entries(
    content: bytes, name: str, *, by: AbstractBaseUser, is_trial: bool = False
) -> Brought:
    """Who stands in the list already, or stood there on these very days, is left as they are."""
    if not writes_activities(by):
        raise NotAllowed(_("Chỉ văn phòng, thủ trưởng hoặc đầu mối đưa được người vào danh sách."))
    result = read_people(content, name, register_columns)
    posts = find_posts(named_rows(result, lambda row: row["since"]), units_listed(by))
    meant = [one for one in posts if isinstance(one, Post)]
    wrong = [one for one in posts if isinstance(one, CellError)]
    late = _ends_before(result.lines, result.rows)
    errors = [*result.errors, *wrong, *late]
    if errors:
        return Brought(errors=sorted(errors, key=lambda error: error.row))
    new, met = _sorted_out(result.lines, result.rows, meant)
    if met:
        return Brought(errors=met)
    if not is_trial:
        made = RegisterEntry.objects.bulk_create(new)
        record_many((Line(one) for one in made), "activities.keeper_added", by=by)
    return Brought(len(new), same=len(meant) - len(new), people=shown_of(meant))


def _sorted_out(
    lines: Sequence[int], rows: Sequence[Row], posts: Sequence[Post]
) -> tuple[list[RegisterEntry], list[CellError]]:
    """What is to be written, and rows whose days meet what stands or a row above."""
    people = {one.person_id for one in posts}
    lock_posts(people)
    there: dict[Key, list[RegisterEntry]] = defaultdict(list)
    for one in RegisterEntry.objects.filter(person__in=people).order_by("pk"):
        there[one.register, one.unit_id, one.person_id].append(one)
    above: dict[Key, list[tuple[int, RegisterEntry]]] = defaultdict(list)
    new, wrong = [], []
    for line, row, post in zip(lines, rows, posts, strict=True):
        key = (row["register"], post.unit_id, post.person_id)
        since, until = row["since"], row["until"]
        if any(_says(one, since, until) for one in there[key]):
            continue
        met = next((one for one in there[key] if overlaps(one, since, until)), None)
        first = next((place for place, one in above[key] if overlaps(one, since, until)), None)
        if met:
            said = _("người này đã có tên %s. Hãy sửa ngày, hoặc ghi ngày ra ở danh sách.")
            wrong.append(CellError(line, "", said % days_of(met)))
        elif first:
            said = _("trùng người, danh sách ở dòng %s. Hãy bỏ bớt.")
            wrong.append(CellError(line, "", said % first))
        else:
            given = {name: row[name] for name in GIVEN}
            made = RegisterEntry(unit=post.unit, person=post.person, **given)
            above[key].append((line, made))
            new.append(made)
    return new, wrong


def _says(entry: RegisterEntry, since: date, until: date | None) -> bool:
    """What stands there: the same days, or somebody who is listed and goes on."""
    goes_on = entry.until is None and until is None
    return goes_on or (entry.since, entry.until) == (since, until)


def _ends_before(lines: Sequence[int], rows: Sequence[Row]) -> list[CellError]:
    said = _("ngày kết thúc phải từ ngày bắt đầu trở đi.")
    return [
        CellError(line, _("Đến hết ngày"), said)
        for line, row in zip(lines, rows, strict=True)
        if row["until"] and row["until"] < row["since"]
    ]
