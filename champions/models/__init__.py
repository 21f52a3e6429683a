from champions.models.application import Application
from champions.models.champion import Champion, ChampionLanguage
from champions.models.onboarding import CheckLevel, OnboardingStep, Training
from champions.models.practical import PRACTICAL, Availability, Devices, Gender, MeetingWays

__all__ = [
    "PRACTICAL",
    "Application",
    "Availability",
    "Champion",
    "ChampionLanguage",
    "CheckLevel",
    "Devices",
    "Gender",
    "MeetingWays",
    "OnboardingStep",
    "Training",
]
