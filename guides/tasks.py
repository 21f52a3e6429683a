from django_tasks import task
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task


@task(backend="queue")
def purge(urls: list[str]) -> None:
    """Have the cache in front of the site forget `urls`; with none given, every public page."""
    from guides.purging import addresses_of_everything

    purge_urls_from_cache_task.call(urls or sorted(addresses_of_everything()))
