"""The words of tasks: kinds, states, the pack, who has one, and what speaks against it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from elections.headquarters.words import ROLE_LABELS
from elections.tasks.models import Task
from elections.tasks.pack import LEFT
from elections.tasks.queries import FORBIDDEN, LATE, MINE, NOBODYS, SOON, Owner
from elections.tasks.rules import Kind, Nature, State

KIND_LABELS = {
    Kind.DOCUMENTS: lazy_gettext("documents"),
    Kind.REGISTRATION: lazy_gettext("registration at the commission"),
    Kind.PROXIES: lazy_gettext("proxies"),
    Kind.PRINTING: lazy_gettext("printing"),
    Kind.ROOMS: lazy_gettext("rooms and permissions"),
    Kind.MEETING: lazy_gettext("meeting with voters"),
    Kind.AGITATION: lazy_gettext("campaigning in person"),
    Kind.DISTRIBUTION: lazy_gettext("handing out and putting up materials"),
    Kind.MEDIA: lazy_gettext("press, radio, networks"),
    Kind.SILENCE: lazy_gettext("end of campaigning"),
    Kind.OBSERVERS: lazy_gettext("observers"),
    Kind.COUNT: lazy_gettext("count and protocols"),
    Kind.TRAINING: lazy_gettext("training"),
    Kind.OTHER: lazy_gettext("other"),
}
NATURE_LABELS = {
    Nature.CAMPAIGNING: lazy_gettext("campaigning"),
    Nature.ORGANISATIONAL: lazy_gettext("organisation"),
}
STATE_LABELS = {
    State.OPEN: lazy_gettext("open task"),
    State.DONE: lazy_gettext("done"),
    State.CANCELLED: lazy_gettext("task cancelled"),
}
REASON_LABELS = {LEFT: lazy_gettext("Nobody of ours stands here any more")}
WHOSE_LABELS = {MINE: lazy_gettext("my tasks"), NOBODYS: lazy_gettext("without owner")}
WHEN_LABELS = {
    LATE: lazy_gettext("late"),
    SOON: lazy_gettext("due within 7 days"),
    FORBIDDEN: lazy_gettext("when campaigning is forbidden"),
}
PACK_LABELS = {
    "minutes": lazy_gettext("Get the extract from the minutes of the branch's highest body, and the copy of the party's registration"),
    "consent": lazy_gettext("Get the candidate's written consent to stand"),
    "nomination": lazy_gettext("Hand the nomination and the consent in at the commission"),
    "documents": lazy_gettext("Gather the biographical data, the proof of membership and the papers for the special check"),
    "tax": lazy_gettext("Get the tax body's certificate that the candidate and the spouse filed declarations"),
    "deposit": lazy_gettext("Pay the deposit and keep the proof of payment"),
    "filing": lazy_gettext("Hand all documents for the registration in at the commission"),
    "certificate": lazy_gettext("Receive the candidate's certificate of registration"),
    "proof_print": lazy_gettext("Check the proofs of posters and leaflets: who issued them, where and how many were printed, who ordered them, from what money"),
    "rooms": lazy_gettext("Ask the akimat for rooms, and the commission for a place in the schedule of meetings"),
    "proxies": lazy_gettext("Put the proxies with their consents to the commission, at most three for a precinct"),
    "first_meeting": lazy_gettext("Begin the campaign: hold the first meeting with voters"),
    "leaflets": lazy_gettext("Hand out leaflets and put up posters with the imprint, where it is allowed"),
    "publication": lazy_gettext("Compare what the commission published of the candidate with the documents"),
    "programme": lazy_gettext("Present the candidate's programme to voters in every village"),
    "last_meeting": lazy_gettext("Hold the last meeting with voters"),
    "proxy_certificates": lazy_gettext("Receive the proxies' certificates and hand them over"),
    "silence": lazy_gettext("Stop all campaigning: meetings, advertisements, posts; take own materials away from polling stations"),
    "observers": lazy_gettext("Name who watches at each precinct and at the commission, with phones"),
    "opening": lazy_gettext("Have somebody at each precinct when it opens"),
    "protocols": lazy_gettext("Gather a copy of the protocol of each precinct, and enter it"),
    "results": lazy_gettext("Compare the commission's result with the own copies of protocols"),
    "thanks": lazy_gettext("Thank voters, proxies and the headquarters"),
}  # fmt: skip
OBJECTIONS = {
    "task.far_away": lazy_gettext("Enter a date of this campaign: the voting is on %(voting_on)s"),
    "task.before_campaign": lazy_gettext("Campaigning is allowed from %(opens)s only: choose a later time, or a kind of task that is no campaigning"),
    "task.in_silence": lazy_gettext("Campaigning ends at %(closes)s: from then on nothing of this kind may be planned. Choose an earlier time"),
    "task.step_not_allowed": lazy_gettext("The task is no longer as it was: look at it again"),
    "task.reason_missing": lazy_gettext("Enter the reason"),
    "task.proof_missing": lazy_gettext("This task needs a proof: write what was done, with its number and date, or add a photo or scan"),
    "task.owner_elsewhere": lazy_gettext("Choose somebody who works where the task is"),
    "task.link": lazy_gettext("Enter a whole address that begins with https://"),
    "task.too_many_files": lazy_gettext("A task holds at most %(maximum)s files"),
    "task.place_unknown": lazy_gettext("Choose a region, district or constituency of the list: by its name or its KATO code"),
    "task.place_not_yours": lazy_gettext("You may plan tasks in your own territory only"),
    "tasks.none_marked": lazy_gettext("Mark at least one task"),
    "tasks.export_reason_missing": lazy_gettext("Enter what the list is taken for: the log keeps it"),
    "pack.no_contests": lazy_gettext("No constituency of this territory has a candidate of ours: register the candidates first"),
}  # fmt: skip
ACTIONS = {
    "task.created": lazy_gettext("task made"),
    "task.changed": lazy_gettext("task changed"),
    "task.done": lazy_gettext("task done"),
    "task.reopened": lazy_gettext("task opened again"),
    "task.cancelled": lazy_gettext("task called off"),
    "task.handed_over": lazy_gettext("task handed over"),
    "task.file_seen": lazy_gettext("file of a task looked at"),
    "task.file_removed": lazy_gettext("file of a task removed"),
    "tasks.packed": lazy_gettext("packs of tasks made"),
    "tasks.exported": lazy_gettext("tasks exported"),
}
MOVED_LABELS = PACK_LABELS
"""What moved with the calendar, for the log."""
"""What the log calls what was done here."""


def title_of(task: Task) -> str:
    """Returns the title of a task: its own, or that of the pack in the present language."""
    return task.title or str(PACK_LABELS.get(task.template, task.template))


def owner_label(owner: Owner | None) -> str:
    """Returns who has a task, with the work in the headquarters."""
    if owner is None:
        return str(_("nobody has it yet"))
    return owner.name if owner.role is None else f"{owner.name} ({ROLE_LABELS[owner.role]})"
