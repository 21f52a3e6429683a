// Adds "Near me" to the search. The position is rounded to about half a mile before it leaves the phone.
const form = document.querySelector("[data-near]");
if (form && navigator.geolocation && isSecureContext) {
  const [near, looking, failed] = form.dataset.near.split("|");
  const button = document.createElement("button"), told = document.createElement("p");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = near;
  told.setAttribute("role", "status");
  form.querySelector(".search").after(button, told);
  button.onclick = () => {
    told.textContent = looking;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const field = form.elements.near || form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "near" }));
      field.value = coords.latitude.toFixed(2) + "," + coords.longitude.toFixed(2);
      form.elements.place.value = "";
      form.submit();
    }, () => { told.textContent = failed; }, { timeout: 15000, maximumAge: 600000 });
  };
}
