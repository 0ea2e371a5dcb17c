"""What this app shows in the page shell: its entries of the navigation."""

from django.utils.translation import gettext_lazy as _

from phongtrao.web.shell import NavItem, register_nav


def plug_in() -> None:
    register_nav(
        NavItem("documents", _("Văn bản"), "documents:document_list", icon="file-text", order=40)
    )
