"""How good assessments and kept forecasts were: by author, by source, and what was told against what came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from elections.forecast.changes import read_line
from elections.forecast.models import ContestAssessment, KeptForecast
from elections.forecast.reckoning import Standing
from elections.forecast.scoring import Bin, Told, brier, calibration


@dataclass(frozen=True)
class Grade:
    """The Brier score of one author, source or forecast, over so many decided contests."""

    name: str
    number: int
    score: float


@dataclass(frozen=True)
class Grades:
    """Everybody's scores, the best first, and the calibration of all assessments together."""

    whole: float | None
    number: int
    authors: list[Grade]
    sources: list[Grade]
    forecasts: list[tuple[KeptForecast, Grade]]
    bins: list[Bin]


def grades(
    assessments: Sequence[ContestAssessment], kept: Iterable[KeptForecast], decided: Mapping[int, bool]
) -> Grades:
    """Returns the scores of what was told of the contests that are decided by now."""
    graded = [one for one in assessments if one.contest_id in decided]
    told = [_told(one, decided) for one in graded]
    forecasts = [(one, _of(one.author_login, _told_by(one, decided))) for one in kept]
    return Grades(
        brier(told), len(told),
        _by([(one.author, _told(one, decided)) for one in graded]),
        _by([(one.source, _told(one, decided)) for one in graded]),
        [(one, grade) for one, grade in forecasts if grade is not None], calibration(told),
    )  # fmt: skip


def _told(one: ContestAssessment, decided: Mapping[int, bool]) -> Told:
    return Told(one.told.probability, decided[one.contest_id])


def _told_by(kept: KeptForecast, decided: Mapping[int, bool]) -> list[Told]:
    """Returns what a forecast told of the contests that were open then and are decided now."""
    lines = {int(contest): read_line(line) for contest, line in kept.chances.items()}
    return [
        Told(line.chance / 1000, decided[contest])
        for contest, line in lines.items()
        if contest in decided and line.standing is Standing.OPEN
    ]


def _by(named: Sequence[tuple[str, Told]]) -> list[Grade]:
    told: dict[str, list[Told]] = {}
    for name, one in named:
        told.setdefault(name, []).append(one)
    found = [grade for name, each in told.items() if (grade := _of(name, each)) is not None]
    return sorted(found, key=lambda grade: (grade.score, grade.name))


def _of(name: str, told: Sequence[Told]) -> Grade | None:
    score = brier(told)
    return None if score is None else Grade(name, len(told), score)
