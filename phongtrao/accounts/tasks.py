"""Door of the job that mails an invitation."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# After 6, 36, 216, 1296 and 7776 seconds: a mail server that restarts is back by then.
PATIENT = RetryStrategy(max_attempts=5, exponential_wait=6)


@app.task(name="accounts.send_invitation", retry=PATIENT)
def send_invitation(invitation_id: int) -> None:
    from phongtrao.accounts.invitations import deliver  # noqa: PLC0415 -- leaf

    deliver(invitation_id)
