"""A post that was written down wrongly, mended with a reason.

Not a change of the world: who is moved or leaves has a post ended, here what stood there was never so.
Facts are asked of posts, so they follow by themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.marks import mark_of
from phongtrao.lib.periods import parse_period
from phongtrao.orgs import access
from phongtrao.orgs.models import Post, Unit, YearlyRating
from phongtrao.orgs.services.posts import line_up, refuse_closed_unit

KEPT = ("unit_id", "position", "category", "is_full", "is_frontline", "days")


@dataclass(frozen=True, slots=True)
class RightPost:
    """What should have been written. ``until``: the first day no longer in it; None while it goes on."""

    unit: Unit
    position: str
    category: str
    is_full: bool
    is_frontline: bool
    since: date
    until: date | None = None


@transaction.atomic
def correct_post(
    post: Post, right: RightPost, reason: str, *, by: AbstractBaseUser | None, as_read: str = ""
) -> Post:
    """Write the post as it should have been; what stood before and why stays in the history.

    ``as_read``: the ``post_mark`` of the page that was filled in; empty, the post is as in ``post``.
    Raises NotAllowed, BadInput (no reason, nothing changed, something built on it), Conflict when it
    was changed meanwhile, ValidationError for a second full post on a day.
    """
    access.can_correct_post(by, post).enforce()
    access.can_keep_people(by, right.unit).enforce()
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do sửa: sai ở đâu, căn cứ giấy tờ nào."))
    line_up(post.person)
    _refuse_changed(post, as_read)
    before = _said(post)
    _fill(post, right)
    if _said(post) == before:
        raise BadInput(_("Chưa có gì thay đổi. Hãy sửa chỗ sai rồi lưu."))
    _refuse_without_ground(post)
    post.full_clean()
    refuse_closed_unit(post)
    post.save()
    after = {**_said(post), "reason": reason.strip()}
    record(post.person, "orgs.post_corrected", by=by, before=before, after=after)
    return post


def post_mark(post: Post) -> str:
    """What a page carries to say which state of the post it shows."""
    return mark_of({name: getattr(post, name) for name in KEPT})


def _fill(post: Post, right: RightPost) -> None:
    if right.until and right.until <= right.since:
        raise BadInput(_("Ngày cuối phải từ ngày bắt đầu trở đi. Hãy sửa lại ngày."))
    post.unit, post.position, post.category = right.unit, right.position, right.category
    post.is_full, post.is_frontline = right.is_full, right.is_frontline
    post.days = DateRange(right.since, right.until)


def _refuse_changed(post: Post, as_read: str) -> None:
    """Whoever waited for the lock, or long over the form, was shown what no longer stands."""
    now = Post.objects.filter(pk=post.pk).first()
    if now is None or {as_read, post_mark(post)} - {"", post_mark(now)}:
        raise Conflict


def _refuse_without_ground(post: Post) -> None:
    """A rating that was decided of somebody at a unit needs a post there on some day of its year."""
    others = Post.objects.filter(person=post.person).exclude(pk=post.pk)
    kept = [*others.values_list("unit", "days"), (post.unit_id, post.days)]
    written = Post.objects.values_list("unit", "days").get(pk=post.pk)
    for rating in YearlyRating.objects.filter(person=post.person).exclude(decision=""):
        if _is_ground(rating, [written]) and not _is_ground(rating, kept):
            said = _(
                "Xếp loại năm %(year)s theo %(decision)s dựa vào vị trí này."
                " Hãy giữ đơn vị và thời gian có năm ấy, hoặc sửa xếp loại trước."
            )
            year = parse_period(rating.period).label
            raise BadInput(said % {"year": year, "decision": rating.decision})


def _is_ground(rating: YearlyRating, posts: Iterable[tuple[int, DateRange]]) -> bool:
    year = parse_period(rating.period)
    return any(
        unit == rating.unit_id
        and days.lower <= year.end
        and (days.upper is None or days.upper > year.start)
        for unit, days in posts
    )


def _said(post: Post) -> dict[str, object]:
    values = {
        "unit": post.unit,
        "position": post.position,
        "category": post.category,
        "is_full": post.is_full,
        "is_frontline": post.is_frontline,
        "since": post.days.lower,
        "until": post.days.upper,
    }
    return {name: value for name, value in values.items() if value not in ("", None)}
