"""The register of commissions' results for import and export: long, a row for each candidate, or wide, one for each contest."""

from dataclasses import replace

from flask_babel import lazy_gettext as _

from elections.accounts.access import Permission
from elections.alphabet import fold
from elections.imports.registers import Column, Kind, Register, RowByRow
from elections.results import official_rows
from elections.results.official import PLAIN, OfficialKind
from elections.results.protocol_registers import FIGURES, OF_CANDIDATE, OF_PLACES, PLACE

_KINDS = {
    OfficialKind.ELECTED: ("избран", "сайланды", "elected"),
    OfficialKind.TIE: ("равенство голосов", "дауыстар тең", "tie"),
    OfficialKind.ANNULLED: ("выборы признаны недействительными", "сайлау жарамсыз деп танылды", "annulled", "недействительны"),
    OfficialKind.NOT_HELD: ("выборы не состоялись", "сайлау өткізілмеді", "not_held", "не состоялись"),
    OfficialKind.TOO_FEW: ("менее двух кандидатов", "екі кандидаттан аз", "too_few"),
}  # fmt: skip
KINDS = {fold(word): kind for kind, words in _KINDS.items() for word in words}
_YES_NO = {True: ("да", "иә", "yes", "1", "+"), False: ("нет", "жоқ", "no", "0", "-")}
YES_NO = {fold(word): value for value, words in _YES_NO.items() for word in words}

DECISION = (
    Column("round", False, ("Выборы по счёту (1 – основные, 2 – повторные)", "Сайлау реті (1 – негізгі, 2 – қайта)",
                            "Round (1: the election, 2: its repeat)", "Выборы по счёту", "Сайлау реті", "Round"), Kind.INTEGER),
    Column("decision", False, ("Решение комиссии", "Комиссияның шешімі", "Decision of the commission", "Решение", "Шешім",
                               "Decision"), Kind.CHOICE, choices=KINDS, words=tuple(one[0] for one in _KINDS.values())),
    Column("decided_on", False, ("Дата решения", "Шешім күні", "Day of the decision"), Kind.DATE),
    Column("source", False, ("Номер протокола комиссии", "Комиссия хаттамасының нөмірі", "Commission's protocol", "Источник",
                             "Дереккөз", "Source"), longest=200),
)  # fmt: skip
ELECTED = (
    Column("elected", False, ("Избран", "Сайланды", "Elected", "Победитель"), Kind.CHOICE, choices=YES_NO, words=("да", "нет")),
    Column("elected_place", False, ("Место избранного в бюллетене", "Сайланғанның бюллетеньдегі орны",
                                    "Place of the elected on the ballot"), Kind.INTEGER),
)  # fmt: skip
REASON = Column(
    "reason", False, ("Пояснение к решению", "Шешімге түсініктеме", "Reason", "Пояснение"), longest=500
)
SUMS = tuple(replace(one, required=False, may_be_empty=False) for one in FIGURES if one.key in PLAIN)

OFFICIAL = Register(
    "official", (PLACE[0], *DECISION, *SUMS, *OF_CANDIDATE, *ELECTED, *OF_PLACES, REASON),
    RowByRow(official_rows.plan, official_rows.apply), official_rows.dump, permission=Permission.RESOLVE_PROTOCOLS,
    needs=(("votes", "place_1", "decision"),), names=("constituency_kato", "candidate"),
    title=_("Official results of the commissions"),
)  # fmt: skip
REGISTERS = (OFFICIAL,)
