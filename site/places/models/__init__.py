from places.models.area import Area, Postcode
from places.models.open_data import AreaOutline, LoadedData
from places.models.organisation import Organisation, OrganisationMember
from places.models.venue import ClosedDay, OpeningHours, Venue
from places.models.wifi_check import WifiCheck
from places.models.wifi_report import WifiReport

__all__ = [
    "Area",
    "AreaOutline",
    "ClosedDay",
    "LoadedData",
    "OpeningHours",
    "Organisation",
    "OrganisationMember",
    "Postcode",
    "Venue",
    "WifiCheck",
    "WifiReport",
]
