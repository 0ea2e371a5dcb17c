"""Calendars that applications subscribe to: written, then read back by the rules of RFC 5545."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.ical import LONGEST, Event, escape, fold, write_calendar

STAMP = datetime(2026, 3, 10, 1, 2, 3, tzinfo=UTC)
WORDS = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def unfold(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def unescape(text: str) -> str:
    plain, rest = "", text
    while rest:
        pair = WORDS.get(rest[:2])
        plain, rest = plain + (pair or rest[0]), rest[2 if pair else 1 :]
    return plain


def read_events(text: str) -> list[dict[str, str]]:
    """Name (with parameters) → value, an event each."""
    events: list[dict[str, str]] = []
    for line in unfold(text):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name != "END":
            events[-1][name] = unescape(value)
    return events


def test_event_is_read_back_as_written():
    what = "Nộp báo cáo; “Đổi mới, sáng tạo”\nlần 2 \\ bổ sung" * 5
    event = Event("work-7@pt.example", date(2026, 2, 28), what, "https://pt.example/7/", "Hạn")

    text = write_calendar("Việc của tôi", [event], STAMP)

    assert read_events(text) == [
        {
            "UID": "work-7@pt.example",
            "DTSTAMP": "20260310T010203Z",
            "DTSTART;VALUE=DATE": "20260228",
            "DTEND;VALUE=DATE": "20260301",
            "SUMMARY": what,
            "URL": "https://pt.example/7/",
            "TRANSP": "TRANSPARENT",
            "DESCRIPTION": "Hạn",
        }
    ]
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")


def test_no_line_is_longer_than_75_octets():
    event = Event("a@b", date(2026, 3, 1), "Ậ" * 200, "https://pt.example/", "ộ" * 200)

    lines = write_calendar("Lịch " * 40, [event], STAMP).split("\r\n")

    assert max(len(line.encode()) for line in lines) <= LONGEST


def test_no_word_can_begin_a_line_of_its_own():
    text = escape("Họp\r\nEND:VEVENT\rBEGIN:VALARM\x00\x1b")

    assert text == "Họp\\nEND:VEVENT\\nBEGIN:VALARM"


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), max_size=300))
def test_folding_loses_nothing(text):
    assert fold(text).replace("\r\n ", "") == text
