"""Who contributed, and who stands in the registers; themes of communication."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.access import activities as access
from phongtrao.activities.models import Activity, Contribution, RegisterEntry, Theme
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Person, Post


@transaction.atomic
def add_contribution(
    activity: Activity, person: Person, role: str, about: str = "", *, by: AbstractBaseUser
) -> Contribution:
    """Of somebody who worked in one of its units on its days."""
    access.can_note_contribution(by, activity).enforce()
    units = activity.parties.values("unit")
    posts = Post.objects.filter(person=person, unit__in=units, days__contains=activity.starts_on)
    if not posts.exists():
        raise BadInput(_("Người này không công tác ở đơn vị tham gia vào ngày hoạt động."))
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
    if not Post.objects.filter(person=entry.person, unit=entry.unit, days__contains=entry.since).exists():  # fmt: skip
        raise BadInput(_("Người này không công tác ở %s vào ngày ấy.") % entry.unit)
    entry.full_clean()
    entry.save()
    record(entry, "activities.keeper_added", by=by)
    return entry


@transaction.atomic
def end_entry(entry: RegisterEntry, last_day: date, *, by: AbstractBaseUser) -> RegisterEntry:
    access.can_record_for(by, entry.unit).enforce()
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
