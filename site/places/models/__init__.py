from places.models.accommodation import AccommodationRecord, ProviderRequest
from places.models.area import Area, Postcode
from places.models.organisation import Organisation, OrganisationMember
from places.models.planned_check import PlannedCheck
from places.models.venue import ClosedDay, OpeningHours, Venue
from places.models.wifi_check import WifiCheck
from places.models.wifi_matter import WifiMatter

__all__ = [
    "AccommodationRecord",
    "Area",
    "ClosedDay",
    "OpeningHours",
    "Organisation",
    "OrganisationMember",
    "PlannedCheck",
    "Postcode",
    "ProviderRequest",
    "Venue",
    "WifiCheck",
    "WifiMatter",
]
