"""Writing the School's trainers: everybody once, whatever the spelling of the name."""

from collections.abc import Sequence

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.training.trainer_models import Trainer
from elections.training.trainer_queries import find_account, find_trainers, key_of

SEPARATORS = (";", "\n")


def names_in(typed: str) -> list[str]:
    """Returns the names that were typed one after the other, each once: "Т. Оспанова, Б. Сағынов"."""
    for sign in SEPARATORS:
        typed = typed.replace(sign, ",")
    names = [" ".join(name.split()) for name in typed.split(",")]
    return list({key_of(name): name for name in names if key_of(name)}.values())


def known_trainers(actor: Actor, names: Sequence[str]) -> list[Trainer]:
    """Returns the trainers of these names; who is not known yet becomes one. The caller has checked the actor."""
    known = find_trainers(names)
    for name in names:
        if key_of(name) not in known:
            known[key_of(name)] = _make(actor, name)
    return [known[key_of(name)] for name in names]


def save_trainer(
    actor: Actor, name: str, phone: str, login: str, *, trainer: Trainer | None = None, version: int = 0
) -> Trainer:
    """Makes a trainer, or changes one; `login` is that of their account, "" for none. Raises Refused, Stale, Forbidden."""
    if not actor.allows(Permission.EDIT_TRAINING):
        raise Forbidden
    if trainer is not None and trainer.version != version:
        raise Stale
    other, user_id = find_trainers([name]).get(key_of(name)), find_account(login) if login else None
    objections = []
    if other is not None and other is not trainer:
        objections.append(Objection("trainer.name_taken", "name", {"name": other.name}))
    if login and user_id is None:
        objections.append(Objection("trainer.login_unknown", "login", {"login": login}))
    refuse_if(objections)
    before = (
        None if trainer is None else {"name": trainer.name, "phone": trainer.phone, "user": trainer.user_id}
    )
    if trainer is None:
        trainer = Trainer(name=name, name_key=key_of(name))
        db.session.add(trainer)
    trainer.name, trainer.name_key, trainer.phone, trainer.user_id = name, key_of(name), phone, user_id
    db.session.flush()
    after = {"name": name, "phone": phone, "user": user_id}
    record(
        actor,
        "trainer.changed" if before else "trainer.created",
        trainer,
        label=name,
        before=before,
        after=after,
    )
    return trainer


def _make(actor: Actor, name: str) -> Trainer:
    trainer = Trainer(name=name, name_key=key_of(name))
    db.session.add(trainer)
    db.session.flush()
    record(actor, "trainer.created", trainer, label=name, after={"name": name})
    return trainer
