"""What the log calls what was done, and to what: each room hands the words of its own actions in."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from elections.audit.chain import Fault

_labels: dict[str, object] = {}

ACTIONS = {
    "access.forbidden": lazy_gettext("page of another role refused"),
    "access.not_found": lazy_gettext("page that is not there, or of another territory, refused"),
    "file.taken": lazy_gettext("file taken"),
    "log.anchored": lazy_gettext("head of the log noted"),
    "log.exported": lazy_gettext("log taken as a file"),
}
OBJECTIONS = {
    "log.nothing_to_anchor": lazy_gettext("Nothing was logged since the last anchor: print that one"),
    "log.export_reason_missing": lazy_gettext("Enter what the log is taken for: the log keeps it"),
    "log.export_too_long": lazy_gettext(
        "These are %(events)s events, a file holds %(most)s: choose fewer days, one person or one action"
    ),
}
FAULTS = {
    Fault.ALTERED: lazy_gettext("The log was altered: event %(event)s does not fit its own digest."),
    Fault.MISSING: lazy_gettext(
        "The log was altered: between event %(after)s and event %(event)s something was removed or altered."
    ),
    Fault.LOOKS: lazy_gettext(
        "Who saw whom was altered: its register does not say what event %(event)s of the log says."
    ),
    Fault.REWRITTEN: lazy_gettext(
        "The log was rewritten after event %(after)s: its anchor at event %(event)s does not fit. Compare the printed anchors."
    ),
}
KIND_LABELS = {
    "account": lazy_gettext("account"),
    "assessment": lazy_gettext("assessment"),
    "audit_anchor": lazy_gettext("anchor of the log"),
    "audit_event": lazy_gettext("log"),
    "board_link": lazy_gettext("link to the board"),
    "candidate": lazy_gettext("candidate"),
    "certificate": lazy_gettext("certificate"),
    "commission_member": lazy_gettext("member of a commission"),
    "constituency": lazy_gettext("constituency"),
    "contest": lazy_gettext("contest"),
    "course": lazy_gettext("course"),
    "coverage_statement": lazy_gettext("statement on training"),
    "demo": lazy_gettext("Demo"),
    "election": lazy_gettext("election"),
    "headquarters": lazy_gettext("headquarters"),
    "headquarters_member": lazy_gettext("member of a headquarters"),
    "import_batch": lazy_gettext("import"),
    "job": lazy_gettext("job"),
    "kept_forecast": lazy_gettext("Forecast"),
    "means": lazy_gettext("means"),
    "observer": lazy_gettext("observer at a precinct"),
    "official_result": lazy_gettext("official result"),
    "outcome": lazy_gettext("outcome"),
    "page": lazy_gettext("page"),
    "participation": lazy_gettext("participation in a seminar"),
    "party": lazy_gettext("party"),
    "person": lazy_gettext("person"),
    "platform": lazy_gettext("platform"),
    "platform_comment": lazy_gettext("Comment on a passage"),
    "pledge": lazy_gettext("pledge"),
    "protocol": lazy_gettext("protocol"),
    "protocol_photo": lazy_gettext("photo of a protocol"),
    "proxy": lazy_gettext("proxy"),
    "seminar": lazy_gettext("seminar"),
    "support_item": lazy_gettext("support"),
    "target_statement": lazy_gettext("published target"),
    "task": lazy_gettext("task"),
    "trainer": lazy_gettext("trainer"),
    "user_account": lazy_gettext("account"),
}
"""What the log calls a record: the name of its table, or a word of its own."""


def register_actions(labels: Mapping[str, object]) -> None:
    """Adds the words of a room's actions; called once per room when the application is put together."""
    _labels.update(labels)


def action_label(action: str) -> str:
    """Returns what was done in the present language; an action of the command line, or a bygone one, as its code."""
    return str(_labels.get(action, action))


def kind_label(kind: str) -> str:
    """Returns what kind of record an event is about in the present language; one without a word as its code."""
    return str(KIND_LABELS.get(kind, kind))
