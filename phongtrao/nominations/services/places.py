"""Places of a quota: taken one at a time, by whoever holds its row. S3-43"""

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.nominations.models import Quota, Submission
from phongtrao.nominations.queries.places import category_of, taking


def take_places(sent: Submission, number: int, *, is_person: bool) -> None:
    """Hold the row until the transaction ends; BadInput with the numbers where not so many are left.

    Without any quota of the category in the round, nothing is limited.
    """
    category = category_of(is_person=is_person)
    rows = Quota.objects.filter(round=sent.round_id, category=category)
    quota = rows.select_for_update().filter(unit=sent.unit_id).first()
    if quota is None and not rows.exists():
        return
    most, taken = quota.most if quota else 0, taking(sent, is_person=is_person).count()
    if taken + number <= most:
        return
    words = {"most": most, "taken": taken, "more": number, "unit": sent.unit}
    if not most:
        raise BadInput(_no_places(is_person=is_person) % words)
    raise BadInput(_too_many(is_person=is_person) % words)


def _no_places(*, is_person: bool) -> str:
    if is_person:
        return _("%(unit)s không có chỉ tiêu cá nhân trong đợt này. Hãy hỏi nơi tổ chức đợt.")
    return _("%(unit)s không có chỉ tiêu tập thể trong đợt này. Hãy hỏi nơi tổ chức đợt.")


def _too_many(*, is_person: bool) -> str:
    if is_person:
        return _(
            "Được %(most)s cá nhân, đã đề nghị %(taken)s nên không thêm được %(more)s. Hãy rút bớt hoặc xin thêm chỉ tiêu."
        )
    return _(
        "Được %(most)s tập thể, đã đề nghị %(taken)s nên không thêm được %(more)s. Hãy rút bớt hoặc xin thêm chỉ tiêu."
    )
