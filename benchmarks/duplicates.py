"""The search for duplicates against one snapshot: what twice the people cost."""

from time import process_time

from benchmarks.people import people
from elections.people.likeness import PersonKey
from elections.people.matching import find_matches_of, find_pairs

ROWS = 30_000
RUNS = 5
MOST_TIMES = 2.3


def main() -> int:
    """Prints the ratio; returns 1 when it is above its limit."""
    once, twice = [], []
    for _run in range(RUNS):
        once.append(_time(ROWS))
        twice.append(_time(2 * ROWS))
    ratio = min(twice) / min(
        once
    )  # of the processor's time the least: what else the machine does only adds to it
    print(f"duplicates among {2 * ROWS} people: {ratio:.2f} x the time of {ROWS} (at most {MOST_TIMES})")
    return int(ratio > MOST_TIMES)


def _time(rows: int) -> float:
    """Returns how long it takes to look for half of the people in the other half, and among themselves."""
    keys = [
        PersonKey(number, str(row[1]), str(row[2]), str(row[3]), row[4].year, row[4], None, f"{row[6]}/")  # type: ignore[attr-defined]
        for number, row in enumerate(people(rows), start=1)
    ]
    began = process_time()
    find_pairs(keys)
    find_matches_of(keys[::2], keys[1::2])
    return process_time() - began
