// Says on the page what went wrong; allauth's own script writes it to the console only.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-problem").hidden = false;
});
