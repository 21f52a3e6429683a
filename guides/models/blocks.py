"""What a guide is made of. An editor can put together exactly these four kinds of block, and nothing else."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.images.blocks import ImageBlock

from guides.models.device import Device

SYMBOLS = [
    ("wifi", _("Wifi")),
    ("settings", _("Settings (a cog wheel)")),
    ("power", _("Power")),
    ("lock", _("Padlock")),
    ("key", _("Key")),
    ("search", _("Search (a magnifying glass)")),
    ("email", _("E-mail (an envelope)")),
    ("send", _("Send (a paper plane)")),
    ("camera", _("Video camera")),
    ("phone", _("Telephone")),
    ("mobile", _("Mobile phone")),
    ("computer", _("Computer")),
    ("keyboard", _("Keyboard")),
    ("hand", _("Hand that taps")),
    ("person", _("Person")),
    ("card", _("Bank card")),
    ("sim", _("SIM card")),
    ("document", _("Document")),
    ("download", _("Download (an arrow down)")),
    ("plus", _("Plus")),
    ("check", _("Tick")),
    ("cross", _("Cross")),
    ("share", _("Share")),
    ("globe", _("Globe")),
    ("home", _("House")),
    ("talk", _("Speech bubble")),
    ("shield", _("Shield")),
    ("warning", _("Warning triangle")),
]
"""(name of the drawing in templates/icons, what it shows)"""


def lines_of(text: str) -> list[str]:
    """What an editor wrote one on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class StepBlock(blocks.StructBlock):
    do = blocks.CharBlock(
        max_length=200, label=_("Do this"), help_text=_("One action. Begin with a verb: Tap the wifi symbol.")
    )
    symbol = blocks.ChoiceBlock(choices=SYMBOLS, required=False, label=_("Symbol to look for"))
    picture = ImageBlock(
        required=False,
        help_text=_(
            "Leave it out when the words are enough: pictures cost the reader data. "
            "Write as alternative text what the picture shows that the words do not."
        ),
    )
    see = blocks.CharBlock(
        max_length=200, required=False, label=_("You should see"), help_text=_("How the reader knows that it worked.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    device = blocks.ChoiceBlock(
        choices=Device.choices,
        required=False,
        label=_("Only for"),
        help_text=_("Leave empty when the steps are the same on every device."),
    )
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "guides/blocks/steps.html"


class ProblemsBlock(blocks.StructBlock):
    problems = blocks.ListBlock(
        blocks.StructBlock(
            [
                (
                    "problem",
                    blocks.CharBlock(
                        max_length=150, label=_("What the reader sees"), help_text=_("The page asks for money.")
                    ),
                ),
                ("answer", blocks.CharBlock(max_length=300, label=_("What to do then"))),
            ]
        )
    )

    class Meta:
        icon = "help"
        label = _("If it goes wrong")
        template = "guides/blocks/problems.html"


class StopBlock(blocks.StructBlock):
    signs = blocks.ListBlock(
        blocks.CharBlock(max_length=200),
        label=_("Stop and ask someone if"),
        help_text=_("Finish the sentence: somebody asks for your password."),
    )

    class Meta:
        icon = "warning"
        label = _("Stop and ask someone if")
        template = "guides/blocks/stop.html"


class FactBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        max_length=300,
        label=_("Fact"),
        help_text=_("Anything that can change: a price, a phone number, a rule, the words of a menu."),
    )
    source = blocks.CharBlock(max_length=150, required=False, label=_("Where it comes from"))
    checked_on = blocks.DateBlock(label=_("Last looked at on"))
    is_confirmed = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("Confirmed at its source"),
        help_text=_("Untick it when you could not confirm it: the reader is told so."),
    )

    class Meta:
        icon = "date"
        label = _("Fact")


class FactsBlock(blocks.StructBlock):
    facts = blocks.ListBlock(FactBlock())

    class Meta:
        icon = "date"
        label = _("Facts with the date they were checked")
        template = "guides/blocks/facts.html"


class GuideBody(blocks.StreamBlock):
    steps = StepsBlock()
    problems = ProblemsBlock()
    stop = StopBlock()
    facts = FactsBlock()

    class Meta:
        block_counts = {"problems": {"max_num": 1}, "stop": {"max_num": 1}, "facts": {"max_num": 1}}

    def clean(self, value):
        if not self.is_deferred_validation and not any(block.block_type == "steps" for block in value):
            raise StreamBlockValidationError(
                non_block_errors=[_("A guide needs steps. Add at least one “Steps” block, then publish.")]
            )
        return super().clean(value)


MOST_NEXT = 4


class NextGuides(blocks.StreamBlock):
    guide = blocks.PageChooserBlock(page_type="guides.GuidePage", label=_("Guide"))

    class Meta:
        max_num = MOST_NEXT
