"""``{% load web %}``: every component of a page. Each has one look, everywhere.

Pieces:      {% icon "bell" %} · {% state "Đang làm" "running" %} · {% due task.due_on %} ·
             {% progress done total %} · {{ number|shown }} · {{ day|shown }} · {{ a_state|shown }}
Actions:     {% menu %}<a class="menu-item" …>…</a>{% endmenu %}
Explaining:  {% why %}…{% endwhy %} for what was computed · {% help "Kỳ báo cáo" %}…{% endhelp %}, a
             question mark with two sentences where people hesitate; both without a script
Blocks:      {% stat "Đơn vị" 40 note=… url=… kind="late" %} · {% empty_state title text url action %} ·
             {% definitions pairs %} · {% tabs items label %} · {% timeline entries %}
Forms:       {% form_body form %} · {% field_row form.name %}, inside
             <form class="form" method="post" data-draft="report.12"> for a form that keeps a draft
             on the machine (the key names the form and what it is about), or data-guard for one
             that only asks before it is left; its view is ``@once``, and says no by showing the
             form again rather than by a redirect.
Danger:      web/confirm.html with web.forms.ConfirmForm; a link to it may say data-dialog.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from phongtrao.web import components, frame
from phongtrao.web.components import Due, Progress, State, StateKind
from phongtrao.web.further import steps_of
from phongtrao.web.tables.columns import show_value

register = template.Library()


@register.filter
def shown(value: Any) -> SafeString:
    """A value as an office writes it. Also how a State or Due in a variable is drawn: a bare
    ``{{ variable }}`` prints its words only."""
    return conditional_escape(show_value(value))


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    return components.icon(name, css)


@register.simple_tag(takes_context=True)
def nav_links(context: template.Context) -> SafeString:
    return frame.nav_links(context["shell"].nav, context.get("nav") or "")


@register.simple_tag(takes_context=True)
def menu_links(context: template.Context) -> SafeString:
    return frame.menu_links(context["shell"].menu)


@register.simple_tag(takes_context=True)
def further(context: template.Context, record: Any) -> SafeString:
    """Items of a menu: what apps above offer for this record (web.further)."""
    found = steps_of(record, context["request"].user)
    rows = ((step.address(record), components.icon(step.icon), step.label) for step in found)
    return format_html_join("", '<a class="menu-item" href="{}">{}{}</a>', rows)


@register.simple_tag
def fixed(name: str) -> SafeString:
    """A template that is the same on every page of a language."""
    return frame.fixed(name)


@register.simple_tag
def state(label: str, kind: StateKind = "neutral", icon: str = "", why: str = "") -> State:
    """Kinds: neutral, running, due, late, done, refused; only the last but one and late are red."""
    return State(label, kind, icon, why)


@register.simple_tag
def due(day: date | None, closed: bool = False) -> Due | str:  # noqa: FBT001, FBT002 -- a template tag
    return Due.of(day, closed=closed) if day else "—"


@register.simple_tag
def progress(done: int, total: int, label: str = "") -> Progress:
    return Progress(done, total, label)


@register.simple_block_tag
def why(content: str, label: str = "") -> SafeString:
    """“Vì sao?”: opens the rows, the rule, the paper. Works without JavaScript."""
    return format_html(
        '<details class="why"><summary>{}</summary><div class="why-body">{}</div></details>',
        label or _("Vì sao?"),
        mark_safe(content),  # noqa: S308 -- already rendered and escaped by the template
    )


@register.simple_block_tag(name="help")
def help_words(content: str, about: str) -> SafeString:
    """A question mark that opens two sentences. ``about`` is read aloud: what is explained."""
    return format_html(
        '<details class="help"><summary>{}<span class="visually-hidden">{}</span></summary>'
        '<div class="help-body">{}</div></details>',
        components.icon("question-mark"),
        _("Giải thích: %s") % about,
        mark_safe(content),  # noqa: S308 -- already rendered and escaped by the template
    )


@register.simple_block_tag
def menu(content: str) -> SafeString:
    """The menu “…” of a page or a row: everything but the one primary action."""
    if not content.strip():
        return SafeString("")
    return format_html(
        '<details class="menu menu-end" data-menu><summary class="btn btn-icon">{}'
        '<span class="visually-hidden">{}</span></summary><div class="menu-body">{}</div></details>',
        components.icon("dots"),
        _("Thao tác khác"),
        mark_safe(content),  # noqa: S308 -- already rendered and escaped by the template
    )


@register.inclusion_tag("web/components/stat.html")
def stat(
    label: str, value: Any, *, note: str = "", url: str = "", kind: str = ""
) -> dict[str, Any]:
    return {"label": label, "value": value, "note": note, "url": url, "kind": kind}


@register.inclusion_tag("web/components/empty.html")
def empty_state(
    title: str, text: str = "", url: str = "", action: str = "", *, icon: str = "inbox"
) -> dict[str, Any]:
    """What this place is for, and the first step."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("web/components/definitions.html")
def definitions(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """(term, value) pairs; values without content are left out."""
    return {"pairs": [(term, value) for term, value in pairs if value not in (None, "")]}


@register.inclusion_tag("web/components/tabs.html")
def tabs(items: Iterable[Mapping[str, Any]], label: str = "") -> dict[str, Any]:
    """Links that look like tabs: {"label", "url", "active", "count"?}."""
    return {"items": list(items), "label": label or _("Các phần của trang")}


@register.inclusion_tag("web/components/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """Entries with ``at``, ``actor``, ``sentence`` and, where something changed, ``changes``:
    (field, before, after) triples."""
    return {"entries": entries}


# ------------------------------------------------------------------ forms
CONTROLS: dict[type[forms.Widget], str] = {
    forms.CheckboxSelectMultiple: "choices",
    forms.RadioSelect: "choices",
    forms.CheckboxInput: "form-check-input",
    forms.Select: "form-select",
}


@register.inclusion_tag("web/components/form_body.html", takes_context=True)
def form_body(context: template.Context, form: forms.BaseForm) -> dict[str, Any]:
    """Everything inside ``<form method="post">`` but its buttons: csrf, form key, errors, fields."""
    # The browser would complain in its own language, one field at a time: we sum up in ours.
    form.use_required_attribute = False
    return {
        "form": form,
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "rows": [row_of(field) for field in form.visible_fields()],
        "faults": [(field, error) for field in form for error in field.errors],
    }


@register.inclusion_tag("web/components/field.html")
def field_row(field: BoundField) -> dict[str, Any]:
    return row_of(field)


@register.simple_tag
def row_of(field: BoundField) -> dict[str, Any]:
    """One field as the template prints it: its control, its kind, its words."""
    widget = field.field.widget
    css = next((css for kind, css in CONTROLS.items() if isinstance(widget, kind)), "form-control")
    invalid = "is-invalid" if field.errors else ""
    classes = " ".join(filter(None, [css, widget.attrs.get("class", ""), invalid]))
    is_group = css == "choices"
    return {
        "field": field,
        "control": field.as_widget(attrs={} if is_group else {"class": classes}),
        "is_group": is_group,
        "is_check": css == "form-check-input",
        "errors": field.errors,
    }
