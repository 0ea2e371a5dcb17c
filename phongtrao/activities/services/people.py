"""Who contributed, and who stands in the registers; themes of communication."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.access import activities as access
from phongtrao.activities.access.registers import can_end
from phongtrao.activities.models import Activity, Contribution, RegisterEntry, Theme
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Person, Post


@transaction.atomic
def add_contribution(
    activity: Activity, person: Person, role: str, about: str = "", *, by: AbstractBaseUser
) -> Contribution:
    """Of somebody who worked in one of its units on its days."""
    # No unit takes itself out meanwhile.
    rows = Activity.objects.select_for_update(of=("self",)).select_related("unit")
    activity = rows.get(pk=activity.pk)
    access.can_note_contribution(by, activity).enforce()
    units = activity.parties.agreed().values("unit")
    posts = Post.objects.filter(person=person, unit__in=units, days__contains=activity.starts_on)
    if not posts.exists():
        raise BadInput(
            _(
                "Người này không công tác ở đơn vị tham gia vào ngày hoạt động, hoặc đơn vị ấy chưa xác nhận"
                " cùng làm."
            )
        )
    made = Contribution(
        activity=activity, person=person, role=nfc(role).strip(), about=nfc(about).strip()
    )
    made.full_clean()
    made.save()
    record(made, "activities.contribution_added", by=by)
    return made


@transaction.atomic
def confirm_contribution(contribution: Contribution, *, by: AbstractBaseUser) -> Contribution:
    """From here on it is a fact of the person."""
    access.can_confirm_contribution(by, contribution).enforce()
    rows = Contribution.objects.filter(pk=contribution.pk, confirmed_on=None)
    if not rows.update(confirmed_by=by.pk, confirmed_on=timezone.localdate()):
        raise WrongState(_("Đóng góp này đã được xác nhận."))
    record(contribution, "activities.contribution_confirmed", by=by)
    contribution.refresh_from_db()
    return contribution


@transaction.atomic
def add_entry(entry: RegisterEntry, *, by: AbstractBaseUser) -> RegisterEntry:
    access.can_record_for(by, entry.unit).enforce()
    lock_posts({entry.person_id})
    if not Post.objects.filter(person=entry.person, unit=entry.unit, days__contains=entry.since).exists():  # fmt: skip
        raise BadInput(_("Người này không công tác ở %s vào ngày ấy.") % entry.unit)
    entry.full_clean()
    there = RegisterEntry.objects.filter(
        register=entry.register, unit=entry.unit, person=entry.person
    )
    if other := next((one for one in there if overlaps(one, entry.since, entry.until)), None):
        raise BadInput(_("Người này đã có tên %s. Hãy chọn ngày khác.") % days_of(other))
    entry.save()
    record(entry, "activities.keeper_added", by=by)
    return entry


def lock_posts(people: Collection[int]) -> None:
    """Two who list the same people at once: the second waits here and finds what the first has written."""
    rows = Post.objects.filter(person__in=people).order_by("pk")
    list(rows.select_for_update().values_list("pk"))


def overlaps(entry: RegisterEntry, since: date, until: date | None) -> bool:
    return since <= (entry.until or date.max) and entry.since <= (until or date.max)


def days_of(entry: RegisterEntry) -> str:
    """In a sentence."""
    if not entry.until:
        return _("từ %s") % format_date(entry.since)
    words = {"since": format_date(entry.since), "until": format_date(entry.until)}
    return _("từ %(since)s đến hết %(until)s") % words


@transaction.atomic
def end_entry(entry: RegisterEntry, last_day: date, *, by: AbstractBaseUser) -> RegisterEntry:
    can_end(by, entry).enforce()
    if last_day < entry.since:
        raise BadInput(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
    if not RegisterEntry.objects.filter(pk=entry.pk, until=None).update(until=last_day):
        raise WrongState(_("Người này đã ra khỏi danh sách."))
    record(entry, "activities.keeper_ended", by=by)
    entry.refresh_from_db()
    return entry


@transaction.atomic
def save_theme(theme: Theme, *, by: AbstractBaseUser) -> Theme:
    access.can_record_for(by, theme.unit).enforce()
    theme.title = nfc(theme.title).strip()
    theme.full_clean()
    theme.save()
    record(theme, "activities.theme_saved", by=by, after={"title": theme.title})
    return theme
