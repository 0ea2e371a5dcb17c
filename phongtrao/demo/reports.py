"""What the initiatives of the demo say."""

from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("reports.yaml")
Boxes = dict[str, str | list[str]]


def report_of(title: str) -> dict[str, str]:
    """Words by box of the form."""
    return {
        box: words.strip() if isinstance(words, str) else "\n".join(map(str.strip, words))
        for box, words in _reports()[title].items()
    }


@cache
def _reports() -> dict[str, Boxes]:
    reports: dict[str, Boxes] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return reports
