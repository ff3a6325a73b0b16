"""All tables, imported once, so that migrations and the application know the whole record."""

from elections.accounts import models as accounts
from elections.audit import models as audit
from elections.campaign import models as campaign
from elections.candidates import models as candidates
from elections.headquarters import models as headquarters
from elections.jobs import models as jobs
from elections.people import models as people
from elections.platforms import models as platforms
from elections.results import models as results
from elections.territory import models as territory
from elections.training import models as training
from elections.web import models as web

TABLES = (
    accounts,
    audit,
    campaign,
    candidates,
    headquarters,
    jobs,
    people,
    platforms,
    results,
    territory,
    training,
    web,
)
