"""Which person a typed text means, and what they are at work."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold, nfc
from phongtrao.orgs.models import Person, Post

MOST_NAMED = 5


def find_person(text: str, among: QuerySet[Person]) -> Person:
    """By code or account name anywhere; by full name, however it is typed, among those one reads.

    BadInput says that there is nobody, or how namesakes are told apart.
    """
    words = nfc(text).strip()
    if exact := Person.objects.filter(Q(code=words) | Q(user__username=words)).first():
        return exact
    named = list(among.filter(search_text=fold(words)).order_by("pk")[: MOST_NAMED + 1])
    if not named:
        said = _("Không tìm thấy “%s”. Hãy ghi đủ họ tên như trong danh sách cán bộ, hoặc mã.")
        raise BadInput(said % words)
    if len(named) > 1:
        where = position_of(named)
        people = "; ".join(
            f"{person.code or _('chưa có mã')} – {where.get(person.pk, _('không có vị trí'))}"
            for person in named
        )
        said = _("Có nhiều người tên “%(name)s”: %(people)s. Hãy ghi mã của người cần chọn.")
        raise BadInput(said % {"name": words, "people": people})
    return named[0]


def position_of(people: list[Person]) -> dict[int, str]:
    """Main post of today as papers print it: “Hiệu trưởng, Trường …”. One query."""
    posts = Post.objects.today().filter(person__in=people, is_full=True).select_related("unit")
    return {post.person_id: f"{post.position}, {post.unit.name}" for post in posts}
