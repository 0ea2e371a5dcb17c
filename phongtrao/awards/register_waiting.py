"""Rows of the register that wait for this person's eyes: one row of “việc của tôi”, however many they are."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, F, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.awards.access.register import checkable_awards, checks_awards
from phongtrao.awards.models import Award
from phongtrao.lib.numbers import format_number
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of


def register_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    if not checks_awards(user):
        return
    counted = checkable_awards(user).order_by().values(all=Value(0)).annotate(count=Count("pk"))
    yield rows_of(counted, "check_awards", ("count",), key=F("all"), n=F("count"), what=Value(""), whom=Value(""))  # fmt: skip


def _to_check(row: Row) -> Waiting:
    words = _("%s khen thưởng chờ đối chiếu với quyết định") % format_number(row.n)
    url = f"{reverse('awards:register')}?{urlencode({'tinh_trang': Award.Status.WAITING})}"
    return Waiting(what=words, for_whom="", due=None, url=url, label=_("Xem và đối chiếu"))


WORDS: dict[str, Say] = {"check_awards": _to_check}
