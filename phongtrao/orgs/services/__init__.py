"""Founding units, placing people, giving roles, reorganising.

``by`` is None for the system itself: the demo, an import, the command line.
"""

from phongtrao.orgs.models import Place
from phongtrao.orgs.services.acting import Deputising, appoint_deputy
from phongtrao.orgs.services.clusters import (
    ClusterData,
    Copied,
    Seat,
    add_cluster,
    change_cluster,
    copy_members,
    drop_cluster,
    import_clusters,
    seat_members,
)
from phongtrao.orgs.services.corrections import (
    answer_correction,
    ask_correction,
    withdraw_correction,
)
from phongtrao.orgs.services.discipline import Case, case_mark, correct_case, open_case, read_cases
from phongtrao.orgs.services.headcounts import Numbers, declare_headcounts
from phongtrao.orgs.services.learners import (
    forget_expired,
    forget_learner,
    give_learner_data,
    name_learner,
)
from phongtrao.orgs.services.merging import MERGED_FIELDS, clashes_of, merge_persons, rows_of
from phongtrao.orgs.services.people import Hired, NewPerson, add_person, edit_person, hire
from phongtrao.orgs.services.personal_data import (
    erase_due,
    erase_person,
    forget_passing,
    give_data,
    set_retention,
)
from phongtrao.orgs.services.planned import (
    confirm_planned,
    draft_reorganisation,
    plan_reorganisation,
    withdraw_planned,
)
from phongtrao.orgs.services.post_corrections import RightPost, correct_post, post_mark
from phongtrao.orgs.services.posts import (
    Move,
    appoint,
    end_leave,
    end_post,
    grant_leave,
    transfer,
)
from phongtrao.orgs.services.ratings import Decision, Given, Written, rate
from phongtrao.orgs.services.reorganisations import (
    Order,
    preview_reorganisation,
    reorganise,
    undo_reorganisation,
)
from phongtrao.orgs.services.rights import (
    Done,
    end_roles,
    extend_role,
    extend_roles,
    give_roles,
    sign_review,
)
from phongtrao.orgs.services.roles import NewRole, end_role, give_role
from phongtrao.orgs.services.takeovers import receive, take_over
from phongtrao.orgs.services.twins import doubt_again, tell_apart
from phongtrao.orgs.services.units import UnitFacts, correct_unit, edit_unit, found_unit

__all__ = [
    "MERGED_FIELDS",
    "Case",
    "ClusterData",
    "Copied",
    "Decision",
    "Deputising",
    "Done",
    "Given",
    "Hired",
    "Move",
    "NewPerson",
    "NewRole",
    "Numbers",
    "Order",
    "Place",
    "RightPost",
    "Seat",
    "UnitFacts",
    "Written",
    "add_cluster",
    "add_person",
    "answer_correction",
    "appoint",
    "appoint_deputy",
    "ask_correction",
    "case_mark",
    "change_cluster",
    "clashes_of",
    "confirm_planned",
    "copy_members",
    "correct_case",
    "correct_post",
    "correct_unit",
    "declare_headcounts",
    "doubt_again",
    "draft_reorganisation",
    "drop_cluster",
    "edit_person",
    "edit_unit",
    "end_leave",
    "end_post",
    "end_role",
    "end_roles",
    "erase_due",
    "erase_person",
    "extend_role",
    "extend_roles",
    "forget_expired",
    "forget_learner",
    "forget_passing",
    "found_unit",
    "give_data",
    "give_learner_data",
    "give_role",
    "give_roles",
    "grant_leave",
    "hire",
    "import_clusters",
    "merge_persons",
    "name_learner",
    "open_case",
    "plan_reorganisation",
    "post_mark",
    "preview_reorganisation",
    "rate",
    "read_cases",
    "receive",
    "reorganise",
    "rows_of",
    "seat_members",
    "set_retention",
    "sign_review",
    "take_over",
    "tell_apart",
    "transfer",
    "undo_reorganisation",
    "withdraw_correction",
    "withdraw_planned",
]
