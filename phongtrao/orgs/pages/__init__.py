"""What the busier pages of units show."""

from phongtrao.orgs.pages.consequences import consequences_of
from phongtrao.orgs.pages.merging import MergePage
from phongtrao.orgs.pages.past import past_page
from phongtrao.orgs.pages.wizard import ActWizard

__all__ = ["ActWizard", "MergePage", "consequences_of", "past_page"]
