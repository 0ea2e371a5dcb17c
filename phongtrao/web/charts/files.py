"""A chart as a file to be put into a report: SVG, or PNG for programs that take no SVG."""

from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

from phongtrao.lib.typeset import drawn
from phongtrao.web.charts.shapes import Chart


def picture_of(params: QueryDict, chart: Chart, name: str) -> HttpResponse:
    """``name`` without its ending; the address says ``dang=png`` or nothing."""
    as_png = params.get("dang") == "png"
    svg = render_to_string("web/chart.svg", {"chart": chart})
    ending, kind = ("png", "image/png") if as_png else ("svg", "image/svg+xml")
    said = content_disposition_header(as_attachment=True, filename=f"{name}.{ending}")
    return HttpResponse(
        drawn(svg) if as_png else svg,
        content_type=kind,
        headers={"Content-Disposition": said or "attachment"},
    )
