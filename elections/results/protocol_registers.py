"""The register of protocols for import and export: long, a row for each candidate, or wide, a row for each precinct."""

from flask_babel import lazy_gettext as _

from elections.accounts.access import Permission
from elections.imports.registers import Column, Kind, Register, RowByRow
from elections.results import protocol_rows
from elections.results.protocol_names import KEYS, find_named
from elections.results.protocol_reading import PLACES
from elections.results.protocol_undoing import undo_protocols

PLACE = (
    Column("constituency_kato", True, ("КАТО округа", "Округтің ӘАОЖ коды", "Constituency code", "КАТО", "ӘАОЖ", "KATO"),
           Kind.KATO),
    Column("precinct_number", True, ("Номер участка", "Учаске нөмірі", "Precinct", "№ участка", "Участок", "Учаске",
                                     "№ учаске", "Precinct number"), Kind.INTEGER),
)  # fmt: skip
FIGURES = (
    Column("voters", True, ("Избирателей в списке", "Тізімдегі сайлаушылар", "Voters on the list", "Избирателей", "Сайлаушылар", "Voters"),
           may_be_empty=True),
    Column("ballots_received", False, ("Бюллетеней получено комиссией", "Комиссия алған бюллетеньдер", "Ballots received by the commission",
                                       "Получено бюллетеней", "Ballots received")),
    Column("ballots_issued", True, ("Избирателей, получивших бюллетени", "Бюллетень алған сайлаушылар", "Voters who received ballots",
                                    "Выдано бюллетеней", "Берілген бюллетеньдер", "Ballots issued"), may_be_empty=True),
    Column("ballots_cancelled", False, ("Погашено бюллетеней", "Жойылған бюллетеньдер", "Cancelled ballots", "Погашенные бюллетени", "Погашено")),
    Column("took_part", True, ("Приняли участие", "Дауыс беруге қатысқандар", "Took part", "Приняло участие", "Қатысқандар"), may_be_empty=True),
    Column("invalid", True, ("Недействительные бюллетени", "Жарамсыз бюллетеньдер", "Invalid ballots", "Недействительных", "Жарамсыз", "Invalid"),
           may_be_empty=True),
    Column("outside", False, ("Голосовали вне помещения", "Үй-жайдан тыс дауыс бергендер", "Voted outside the polling place", "Вне помещения")),
    Column("absentee", False, ("Голосовали по открепительным", "Есептен шығару куәлігімен дауыс бергендер", "Voted by absentee certificates",
                               "По открепительным")),
    Column("against_all", False, ("Против всех", "Бәріне қарсымын", "Against all", "Бәріне қарсы")),
)  # fmt: skip
OF_CANDIDATE = (
    Column("ballot_place", False, ("Место в бюллетене", "Бюллетеньдегі орны", "Place on the ballot", "№ в бюллетене")),
    Column("candidate", False, ("Кандидат", "Кандидат (үміткер)", "Candidate", "ФИО кандидата", "Үміткер"), longest=400),
    Column("votes", False, ("Голосов", "Дауыс", "Votes", "Голоса", "Дауыстар", "Число голосов", "Дауыс саны")),
)  # fmt: skip
OF_PLACES = tuple(
    Column(f"place_{number}", False, (f"Кандидат {number}", f"{number}-кандидат", f"Candidate {number}", f"Голоса {number}",
                                      f"Дауыс {number}", f"Votes {number}", f"Место {number}", f"{number}-орын"), goes_if_empty=True)
    for number in range(1, PLACES + 1)
)  # fmt: skip
OF_NAMES = tuple(
    Column(key, False, (f"Голоса за того, кто в заголовке ({number})", f"Тақырыптағы кандидаттың дауысы ({number})",
                        f"Votes for whom the heading names ({number})"), goes_if_empty=True, own_heading=True)
    for number, key in enumerate(KEYS, 1)
)  # fmt: skip
REASON = Column(
    "reason", False, ("Пояснение к предупреждениям", "Ескертулерге түсініктеме", "Reason of warnings"), longest=500
)  # fmt: skip

PROTOCOLS = Register(
    "protocols", (*PLACE, *FIGURES, *OF_CANDIDATE, *OF_PLACES, *OF_NAMES, REASON), RowByRow(protocol_rows.plan, protocol_rows.apply),
    protocol_rows.dump, permission=Permission.ENTER_PROTOCOLS, needs=(("votes", "place_1", "named_1"),), finds=find_named, undo=undo_protocols,
    names=("constituency_kato", "precinct_number", "candidate"), title=_("Protocols of precincts"),
)  # fmt: skip
REGISTERS = (PROTOCOLS,)
