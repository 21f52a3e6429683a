// Puts the drawn map's numbers on pictures of streets, from the source that the scheme has chosen. Without it the drawing stays.
const place = document.getElementById("streets");
if (place && window.L) {
  const marks = [...document.querySelectorAll("[data-point]")].map((item) => ({
    point: item.dataset.point.split(",").map(Number),
    number: item.value,
    link: item.querySelector("a"),
  }));
  place.hidden = false;
  place.nextElementSibling.remove();
  const map = L.map(place).fitBounds(marks.map((mark) => mark.point), { padding: [30, 30], maxZoom: 16 });
  L.tileLayer(place.dataset.tiles, { attribution: place.dataset.attribution, maxZoom: 19, referrerPolicy: "origin" }).addTo(map);
  marks.forEach((mark) => {
    const name = mark.link.textContent, popup = document.createElement("a");
    popup.href = mark.link.href;
    popup.textContent = name;
    L.marker(mark.point, { icon: L.divIcon({ className: "pin", html: String(mark.number), iconSize: [34, 34] }), title: name, alt: `${mark.number}: ${name}` })
      .bindPopup(popup).addTo(map);
  });
}
