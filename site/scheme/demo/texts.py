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

FEEDBACK = [
    ("join-free-wifi", "helpful", "I did it at the library and it worked."),
    ("join-free-wifi", "helpful", "The little pictures helped me, my English is not good."),
    ("join-free-wifi", "not_helpful", "The library asked for a card number and I do not have one."),
    ("join-free-wifi", "wrong", "On my phone step 2 says Connections and not Network and internet."),
    ("use-whatsapp", "helpful", "Now I can talk to my sister."),
    ("use-whatsapp", "helpful", "Thank you, very clear."),
    ("use-whatsapp", "wrong", "There is a new button at the bottom and Calls has moved."),
    ("use-whatsapp", "not_helpful", "It does not say how to put it on a new phone."),
    ("open-your-evisa-and-share-it", "helpful", "My landlord could read the code."),
    ("open-your-evisa-and-share-it", "not_helpful", "It did not take my old passport number."),
    ("open-your-evisa-and-share-it", "wrong", "The page now asks for a code by e-mail first."),
    ("make-text-bigger", "helpful", "I can read without my glasses now."),
    ("make-text-bigger", "wrong", "On my Samsung it is called Font size and style."),
    ("spot-a-scam-message", "helpful", "I had one about a parcel and did not press it."),
    ("spot-a-scam-message", "not_helpful", "I would like more examples."),
    ("gov-uk-one-login", "not_helpful", "I have no passport and did not know what to do then."),
    ("gov-uk-one-login", "wrong", "The app asked for other things than the guide says."),
    ("maps-and-buses", "wrong", "The bus times button is not where you say."),
    ("maps-and-buses", "helpful", "I found the clinic."),
    ("universal-credit-account", "not_helpful", "It logged me out before I was ready."),
    ("universal-credit-account", "helpful", "My champion and I did it together in one hour."),
    ("set-up-the-nhs-app", "not_helpful", "My surgery is not in the list."),
    ("set-up-the-nhs-app", "helpful", "Easy when you go slow."),
    ("order-a-repeat-prescription", "helpful", "No more waiting on the phone."),
    ("order-a-repeat-prescription", "not_helpful", "I could not see my tablets."),
    ("send-an-email", "helpful", "I sent one to my granddaughter."),
    ("send-an-email", "not_helpful", "I did not know where the file went after."),
    ("change-your-phones-language", "helpful", "My phone is in Arabic now, thank you."),
    ("change-your-phones-language", "not_helpful", "I cannot read the menu to begin."),
    ("use-less-data", "helpful", "My data lasts to the end of the month."),
    ("use-less-data", "wrong", "Data saver has another name on my phone."),
    ("get-a-free-sim-with-data", "not_helpful", "They had no cards left that day."),
    ("get-a-free-sim-with-data", "helpful", "I got one the same day."),
    ("make-an-email-account", "not_helpful", "It wanted a phone number and I have none of my own."),
    ("make-a-video-call", "helpful", "We saw the baby."),
    ("use-an-online-bank-safely", "helpful", "I check it every Monday now."),
    ("turn-on-and-unlock", "helpful", "Good for my mum."),
    ("codes-sent-to-your-phone", "not_helpful", "The code came too late and I did not know to ask for a new one."),
]
"""(slug of a guide, kind of feedback, what the reader wrote)"""

NOT_THIS_PAIR = "They live in the same house and have asked not to be put together."
"""Why a lead rules a pair out."""
