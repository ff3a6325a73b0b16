"""The form of the weights of readiness."""

from wtforms import IntegerField

from elections.readiness.formula import Component
from elections.readiness.words import COMPONENT_LABELS
from elections.web.forms import REQUIRED, Answered, Form


class WeightsForm(Form):
    """The weight of each part, in points; together 100."""

    documents = IntegerField(COMPONENT_LABELS[Component.DOCUMENTS], [Answered(REQUIRED)])
    training = IntegerField(COMPONENT_LABELS[Component.TRAINING], [Answered(REQUIRED)])
    headquarters = IntegerField(COMPONENT_LABELS[Component.HEADQUARTERS], [Answered(REQUIRED)])
    proxies = IntegerField(COMPONENT_LABELS[Component.PROXIES], [Answered(REQUIRED)])
    platform = IntegerField(COMPONENT_LABELS[Component.PLATFORM], [Answered(REQUIRED)])
    tasks = IntegerField(COMPONENT_LABELS[Component.TASKS], [Answered(REQUIRED)])

    def weights(self) -> dict[Component, int]:
        """Returns what was typed, by part."""
        return {one: self[one.value].data for one in Component}
