"""Who reads and changes forms of report: whoever holds rounds; shipped ones and those of the own units."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.documents.models import Form, FormVersion
from phongtrao.initiatives.access.rounds import RUNS, can_run, runs_rounds
from phongtrao.initiatives.models import InitiativeRound
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import at_offices


def visible_forms(user: AbstractBaseUser) -> QuerySet[Form]:
    """With ``newest``, the number of the version in force (none: never issued), and ``draft``, that of a draft."""
    if not runs_rounds(user):
        return Form.objects.none()
    rows = Form.objects.filter(Q(owner=None) | at_offices(user, RUNS, "owner__"))
    draft = FormVersion.objects.drafts().filter(form=OuterRef("pk")).values("number")
    return rows.select_related("owner").annotate(
        newest=Max("versions__number", filter=Q(versions__issued_at__isnull=False)),
        draft=Subquery(draft[:1]),
    )


def get_visible_form(user: AbstractBaseUser, pk: int) -> Form:
    return get_object_or_404(visible_forms(user), pk=pk)


def can_edit_form(user: AbstractBaseUser, form: Form) -> Answer:
    if form.owner is None:
        return no(_("Mẫu có sẵn không sửa trực tiếp. Hãy tạo mẫu riêng từ mẫu này rồi sửa."))
    return can_run(user, form.owner)


def forms_offered(user: AbstractBaseUser, round_: InitiativeRound | None) -> QuerySet[FormVersion]:
    """The newest issued version of every form the user's rounds may begin with, and the round's own."""
    newest = visible_forms(user).filter(pk=OuterRef("form")).values("newest")[:1]  # type: ignore[misc]  # annotated by visible_forms
    kept = Q(pk=round_.form_id) if round_ else Q(pk__in=[])
    rows = FormVersion.objects.issued().filter(Q(number=Subquery(newest)) | kept)
    return rows.select_related("form__owner").order_by("form__title", "form", "-number")


def can_change_form(user: AbstractBaseUser, round_: InitiativeRound) -> Answer:
    """Whether the round may go over to a newer version of its form: nobody has handed in by the old one."""
    if not (answer := can_run(user, round_.owner)):
        return answer
    if round_.status == InitiativeRound.Status.ENDED:
        return no(_("Đợt xét đã kết thúc nên giữ mẫu của nó."))
    if round_.initiatives.filter(versions__isnull=False).exists():
        return no(_("Đã có sáng kiến nộp theo mẫu này nên đợt giữ phiên bản đang dùng."))
    return YES
