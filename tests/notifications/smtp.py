"""A real mail server in a thread, which keeps what it gets and can be told to refuse."""

import socket
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Postman:
    """``letters``: what arrived; ``refuse``: the answer to everything, as “550 full”."""

    port: int
    refuse: str = ""
    letters: list[Message] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        if self.refuse:
            return self.refuse
        self.letters.append(message_from_bytes(envelope.content))
        return "250 OK"


def free_port() -> int:
    """The controller knocks at the port it was told, so 0 will not do."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def mail_server() -> Generator[Postman, None, None]:
    postman = Postman(free_port())
    controller = Controller(postman, hostname="127.0.0.1", port=postman.port)
    controller.start()
    try:
        yield postman
    finally:
        controller.stop()


def words(letter: Message) -> str:
    return letter.get_payload(decode=True).decode().replace("\r\n", "\n")
