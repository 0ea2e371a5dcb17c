"""A calendar as applications take it in: the small part of RFC 5545 that whole days and meetings need.

>>> event = Event("work-7@pt.example", date(2026, 3, 10), "Nộp báo cáo", "https://pt.example/7/")
>>> text = write_calendar("Việc của tôi", [event], datetime.now(UTC))
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST = 75  # octets of a line, without its end; RFC 5545, 3.1


@dataclass(frozen=True, slots=True)
class Event:
    """One whole day, or a meeting that ``begins`` then (aware; its end is not known).

    ``uid`` is the same each time the calendar is read, so that nothing doubles.
    """

    uid: str
    day: date
    summary: str
    url: str
    description: str = ""
    begins: datetime | None = None
    place: str = ""


def write_calendar(name: str, events: Iterable[Event], stamp: datetime) -> str:
    """The whole file, lines ended by CRLF; ``stamp`` is when it was made, an aware time."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Phong Trao//Viec cua toi//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def escape(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11; other control characters have no place in a line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(char for char in plain if char == "\n" or char.isprintable())
    for char, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(char, written)
    return plain


def fold(line: str) -> str:
    """Break a line after at most 75 octets, never inside a letter; what goes on begins with a space."""
    folded, octets = [], 0
    for char in line:
        size = len(char.encode())
        if octets + size > LONGEST:
            folded.append("\r\n ")
            octets = 1  # the space counts
        folded.append(char)
        octets += size
    return "".join(folded)


def _event_lines(event: Event, stamp: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escape(event.uid)}",
        f"DTSTAMP:{_moment(stamp)}",
        *_when(event),
        f"SUMMARY:{escape(event.summary)}",
        f"URL:{event.url}",
    ]
    if event.place:
        lines.append(f"LOCATION:{escape(event.place)}")
    if event.description:
        lines.append(f"DESCRIPTION:{escape(event.description)}")
    return [*lines, "END:VEVENT"]


def _when(event: Event) -> list[str]:
    if event.begins:
        return [f"DTSTART:{_moment(event.begins)}"]
    end = event.day + timedelta(days=1)  # exclusive: RFC 5545, 3.6.1
    return [
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{end:%Y%m%d}",
        "TRANSP:TRANSPARENT",
    ]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
