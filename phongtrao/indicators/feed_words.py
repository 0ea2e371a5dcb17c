"""How an indicator counts activities, as one sentence: on its page, before it is saved, behind its numbers."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from phongtrao.activities.models import ActivityKind, Segment
from phongtrao.indicators.models import ActivityFeed
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.models import SchoolLevel, Unit
from phongtrao.orgs.queries import kind_words

C, Y = ActivityFeed.Counts, ActivityFeed.Year


def kinds_of(feed: ActivityFeed) -> list[ActivityKind]:
    """In the order of the list; one query."""
    return list(ActivityKind.objects.filter(key__in=feed.activity_kinds))


def feed_words(feed: ActivityFeed, kinds: Iterable[ActivityKind]) -> str:
    """“Số người: Học sinh, học viên của “Truyền thông” trong năm dương lịch, chỉ tính hoạt động đã xác nhận.”"""
    found = list(kinds)
    said = {
        "what": counts_words(feed, found),
        "kinds": ", ".join(f"“{one}”" for one in found),
        "year": _("năm học") if feed.year == Y.SCHOOL else _("năm dương lịch"),
    }
    if feed.is_yes_no:
        said |= {"n": format_number(feed.at_least or 0), "whom": _whom(feed)}
        said["what"] = said["what"][:1].lower() + said["what"][1:]
        words = _(
            "Tỷ lệ đơn vị (%(whom)s) có %(what)s của %(kinds)s trong %(year)s từ %(n)s trở lên"
        )
    else:
        words = _("%(what)s của %(kinds)s trong %(year)s")
    return ", ".join([words % said, *_narrowed(feed, found)]) + "."


def counts_words(feed: ActivityFeed, kinds: Iterable[ActivityKind]) -> str:
    what, _colon, rest = feed.counts.partition(":")
    if what == C.PEOPLE and rest:
        return _("Số người: %s") % Segment(rest).label
    if what == "field":
        key = rest.split(":", 1)[1]
        return next((field.label for one in kinds for field in one.asked if field.key == key), key)
    if what == C.QUANTITY:
        words = next((one.quantity for one in kinds if one.quantity), "")
        return words[:1].upper() + words[1:]
    return str(C(feed.counts).label)


def _narrowed(feed: ActivityFeed, kinds: list[ActivityKind]) -> list[str]:
    said = []
    if feed.only:
        _kind, key, option = feed.only.split(":", 2)
        label = next((field.label for one in kinds for field in one.asked if field.key == key), key)
        said.append(
            _("chỉ tính khi “%(label)s” là “%(option)s”") % {"label": label, "option": option}
        )
    if not feed.is_yes_no and (feed.kinds or feed.levels or feed.areas):
        said.append(_("chỉ của %s") % _whom(feed))
    if feed.is_confirmed_only:
        said.append(_("chỉ tính hoạt động đã xác nhận"))
    if not feed.is_yes_no:
        said.append(_("hoạt động nhiều đơn vị cùng làm thì cấp trên chỉ đếm một lần"))
    return said


def _whom(feed: ActivityFeed) -> str:
    names = dict(SchoolLevel.objects.values_list("code", "name")) if feed.levels else {}
    areas = [str(Unit.Area(code).label) for code in feed.areas]
    levels = [names.get(code, code) for code in feed.levels]
    said = [kind_words(feed.kinds) if feed.kinds else [], levels, areas]
    return "; ".join(", ".join(words) for words in said if words)
