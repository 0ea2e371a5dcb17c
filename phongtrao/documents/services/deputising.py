"""A paper on the desk of a signer who is away goes to who stands in today. S0-61, NĐ 30/2020 điều 13.

What a deputy signs prints the deputy: a paper written here is printed anew with its block (KT., TUQ.);
an uploaded file that prints the other goes back to its drafter. Opinions and earlier versions stay.
"""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.access import can_hand_to_deputy
from phongtrao.documents.models import Approval, OfficialDocument
from phongtrao.documents.queries import other_name, printed_signer, title_of
from phongtrao.documents.queries.outgoing import Signer, deputy_grants
from phongtrao.documents.queries.writing import signature_for
from phongtrao.documents.services.drafts import lock, outgoing_url
from phongtrao.documents.services.signing import close_way, refuse_changed, tell_signer
from phongtrao.documents.services.writing import sign_otherwise
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Grant


@transaction.atomic
def hand_to_deputy(approval: Approval, *, by: AbstractBaseUser) -> Approval:
    """Bring it before whoever signs in the signer's place today, with the block that is theirs.

    Raises BadInput where an uploaded file prints somebody else's name.
    """
    document = lock(approval.document)
    can_hand_to_deputy(by, approval).enforce()
    refuse_changed(approval, document)
    grant, unit = _grant(approval, by), document.issuer
    if grant is None or unit is None:
        raise WrongState
    deputy = Signer(grant.user, grant.capacity, title_of(grant.user, unit))
    _print_block(document, signature_for(deputy, title_of(approval.signer, unit)), deputy.user, by)
    close_way(approval, recalled_at=timezone.now())
    handed = _bring(approval, document, deputy)
    said = {"signer": deputy.user.username, "capacity": deputy.capacity}
    former = {"signer": approval.signer.username, "capacity": approval.capacity}
    record(document, "documents.handed_to_deputy", by=by, before=former, after=said)
    if deputy.user.pk != by.pk:
        tell_signer(handed)
    _tell(handed, {approval.signer, handed.submitted_by}, by)
    return handed


def _grant(approval: Approval, by: AbstractBaseUser) -> Grant | None:
    """Of several who stand in, the one who takes it; the drafter's goes to the first."""
    held = list(deputy_grants(approval))
    return next((grant for grant in held if grant.user_id == by.pk), next(iter(held), None))


def _print_block(
    document: OfficialDocument, block: Mapping[str, str], deputy: User, by: AbstractBaseUser
) -> None:
    if sign_otherwise(document, block, by=by):
        return
    if printed := other_name(printed_signer(document), deputy):
        raise BadInput(
            _(
                "Tệp tải lên in tên người ký “%s” nên không ký thay được. Hãy trả lại hoặc rút lại để"
                " người soạn tải tệp có khối ký thay."
            )
            % printed
        )


def _bring(former: Approval, document: OfficialDocument, deputy: Signer) -> Approval:
    """The same way as before, to another signer and with the version that prints them."""
    version = document.versions.select_related("file").order_by("-version")[0]
    approval = Approval(
        document=document,
        version=version,
        sha256=version.file.sha256,
        abstract=former.abstract,
        kind=former.kind,
        recipients=former.recipients,
        signer=deputy.user,
        signer_title=deputy.title,
        capacity=deputy.capacity,
        acts_for=former.signer,
        note=former.note,
        submitted_by=former.submitted_by,
    )
    approval.full_clean()
    approval.save()
    return approval


def _tell(approval: Approval, people: set[User], by: AbstractBaseUser) -> None:
    with office_language():
        text = _("“%(title)s” được chuyển cho %(who)s ký thay %(whom)s.") % {
            "title": approval.abstract[:150],
            "who": approval.signer,
            "whom": approval.acts_for,
        }
    others = [user for user in people if user.pk != by.pk]
    url = outgoing_url(approval.document)
    notify(others, text, key=f"approval:{approval.pk}:handed", url=url)
