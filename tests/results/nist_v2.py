"""What NIST SP 1500-100 version 2 asks of JSON, for the classes that results use, as a JSON schema (draft 4).

Written down anew, class by class, from NIST's own schema (usnistgov/ElectionResultsReporting on GitHub,
NIST_V2_election_results_reporting.json, a work of the United States government, not subject to copyright there); that
file is not copied here. A class that results do not use is left out, and so is refused; no property may be added to a
class. `REFERENCES` is what the schema keeps as `refTypes`, which validators do not look at: ids must lead somewhere.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

PREFIX = "ElectionResults."
ENUMS = {
    "ReportDetailLevel": "precinct-level summary-contest",
    "ResultsStatus": "certified correction pre-election recount unofficial-complete unofficial-partial",
    "ReportingUnitType": "ballot-batch ballot-style-area borough city city-council combined-precinct congressional "
    "country county county-council drop-box judicial municipality other polling-place precinct school special "
    "split-precinct state state-house state-senate town township utility village vote-center ward water",
    "IdentifierType": "fips local-level national-level ocd-id other state-level",
    "ElectionType": "general other partisan-primary-closed partisan-primary-open primary runoff special",
    "VoteVariation": "1-of-m approval borda cumulative majority n-of-m other plurality proportional range rcv super-majority",
    "CountItemStatus": "completed in-process not-processed unknown",
    "CountItemType": "absentee absentee-fwab absentee-in-person absentee-mail early election-day other provisional total "
    "uocava write-in",
    "CandidatePreElectionStatus": "filed qualified withdrawn write-in",
    "CandidatePostElectionStatus": "advanced-to-runoff projected-winner winner withdrawn",
}
CLASSES = {
    "ElectionReport": "Format!ReportDetailLevel GeneratedDate!date-time Issuer!string IssuerAbbreviation!string "
    "SequenceStart!integer SequenceEnd!integer Status!ResultsStatus VendorApplicationId!string IsTest?boolean "
    "TestType?string Notes?string ExternalIdentifier*ExternalIdentifier GpUnit*ReportingUnit Party*Party Person*Person "
    "Office*Office Election*Election",
    "Election": "ElectionScopeId!string StartDate!date EndDate!date Name!InternationalizedText Type!ElectionType "
    "OtherType?string ExternalIdentifier*ExternalIdentifier CountStatus*CountStatus Candidate*Candidate "
    "Contest*CandidateContest",
    "CandidateContest": "@id!string Name!string VotesAllowed!integer ElectoralDistrictId!string NumberElected?integer "
    "NumberRunoff?integer OfficeIds*string PrimaryPartyIds*string Abbreviation?string "
    "BallotTitle?InternationalizedText BallotSubTitle?InternationalizedText CountStatus*CountStatus "
    "ExternalIdentifier*ExternalIdentifier HasRotation?boolean OtherVoteVariation?string SequenceOrder?integer "
    "SubUnitsReported?integer TotalSubUnits?integer SummaryCounts*SummaryCounts VoteVariation?VoteVariation "
    "BallotSelection*CandidateSelection|PartySelection|BallotMeasureSelection",
    "CandidateSelection": "@id!string CandidateIds+string EndorsementPartyIds*string IsWriteIn?boolean "
    "SequenceOrder?integer VoteCounts*VoteCounts",
    "PartySelection": "@id!string PartyIds+string SequenceOrder?integer VoteCounts*VoteCounts",
    "BallotMeasureSelection": "@id!string Selection!InternationalizedText SequenceOrder?integer VoteCounts*VoteCounts",
    "VoteCounts": "Count!number Type!CountItemType GpUnitId?string OtherType?string IsSuppressedForPrivacy?boolean",
    "SummaryCounts": "Type!CountItemType GpUnitId?string OtherType?string BallotsCast?integer BallotsOutstanding?integer "
    "BallotsRejected?integer Overvotes?integer Undervotes?integer WriteIns?integer IsSuppressedForPrivacy?boolean",
    "CountStatus": "Status!CountItemStatus Type!CountItemType OtherType?string",
    "Candidate": "@id!string BallotName!InternationalizedText PersonId?string PartyId?string FileDate?date "
    "IsIncumbent?boolean IsTopTicket?boolean ExternalIdentifier*ExternalIdentifier "
    "PreElectionStatus?CandidatePreElectionStatus PostElectionStatus?CandidatePostElectionStatus",
    "Person": "@id!string FullName?InternationalizedText LastName?string FirstName?string MiddleName*string "
    "PartyId?string DateOfBirth?date Gender?string Prefix?string Suffix?string Nickname?string "
    "ExternalIdentifier*ExternalIdentifier Profession?InternationalizedText Title?InternationalizedText",
    "Party": "@id!string Name!InternationalizedText Abbreviation?string IsWriteIn?boolean "
    "ExternalIdentifier*ExternalIdentifier",
    "Office": "@id!string Name!InternationalizedText Description?InternationalizedText ElectoralDistrictId?string "
    "ExternalIdentifier*ExternalIdentifier FilingDeadline?date IsPartisan?boolean OfficeHolderPersonIds*string",
    "ReportingUnit": "@id!string Type!ReportingUnitType OtherType?string Name?string Number?string "
    "ExternalIdentifier*ExternalIdentifier ComposingGpUnitIds*string SubUnitsReported?integer TotalSubUnits?integer "
    "VotersRegistered?integer VotersParticipated?integer IsDistricted?boolean IsMailOnly?boolean AuthorityIds*string "
    "CountStatus*CountStatus SummaryCounts*SummaryCounts",
    "ExternalIdentifier": "Type!IdentifierType Value!string Label?string OtherType?string",
    "InternationalizedText": "Text+LanguageString Label?string",
    "LanguageString": "Content!string Language!string",
}
"""By class its properties: one that must be there (!), one that may (?), a list (*), a list of one at least (+)."""
REFERENCES = {
    "ElectionScopeId": {"ReportingUnit"}, "ElectoralDistrictId": {"ReportingUnit"}, "GpUnitId": {"ReportingUnit"},
    "ComposingGpUnitIds": {"ReportingUnit"}, "OfficeIds": {"Office"}, "CandidateIds": {"Candidate"},
    "PersonId": {"Person"}, "PartyId": {"Party"}, "EndorsementPartyIds": {"Party"},
}  # fmt: skip


def schema() -> dict[str, Any]:
    """Returns the JSON schema of an election report."""
    definitions = {PREFIX + name: _class(name, told) for name, told in CLASSES.items()}
    definitions |= {PREFIX + name: {"type": "string", "enum": told.split()} for name, told in ENUMS.items()}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#", "$ref": _ref("ElectionReport")["$ref"],
        "definitions": definitions,
    }  # fmt: skip


def lost_references(report: Mapping[str, Any]) -> list[str]:
    """Returns which ids lead nowhere, to something of another class, or stand twice."""
    named = [(one["@id"], one["@type"].removeprefix(PREFIX)) for one in _objects(report) if "@id" in one]
    kinds = dict(named)
    wrong = [f"twice {key}" for key, times in Counter(key for key, _kind in named).items() if times > 1]
    for one in _objects(report):
        for name, allowed in REFERENCES.items():
            told = one.get(name, [])
            keys = [told] if isinstance(told, str) else told
            wrong += [f"{name} {key}" for key in keys if kinds.get(key) not in allowed]
    return wrong


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for one in value.values():
            yield from _objects(one)
    elif isinstance(value, list):
        for one in value:
            yield from _objects(one)


def _class(name: str, told: str) -> dict[str, Any]:
    properties: dict[str, Any] = {"@type": {"enum": [PREFIX + name]}}
    required = []
    for one in told.split():
        mark = next(sign for sign in one if sign in "!?*+")
        key, kind = one.split(mark, 1)
        properties[key] = _list(kind, mark) if mark in "*+" else _type(kind)
        required += [key] if mark in "!+" else []
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": required}


def _list(kind: str, mark: str) -> dict[str, Any]:
    return {"type": "array", "minItems": int(mark == "+"), "items": _type(kind)}


def _type(kind: str) -> dict[str, Any]:
    if "|" in kind:
        return {"oneOf": [_type(one) for one in kind.split("|")]}
    if kind in ("string", "integer", "number", "boolean"):
        return {"type": kind}
    return {"type": "string", "format": kind} if kind in ("date", "date-time") else _ref(kind)


def _ref(kind: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{PREFIX}{kind}"}
