"""What authors are told, each by a notice that leads to the initiative."""

from collections.abc import Mapping

from phongtrao.base.http import addresses_of
from phongtrao.initiatives.models import Authorship, Initiative
from phongtrao.notifications.models import Notice


def tell_authors(initiative: Initiative, said: str, key: str) -> None:
    """``said`` with a place for the title; ``key`` names the event of this initiative."""
    tell_all_authors({initiative: said % initiative.title}, key)


def tell_all_authors(said: Mapping[Initiative, str], key: str) -> None:
    """Two statements, whatever the number; whoever has the notice gets no second."""
    words = {one.pk: text for one, text in said.items()}
    rows = Authorship.objects.filter(initiative__in=words, person__user__isnull=False)
    rows = rows.exclude(status=Authorship.Status.DECLINED)
    address = addresses_of("initiatives:initiative")
    Notice.objects.bulk_create(
        [
            Notice(to_id=user, key=f"initiative:{key}:{pk}", text=words[pk], url=address(pk))
            for pk, user in rows.values_list("initiative", "person__user")
        ],
        ignore_conflicts=True,
    )
