"""The consent to the processing of personal data: its text in versions, and when it may be given and withdrawn.

By the Law of 21 May 2013 No. 94-V on personal data and their protection: collected and processed with the consent of
their subject (art. 7), given in writing or another way that proves it, and withdrawn by them (art. 8).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elections.errors import Objection


class ConsentWay(StrEnum):
    """How a consent was given."""

    PAPER = "paper"
    ELECTRONIC = "electronic"


@dataclass(frozen=True)
class ConsentText:
    """A version of the text that candidates agree to; `{party}` stands for the party's name. Never altered, only followed."""

    version: int
    text_ru: str
    text_kk: str


TEXTS = (
    ConsentText(
        1,
        "Я даю партии «{party}» согласие на сбор и обработку моих персональных данных: фамилии, имени, отчества, даты "
        "рождения, пола, ИИН, фотографии, контактов, образования, рода занятий, места работы, биографии и документов, "
        "которых требует закон, – для выдвижения, регистрации и предвыборной кампании. Контакты передаются только "
        "штабам партии. Согласие действует до окончания выборов и может быть отозвано в любое время письменно.",
        "Мен «{party}» партиясына менің дербес деректерімді: тегімді, атымды, әкемнің атын, туған күнімді, жынысымды, "
        "ЖСН, фотосуретімді, байланыс деректерімді, білімімді, кәсібімді, жұмыс орнымды, өмірбаянымды және заң талап "
        "ететін құжаттарды ұсыну, тіркеу және сайлау науқаны үшін жинауға және өңдеуге келісім беремін. Байланыс "
        "деректері партия штабтарына ғана беріледі. Келісім сайлау аяқталғанға дейін қолданылады және оны кез келген "
        "уақытта жазбаша қайтарып алуға болады.",
    ),
)
"""All versions, oldest first: a dossier keeps the number of the one that was agreed to."""
CURRENT = TEXTS[-1]


def text_of(version: int) -> ConsentText | None:
    """Returns the text of a version, or None where there is none."""
    return next((one for one in TEXTS if one.version == version), None)


def objections_to_consent(version: int, given_on: date, today: date, *, in_force: bool) -> list[Objection]:
    """Returns what speaks against recording a consent: one is in force, the text is unknown, the day is to come."""
    found = []
    if in_force:
        found.append(Objection("consent.in_force", "given_on"))
    if text_of(version) is None:
        found.append(Objection("consent.unknown_text", params={"version": version}))
    if given_on > today:
        found.append(Objection("consent.in_future", "given_on", {"today": today}))
    return found


def objections_to_withdrawal(
    given_on: date | None, withdrawn_on: date, reason: str, today: date
) -> list[Objection]:
    """Returns what speaks against recording a withdrawal; `given_on` is None where no consent is in force."""
    found = []
    if given_on is None:
        found.append(Objection("consent.none_in_force", "withdrawn_on"))
    elif withdrawn_on < given_on:
        found.append(Objection("consent.withdrawn_before_given", "withdrawn_on", {"given_on": given_on}))
    if withdrawn_on > today:
        found.append(Objection("consent.in_future", "withdrawn_on", {"today": today}))
    if not reason:
        found.append(Objection("consent.reason_missing", "withdrawal_reason"))
    return found
