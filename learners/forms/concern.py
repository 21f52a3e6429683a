from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.open_forms import SentOnce
from learners.models import Concern, Learner, Match


class ConcernForm(SentOnce, forms.ModelForm):
    class Meta:
        model = Concern
        fields = ["learner", "text", "is_urgent", "names"]

    field_order = ["learner", "text", "is_urgent", "names"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        mine = Learner.objects.filter(matches__in=Match.objects.active_of(user))
        self.fields["learner"] = forms.ModelChoiceField(
            mine,
            label=_("Is it about one of your learners?"),
            required=False,
            empty_label=_("No, or I do not want to say"),
        )
        self.fields["learner"].label_from_instance = lambda learner: learner.preferred_name
        if not mine.exists():
            del self.fields["learner"]
        self.fields["names"] = forms.ModelMultipleChoiceField(
            User.objects.with_role(Role.SAFEGUARDING).exclude(pk=user.pk).order_by("name"),
            label=_("These people read concerns. Is it about one of them?"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Whoever you tick does not see it."),
        )
        self.fields["text"] = forms.CharField(
            label=_("What happened?"),
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 7}),
            help_text=_("What you saw or heard, when, and who was there. Use their own words if you can."),
            error_messages={"required": _("Write what happened. A few words are enough.")},
        )

    def report(self) -> Concern:
        concern = self.save(commit=False)
        concern.raised_by, concern.client_id = self.user, self.record_id
        return concern.report(names=self.cleaned_data["names"])
