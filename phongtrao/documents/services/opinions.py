"""Opinions on a draft: asked of people of the office, given once, about one version."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.access import can_edit_draft
from phongtrao.documents.models import OfficialDocument, Opinion
from phongtrao.documents.queries import people_to_ask
from phongtrao.documents.services.drafts import lock, outgoing_url
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify, withdraw


@transaction.atomic
def ask_opinions(
    document: OfficialDocument,
    people: Collection[User],
    question: str,
    due_on: date,
    *,
    by: AbstractBaseUser,
) -> list[Opinion]:
    """Ask people of the office about the newest version, in one act; each reads that version only."""
    document = lock(document)
    can_edit_draft(by, document).enforce()
    version = document.versions.order_by("-version").first()
    if version is None:
        raise BadInput(_("Dự thảo chưa có tệp. Hãy tải tệp lên rồi xin ý kiến."))
    if due_on < timezone.localdate():
        raise BadInput(_("Hạn góp ý đã qua. Hãy chọn từ hôm nay trở đi."))
    asked = list({person.pk: person for person in people}.values())
    _refuse_people(document, asked, by)
    opinions = [
        Opinion(
            document=document,
            version=version,
            asked=person,
            question=nfc(question).strip(),
            due_on=due_on,
            asked_by_id=by.pk,
        )
        for person in asked
    ]
    for opinion in opinions:
        opinion.full_clean()
    Opinion.objects.bulk_create(opinions)
    names = [person.username for person in asked]
    record(document, "documents.opinion_asked", by=by, asked=names, due_on=due_on)
    for opinion in opinions:
        _tell_asked(opinion)
    return opinions


@transaction.atomic
def give_opinion(opinion: Opinion, text: str, *, by: AbstractBaseUser) -> Opinion:
    """Say it once; who asked is told. Also after the day, as long as the paper is not issued."""
    if opinion.asked_id != by.pk:
        raise Conflict
    said = nfc(text).strip()
    if not said:
        raise BadInput(_("Hãy viết ý kiến; nếu đồng ý, ghi “Nhất trí”."))
    if opinion.is_lapsed:
        raise BadInput(_("Văn bản đã ban hành nên không nhận ý kiến nữa."))
    waiting = Opinion.objects.filter(pk=opinion.pk, given_at=None)
    if not waiting.update(text=said, given_at=timezone.now()):
        raise Conflict(_("Ý kiến này đã gửi. Hãy tải lại trang."))
    record(opinion.document, "documents.opinion_given", by=by, version=opinion.version.version)
    withdraw([opinion.asked], [_asked_key(opinion)])
    with office_language():
        words = _("%(who)s đã góp ý “%(document)s”.") % {
            "who": by,
            "document": opinion.document.abstract[:150],
        }
    notify(
        [opinion.asked_by],
        words,
        key=f"opinion:{opinion.pk}:given",
        url=outgoing_url(opinion.document),
    )
    opinion.refresh_from_db()
    return opinion


def release_asked(document: OfficialDocument) -> None:
    """The paper is issued: whoever has not answered need not any more, and the bell says so no longer."""
    silent = list(document.opinions.filter(given_at=None).select_related("asked"))
    withdraw([one.asked for one in silent], [_asked_key(one) for one in silent])


# ------------------------------------------------------------------ pieces


def _asked_key(opinion: Opinion) -> str:
    return f"opinion:{opinion.pk}:asked"


def _refuse_people(
    document: OfficialDocument, asked: Collection[User], by: AbstractBaseUser
) -> None:
    """Nobody chosen, somebody from outside the office, or somebody who has not answered yet."""
    if not asked:
        raise BadInput(_("Hãy chọn ít nhất một người để xin ý kiến."))
    keys = {person.pk for person in asked}
    offered = people_to_ask(document, by).filter(pk__in=keys).values_list("pk", flat=True)
    if outside := keys - set(offered):
        raise BadInput(
            _("%(who)s không thuộc đơn vị soạn văn bản. Hãy chọn người trong danh sách.")
            % {"who": _names(asked, outside)}
        )
    waiting = Opinion.objects.filter(document=document, given_at=None, asked__in=keys)
    if still := set(waiting.values_list("asked", flat=True)):
        raise BadInput(
            _("%(who)s đang được xin ý kiến về dự thảo này. Hãy bỏ chọn, hoặc đợi ý kiến ấy.")
            % {"who": _names(asked, still)}
        )


def _names(people: Collection[User], keys: set[int]) -> str:
    return ", ".join(person.full_name for person in people if person.pk in keys)


def _tell_asked(opinion: Opinion) -> None:
    with office_language():
        words = _("Xin ý kiến về “%(document)s”, hạn %(day)s.") % {
            "document": opinion.document.abstract[:150],
            "day": date_format(opinion.due_on, "d/m/Y"),
        }
    notify(
        [opinion.asked],
        words,
        key=_asked_key(opinion),
        url=reverse("documents:opinion", args=[opinion.pk]),
    )
