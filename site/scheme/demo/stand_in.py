"""Until the guides app loads its own languages and skills."""

from guides.models import Language, Skill, SkillArea, SkillFramework

LANGUAGES = {
    "en": "English", "ur": "Urdu", "pa": "Panjabi", "pl": "Polish", "ar": "Arabic", "ckb": "Kurdish Sorani", "fa": "Persian",
    "ps": "Pashto", "ti": "Tigrinya", "uk": "Ukrainian", "ro": "Romanian", "cs": "Czech", "sk": "Slovak", "bn": "Bengali",
    "so": "Somali", "bfi": "British Sign Language",
}  # fmt: skip
AREAS = {
    "F": ("Foundation", "foundation", 8), "COM": ("Communicating", "life", 6), "INFO": ("Handling information", "life", 5),
    "TRANS": ("Transacting", "life", 5), "PROB": ("Problem solving", "life", 3), "SAFE": ("Being safe and legal", "life", 7),
}  # fmt: skip


def load_stand_in() -> None:
    for code, name in LANGUAGES.items():
        Language.objects.get_or_create(code=code, defaults={"name": name})
    framework = SkillFramework.objects.create(name="Essential Digital Skills", version="1", source="stand-in")
    for order, (code, (name, stage, skills)) in enumerate(AREAS.items()):
        area = SkillArea.objects.create(framework=framework, code=code, name=name, stage=stage, order=order)
        for number in range(1, skills + 1):
            Skill.objects.create(area=area, code=f"{code}{number}", name=f"{name} task {number}", order=number)
