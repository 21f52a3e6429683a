from places.models.accommodation import AccommodationRecord, ProviderRequest
from places.models.area import Area, Postcode
from places.models.open_data import AreaOutline, LoadedData
from places.models.organisation import Organisation, OrganisationMember
from places.models.planned_check import PlannedCheck
from places.models.venue import ClosedDay, OpeningHours, Venue
from places.models.wifi_check import WifiCheck
from places.models.wifi_matter import WifiMatter
from places.models.wifi_report import WifiReport

__all__ = [
    "AccommodationRecord",
    "Area",
    "AreaOutline",
    "ClosedDay",
    "LoadedData",
    "OpeningHours",
    "Organisation",
    "OrganisationMember",
    "PlannedCheck",
    "Postcode",
    "ProviderRequest",
    "Venue",
    "WifiCheck",
    "WifiMatter",
    "WifiReport",
]
