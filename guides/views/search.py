from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render

from guides.models import TopicPage
from guides.search import find_pages

PER_PAGE = 10


def search(request):
    query = request.GET.get("query", "").replace("\0", "").strip()[:200]
    found = find_pages(query)
    page = Paginator(found.pages, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "spelled": found.spelled,
        "term": found.term,
        "page_of_results": page,
        "total": page.paginator.count,
        "kept": urlencode({"query": query}),
        "topics": TopicPage.objects.live().public(),
    }
    return render(request, "guides/search.html", context)
