"""The demo campaign is the same each time, whatever the process."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from elections.demo.names import feminine, kazakh_patronymic, russian_patronymic
from elections.demo.shares import apportion, chosen

ROOT = Path(__file__).resolve().parents[2]
DIGEST = (
    "import hashlib; from elections.demo.invention import invent; "
    "print(hashlib.sha256(repr(invent()).encode()).hexdigest())"
)


def test_campaign_is_the_same_in_every_process() -> None:
    digests = {_digest(seed) for seed in ("1", "2")}

    assert len(digests) == 1


def _digest(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    run = subprocess.run(
        [sys.executable, "-c", DIGEST], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout


@given(total=st.integers(0, 100_000), weights=st.lists(st.integers(1, 1000), min_size=1, max_size=50))
def test_apportion_adds_up_and_is_within_one_of_the_share(total: int, weights: list[int]) -> None:
    parts = apportion(total, weights)

    assert sum(parts) == total
    assert all(
        abs(part * sum(weights) - total * weight) < sum(weights)
        for part, weight in zip(parts, weights, strict=True)
    )


def test_chosen_marks_exactly_as_many() -> None:
    assert sum(chosen(Random("any"), 3, 10)) == 3


def test_names_have_their_forms() -> None:
    assert (feminine("Омаров"), feminine("Сейітқали")) == ("Омарова", "Сейітқали")
    assert (kazakh_patronymic("Серік", False), kazakh_patronymic("Серік", True)) == ("Серікұлы", "Серікқызы")
    assert (russian_patronymic("Серік", False), russian_patronymic("Ерғали", True)) == (
        "Серікович",
        "Ерғалиевна",
    )
