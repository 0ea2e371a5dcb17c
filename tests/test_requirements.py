"""docs/requirements.md says the truth: every id once, every test named is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "requirements.md"
COUNTS = {"S0": 61, "S1": 91, "S2": 33, "S3": 63, "S4": 48, "SX": 7}


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if re.match(r"\| S[0-9X]-", line)
    ]


def test_every_requirement_stands_on_the_page_once():
    found = [row[0] for row in rows()]

    expected = [f"{plan}-{n:02}" for plan, count in COUNTS.items() for n in range(1, count + 1)]
    assert sorted(found) == sorted(expected)


def test_every_test_named_exists():
    named = {name for row in rows() for name in re.findall(r"`(tests/[^`]+)`", row[3])}

    missing = [name for name in sorted(named) if not exists(name)]
    assert missing == []


def test_what_is_built_has_a_test():
    built_without = [row[0] for row in rows() if row[2] and not row[3]]

    assert built_without == []


def exists(name: str) -> bool:
    path, _, function = name.partition("::")
    file = ROOT / path
    return file.is_file() and (
        not function or f"def {function}(" in file.read_text(encoding="utf-8")
    )
