"""The list of proxies that a candidate hands to the commission, on paper."""

from flask import render_template
from flask_babel import force_locale

from elections.audit.change_queries import last_change_at
from elections.campaign.queries import get_election
from elections.candidates.queries import get_candidate
from elections.documents.pdf import render_pdf
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_actions import standing
from elections.headquarters.proxy_queries import list_precincts_of, list_proxies


def proxies_pdf(candidate_id: int, language: str) -> bytes:
    """Returns the list of a candidate's proxies who have consented, by precinct, as PDF; raises NotFound."""
    candidate, election = get_candidate(candidate_id), get_election()
    wanted = (ProxyStatus.CONSENTED, ProxyStatus.REGISTERED)
    proxies = [one for one in list_proxies(candidate_id) if standing(one, election).status in wanted]
    by_precinct = [
        (precinct, [one for one in proxies if one.precinct_id == precinct.id])
        for precinct in list_precincts_of(candidate)
    ]
    with force_locale(language):
        page = render_template(
            "paper/proxies.html", candidate=candidate, election=election, constituency=candidate.contest.constituency,
            precincts=[one for one in by_precinct if one[1]], empty=[one for one, here in by_precinct if not here],
            at=last_change_at(candidate.path),
        )  # fmt: skip
    return render_pdf(page)
