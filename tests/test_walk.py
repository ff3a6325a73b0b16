"""The main job, end to end: a candidate, a platform, a protocol, the target, the district report."""

import io

import pypdf
from flask import Flask

from elections.accounts.access import Role
from elections.database import transaction
from elections.results.actions import expect_protocols
from tests.factories import Factory

PERSON = {
    "surname": "Өтегенұлы", "given_name": "Ғалымжан", "patronymic": "Қайратұлы", "born_on": "1980-02-29", "sex": "male",
    "iin": "", "phone": "+7 700 000 00 00",
}  # fmt: skip
FIGURES = {
    "voters": "500", "ballots_received": "505", "ballots_issued": "400", "ballots_cancelled": "105", "took_part": "390",
    "invalid": "10", "outside": "5", "absentee": "", "against_all": "20",
}  # fmt: skip


def test_walk_of_the_main_job(app: Flask, factory: Factory, login) -> None:
    contest = factory.contest()
    precinct = factory.precinct(contest.constituency)
    rival = factory.candidate(contest, own=False)
    with transaction():
        expect_protocols(contest)
    district = contest.path.split("/")[1]
    scope = "/".join(contest.path.split("/")[:2]) + "/"
    staff, coordinator = login(Role.HQ_STAFF, scope), login(Role.COORDINATOR)
    party = str(contest.election.own_party_id)

    saved = staff.post(
        "/candidates/new",
        {
            **PERSON,
            "contest": contest.constituency.kato,
            "nomination": "party",
            "nominated_by": party,
            "member_of": party,
        },
    )
    assert saved.status == 303, saved.words
    page = staff.follow(saved)
    assert "Өтегенұлы Ғалымжан Қайратұлы" in page.words
    candidate_url = saved.location
    candidate_id = candidate_url.rsplit("/", 1)[1]

    documents = page.page.xpath("//input[@name='documents']/@value")
    version = page.page.xpath("//input[@name='version']/@value")[0]
    assert (
        staff.post(f"{candidate_url}/documents", {"documents": documents, "version": version}).status == 303
    )
    for status in ("filed", "registered"):
        version = staff.get(candidate_url).page.xpath("//input[@name='version']/@value")[0]
        step = {"status": status, "status_on": "2021-07-05", "ground": "", "version": version}
        answer = staff.post(f"{candidate_url}/step", step)
        assert answer.status == 303, answer.words

    texts = {"title_kk": "Ауыл", "title_ru": "Село", "text_kk": "Су", "text_ru": "Вода"}
    platform = staff.post(f"/candidates/{candidate_id}/platforms/new", texts)
    assert platform.status == 303, platform.words
    pledge = {
        "sector": "water", "what_ru": "Водопровод", "what_kk": "Су құбыры", "place": "", "indicator": "3 км",
        "cost_kzt": "25 000 000", "money_source": "local_budget", "due_on": "2023-09-01", "responsible": "Аким",
    }  # fmt: skip
    answer = staff.post(f"{platform.location}/pledges/new", pledge)
    assert answer.status == 303, answer.words
    submit = {"status": "submitted", "version": "1"}
    assert staff.post(f"{platform.location}/step", submit).status == 303
    approve = {"status": "approved", "version": "2"}
    assert staff.post(f"{platform.location}/step", approve).status == 403
    assert coordinator.post(f"{platform.location}/step", approve).status == 303

    trainer = login(Role.TRAINER, scope)
    seminar = {
        "course_id": str(factory.course().id), "kato": district, "place": "Дом культуры", "trainer": "Т. Оспанова",
        "language": "kk", "capacity": "30", "starts_at": "2021-07-15T10:00", "ends_at": "2021-07-15T17:00",
    }  # fmt: skip
    late = trainer.post("/seminars/new", {**seminar, "ends_at": "2021-07-15T09:00"})
    assert late.status == 422
    held = trainer.post("/seminars/new", seminar)
    assert held.status == 303, held.words
    people = trainer.get(f"{held.location}/enrolment/group").page.xpath("//input[@name='person']/@value")
    assert trainer.post(f"{held.location}/enrolment/group", {"person": people}).status == 303
    name = trainer.get(held.location).page.xpath("//input[@value='attended']/@name")
    assert len(name) == 1
    score = name[0].replace("attendance", "score")
    assert trainer.post(f"{held.location}/attendance", {name[0]: "passed", score: "101"}).status == 422
    assert trainer.post(f"{held.location}/attendance", {name[0]: "passed", score: "85"}).status == 303
    assert trainer.post(protocol_url := "/protocols/1/entry", {}).status == 403, protocol_url

    protocols = staff.get("/protocols").page.xpath("//table//a[starts-with(@href, '/protocols/')]/@href")
    assert len(protocols) == 1
    votes = {f"votes_{candidate_id}": "300", f"votes_{rival.id}": "70"}
    wrong = staff.post(f"{protocols[0]}/entry", {**FIGURES, **votes, "took_part": "391", "version": "1"})
    assert wrong.status == 422
    assert "F.106" in wrong.words
    answer = staff.post(f"{protocols[0]}/entry", {**FIGURES, **votes, "version": "1"})
    assert answer.status == 303, answer.words

    board = coordinator.get("/")
    assert board.status == 200
    row = board.page.xpath("//tr[@class='chosen']//td")
    assert [one.text_content() for one in row][1:5] == ["1", "1", "1", "0"]
    assert precinct.voters == 500

    pdf = coordinator.get(f"/reports/district/{district}.pdf", paper="kk")
    assert (pdf.status, pdf.mimetype) == (200, "application/pdf")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.data)).pages)
    assert "Өтегенұлы" in text.replace("\n", " ")
    assert "Қайратұлы" in text.replace("\n", " ")
