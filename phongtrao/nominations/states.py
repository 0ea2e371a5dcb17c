"""Which steps a round, a submission, a nomination, an objection may take."""

from phongtrao.base.workflow import Transitions
from phongtrao.nominations.models import AwardRound, Nomination, Objection, Submission

R, S, N, O = AwardRound.Status, Submission.Status, Nomination.Status, Objection.Status  # noqa: E741 -- four words

ROUND: Transitions[AwardRound.Status] = {
    R.DRAFT: frozenset({R.OPEN}),
    R.OPEN: frozenset({R.CLOSED}),
    R.CLOSED: frozenset({R.OPEN, R.ENDED}),
    R.ENDED: frozenset({R.CLOSED}),  # once a complaint was right
}
SUBMISSION: Transitions[Submission.Status] = {
    S.WRITING: frozenset({S.SENT}),
    S.SENT: frozenset(
        {S.RETURNED, S.TAKEN, S.WRITING}
    ),  # called back by its unit until it is taken
    S.RETURNED: frozenset({S.SENT, S.TAKEN}),  # taken again: nothing is left to mend
    S.TAKEN: frozenset({S.RETURNED}),
    S.JOINED: frozenset(),  # entered and left by an act of reorganisation alone
}
NOMINATION: Transitions[Nomination.Status] = {
    N.DRAFT: frozenset({N.SENT, N.WITHDRAWN}),
    N.SENT: frozenset({N.DRAFT, N.RETURNED, N.ACCEPTED, N.REFUSED, N.WITHDRAWN}),
    N.RETURNED: frozenset({N.SENT, N.REFUSED, N.WITHDRAWN}),
    N.ACCEPTED: frozenset({N.RETURNED, N.PASSED, N.FAILED, N.REFUSED, N.WITHDRAWN}),
    N.PASSED: frozenset({N.ACCEPTED, N.AWARDED, N.FAILED, N.REFUSED, N.WITHDRAWN}),
    N.AWARDED: frozenset({N.REVOKED}),  # with its award
    N.REVOKED: frozenset(),
    N.REFUSED: frozenset({N.ACCEPTED}),  # once a complaint was right
    N.FAILED: frozenset({N.ACCEPTED, N.PASSED}),  # the same; passed where it failed above only
    N.WITHDRAWN: frozenset(),
}
OBJECTION: Transitions[Objection.Status] = {
    O.OPEN: frozenset({O.UPHELD, O.REJECTED, O.WITHDRAWN}),
    O.UPHELD: frozenset(),
    O.REJECTED: frozenset(),
    O.WITHDRAWN: frozenset(),
}
