"""manage load_demo --size school --seed 1 [--if-empty]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.demo.load import is_empty
from phongtrao.demo.province import SIZES
from phongtrao.demo.signins import PASSWORD, SIGNINS
from phongtrao.demo.story import load_demo


class Command(BaseCommand):
    help = "Load the invented province Sông Ngân into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=sorted(SIZES), default="school")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are units"
        )

    def handle(self, **options: Any) -> None:
        if not is_empty():
            if options["if_empty"]:
                return
            raise CommandError(
                "There are units already: the demo is loaded into an empty database only."
            )
        province = load_demo(options["size"], options["seed"])
        self.stdout.write(
            f"Demo province: {len(province.units)} units. Password of all: {PASSWORD}"
        )
        for person in SIGNINS:
            self.stdout.write(f"  {person.username:<11} {person.full_name}, {person.note}")
