"""What people in the demonstration say and write. All of it is invented."""

GOALS = [
    "See my grandchildren on video",
    "Send photos to my sister",
    "Book the doctor without waiting on the phone",
    "Look for work",
    "Pay for things safely",
    "Find buses and maps",
    "Do my own forms",
    "Use the phone my son gave me",
    "Keep in touch with friends",
    "Find English lessons",
    "Understand letters and messages",
    "Shop when I cannot go out",
]
REQUESTS = [
    "Would like to learn to use a phone to talk to family.",
    "Has a tablet in a drawer and is afraid to break it.",
    "Needs help to use the doctor's surgery online.",
    "Lost the password for e-mail and does not know what to do.",
    "Wants to look for work and fill in forms without asking others.",
    "Would like to read the news at home and join the library.",
    "Has a new phone and only uses it for calls.",
    "Would like to practise with somebody patient, once a week.",
]
LEARNER_NOTES = [
    "Hard of hearing on the left side: sit on the right.",
    "Glasses for reading. Likes big letters.",
    "Does not like to be rung before ten.",
    "Walks with a stick; step-free places only.",
    "Comes with her daughter the first time.",
    "Writes the steps down in a notebook.",
]
SESSION_NOTES = [
    "Went well. Wants to do the same again next time.",
    "Slow start, then did it twice alone.",
    "Tired today, so we stopped early.",
    "Brought a letter; we found the website together.",
    "Phone was full: we made room first.",
    "Very pleased with the video call.",
    "Needs bigger letters; we changed the setting.",
    "Wifi dropped twice.",
]
END_NOTES = ["Thanked everybody.", "Would come back in spring.", "Told us by phone.", "No reply to three messages."]
DECLINED_REFERRALS = [
    "Lives outside our area: told of the scheme next door.",
    "Asks for repairs to a computer, which we do not do.",
    "Has changed their mind, says the worker.",
]
WORKERS = ["Support worker, early shift", "Link worker", "Tenancy officer", "Librarian at the desk", "House manager"]

URGENT_CONCERN = "Demonstration: a neighbour took her bank card. She is frightened to go home tonight."
NEW_CONCERN = "Demonstration: he has lost weight and said that he eats once a day."
CONCERN_IN_HAND = "Demonstration: somebody on the phone told her what to type into her bank while I was there."
NOTES_IN_HAND = [
    "Rang her with the champion. She has spoken to her bank; the card is stopped.",
    "Passed to adult social care with her agreement.",
]
CLOSED_CONCERN = "Demonstration: a champion and a learner had given each other their own phone numbers."
NOTE_CLOSED = "Spoke to both. The champion has read the code of conduct again. Nothing more to do."
