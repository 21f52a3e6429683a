"""Reviewed wordings for what is asked of champions and learners alike. A wording that is not here is reported."""

WAYS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("in person", "face to face", "f2f", "meet in person"), frozenset({"in_person"})),
    **dict.fromkeys(("phone", "by phone", "telephone", "by telephone", "phone call"), frozenset({"by_phone"})),
    **dict.fromkeys(("video", "by video", "video call", "zoom", "online"), frozenset({"by_video"})),
    **dict.fromkeys(
        ("either", "any", "all", "any way", "no preference", "dont mind", "doesnt matter"),
        frozenset({"in_person", "by_phone", "by_video"}),
    ),
}

DEVICES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("android", "android phone", "samsung", "samsung phone"), frozenset({"android"})),
    **dict.fromkeys(("iphone", "apple phone"), frozenset({"iphone"})),
    **dict.fromkeys(("tablet", "ipad"), frozenset({"tablet"})),
    **dict.fromkeys(
        ("computer", "laptop", "laptops", "old laptop", "good with laptops", "pc", "desktop", "chromebook", "macbook"),
        frozenset({"computer"}),
    ),
    **dict.fromkeys(("none", "no", "no device", "nothing"), frozenset()),
}
