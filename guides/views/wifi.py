from django.shortcuts import render


def wifi(request):
    return render(request, "guides/wifi.html")


def venue(request, pk):
    return render(request, "guides/venue.html")
