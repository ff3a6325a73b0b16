"""The chances that rooms below ask for, in the terms of the forecast that was kept last."""

from elections.campaign.queries import get_election
from elections.forecast.assessment_queries import local_day
from elections.forecast.queries import find_before, list_facts
from elections.forecast.reckoning import Settings, Standing, chance_under, standing_of

USUAL_RECORD = 50


def chances_below(path: str) -> dict[int, int]:
    """Returns the chance of a win in thousandths of each open contest below `path`.

    Empty as long as nobody has forecast anything there: no assessment was entered and no forecast kept.
    """
    election, kept = get_election(), find_before(path)
    today = local_day(election, path)
    facts = list_facts(election, path, today)
    if kept is None and not any(one.assessments for one in facts):
        return {}
    settings, counting = Settings(kept.record if kept else USUAL_RECORD), election.target_counting
    return {
        one.contest_id: round(chance_under(one, counting, settings, today) * 1000)
        for one in facts
        if standing_of(one, counting) is Standing.OPEN
    }
