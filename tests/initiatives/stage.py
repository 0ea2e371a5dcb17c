"""The browser in the hands of one person after the other."""

from playwright.sync_api import expect

from tests.browser import DESK, faults, sign_in, too_wide


class Stage:
    def __init__(self, page, live_server):
        self.page, self.server = page, live_server
        page.set_viewport_size(DESK)

    def enter(self, user, address: str):
        """The page at the address, as this person; the answer's status."""
        sign_in(self.page, self.server, user)
        return self.page.goto(f"{self.server.url}{address}").status

    def looks_right(self) -> None:
        found = faults(self.page)
        assert not found, found
        assert not too_wide(self.page)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name).click()

    def reads(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()
