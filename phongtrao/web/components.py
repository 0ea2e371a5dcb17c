"""Small pieces of a page as values: a table cell, a template tag and an export share one of them.

Each knows how it looks (``__html__``: in a template ``{{ thing|shown }}``) and how it reads (``str``).
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from django.conf import settings
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.lib.numbers import format_date

StateKind = Literal["neutral", "running", "due", "late", "done", "refused"]

STATE_ICONS: dict[str, str] = {
    "neutral": "circle-dashed",
    "running": "progress",
    "due": "clock",
    "late": "alarm",
    "done": "circle-check",
    "refused": "circle-x",
}


@cache
def icon(name: str, css: str = "") -> SafeString:
    """A drawing of the sprite. Always decoration: the word stands beside it.

    Names come from our own code, so the cache stays as small as the sprite.
    """
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"/></svg>',
        css,
        static("vendor/icons.svg"),
        name,
    )


@dataclass(frozen=True, slots=True)
class State:
    """A state, always a word with an icon. ``why`` is the reason shown on hover and read aloud."""

    label: str | Promise
    kind: StateKind = "neutral"
    icon: str = ""
    why: str | Promise = ""

    def __str__(self) -> str:
        return str(self.label)

    def __html__(self) -> SafeString:
        return _state(
            str(self.label), self.kind, self.icon or STATE_ICONS[self.kind], str(self.why)
        )


@lru_cache(maxsize=1024)  # a list repeats few of them on every row
def _state(label: str, kind: StateKind, drawing: str, why: str) -> SafeString:
    if not why:
        return format_html('<span class="state state-{}">{}{}</span>', kind, icon(drawing), label)
    return format_html(
        '<span class="state state-{}" title="{}">{}{}'
        '<span class="visually-hidden"> ({})</span></span>',
        kind,
        why,
        icon(drawing),
        label,
        why,
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A date with its distance in words. ``closed``: done, so that nothing is late any more."""

    day: date
    today: date
    closed: bool = False

    @classmethod
    def of(cls, day: date, *, closed: bool = False) -> "Due":
        return cls(day, localdate(), closed)

    @property
    def days(self) -> int:
        return (self.day - self.today).days

    @property
    def kind(self) -> str:
        if self.closed:
            return "neutral"
        if self.days < 0:
            return "late"
        return "due" if self.days <= settings.DUE_SOON_DAYS else "neutral"

    @property
    def words(self) -> str:
        if self.closed:
            return ""
        if self.days == 0:
            return _("hạn hôm nay")
        if self.days < 0:
            late = ngettext("quá hạn %(days)d ngày", "quá hạn %(days)d ngày", -self.days)
            return late % {"days": -self.days}
        left = ngettext("còn %(days)d ngày", "còn %(days)d ngày", self.days)
        return left % {"days": self.days}

    def __str__(self) -> str:
        return format_date(self.day)

    def __html__(self) -> SafeString:
        drawing = "" if self.kind == "neutral" else icon(STATE_ICONS[self.kind])
        day = format_html('<time datetime="{}">{}</time>', self.day.isoformat(), str(self))
        if self.closed:
            return day
        return format_html(
            '<span class="due-date due-{}">{} <span class="due-words">{}{}</span></span>',
            self.kind,
            day,
            drawing,
            self.words,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far: a ``<progress>`` with its numbers in words, no style of its own."""

    done: int
    total: int
    label: str | Promise = ""

    @property
    def percent(self) -> int:
        # Rounded down: only what is finished reads 100 %.
        return self.done * 100 // self.total if self.total else 0

    def __str__(self) -> str:
        return f"{self.percent}%"

    def __html__(self) -> SafeString:
        return format_html(
            '<span class="progress-line"><progress value="{}" max="{}" aria-label="{}"></progress>'
            '<span class="progress-words">{}%</span></span>',
            self.done,
            self.total or 1,
            self.label or _("Tiến độ"),
            self.percent,
        )
