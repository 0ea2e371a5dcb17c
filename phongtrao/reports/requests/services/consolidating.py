"""The consolidated paper of a request: facts frozen now, rendered by a job. S1-86, S2-23."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from phongtrao.audit.services import record
from phongtrao.documents.services import request_paper
from phongtrao.reports.facts import Letter
from phongtrao.reports.models import ReportRequest, RequestReport
from phongtrao.reports.requests import access
from phongtrao.reports.requests.consolidation import request_facts
from phongtrao.reports.requests.paper import KEY, request_report_title


@transaction.atomic
def make_request_report(
    request: ReportRequest, letter: Letter, *, by: AbstractBaseUser
) -> RequestReport:
    """Freeze what is handed in and have the paper written; made again it is the next version."""
    access.can_consolidate(by, request).enforce()
    # Two officers at once get two version numbers.
    ReportRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    facts = request_facts(request, letter=letter)
    paper = request_paper(
        KEY,
        request_report_title(request.title),
        facts.to_json(),
        unit=request.owner,
        by=by,
        version=request.consolidations.count() + 1,
    )
    report = RequestReport(request=request, as_of=facts.as_of, paper=paper)
    report.full_clean()
    report.save()
    record(paper, "reports.request_report_made", by=by, request=request.pk)
    return report
