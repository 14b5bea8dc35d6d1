"""The alignment of two lists of 500 references, of which a tenth was moved, added, dropped or edited, on one core."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from statistics import median

from benchmarks.figures import Figure
from citeaudit.model import PartialDate, Source
from citeaudit.recovery.alignment import align

REFERENCES = 500
ROUNDS = 5
WORDS = (
    *("parliament", "court", "minister", "school", "railway", "harvest", "election", "budget", "journalist", "prison", "strike", "river", "border"),
    *("language", "church", "museum", "hospital", "market", "festival", "energy", "climate", "treaty", "reform", "protest", "investor", "village"),
)
DEEDS = ("rejects", "welcomes", "delays", "loses", "rebuilds", "questions", "opens", "leaves", "wins", "divides")


def measure() -> list[Figure]:
    """Takes the median of some rounds; what is taken must also be right."""
    copy, other = _lists(random.Random(500))
    taken, spent = [], []
    for _ in range(ROUNDS):
        begun = time.process_time()
        taken = list(align(copy, other))
        spent.append(time.process_time() - begun)
    wrong = sum(match is not None and other[match.index].extra != source.extra for source, match in zip(copy, taken, strict=True))
    reachable = {source.extra for source in other}
    missed = sum(match is None and source.extra in reachable for source, match in zip(copy, taken, strict=True))
    return [
        Figure(name=f"two lists of {REFERENCES} references aligned, CPU", measured=median(spent), bound=0.5, unit="s"),
        Figure(name="of these taken for another reference", measured=wrong, bound=0, unit="references"),
        Figure(name="of these left without their match", measured=missed, bound=REFERENCES // 20, unit="references"),
    ]


def _lists(dice: random.Random) -> tuple[list[Source], list[Source]]:
    """A copy and the list that it was made from, each 5 % moved, dropped, added and edited; `extra` says which is which."""
    original = [_reference(dice, at) for at in range(REFERENCES)]
    return [replace(source, url="") for source in _changed(original, dice)], _changed(original, dice)


def _reference(dice: random.Random, at: int) -> Source:
    words = dice.sample(WORDS, 4)
    title = f"{words[0].title()} {dice.choice(DEEDS)} {words[1]} over {words[2]} and {words[3]}"
    publisher = f"The {dice.choice(WORDS).title()} Times"
    published = PartialDate(year=dice.randrange(2005, 2020), month=dice.randrange(1, 13), day=dice.randrange(1, 29))
    accessed = PartialDate(year=2020, month=dice.randrange(1, 13), day=dice.randrange(1, 29))
    return Source(
        article="A",
        reference=str(at + 1),
        title=title,
        publisher=publisher,
        published=published,
        accessed=accessed,
        url=f"https://www.{publisher.split()[1].lower()}times.example/{published.year}/{at}",
        raw=f'"{title}". {publisher}. {published}. Retrieved {accessed}.',
        extra=(("which", str(at)),),
    )


def _changed(original: list[Source], dice: random.Random) -> list[Source]:
    changed, some = list(original), REFERENCES // 20
    for at in range(some):
        changed.insert(dice.randrange(len(changed)), changed.pop(dice.randrange(len(changed))))
        changed.pop(dice.randrange(len(changed)))
        changed.insert(dice.randrange(len(changed)), _reference(dice, REFERENCES + dice.randrange(10**6)))
        place = dice.randrange(len(changed))
        changed[place] = replace(changed[place], accessed=PartialDate(year=2021, month=1 + at % 12, day=3), raw="")
    return changed
