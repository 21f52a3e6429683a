"""Public venues for other people's programs. Everything here starts from `Venue.objects.public()`."""
