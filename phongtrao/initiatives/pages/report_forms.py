"""Forms of report as their office meets them: the list, one with its versions, what changed between two."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.documents.field_changes import changes_between
from phongtrao.documents.fields import Field, read_fields
from phongtrao.documents.models import Form, FormVersion
from phongtrao.documents.pages.shipped import owner_of, state_of
from phongtrao.initiatives.access.report_forms import (
    can_change_form,
    can_edit_form,
    visible_forms,
)
from phongtrao.initiatives.access.rounds import running_owners, visible_rounds
from phongtrao.initiatives.forms.boxes import PreviewForm
from phongtrao.initiatives.models import InitiativeRound
from phongtrao.initiatives.services.round_forms import dropped_boxes, newer_form
from phongtrao.lib.answers import Answer
from phongtrao.lib.changes import Change
from phongtrao.web.components import State

NAMED = 2  # rounds told by name in a list; the others are counted


def forms_with_rounds(user: AbstractBaseUser) -> QuerySet[Form]:
    """With ``rounds``, titles of those that use it, as far as the user sees them, the newest first."""
    titles = _rounds(user).filter(form__form=OuterRef("pk")).values("title")
    return visible_forms(user).annotate(rounds=ArraySubquery(titles))


def rounds_words(form: Any) -> str:
    """“Đợt xét năm học 2026-2027 và 3 đợt khác”"""
    titles: list[str] = form.rounds
    said, more = "; ".join(titles[:NAMED]), len(titles) - NAMED
    if more <= 0:
        return said
    return ngettext("%(said)s và %(n)d đợt khác", "%(said)s và %(n)d đợt khác", more) % {
        "said": said,
        "n": more,
    }


def form_state(form: Any) -> State:
    if form.newest is None:
        return State(_("Chưa ban hành"), "neutral")
    if form.draft:
        return State(_("Đang sửa bản mới"), "running")
    return state_of(form)


def version_words(version: FormVersion) -> str:
    if version.is_draft:
        return _("bản nháp của phiên bản %d") % version.number
    return _("phiên bản %d") % version.number


def _rounds(user: AbstractBaseUser) -> QuerySet[InitiativeRound]:
    seen = visible_rounds(user).order_by().values("pk")
    return InitiativeRound.objects.filter(pk__in=seen).order_by("-closes_on", "-pk")


@dataclass(frozen=True, slots=True)
class ReportFormPage:
    form: Form
    version: FormVersion
    boxes: list[Field]
    versions: list[FormVersion]
    rounds: list[InitiativeRound]
    can_edit: Answer
    copies_to: bool  # the user has a unit that may keep one of its own

    @classmethod
    def build(cls, user: AbstractBaseUser, form: Form, asked: int | None) -> "ReportFormPage":
        """``asked``: the number of a version; without it the draft, or else the version in force."""
        versions = list(form.versions.order_by("-number").select_related("made_by"))
        shown = next((one for one in versions if one.number == asked), versions[0])
        rounds = _rounds(user).filter(form__form=form).select_related("owner", "form")
        return cls(
            form=form,
            version=shown,
            boxes=read_fields(shown.fields),
            versions=versions,
            rounds=list(rounds),
            can_edit=can_edit_form(user, form),
            copies_to=running_owners(user).exists(),
        )

    @property
    def owner(self) -> str:
        return owner_of(self.form)

    @property
    def state(self) -> State:
        return form_state(self.form)

    @property
    def shown(self) -> str:
        return version_words(self.version)

    @property
    def draft(self) -> FormVersion | None:
        return self.versions[0] if self.versions[0].is_draft else None

    @property
    def in_force(self) -> FormVersion | None:
        return next((one for one in self.versions if not one.is_draft), None)

    @property
    def is_older(self) -> bool:
        return self.in_force is not None and self.version.number < self.in_force.number

    @property
    def may_be_copied(self) -> bool:
        return self.copies_to and self.in_force is not None

    @property
    def before(self) -> FormVersion | None:
        """The version to compare the shown one with."""
        return next((one for one in self.versions if one.number < self.version.number), None)

    def preview(self) -> PreviewForm:
        return PreviewForm(self.boxes)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the newer of two versions changes; all of it where there was none before."""

    old: FormVersion | None
    new: FormVersion

    @property
    def changes(self) -> list[Change]:
        was = read_fields(self.old.fields) if self.old else []
        return changes_between(was, read_fields(self.new.fields))

    @property
    def boxes(self) -> int:
        return len(self.new.fields)


@dataclass(frozen=True, slots=True)
class RoundFormPage:
    """A round before it goes over to a newer version of its form."""

    round: InitiativeRound
    newer: FormVersion
    dropped: list[Field]
    can_change: Answer

    @classmethod
    def build(cls, user: AbstractBaseUser, round_: InitiativeRound) -> "RoundFormPage | None":
        """None where the round has the newest version already."""
        newer = newer_form(round_)
        if newer is None:
            return None
        return cls(round_, newer, dropped_boxes(round_, newer), can_change_form(user, round_))

    @property
    def comparison(self) -> Comparison:
        return Comparison(self.round.form, self.newer)
