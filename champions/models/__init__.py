from champions.models.application import Application, ApplicationClosed
from champions.models.champion import Champion, ChampionLanguage
from champions.models.onboarding import CheckLevel, OnboardingStep, Training
from champions.models.practical import PRACTICAL, Availability, Devices, Gender, MeetingWays

__all__ = [
    "PRACTICAL",
    "Application",
    "ApplicationClosed",
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
