// Measures the download when somebody taps, and fills the field in. Without it people type what they know.
(() => {
  const place = document.querySelector("[data-speed]");
  if (!place || !window.fetch || (navigator.connection && navigator.connection.saveData)) return;
  const { speed, button, busy, done, failed } = place.dataset;
  const starter = document.createElement("button");
  starter.type = "button";
  starter.className = "govuk-button govuk-button--secondary";
  starter.textContent = button;
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  place.append(starter, said);
  starter.onclick = async () => {
    starter.disabled = true;
    said.textContent = busy;
    try {
      const begun = performance.now();
      const answer = await fetch(speed, { cache: "no-store" });
      if (!answer.ok || answer.redirected) throw new Error();
      const { byteLength } = await answer.arrayBuffer();
      const megabits = byteLength * 8 / 1e6 / ((performance.now() - begun) / 1000);
      document.getElementById("id_down_mbit_s").value = Math.min(megabits, 10000).toFixed(megabits < 10 ? 2 : 1);
      said.textContent = done;
    } catch {
      said.textContent = failed;
    }
    starter.disabled = false;
  };
})();
