"""Reviewed wordings of referrals. A wording that is not here is reported and kept as it was written."""

from learners.models import Learner

ALL_BASICS = frozenset(f"F{number}" for number in range(1, 9))

NEEDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("all basics", "basics", "the basics", "everything", "all"), ALL_BASICS),
    **dict.fromkeys(("email", "emails", "e mail", "send an email", "email account"), frozenset({"COM1"})),
    **dict.fromkeys(("video call", "video calls", "video calling", "zoom"), frozenset({"COM5"})),
    **dict.fromkeys(("whatsapp", "messages", "text messages", "messaging"), frozenset({"COM2"})),
    **dict.fromkeys(("photos", "send photos", "share photos"), frozenset({"COM4"})),
    **dict.fromkeys(("social media", "facebook"), frozenset({"COM6"})),
    **dict.fromkeys(("bus times", "maps", "search", "searching", "find things out"), frozenset({"INFO2"})),
    **dict.fromkeys(
        (
            "universal credit",
            "uc",
            "evisa",
            "e visa",
            "nhs app",
            "use phone for gp",
            "gp online",
            "online forms",
            "forms",
        ),
        frozenset({"TRANS2"}),
    ),
    **dict.fromkeys(("shopping", "online shopping"), frozenset({"TRANS1"})),
    **dict.fromkeys(("upload documents", "upload a document"), frozenset({"TRANS4"})),
    **dict.fromkeys(("bank safely", "banking", "online banking"), frozenset({"TRANS5"})),
    **dict.fromkeys(("scams", "stay safe", "staying safe", "safety"), frozenset({"SAFE1", "SAFE4"})),
    **dict.fromkeys(("wifi", "join wifi"), frozenset({"F5"})),
    **dict.fromkeys(("passwords", "password"), frozenset({"F7"})),
}
"""Codes of the skills that a wording asks for (the framework that `load_framework` loads)."""

TELLING = {"e[- ]?visa": "public services"}
"""Patterns of what would tell about somebody's immigration status, and what is kept in their place."""

CONNECTIONS: dict[str, str] = {
    **dict.fromkeys(("yes", "y", "broadband", "wifi"), Learner.Connection.YES),
    **dict.fromkeys(("no", "n", "none"), Learner.Connection.NONE),
    **dict.fromkeys(("data", "data only", "mobile data", "mobile data only", "phone data"), Learner.Connection.DATA),
    **dict.fromkeys(("sometimes", "now and then"), Learner.Connection.SOMETIMES),
}

CONTACTS = frozenset({"via staff", "through staff", "ask staff", "via referrer", "via support worker", "via keyworker"})
"""How to reach somebody who has no number of their own; kept as written, without a remark."""

NOT_AN_ORGANISATION = frozenset({"self", "self referral", "myself", "me", "none", "no"})
