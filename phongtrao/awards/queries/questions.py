"""A rule asked of a population: the question, what is taken as known, and the numbers kept with the answer."""

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from phongtrao.awards.models import CompleteSince, RuleSetVersion
from phongtrao.awards.populations import Whom
from phongtrao.lib.rules import Clause, Occasion
from phongtrao.lib.rules.population import Answers, Asked, Prepared, columns_of
from phongtrao.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Question:
    """Which rule of which version, asked of whom, when."""

    version: RuleSetVersion
    rule: str
    whom: Whom
    occasion: Occasion


def taken_as(question: Question, complete: Mapping[str, date]) -> Asked:
    return Asked(question.whom.subject, question.occasion, complete, lambda _statement: True)


def complete_of(unit: Unit) -> dict[str, date]:
    """Since when registers are whole: what the unit says, else the nearest above it, on either line."""
    return complete_of_all([unit])[unit.pk]


def complete_of_all(units: Collection[Unit]) -> dict[int, dict[str, date]]:
    """The same for many, by their keys; one query."""
    depths = {unit.pk: _above(unit) for unit in units}
    offices = {key for depth in depths.values() for key in depth}
    rows = list(CompleteSince.objects.filter(office__in=offices).order_by("pk"))
    found = {}
    for unit, depth in depths.items():
        said = sorted((row for row in rows if row.office_id in depth), key=lambda one: depth[one.office_id])  # fmt: skip
        found[unit] = {one.fact: one.since for one in said}  # the deepest is written last
    return found


def _above(unit: Unit) -> dict[int, int]:
    """{key of the unit or one above it: how deep it stands}"""
    return {
        int(key): place
        for path in (unit.admin_path, unit.prof_path)
        for place, key in enumerate(key for key in path.split("/") if key)
    }


def counted(answers: Answers) -> dict[str, int]:
    """How many meet it, are near, cannot be decided, do not meet it, of how many."""
    return {
        "met": int(answers.met.sum()),
        "near": int(answers.near.sum()),
        "undecided": int(answers.undecided.sum()),
        "failed": int((~answers.possible & ~answers.near).sum()),
        "asked": len(answers.met),
    }


def packed(prepared: Prepared) -> bytes:
    """Keys and columns in their order, as numpy keeps arrays."""
    file = io.BytesIO()
    np.savez_compressed(file, prepared.keys, *prepared.columns.values())
    return file.getvalue()


def without(numbers: bytes, keys: Collection[int]) -> bytes | None:
    """The same numbers with nothing of these subjects; None where there is nothing of them."""
    with np.load(io.BytesIO(numbers), allow_pickle=False) as file:
        arrays = [file[name] for name in file.files]
    stays = ~np.isin(arrays[0], list(keys))
    if stays.all():
        return None
    target = io.BytesIO()
    np.savez_compressed(target, *(array[stays] for array in arrays))
    return target.getvalue()


def unpacked(numbers: bytes, clause: Clause, asked: Asked) -> Prepared:
    """The prepared numbers of an evaluation, under the columns of its rule; nobody's where they are forgotten."""
    columns = columns_of(clause, asked)
    if not numbers:
        nothing = np.empty(0, np.int64)
        return Prepared(nothing, dict.fromkeys(columns, nothing))
    with np.load(io.BytesIO(numbers), allow_pickle=False) as file:
        keys, *arrays = (file[name] for name in file.files)
    return Prepared(keys, dict(zip(columns, arrays, strict=True)))
