from learners.models.concern import Concern, ConcernNote
from learners.models.import_upload import ImportUpload
from learners.models.learner import Learner
from learners.models.match import Match, MatchRefused
from learners.models.matching_settings import MatchingSettings
from learners.models.progress import AreaConfidence, Assessment, Progress, SkillOutcome
from learners.models.referral import Referral, ReferralClosed
from learners.models.session import Session, SessionClosed
from learners.models.suggestion import MatchingRun, RuledOut, Suggestion

__all__ = [
    "AreaConfidence",
    "Assessment",
    "Concern",
    "ConcernNote",
    "ImportUpload",
    "Learner",
    "Match",
    "MatchRefused",
    "MatchingRun",
    "MatchingSettings",
    "Progress",
    "Referral",
    "ReferralClosed",
    "RuledOut",
    "Session",
    "SessionClosed",
    "SkillOutcome",
    "Suggestion",
]
