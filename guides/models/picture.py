"""Pictures in guides. A photograph knows where it was taken; ours forget it before they are stored."""

import uuid
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import models
from PIL import Image as Pillow
from PIL import ImageOps
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.images.models import Image as WagtailImage


def without_metadata(content: bytes) -> bytes:
    """The same picture, upright, without EXIF, GPS, XMP or comments. Raises PIL.UnidentifiedImageError for anything else."""
    with Pillow.open(BytesIO(content)) as picture:
        kind = picture.format
        clean = ImageOps.exif_transpose(picture)
        for key in ("exif", "xmp", "XML:com.adobe.xmp", "comment", "Comment", "photoshop", "parsed"):
            clean.info.pop(key, None)
        result = BytesIO()
        clean.save(result, format=kind, **({"quality": 88} if kind in ("JPEG", "WEBP", "AVIF") else {}))
    return result.getvalue()


class Picture(AbstractImage):
    admin_form_fields = (*WagtailImage.admin_form_fields[:3], "description", *WagtailImage.admin_form_fields[3:])
    objects = ImageQuerySet.as_manager()

    @property
    def default_alt_text(self):
        """What the picture shows, in its own description. Never its title, which is mostly the name of a file."""
        return self.description

    def get_upload_to(self, filename):
        """A name by chance: the one on somebody's phone may tell of them."""
        return f"pictures/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.file.open()
            clean = without_metadata(self.file.read())
            self.file = ContentFile(clean, name=self.file.name)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_of_a_kind")
        ]
