"""The plan's side plugs into the apps below: navigation, and who may read which history."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import pgettext_lazy

from phongtrao.audit import visibility as history
from phongtrao.orgs.scope import grants_of
from phongtrao.plans.access import movements, plans, tasks
from phongtrao.web.shell import NavItem, register_nav


def plug_plans() -> None:
    """Called once, when the apps are ready."""
    register_nav(
        NavItem(
            "movements",
            pgettext_lazy("many", "Phong trào"),
            "plans:movement_list",
            "award",
            15,
            reads_plans,
        )
    )
    register_nav(
        NavItem(
            "plans",
            pgettext_lazy("many", "Kế hoạch"),
            "plans:plan_list",
            "clipboard-list",
            20,
            reads_plans,
        )
    )
    history.register("plans.movement", movements.visible_movements, "plans:movement")
    history.register("plans.plan", plans.visible_plans, "plans:plan")
    history.register("plans.task", tasks.visible_tasks, "plans:task")


def reads_plans(user: AbstractBaseUser) -> bool:
    return bool(grants_of(user, movements.READERS))
