"""Pictures of guides, from the disk, where no bucket serves them."""

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

LONGEST_NAME = 255  # bytes: for a longer one the system's answer is an error, not that there is none


@require_safe
def picture(request, name):
    """A rendition. What somebody uploaded is not handed out; a rendition's name changes with its content."""
    if settings.STORAGE_BUCKET or len(name.encode()) > LONGEST_NAME:
        raise Http404
    response = serve(request, f"images/{name}", document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
