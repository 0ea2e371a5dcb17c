"""Pledges of clusters: the list of this year, one of a cluster and year, written."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.awards.access.pledges import can_pledge, writing_unit
from phongtrao.awards.forms.registrations import PledgeForm
from phongtrao.awards.models import Pledge
from phongtrao.awards.pledge_paper import PLEDGE_PAPER, facts_of_pledge, fill_pledge
from phongtrao.awards.queries.pledges import clusters_with_pledges, years_pledged
from phongtrao.awards.registration_tables import PLEDGES
from phongtrao.awards.services.pledges import Promised, mark_of_pledge, write_pledge
from phongtrao.awards.views.pieces import NAV, fill, paper_file, tabs_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.base.words import office_language
from phongtrao.documents.access import insist, visible_evidence
from phongtrao.documents.content import WORD
from phongtrao.documents.numbering import file_title
from phongtrao.documents.services import current_version, read_file
from phongtrao.documents.services.evidence import add_evidence
from phongtrao.documents.word.render import fill_template
from phongtrao.orgs.access.clusters import get_cluster, visible_clusters
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries.clusters import seats_of
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import respond


@require_GET
def pledges(request: SignedInRequest) -> HttpResponse:
    rows = clusters_with_pledges(visible_clusters(request.user), timezone.localdate())
    context: dict[str, Any] = NAV | {"tabs": tabs_of("pledges", request.user), "wide": True}
    return respond(request, PLEDGES.of(rows, request.GET), "awards/pledges.html", context)


@require_GET
def pledge(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    cluster = get_cluster(request.user, pk)
    years = years_pledged(cluster)
    if year not in years:
        raise Http404
    found = Pledge.objects.filter(cluster=cluster, year=year).first()
    signed = set(found.members.values_list("pk", flat=True)) if found else set()
    evidence = found.evidence_id if found else None
    context: dict[str, Any] = NAV | {
        "cluster": cluster,
        "pledge": found,
        "year": year,
        "label": cluster.period(year).label,
        "years": [(one, cluster.period(one).label) for one in years],
        "seats": [(seat, seat.unit_id in signed) for seat in seats_of(cluster, year)],
        "signed": len(signed),
        "evidence": visible_evidence(request.user).filter(pk=evidence or 0).first(),
        "may_write": can_pledge(request.user, cluster, year),
    }
    return render_page(request, "awards/pledge.html", context)


@require_GET
def pledge_paper(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    """Its text in Word, with a place for each member to sign."""
    cluster = get_cluster(request.user, pk)
    found = get_object_or_404(Pledge, cluster=cluster, year=year)
    with office_language():
        facts = facts_of_pledge(found, seats_of(cluster, year))
        template = read_file(current_version(PLEDGE_PAPER.key).file)
        content = fill_template(template, PLEDGE_PAPER.places, fill_pledge(facts))
        name = f"{_('Giao ước thi đua')} {file_title(f'{cluster} {year}')}.docx"
    return paper_file(content, WORD, name)


@require_http_methods(["GET", "POST"])
@once
def pledge_write(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    user, cluster = request.user, get_cluster(request.user, pk)
    if year not in years_pledged(cluster):
        raise Http404
    insist(can_pledge(user, cluster, year))
    found = Pledge.objects.filter(cluster=cluster, year=year).first()
    last = Pledge.objects.filter(cluster=cluster, year__lt=year).order_by("-year").first()
    shown = found or last  # a new one begins with the words of the last
    seats = seats_of(cluster, year).values("unit")
    form = PledgeForm(
        request.POST or None,
        request.FILES or None,
        members=Unit.objects.filter(pk__in=seats).order_by("sort_key", "pk"),
        initial={
            "contents": shown.contents if shown else "",
            "targets": shown.targets if shown else "",
            "signed_on": found.signed_on if found else None,
            "members": list(found.members.values_list("pk", flat=True)) if found else [],
            "as_read": mark_of_pledge(found),
        },
    )
    back = reverse("awards:pledge", args=[pk, year])
    lead = "" if found or not last else _("Chép sẵn lời của năm trước; hãy sửa cho năm này.")
    title = _("Giao ước thi đua: %(cluster)s, %(year)s")
    named = title % {"cluster": cluster, "year": cluster.period(year).label.lower()}

    def deed() -> Pledge:
        asked = form.cleaned_data
        file, unit = asked["file"], writing_unit(user, cluster, year)
        evidence = add_evidence(unit, by=user, file=file) if file and unit else None
        said = (asked["contents"], asked["targets"], asked["signed_on"], list(asked["members"]))
        promised = Promised(*said, evidence, asked["as_read"])
        return write_pledge(cluster, year, promised, by=user)

    page = DeedPage(named, lead, _("Lưu giao ước"), back)
    return fill(request, form, deed, page=page, said=_("Đã ghi giao ước."))
