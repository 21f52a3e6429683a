"""The skills that progress is measured in, and the languages people speak: data that a lead keeps right."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from accounts.admin import AddView, EditView, RecordList, RecordView, RecordViewSet
from guides.models import Language, Skill, SkillArea


class PlainRecord(RecordView):
    """What the form has, to read."""

    template_name = "accounts/admin/plain_record.html"
    shown: tuple[str, ...] = ()

    def case(self):
        return {"facts": [(self.label(name), self.value(name)) for name in self.shown]}

    def label(self, name: str) -> str:
        return self.object._meta.get_field(name).verbose_name.capitalize()

    def value(self, name: str):
        display = getattr(self.object, f"get_{name}_display", None)
        return display() if display else getattr(self.object, name)


class SkillForm(forms.ModelForm):
    class Meta:
        model = Skill
        fields = ["name", "area", "code", "order"]


class SkillAreaForm(forms.ModelForm):
    class Meta:
        model = SkillArea
        fields = ["name", "framework", "stage", "code", "order"]


class LanguageForm(forms.ModelForm):
    class Meta:
        model = Language
        fields = ["name", "own_name", "other_names", "code", "script"]


class SkillList(RecordList):
    columns = [
        TitleColumn("name", label=_("Skill"), url_name="scheme_skills:inspect", sort_key="name"),
        Column("code", label=_("Code"), sort_key="code"),
        Column("area", label=_("Area")),
        Column("stage", label=_("Stage"), accessor="area.get_stage_display"),
        Column("framework", label=_("Framework"), accessor="area.framework"),
    ]

    def rows(self, queryset):
        return queryset.select_related("area__framework")


class SkillRecord(PlainRecord):
    shown = ("name", "area", "code", "order")


class AddSkill(AddView):
    form_class = SkillForm


class EditSkill(EditView):
    form_class = SkillForm


class SkillViewSet(RecordViewSet):
    name = "scheme_skills"
    url_prefix = "scheme/skills"
    model = Skill
    icon = "list-ul"
    list_view_class = SkillList
    record_view_class = SkillRecord
    add_view_class = AddSkill
    edit_view_class = EditSkill
    search_fields = ("name", "code")


class SkillAreaList(RecordList):
    columns = [
        TitleColumn("name", label=_("Area"), url_name="scheme_skill_areas:inspect", sort_key="name"),
        Column("stage", label=_("Stage"), accessor="get_stage_display"),
        Column("framework", label=_("Framework")),
    ]

    def rows(self, queryset):
        return queryset.select_related("framework")


class SkillAreaRecord(PlainRecord):
    shown = ("name", "framework", "stage", "code", "order")


class AddSkillArea(AddView):
    form_class = SkillAreaForm


class EditSkillArea(EditView):
    form_class = SkillAreaForm


class SkillAreaViewSet(RecordViewSet):
    name = "scheme_skill_areas"
    url_prefix = "scheme/skill-areas"
    model = SkillArea
    icon = "folder-open-inverse"
    list_view_class = SkillAreaList
    record_view_class = SkillAreaRecord
    add_view_class = AddSkillArea
    edit_view_class = EditSkillArea
    search_fields = ("name", "code")


class LanguageList(RecordList):
    columns = [
        TitleColumn("name", label=_("Language"), url_name="scheme_languages:inspect", sort_key="name"),
        Column("own_name", label=_("In its own words")),
        Column("other_names", label=_("Other names")),
        Column("script", label=_("Script"), accessor="get_script_display"),
    ]


class LanguageRecord(PlainRecord):
    shown = ("name", "own_name", "other_names", "code", "script")


class AddLanguage(AddView):
    form_class = LanguageForm


class EditLanguage(EditView):
    form_class = LanguageForm


class LanguageViewSet(RecordViewSet):
    name = "scheme_languages"
    url_prefix = "scheme/languages"
    model = Language
    icon = "globe"
    list_view_class = LanguageList
    record_view_class = LanguageRecord
    add_view_class = AddLanguage
    edit_view_class = EditLanguage
    search_fields = ("name", "own_name", "other_names")
