"""The commands `flask audit verify` and `flask audit anchor`."""

import json
from dataclasses import asdict

import click
from flask.cli import AppGroup

from elections.audit.anchor_actions import note_head
from elections.audit.chain import Anchor, Fault, Verdict
from elections.audit.queries import check_log, has_digest
from elections.database import transaction, utc_now

audit_cli = AppGroup("audit", help="The log.")


class NotedAnchor(click.ParamType[Anchor]):
    """What a printed anchor says: the number of the event, a colon, its digest or how that begins."""

    name = "event:digest"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Anchor:
        """Returns the anchor that was typed; whatever else was typed is wrong use."""
        number, _colon, digest = value.partition(":")
        digest = "".join(digest.split()).lower()
        if not number.isdecimal() or len(number) > 9 or len(digest) < 8:
            self.fail("is not like 1234:0a1b2c3d…, of a digest at least 8 signs", param, ctx)
        return Anchor(int(number), digest)


@audit_cli.command("verify")
@click.option(
    "--anchor", "noted", type=NotedAnchor(), multiple=True, help="A printed anchor, as 1234:0a1b2c3d…."
)
@click.option("--json", "as_json", is_flag=True, help="Say what was found as JSON.")
def verify(noted: tuple[Anchor, ...], as_json: bool) -> None:
    """Check the log from its first event, and against its anchors; exit status 1 when anything was altered."""
    verdict = check_log()
    if as_json:
        click.echo(json.dumps(asdict(verdict)))
    if verdict.fault is not None:
        raise click.ClickException(_told(verdict))
    for one in noted:
        if not has_digest(one):
            raise click.ClickException(f"the log was rewritten: event {one.event_id} is not the printed one")
    if not as_json:
        click.echo(f"the log is whole: {verdict.events} events, {verdict.anchors} anchors")


@audit_cli.command("anchor")
def anchor() -> None:
    """Note the head of the log, as the worker does once a day."""
    with transaction():
        noted = note_head(utc_now())
        said = (
            "nothing was logged since the last anchor"
            if noted is None
            else f"{noted.event_id}:{noted.digest}"
        )
    click.echo(said)


def _told(verdict: Verdict) -> str:
    if verdict.fault == Fault.ALTERED:
        return f"event {verdict.event_id} was altered"
    if verdict.fault == Fault.LOOKS:
        return f"who saw whom was altered: its register does not say what event {verdict.event_id} says"
    after = f"event {verdict.after}" if verdict.after else "the beginning"
    if verdict.fault == Fault.MISSING:
        return f"between {after} and event {verdict.event_id} something was removed or altered"
    return f"what follows {after} was rewritten: the anchor at event {verdict.event_id} does not fit"
