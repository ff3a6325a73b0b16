"""What each rule of a protocol's figures says, in words: for the page, and for the table in the documentation."""

from flask_babel import lazy_gettext

from elections.results.rules import RULES, Thresholds

SAYS = {
    "F.101": lazy_gettext("no figure is below zero"),
    "F.102": lazy_gettext("no figure is above a million"),
    "F.103": lazy_gettext("voters who received ballots ≤ voters on the list"),
    "F.104": lazy_gettext("voters who received ballots ≤ ballots received by the commission"),
    "F.105": lazy_gettext("cancelled = received by the commission − given to voters"),
    "F.106": lazy_gettext("took part = votes of all candidates + against all"),
    "F.107": lazy_gettext("took part + invalid ≤ voters who received ballots"),
    "F.108": lazy_gettext("voted outside the polling place ≤ voters who received ballots"),
    "F.109": lazy_gettext("voted by absentee certificates ≤ voters who received ballots"),
    "F.110": lazy_gettext("every figure is a whole number in digits"),
    "F.111": lazy_gettext("the figures that every protocol has are there; none is written as 0"),
    "F.112": lazy_gettext("votes are given to candidates on the ballot of this contest alone"),
    "F.113": lazy_gettext("every candidate on the ballot has a number of votes"),
    "F.114": lazy_gettext("the precinct belongs to the constituency of the contest"),
    "F.115": lazy_gettext("votes are given to nobody who withdrew, was refused or struck off"),
    "W.201": lazy_gettext("voters on the list = voters by the register of precincts"),
    "W.202": lazy_gettext("voters on the list ≤ the most that a precinct may have"),
    "W.203": lazy_gettext("somebody took part"),
    "W.204": lazy_gettext("took part in percent of the list ≤ the threshold"),
    "W.205": lazy_gettext("invalid in percent of the ballots in the boxes ≤ the threshold"),
    "W.206": lazy_gettext("no candidate has all the votes"),
    "W.207": lazy_gettext("no candidate has zero votes where at least so many took part"),
    "W.208": lazy_gettext("no other precinct of the contest has the same votes"),
    "W.209": lazy_gettext(
        "turnout is at most so many points from that of the other precincts of the contest"
    ),
    "W.210": lazy_gettext("a candidate's share is at most so many points from that in the other precincts"),
}
"""What must hold, by code."""

FIELDS = {
    "every": lazy_gettext("every figure"),
    "voters": lazy_gettext("Voters on the list"),
    "ballots_issued": lazy_gettext("Voters who received ballots"),
    "ballots_cancelled": lazy_gettext("Cancelled (unused) ballots"),
    "took_part": lazy_gettext("Voters who took part (without invalid ballots)"),
    "invalid": lazy_gettext("Invalid ballots"),
    "outside": lazy_gettext("Voted outside the polling place"),
    "absentee": lazy_gettext("Voted by absentee certificates"),
    "candidate": lazy_gettext("Candidate"),
    "votes": lazy_gettext("Votes"),
    "precinct_number": lazy_gettext("Precinct"),
}
"""Where a rule is shown."""

HEAD = """# Rules of protocols

The form, the import, the pages and the tests use this one list. Errors F stop a protocol; warnings W are saved once they
are confirmed with a reason. Thresholds are an election's own: who manages it changes them at `/protocols/rules`.

| Code | Shown at | What must hold | Threshold | Article |
|---|---|---|---|---|
"""


def rules_table() -> str:
    """Returns the table for the documentation, in the present language."""
    usual = Thresholds().to_json()
    return HEAD + "".join(
        f"| {rule.code} | {FIELDS[rule.field]} | {SAYS[rule.code]} | {usual.get(rule.threshold, '–')} | {rule.article or '–'} |\n"
        for rule in RULES
    )
