"""Invented people in any number, each with a valid IIN and a constituency of the demo to stand in by themselves."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from elections.demo.names import KAZAKH_MEN, KAZAKH_SURNAMES, KAZAKH_WOMEN
from elections.demo.places import read_territory
from elections.documents.spreadsheet import write_xlsx
from elections.people.iin import complete

HEADINGS = (
    "ИИН", "Фамилия", "Имя", "Отчество", "Дата рождения", "Пол", "КАТО округа", "Способ выдвижения", "Образование",
    "Место работы, должность", "Телефон", "Новое лицо", "Действующий аким", "Участник праймериз", "Статус",
    "Дата регистрации", "Партийность", "Адрес", "Сфера деятельности",
)  # fmt: skip


def people(number: int) -> Iterator[tuple[object, ...]]:
    """Yields rows under HEADINGS; the same number gives the same people."""
    random, katos = Random("benchmarks"), [place.kato for place in read_territory().constituencies]
    serials: dict[date, int] = {}
    for place in range(number):
        woman = place % 4 == 0
        born_on = date(1960, 1, 1) + timedelta(days=random.randrange(12_000))
        iin = None
        while iin is None:
            serial = serials[born_on] = serials.get(born_on, 0) + 1
            iin = complete(f"{born_on:%y%m%d}{4 if woman else 3}{serial:04}")
        given = random.choice(KAZAKH_WOMEN if woman else KAZAKH_MEN)
        father = random.choice(KAZAKH_MEN)
        yield (
            iin, random.choice(KAZAKH_SURNAMES), given, f"{father}{'қызы' if woman else 'ұлы'}", born_on,
            "жен" if woman else "муж", katos[place % len(katos)], "самовыдвижение", "высшее, сельское хозяйство",
            "крестьянское хозяйство, глава", f"+7 701 {place // 10_000:03} {place // 100 % 100:02} {place % 100:02}",
            "да", "нет", "нет", "предложен", None, None, "улица Абая, 1", "сельское хозяйство",
        )  # fmt: skip


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(write_xlsx("candidates", HEADINGS, people(int(sys.argv[2]))))
