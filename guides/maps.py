"""Pictures of streets under the map, where a scheme has chosen who they come from (SCHEME_MAP_TILES). Else no page asks anybody."""

from urllib.parse import urlsplit

from django.conf import settings


def tiles() -> dict[str, str]:
    """For the template of a map: {"map_tiles", "map_attribution"}, empty without a source."""
    if not settings.SCHEME_MAP_TILES:
        return {}
    return {"map_tiles": settings.SCHEME_MAP_TILES, "map_attribution": settings.SCHEME_MAP_ATTRIBUTION}


def open_policy(response):
    """Let this one answer show pictures of the source: nothing else, and no other page."""
    if settings.SCHEME_MAP_TILES:
        source = urlsplit(settings.SCHEME_MAP_TILES)
        response._csp_update = {"img-src": [f"{source.scheme}://{source.netloc.replace('{s}', '*')}"]}
    return response
