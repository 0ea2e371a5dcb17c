"""A round goes over to a newer version of its form, while nobody has handed in by the old one."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.fields import Field, read_fields
from phongtrao.documents.models import FormVersion
from phongtrao.initiatives.access.report_forms import can_change_form
from phongtrao.initiatives.models import Initiative, InitiativeFile, InitiativeRound
from phongtrao.initiatives.services.earlier import keep_earlier
from phongtrao.initiatives.services.telling import tell_all_authors
from phongtrao.lib.errors import Conflict


def newer_form(round_: InitiativeRound) -> FormVersion | None:
    """The newest issued version of the round's form, where that is not the one it has."""
    rows = FormVersion.objects.issued().filter(form=round_.form.form_id)
    newest = rows.select_related("form").order_by("-number").first()
    return newest if newest and newest.number > round_.form.number else None


def dropped_boxes(round_: InitiativeRound, newer: FormVersion) -> list[Field]:
    """Those of the round's form that the newer one has not. Who writes in them is nobody's to count."""
    kept = {box.key for box in read_fields(newer.fields)}
    return [box for box in read_fields(round_.form.fields) if box.key not in kept]


@transaction.atomic
def change_form(
    round_: InitiativeRound, newer: FormVersion, *, by: AbstractBaseUser
) -> InitiativeRound:
    """The newer version asks from now on; what was written in boxes that are no more stays among the earlier
    drafts, and authors are told.

    ``newer``: what was read on screen. Drafts are locked: one handed in this moment is waited for, and
    refuses the change. Their count of savings goes up, by nobody's page, so that none with the old boxes saves
    or hands in.
    """
    locked = InitiativeRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    rows = _drafts(locked).select_for_update(of=("self",))
    drafts = list(rows.select_related("round__form", "started_by"))
    can_change_form(by, locked).enforce()
    if newer_form(locked) != newer:
        raise Conflict(_("Mẫu của đợt xét vừa được đổi. Hãy tải lại trang rồi xem lại."))
    gone = {box.key for box in dropped_boxes(locked, newer)}
    for draft in drafts:
        _part_with(gone, draft, by)
    InitiativeFile.objects.filter(initiative__in=drafts, key__in=gone).update(key="")
    _drafts(locked).update(saved=F("saved") + 1, saved_from="")
    before = {"version": locked.form.number}
    locked.form = newer
    locked.save(update_fields=["form"])
    after = {"version": newer.number}
    record(locked, "initiatives.round_form_changed", by=by, before=before, after=after)
    with office_language():
        said = _("Mẫu báo cáo của %(round)s có phiên bản mới. Hãy mở bài viết xem các ô cần điền.")
    words = said % {"round": locked.title}
    tell_all_authors(dict.fromkeys(drafts, words), f"form_{newer.pk}")
    return locked


def _part_with(gone: set[str], draft: Initiative, by: AbstractBaseUser) -> None:
    """Kept as an earlier draft of its author's; out of what will be handed in."""
    if gone & draft.values.keys():
        keep_earlier(draft, by=draft.started_by or by, at_once=True)
        draft.values = {key: said for key, said in draft.values.items() if key not in gone}
        draft.secret_keys = [key for key in draft.secret_keys if key not in gone]
        draft.save(update_fields=["values", "secret_keys"])


def _drafts(round_: InitiativeRound) -> QuerySet[Initiative]:
    return Initiative.objects.filter(round=round_, status=Initiative.Status.DRAFT)
