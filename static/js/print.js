// A sheet can be printed without this, from the browser's menu.
const button = document.querySelector("button[hidden]");
button.hidden = false;
button.addEventListener("click", () => print());
