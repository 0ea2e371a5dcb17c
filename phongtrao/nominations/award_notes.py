"""What the page of an award says of the way it came: its decision, its certificate, what it was given for."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.awards.followers import Note
from phongtrao.awards.models import Award
from phongtrao.documents.access.certificates import visible_certificates
from phongtrao.lib.numbers import format_date
from phongtrao.nominations.access.decisions import visible_decisions
from phongtrao.nominations.access.submissions import visible_nominations
from phongtrao.nominations.models import Claim
from phongtrao.nominations.queries.decisions import WORK
from phongtrao.nominations.services.certificates import certificates_of
from phongtrao.recognition.models import ScopeRecognition


def notes_of(award: Award, user: AbstractBaseUser) -> list[Note]:
    return [*_broken(award), *_flagged(award, user), *_papers(award, user), *_dossier(award, user)]


def _broken(award: Award) -> list[Note]:
    """A work it was given for whose recognition was revoked since. S0-57"""
    claims = Claim.objects.filter(nomination__award=award, source__startswith=WORK)
    words = dict(claims.values_list("source", "words"))
    keys = [int(source.removeprefix(WORK)) for source in words]
    gone = ScopeRecognition.objects.filter(creation__in=keys, revoked_on__isnull=False)
    said = _("Thành tích “%(work)s” đã bị hủy công nhận từ %(day)s. Hãy xem lại khen thưởng này.")
    return [
        Note(
            said % {"work": words[f"{WORK}{row.creation_id}"], "day": format_date(row.revoked_on)},
            reverse("recognition:creation", args=[row.creation_id]),
            is_warning=True,
        )
        for row in gone.order_by("revoked_on", "pk")
        if row.revoked_on
    ]


def _flagged(award: Award, user: AbstractBaseUser) -> list[Note]:
    """A condition it rested on is no longer met: the office that decided looks at it again."""
    rows = visible_nominations(user).filter(award=award, is_flagged=True)
    said = _("Dữ kiện của đề nghị đã đổi sau khi khen. Cơ quan quyết định cần xem lại khen thưởng này.")  # fmt: skip
    return [
        Note(said, reverse("nominations:nomination", args=[one.pk]), is_warning=True)
        for one in rows
    ]


def _papers(award: Award, user: AbstractBaseUser) -> list[Note]:
    decisions = visible_decisions(user).filter(lines__nomination__award=award)
    found = [
        Note(_("Quyết định khen thưởng"), reverse("nominations:decision", args=[one.pk]))
        for one in decisions.distinct()
    ]
    seen = visible_certificates(user).filter(pk__in=certificates_of(award).values("pk"))
    for one in seen.order_by("pk"):
        said = _("Bằng, giấy số %(number)s: %(state)s")
        words = said % {"number": one.written or "…", "state": one.get_status_display().lower()}
        found.append(Note(words, reverse("certificates:certificate", args=[one.pk])))
    return found


def _dossier(award: Award, user: AbstractBaseUser) -> list[Note]:
    rows = visible_nominations(user).filter(award=award)
    return [
        Note(_("Hồ sơ đề nghị"), reverse("nominations:nomination", args=[one.pk])) for one in rows
    ]
