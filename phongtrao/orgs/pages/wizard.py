"""A decision in steps: choose → decision → share out (in a split) → look at it → do it.

All that was said stands in the address, so every step can be gone back to and reloaded, and nothing is
written before the last. A step asks its own fields and takes the others along unseen.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.forms.reorganisations import FORMS, ActForm, Stage
from phongtrao.orgs.forms.sharing import Part, Rest, ShareForm
from phongtrao.orgs.pages.consequences import consequences_of

ASKED = frozenset({Stage.CHOOSE, Stage.DECISION})  # these show fields of the form itself
AT = "buoc"  # the step that is asked for, in the address
NAMES: dict[Stage, str | Promise] = {
    Stage.CHOOSE: gettext_lazy("Chọn đơn vị"),
    Stage.DECISION: gettext_lazy("Quyết định"),
    Stage.SHARE: gettext_lazy("Phân chia"),
    Stage.PREVIEW: gettext_lazy("Xem trước và thực hiện"),
}


@dataclass(frozen=True, slots=True)
class StageLink:
    stage: Stage
    number: int
    name: str | Promise
    is_now: bool
    is_past: bool


@dataclass(slots=True)
class ActWizard:
    """What the page of one step shows."""

    kind: str
    form: ActForm
    stage: Stage
    said: QueryDict
    shares: ShareForm | None = None
    title: str = ""
    refusal: str = ""
    summary: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def build(cls, kind: str, said: QueryDict, *, by: AbstractBaseUser) -> Self:
        asked = said.get(AT, "")
        form = FORMS[kind](said if asked else None)
        stage = Stage(asked) if asked in form.stages else Stage.CHOOSE
        if not asked or stage is Stage.CHOOSE:
            return cls(kind, form, Stage.CHOOSE, said)
        wrong = form.stage_with_errors()
        if wrong is Stage.CHOOSE or (wrong and stage is not Stage.DECISION):
            return cls(kind, form, wrong, said)
        wizard = cls(kind, form, stage, said)
        if stage is not Stage.DECISION:
            wizard._look_further(by)
        return wizard

    def _look_further(self, by: AbstractBaseUser) -> None:
        """People are named only to who may reorganise the unit, so that is asked first."""
        try:
            access.can_reorganise(by, self.form.disposed_of()).enforce()
            self.shares = self.form.shares()
            if self.stage is Stage.PREVIEW:
                self.title = self.form.title()
                self.summary = services.preview_reorganisation(self.form.order(), by=by)
        except DomainError as error:
            self.refusal = str(error)

    @property
    def links(self) -> list[StageLink]:
        stages = self.form.stages
        at = stages.index(self.stage)
        return [
            StageLink(stage, number + 1, NAMES[stage], number == at, number < at)
            for number, stage in enumerate(stages)
        ]

    @property
    def before(self) -> Stage | None:
        return self._beside(-1)

    @property
    def after(self) -> Stage | None:
        return self._beside(1)

    @property
    def is_last(self) -> bool:
        return self.stage is Stage.PREVIEW

    @property
    def shows_errors(self) -> bool:
        """A step that was not answered yet is not scolded for it."""
        return self.form.is_bound and self._is_answered() and bool(self.form.errors)

    @property
    def asked(self) -> list[BoundField]:
        if self.stage not in ASKED:
            return []
        form = self.form if self._is_answered() else FORMS[self.kind]()
        return form.fields_of(self.stage)

    def _is_answered(self) -> bool:
        return any(bound.name in self.said for bound in self.form.fields_of(self.stage))

    @property
    def along(self) -> Iterable[tuple[str, str]]:
        """(name, value) of what other steps said."""
        shown = {bound.name for bound in self.asked}
        if self.stage is Stage.SHARE and self.shares:
            shown |= set(self.shares.fields)
        return [
            (name, value)
            for name, values in self.said.lists()
            for value in values
            if value and name != AT and name not in shown
        ]

    @property
    def consequences(self) -> list[tuple[int, str]]:
        return consequences_of(self.summary) if self.summary else []

    @property
    def rest(self) -> Rest | None:
        return self.shares.rest() if self.shares and self.shares.is_valid() else None

    @property
    def founded(self) -> list[Part]:
        """The units a split founds; other acts say theirs in the title."""
        return self.shares.founded() if self.shares and self.shares.is_valid() else []

    @property
    def is_ahead(self) -> bool:
        """The day is still to come: the order will wait for it."""
        return self.is_last and self.form.cleaned_data["on"] > timezone.localdate()

    def _beside(self, by: int) -> Stage | None:
        at = self.form.stages.index(self.stage) + by
        return self.form.stages[at] if 0 <= at < len(self.form.stages) else None
