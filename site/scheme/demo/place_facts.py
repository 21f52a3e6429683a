"""Calderdale as the demonstration draws it: wards and libraries are real names, everything else about them is made up."""

AUTHORITY = ("E08000033", "Calderdale", 53.722, -1.93)

WARDS = [  # name, latitude, longitude, first half of its postcodes; codes run from E05016483 in this order
    ("Brighouse", 53.699, -1.757, "HD6"),
    ("Elland", 53.685, -1.825, "HX5"),
    ("Greetland", 53.678, -1.887, "HX4"),
    ("Halifax Town", 53.711, -1.844, "HX1"),
    ("Hebden Bridge & Todmorden East", 53.739, -2.009, "HX7"),
    ("Hipperholme & Lightcliffe", 53.730, -1.794, "HX3"),
    ("Illingworth & Mixenden", 53.765, -1.908, "HX2"),
    ("Luddendenfoot", 53.714, -1.988, "HX2"),
    ("Northowram & Shelf", 53.744, -1.834, "HX3"),
    ("Ovenden", 53.740, -1.886, "HX3"),
    ("Park", 53.723, -1.879, "HX1"),
    ("Rastrick", 53.693, -1.784, "HD6"),
    ("Ryburn", 53.664, -1.972, "HX6"),
    ("Salterhebble, Southowram & Skircoat Green", 53.708, -1.868, "HX3"),
    ("Sowerby Bridge", 53.710, -1.901, "HX6"),
    ("Todmorden West", 53.706, -2.115, "OL14"),
    ("Wainhouse", 53.713, -1.884, "HX1"),  # a ward without a forerunner: put by hand near the tower
    ("Warley", 53.733, -1.908, "HX2"),
]
FIRST_WARD = 5016483
UNDER_SERVED = {"Illingworth & Mixenden", "Ovenden", "Park"}
UNDER_SERVED_SOURCE = "Demonstration: chosen for this made-up scheme, not measured"

OUTCODES = {
    "HX1": (53.719, -1.868),
    "HX2": (53.742, -1.918),
    "HX3": (53.733, -1.840),
    "HX4": (53.679, -1.885),
    "HX5": (53.686, -1.832),
    "HX6": (53.698, -1.925),
    "HX7": (53.740, -2.005),
    "HD6": (53.697, -1.772),
    "OL14": (53.713, -2.098),
}

TOWNS = {  # about the middle of each
    "Halifax": (53.722, -1.863),
    "Brighouse": (53.703, -1.782),
    "Elland": (53.686, -1.838),
    "Hebden Bridge": (53.741, -2.013),
    "Mytholmroyd": (53.730, -1.982),
    "Ripponden": (53.675, -1.942),
    "Sowerby Bridge": (53.708, -1.912),
    "Todmorden": (53.713, -2.096),
}

NEVER_ISSUED = "CIKMOV"
"""Letters that no real postcode has in its second half, so ours are nobody's."""

ORGANISATIONS = {
    "library": ("Calder Valley Libraries (demonstration)", "library"),
    "accommodation": ("Moorgrit Lodgings (demonstration)", "accommodation"),
    "housing": ("Packhorse Homes (demonstration)", "housing"),
    "charity": ("Lamplight Neighbours (demonstration)", "charity"),
    "health": ("Curlew Social Prescribing (demonstration)", "health"),
}

LIBRARIES = [  # name, ward, computers, step-free, toilet, loop, quiet
    ("Halifax Central Library", "Halifax Town", 24, True, True, True, True),
    ("Todmorden Library", "Todmorden West", 8, True, True, None, True),
    ("Brighouse Library", "Brighouse", 10, True, True, True, True),
    ("Sowerby Bridge Library", "Sowerby Bridge", 6, True, False, None, True),
    ("Hebden Bridge Library", "Hebden Bridge & Todmorden East", 8, True, True, True, False),
    ("King Cross Library", "Park", 6, True, True, None, True),
    ("Elland Library", "Elland", 8, True, True, False, True),
    ("Rastrick Library", "Rastrick", 4, False, False, None, False),
    ("Mixenden Library", "Illingworth & Mixenden", 6, True, True, None, None),
]
OTHER_VENUES = [  # name, kind, visibility, organisation, ward, wifi, computers
    ("Ovenden Community Hub (demonstration)", "community", "public", "charity", "Ovenden", "throughout", 5),
    ("Towpath Cafe (demonstration)", "cafe", "public", None, "Luddendenfoot", "communal", None),
    ("Example Street Church Hall (demonstration)", "faith", "public", None, "Ryburn", "unknown", None),
    (
        "Skylark Community Centre (demonstration)",
        "community",
        "public",
        "charity",
        "Illingworth & Mixenden",
        "throughout",
        8,
    ),
    ("Old Weaving Shed Hub (demonstration)", "community", "public", "charity", "Todmorden West", "communal", 3),
    ("Sycamore Hall (demonstration)", "community", "public", "housing", "Rastrick", "communal", None),
    ("Bobbin Cafe (demonstration)", "cafe", "public", None, "Hebden Bridge & Todmorden East", "communal", None),
    ("Market Corner Cafe (demonstration)", "cafe", "public", None, "Halifax Town", "throughout", None),
    ("Night Owl Diner (demonstration)", "cafe", "public", None, "Brighouse", "communal", None),
    ("Harbour Chapel (demonstration)", "faith", "public", None, "Sowerby Bridge", "communal", None),
    ("Lantern Gurdwara kitchen (demonstration)", "faith", "public", None, "Park", "communal", 2),
    ("Fern Street Health Centre (demonstration)", "nhs", "public", "health", "Warley", "throughout", None),
    (
        "Elm Bank Hospital hall (demonstration)",
        "nhs",
        "public",
        "health",
        "Salterhebble, Southowram & Skircoat Green",
        "throughout",
        None,
    ),
    ("Second Spin charity shop (demonstration)", "shop", "public", "charity", "Elland", "communal", 1),
    ("Copper Kettle corner shop (demonstration)", "shop", "public", None, "Northowram & Shelf", "none", None),
    ("Lock View lounge (demonstration)", "other", "residents", "housing", "Rastrick", "communal", 2),
]
HOUSES = [  # working name, kind, organisation, ward, wifi, what is sealed
    ("House 1", "asylum", "accommodation", "Halifax Town", "communal", "1 Invented Row, Nowhere", "HX1 1CV"),
    ("House 2", "asylum", "accommodation", "Warley", "throughout", "2 Invented Row, Nowhere", "HX2 2KO"),
    ("House 3", "homelessness", "charity", "Park", "communal", "3 Invented Row, Nowhere", "HX1 3MI"),
]

LIBRARY_HOURS = {  # weekday: spells; Wednesday and Sunday shut
    0: [("09:30", "17:00")],
    1: [("09:30", "17:00")],
    3: [("09:30", "12:30"), ("13:30", "19:00")],
    4: [("09:30", "17:00")],
    5: [("10:00", "16:00")],
}
OTHER_HOURS = {day: [("09:00", "16:00")] for day in range(5)}
HOURS_OF_A_KIND = {  # 7: on bank holidays
    "cafe": {day: [("08:00", "18:00")] for day in (0, 1, 2, 3, 4, 5)} | {6: [("10:00", "16:00")]},
    "shop": {day: [("09:00", "17:30")] for day in range(6)},
}
HOURS_OF_ONE = {
    "Skylark Community Centre (demonstration)": {day: [("09:00", "21:00")] for day in range(5)}
    | {5: [("10:00", "14:00")]},
    "Old Weaving Shed Hub (demonstration)": {day: [("12:00", "20:00")] for day in (1, 3, 5)},
    "Night Owl Diner (demonstration)": {day: [("17:00", "02:00")] for day in (3, 4, 5, 6, 7)},
    "Harbour Chapel (demonstration)": {2: [("10:00", "12:00"), ("18:30", "20:30")], 6: [("09:00", "13:00")]},
    "Lantern Gurdwara kitchen (demonstration)": {day: [("06:00", "20:00")] for day in range(8)},
    "Elm Bank Hospital hall (demonstration)": {day: [("00:00", "00:00")] for day in range(8)},
}
HOURS_NOT_KNOWN = {"Sycamore Hall (demonstration)"}
DEMONSTRATION_HOURS = "Demonstration hours, not checked: ask the place itself."
DEMONSTRATION_FACTS = "Demonstration: not checked on the spot."
LIBRARY_STEPS = "Read the terms and tap Accept."
