"""The whole demo campaign as plain values: the same each time, on every machine; nothing is written here."""

from dataclasses import dataclass

from elections.demo.afterwards import AFTERWARDS, first_days
from elections.demo.candidacies import Candidacy, own_candidacies, rival_candidacies
from elections.demo.courses import COURSES, Course
from elections.demo.dossiers import Dossier, dossiers
from elections.demo.losses import Loss, losses
from elections.demo.means import Means, means_of
from elections.demo.night import Protocol, protocols
from elections.demo.organisation import Headquarters, headquarters
from elections.demo.parties import PARTIES, Party
from elections.demo.people import People
from elections.demo.places import Territory, read_territory
from elections.demo.programmes import Platform, platforms
from elections.demo.school import Seminar, seminars
from elections.demo.watchers import Watchers, watchers


@dataclass(frozen=True)
class Campaign:
    """Everything that the demo holds; the own party is the first of `parties`."""

    territory: Territory
    parties: tuple[Party, ...]
    own: tuple[Candidacy, ...]
    rivals: tuple[Candidacy, ...]
    lost: tuple[Loss, ...]
    dossiers: tuple[Dossier, ...]
    headquarters: tuple[Headquarters, ...]
    courses: tuple[Course, ...]
    seminars: tuple[Seminar, ...]
    platforms: tuple[Platform, ...]
    means: tuple[Means, ...]
    protocols: tuple[Protocol, ...]
    watchers: Watchers


def invent() -> Campaign:
    """Returns the demo campaign, half way through the night of 25 July 2021."""
    territory = read_territory()
    people = People()
    own = own_candidacies(territory.constituencies, people)
    rivals = rival_candidacies(territory.constituencies, own, people)
    hqs = headquarters(territory, own, people)
    held = seminars(territory, own, hqs, people)
    lost = losses(territory.constituencies, own + rivals, people)
    names = {c.kato: c.name_ru for c in territory.constituencies}
    written = platforms(own, names, {c.kato: c.voters for c in territory.constituencies})
    return Campaign(
        territory,
        PARTIES,
        own,
        rivals,
        lost,
        dossiers(own, names),
        hqs,
        (*COURSES, AFTERWARDS),
        (*held, first_days(own)),
        written,
        means_of(own, written),
        protocols(territory.constituencies, own + rivals),
        watchers(territory, own, people),
    )
