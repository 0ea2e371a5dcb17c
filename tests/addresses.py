"""Every address with an example of every object, and who asks for it.

tests/access_table.py asks; tests/test_pages.py looks at every page that somebody is shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world import INVENTED, SIGN_INS, World

ACTORS = ("nobody", *SIGN_INS, *INVENTED)

# route → the noun of tests/world.py whose samples stand in its address
NOUNS = {
    "accounts:issue_code": "user",
    "accounts:session_end": "sign in",
    "accounts:user": "user",
    "accounts:user_deactivate": "user",
    "accounts:user_edit": "user",
    "accounts:user_end_sessions": "user",
    "accounts:user_lift_lockout": "user",
    "accounts:user_reactivate": "user",
    "accounts:user_reset_factor": "user",
    "accounts:user_reset_password": "user",
    "accounts:user_unlink": "user",
    "audit:entry": "entry",
    "audit:history": "history",
    "documents:acknowledge": "delivery",
    "documents:agree_finished": "outgoing",
    "documents:approval": "approval",
    "documents:approve": "approval",
    "documents:book": "book",
    "documents:citation_remove": "citation",
    "documents:compare_drafts": "outgoing",
    "documents:deliveries": "document",
    "documents:distribute": "document",
    "documents:document": "document",
    "documents:document_change": "document",
    "documents:document_cite": "document",
    "documents:document_text": "document",
    "documents:draft_edit": "outgoing",
    "documents:draft_rewrite": "outgoing",
    "documents:evidence": "evidence",
    "documents:evidence_list": "unit",
    "documents:evidence_new": "unit",
    "documents:file": "file",
    "documents:finished_file": "outgoing",
    "documents:incoming": "incoming",
    "documents:incoming_finish": "incoming",
    "documents:incoming_hand": "incoming",
    "documents:incoming_list": "unit",
    "documents:incoming_new": "unit",
    "documents:issue": "outgoing",
    "documents:keep_approved_file": "outgoing",
    "documents:leave_out_number": "book",
    "documents:opinion": "opinion",
    "documents:opinion_ask": "outgoing",
    "documents:outgoing": "outgoing",
    "documents:paper": "paper",
    "documents:paper_approve": "paper",
    "documents:paper_return": "paper",
    "documents:paper_to_draft": "paper",
    "documents:paper_watch": "paper",
    "documents:public_file": "document",
    "documents:publish": "document",
    "documents:recall": "outgoing",
    "documents:recipient_group": "recipient group",
    "documents:recipient_group_drop": "recipient group",
    "documents:recipient_group_move": "recipient group",
    "documents:recipient_group_new": "unit",
    "documents:recipient_groups": "unit",
    "documents:recipient_groups_ready": "unit",
    "documents:remind": "document",
    "documents:hand_to_deputy": "approval",
    "documents:return_draft": "approval",
    "documents:signed_copy": "outgoing",
    "documents:submit": "outgoing",
    "documents:template": "template",
    "documents:template_default": "template",
    "documents:unpublish": "document",
    "notifications:mail": "mail",
    "notifications:open": "notice",
    "notifications:resend": "mail",
    "orgs:correction": "correction",
    "orgs:correction_answer": "correction",
    "orgs:correction_withdraw": "correction",
    "orgs:discipline_edit": "discipline",
    "orgs:discipline_new": "person",
    "orgs:erase_expired": "kept data",
    "orgs:learner": "learner",
    "orgs:learner_forget": "learner",
    "orgs:learner_new": "unit",
    "orgs:leave_end": "leave",
    "orgs:leave_new": "person",
    "orgs:numbers_declare": "unit",
    "orgs:charges": "unit",
    "orgs:cluster": "cluster",
    "orgs:cluster_drop": "cluster",
    "orgs:cluster_edit": "cluster",
    "orgs:cluster_seats": "cluster year",
    "orgs:acting_end": "acting",
    "orgs:grant_deputy": "grant",
    "orgs:level_edit": "level",
    "orgs:term_edit": "term",
    "orgs:room_new": "unit",
    "orgs:rooms": "unit",
    "orgs:silent_edit": "silent unit",
    "orgs:silent_end": "silent unit",
    "orgs:type_edit": "unit type",
    "orgs:grant_end": "grant",
    "orgs:grant_new": "unit",
    "orgs:import": "import",
    "orgs:import_apply": "import",
    "orgs:import_columns": "import",
    "orgs:import_drop": "import",
    "orgs:import_marked": "import",
    "orgs:import_template": "kind of list",
    "orgs:person": "person",
    "orgs:person_data": "person",
    "orgs:person_discipline": "person",
    "orgs:person_edit": "person",
    "orgs:person_erase": "person",
    "orgs:person_apart": "two people",
    "orgs:person_merge": "two people",
    "orgs:person_new": "unit",
    "orgs:planned_act": "planned act",
    "orgs:planned_confirm": "planned act",
    "orgs:planned_withdraw": "planned act",
    "orgs:post_correct": "post",
    "orgs:post_end": "post",
    "orgs:post_move": "post",
    "orgs:post_new": "person",
    "orgs:rating_sheet": "unit",
    "orgs:reorganisation": "reorganisation",
    "orgs:reorganisation_new": "kind of act",
    "orgs:reorganisation_print": "reorganisation",
    "orgs:reorganisation_undo": "reorganisation",
    "orgs:retention": "kept data",
    "orgs:takeover": "takeover",
    "orgs:takeover_new": "unit",
    "orgs:takeover_receive": "takeover",
    "orgs:rights_review": "rights review",
    "orgs:rights_review_new": "unit",
    "orgs:unit": "unit",
    "orgs:unit_discipline": "unit",
    "orgs:unit_discipline_new": "unit",
    "orgs:unit_edit": "unit",
    "orgs:unit_grants": "unit",
    "orgs:unit_learners": "unit",
    "orgs:unit_numbers": "unit",
    "orgs:unit_people": "unit",
    "orgs:unit_ratings": "unit",
    "orgs:unit_takeovers": "unit",
    "plans:accept_assignment": "assignment",
    "plans:accept_card": "assignment",
    "plans:accept_selected": "unit",
    "plans:add_local_task": "unit",
    "plans:answer_proposal": "assignment",
    "plans:arrange_plan": "plan",
    "plans:arrange_task": "task",
    "plans:ask_about_task": "task",
    "plans:ask_about_work": "assignment",
    "plans:assignment": "assignment",
    "plans:autosave_report": "report",
    "plans:board": "plan",
    "plans:budget_drop": "budget line",
    "plans:budget_edit": "budget line",
    "plans:budget_new": "task",
    "plans:cell": "cell",
    "plans:consultation": "consultation",
    "plans:decline_request": "assignment",
    "plans:difficulty": "difficulty",
    "plans:difficulty_answer": "difficulty",
    "plans:difficulty_close": "difficulty",
    "plans:difficulty_new": "assignment",
    "plans:difficulty_send_up": "difficulty",
    "plans:part_difficulty": "handover",
    "plans:finding": "finding",
    "plans:finding_answer": "finding",
    "plans:finding_close": "finding",
    "plans:report_finding": "report",
    "plans:split_work": "assignment",
    "plans:task_finding": "task",
    "plans:work_finding": "assignment",
    "plans:drop_handover": "handover",
    "plans:drop_local_task": "assignment",
    "plans:edit_report": "report",
    "plans:fact_accept": "fact",
    "plans:fact_as_task": "fact",
    "plans:fact_drop": "fact",
    "plans:fact_edit": "fact",
    "plans:fact_join": "fact",
    "plans:fact_new": "intake",
    "plans:fact_restore": "fact",
    "plans:fact_split": "fact",
    "plans:fact_turn": "fact",
    "plans:facts_accept": "intake",
    "plans:facts_unaccept": "intake",
    "plans:guidance_drop": "task",
    "plans:guidance_new": "task",
    "plans:hand_over": "assignment",
    "plans:handover": "handover",
    "plans:incoming_plan": "incoming",
    "plans:incoming_tasks": "incoming",
    "plans:intake": "intake",
    "plans:intake_drop": "intake",
    "plans:intake_number": "intake",
    "plans:intake_publish": "intake",
    "plans:intake_reread": "intake",
    "plans:intake_tasks": "intake",
    "plans:intake_tasks_undo": "intake",
    "plans:issue": "plan",
    "plans:judge_part": "handover",
    "plans:movement": "movement",
    "plans:movement_answer": "movement",
    "plans:movement_edit": "movement",
    "plans:movement_move": "movement",
    "plans:movement_units": "movement",
    "plans:movement_urge": "movement",
    "plans:movement_year": "movement",
    "plans:override_status": "assignment",
    "plans:pass_on": "handover",
    "plans:plan": "plan",
    "plans:plan_budget": "plan",
    "plans:plan_close": "plan",
    "plans:plan_edit": "plan",
    "plans:plan_paper": "plan",
    "plans:plan_paper_release": "plan",
    "plans:plan_publish": "plan",
    "plans:plan_reminder": "plan",
    "plans:propose_change": "assignment",
    "plans:report": "report",
    "plans:report_part": "handover",
    "plans:reset_status": "assignment",
    "plans:review_report": "report",
    "plans:start_report": "assignment",
    "plans:task": "task",
    "plans:task_drop": "task",
    "plans:task_edit": "task",
    "plans:task_import": "plan",
    "plans:task_move": "task",
    "plans:task_new": "plan",
    "plans:task_place": "task",
    "plans:task_sheet": "plan",
    "plans:tasks_place": "plan",
    "plans:unit_names": "plan",
    "plans:unit_reminder": "unit",
    "plans:past_work": "unit",
    "plans:unit_work": "unit",
    "plans:units_work": "unit",
    "plans:urge_plan": "plan",
    "plans:urge_task": "task",
    "plans:withdraw_report": "report",
    "plans:work_board": "unit",
    "portal:person_sees": "user",
    "portal:unit_calendar": "unit",
    "portal:unit_week": "unit",
    "reports:answer": "answer",
    "reports:answer_autosave": "answer",
    "reports:answer_edit": "answer",
    "reports:answer_hand_on": "answer",
    "reports:answer_judge": "answer",
    "reports:answer_put_off": "answer",
    "reports:answer_take_back": "answer",
    "reports:answer_withdraw": "answer",
    "reports:answers_accept": "request",
    "portal:who_sees": "asked about",
    "portal:why_sees": "asked about of",
    "reports:compare": "plan report",
    "reports:compare_sheet": "plan report",
    "reports:movement_report": "movement",
    "reports:movement_report_new": "movement",
    "reports:plan_figures": "plan",
    "reports:plan_report": "plan",
    "reports:plan_report_new": "plan",
    "reports:report": "plan report",
    "reports:report_figures": "plan report",
    "reports:request": "request",
    "reports:request_box_drop": "request box",
    "reports:request_box_edit": "request box",
    "reports:request_box_move": "request box",
    "reports:request_box_new": "request",
    "reports:request_close": "request",
    "reports:request_drop": "request",
    "reports:request_edit": "request",
    "reports:request_put_off": "request",
    "reports:request_reopen": "request",
    "reports:request_repeat": "request",
    "reports:request_report_new": "request",
    "reports:request_save_form": "request",
    "reports:request_send": "request",
    "reports:request_totals": "request",
    "reports:request_totals_sheet": "request",
    "reports:request_unit_names": "request",
    "reports:request_urge": "request",
    "web:work": "work",
}
# addresses whose parts are no object of ours
FIXED: dict[str, dict[str, tuple[str, ...]]] = {
    "openid_connect_callback": {"of no gateway": ("cong",)},
    "openid_connect_login": {"of no gateway": ("cong",)},
    "accounts:accept": {"wrong token": ("abc",)},
    "account_reset_password_from_key": {"wrong key": ("1", "abc-def")},
    "portal:calendar_feed": {"wrong key": ("abc",)},
}


@dataclass(frozen=True, slots=True)
class Place:
    """One address: the route, which sample stands in it, and how it reads."""

    route: str
    label: str
    url: str

    @property
    def name(self) -> str:
        return f"{self.route} ({self.label})" if self.label else self.route


# ------------------------------------------------------------------ every address


def routes() -> list[tuple[str, int]]:
    """Name and number of parts of every route of the resolver, by name."""
    return sorted(set(_walk(get_resolver(), "")))


def _walk(resolver: URLResolver, prefix: str, parts: int = 0) -> Iterator[tuple[str, int]]:
    for found in resolver.url_patterns:
        count = parts + found.pattern.regex.groups
        if isinstance(found, URLResolver):
            inner = f"{prefix}{found.namespace}:" if found.namespace else prefix
            yield from _walk(found, inner, count)
        elif isinstance(found, URLPattern):
            if not found.name:
                raise AssertionError(f"{found.pattern} has no name: every address needs one.")
            yield f"{prefix}{found.name}", count


def places(world: World, of: Iterable[tuple[str, int]] | None = None) -> list[Place]:
    """With every sample of the world; of these routes only, where they are named."""
    asked = routes() if of is None else of
    return [place for route, parts in asked for place in _places_of(route, parts, world)]


def _places_of(route: str, parts: int, world: World) -> Iterator[Place]:
    if not parts:
        yield Place(route, "", reverse(route))
        return
    samples = FIXED.get(route) or world.samples.get(NOUNS.get(route, ""))
    if not samples:
        raise AssertionError(
            f"No sample for {route}: name its noun in NOUNS (tests/addresses.py) and give the "
            "noun its samples in tests/world.py."
        )
    for label, what in samples.items():
        args = [*what] if isinstance(what, tuple) else [what]
        query = args.pop() if str(args[-1]).startswith("?") else ""
        yield Place(route, label, reverse(route, args=args) + query)
