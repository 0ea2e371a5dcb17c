"""What somebody did, with its day."""

from datetime import date

from phongtrao.lib.numbers import format_date


def dated(words: str, on: date | None) -> str:
    """The day in brackets, but where the words name it already (“… (12/QĐ, 20/05/2024)”)."""
    day = format_date(on) if on else ""
    return words if not day or day in words else f"{words} ({day})"
