"""One line of history for a reorganisation, told by each person whose post it moved or ended."""

from phongtrao.audit.models import Entry
from phongtrao.orgs.models import Carried, Post


def acts_that_moved(person: str) -> list[int]:
    """Entries of the acts. What was undone left the person where they were, and is not told."""
    posts = Post.objects.filter(person=int(person))
    # By the unit as well: that one is indexed, and a row bears the unit its post was at.
    carried = Carried.objects.filter(
        carrier=Post._meta.label_lower,  # noqa: SLF001 -- Django's documented name
        former__in=posts.values("unit"),
        row__in=posts.values("pk"),
    )
    acts = [str(act) for act in carried.values_list("reorganisation", flat=True).distinct()]
    lines = Entry.objects.filter(subject_type="orgs.reorganisation", action="orgs.reorganised")
    return list(lines.filter(subject_id__in=acts).values_list("pk", flat=True))
