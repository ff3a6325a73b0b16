"""What a platform on paper says beside its own data, in the language of the paper, whatever language pages are in (pure)."""

from dataclasses import dataclass

from elections.platforms.imprint import Paper


@dataclass(frozen=True)
class Wording:
    """The words of a leaflet and of a full programme in one language; what is in braces is filled in."""

    leaflet: str
    programme: str
    candidate: str
    nominated: str
    voting: str
    first_pledges: str
    pledges: str
    more_pledges: str
    people: str
    due: str
    due_head: str
    hours: str
    money: str
    sources: str
    total: str
    cost: str
    source: str
    indicator: str
    responsible: str
    demand: str
    what: str
    whole: str
    whole_at: str
    photo: str
    draft: str
    demo: str
    title_missing: str
    text_missing: str
    other_language: str
    no_pledges: str
    edition: str
    imprint: str
    imprint_missing: str
    issued_by: str
    printed_by: str
    print_run: str
    ordered_by: str
    paid_from: str


WORDINGS = {
    Paper.KAZAKH: Wording(
        leaflet="Кандидаттың парақшасы: {name}",
        programme="Сайлауалды бағдарлама: {name}",
        candidate="Әкімге кандидат",
        nominated="Ұсынған: {party}",
        voting="Дауыс беру күні — {date}",
        first_pledges="Басты міндеттемелер",
        pledges="Міндеттемелер",
        more_pledges="Тағы {number} міндеттеме толық бағдарламада",
        people="{number} адам үшін",
        due="Мерзімі: {date}",
        due_head="Мерзімі",
        hours="Дауыс беру: {date}, сағат {opens}–{closes}",
        money="Қаражат қайда жұмсалады",
        sources="Қаражат көздері",
        total="Барлығы",
        cost="Құны",
        source="Қаражат көзі",
        indicator="Көрсеткіш",
        responsible="Жауапты",
        demand="Тұрғындардың талабы",
        what="Не істеледі",
        whole="Толық бағдарламаны кандидаттың штабынан сұраңыз.",
        whole_at="Толық бағдарлама кандидаттың штабында: {address}.",
        photo="{name}, фотосурет",
        draft="ЖОБА, таратуға арналмаған",
        demo="Көрсетілім: адамдар ойдан шығарылған",
        title_missing="Атауы қазақ тілінде әлі жазылмаған",
        text_missing="Бағдарламаның қазақша мәтіні әлі жазылмаған. Орысша мәтіні жеке файлда.",
        other_language="қазақшасы әлі жазылмаған",
        no_pledges="Міндеттемелер әлі жазылмаған.",
        edition="{number}-басылым, {date}",
        imprint="Шығарылым деректері",
        imprint_missing="Шығарылым деректері әлі толық емес.",
        issued_by="Шығарған ұйым",
        printed_by="Басылған жері",
        print_run="Таралымы",
        ordered_by="Тапсырыс беруші",
        paid_from="Төленген қаражат көзі",
    ),
    Paper.RUSSIAN: Wording(
        leaflet="Листовка кандидата: {name}",
        programme="Предвыборная программа: {name}",
        candidate="Кандидат в акимы",
        nominated="Выдвинут: {party}",
        voting="Голосование — {date}",
        first_pledges="Главные обязательства",
        pledges="Обязательства",
        more_pledges="Ещё обязательств в полной программе: {number}",
        people="для {number} чел.",
        due="Срок: {date}",
        due_head="Срок",
        hours="Голосование {date}, с {opens} до {closes}",
        money="На что пойдут деньги",
        sources="Из каких средств",
        total="Всего",
        cost="Стоимость",
        source="Источник средств",
        indicator="Показатель",
        responsible="Ответственный",
        demand="Наказ жителей",
        what="Что будет сделано",
        whole="Полную программу спросите в штабе кандидата.",
        whole_at="Полная программа — в штабе кандидата: {address}.",
        photo="{name}, фотография",
        draft="ЧЕРНОВИК, не для распространения",
        demo="Демонстрация: люди вымышлены",
        title_missing="Название на русском языке ещё не написано",
        text_missing="Программа на русском языке ещё не написана. Казахский текст — отдельным файлом.",
        other_language="на русском ещё не написано",
        no_pledges="Обязательств ещё нет.",
        edition="редакция {number}, {date}",
        imprint="Выходные данные",
        imprint_missing="Выходные данные ещё не полны.",
        issued_by="Выпустила организация",
        printed_by="Отпечатано",
        print_run="Тираж, экземпляров",
        ordered_by="Заказчик",
        paid_from="Оплачено из средств",
    ),
}
