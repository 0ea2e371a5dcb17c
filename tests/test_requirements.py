"""docs/requirements.md says the truth: every id once, every room and test named is there, sums add up."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "requirements.md"
COUNTS = {"S0": 61, "S1": 91, "S2": 33, "S3": 63, "S4": 48, "SX": 7}
STATES = ("built", "partly", "not yet")


def lines(pattern: str) -> list[list[str]]:
    """The cells of the table rows that begin like this."""
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if re.match(rf"\| {pattern} ", line)
    ]


def rows() -> list[list[str]]:
    return lines(r"S[0-9X]-\d\d")


def test_every_requirement_stands_on_the_page_once():
    found = [row[0] for row in rows()]

    expected = [f"{plan}-{n:02}" for plan, count in COUNTS.items() for n in range(1, count + 1)]
    assert sorted(found) == sorted(expected)


def test_every_test_named_exists():
    named = {name for row in rows() for name in re.findall(r"`(tests/[^`]+)`", row[3])}

    missing = [name for name in sorted(named) if not exists(name)]
    assert missing == []


def test_every_room_named_exists():
    named = {name for row in rows() for name in re.findall(r"`([^`]+)`", row[2])}

    missing = [name for name in sorted(named) if not is_room(name)]
    assert missing == []


def test_what_is_built_has_a_room_and_a_test():
    without = [row[0] for row in rows() if row[2] and not ("`" in row[2] and row[3])]

    assert without == []


def test_what_is_not_built_names_no_test():
    assert [row[0] for row in rows() if row[3] and not row[2]] == []


def test_counts_at_the_end_are_those_of_the_rows():
    found = Counter((row[0][:2], state(row)) for row in rows())

    said = {row[0]: [int(cell) for cell in row[1:]] for row in lines(r"(?:S[0-9X]|all)")}
    expected = {plan: [found[plan, s] for s in STATES] + [COUNTS[plan]] for plan in COUNTS}
    expected["all"] = [sum(column) for column in zip(*expected.values(), strict=True)]
    assert said == expected


def state(row: list[str]) -> str:
    if not row[2]:
        return "not yet"
    return "partly" if "not yet" in row[2] else "built"


def exists(name: str) -> bool:
    path, _, function = name.partition("::")
    file = ROOT / path
    return file.is_file() and (
        not function or f"def {function}(" in file.read_text(encoding="utf-8")
    )


def is_room(name: str) -> bool:
    """A module or package of the house, or a name that one of its modules defines."""
    path = (ROOT / "phongtrao").joinpath(*name.split("."))
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    module = path.parent.with_suffix(".py")
    text = module.read_text(encoding="utf-8") if module.is_file() else ""
    return re.search(rf"^(?:def|class) {path.name}\b", text, re.MULTILINE) is not None
