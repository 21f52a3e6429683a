// What a guide can do where the browser helps: be read aloud, be copied, be sent. The page needs none of it.
(() => {
  const one = (selector) => document.querySelector(selector);
  const button = (place, words, press) => {
    const made = document.createElement("button");
    made.type = "button";
    if (!place.matches(".tools")) made.className = "govuk-button govuk-button--secondary";  // tools look like links
    made.textContent = words;
    made.onclick = press;
    place.prepend(made);
    return made;
  };

  const tools = one("[data-listen]");
  const voice = window.speechSynthesis;
  if (tools && voice && window.SpeechSynthesisUtterance) {
    const [listen, pause, goOn, stop] = tools.dataset.listen.split("|");
    let parts = [], at = 0, now = null;
    const quiet = () => { now = null; voice.cancel(); };  // first, so that the end of what is cut off counts for nothing
    const end = () => { quiet(); at = 0; starter.lastChild.data = listen; stopper.hidden = true; };
    const say = () => {
      if (at >= parts.length) return end();
      const mine = now = new SpeechSynthesisUtterance(parts[at]);
      mine.lang = document.documentElement.lang;
      mine.onend = () => { if (now === mine) { at++; say(); } };
      mine.onerror = () => { if (now === mine) end(); };
      voice.speak(mine);
    };
    const stopper = button(tools, stop, () => { end(); starter.focus(); });
    const starter = button(tools, listen, () => {
      if (now) { quiet(); starter.lastChild.data = goOn; return; }
      if (!at) parts = sentences();
      starter.lastChild.data = pause;
      stopper.hidden = false;
      say();
    });
    starter.prepend(...one(".tools template").content.children);
    stopper.hidden = true;
    addEventListener("pagehide", end);
  }

  // Short pieces: phones fall silent in the middle of long ones.
  function sentences() {
    let step = 0;
    const texts = [...document.querySelectorAll(".guide h1, .guide h2, .guide p, .guide li, .guide dt, .guide dd, .steps div")]
      .filter((each) => !each.closest("nav, form, details, .tools, .facts-bar, .look, .tip, .checked") && !each.querySelector("p, div"))
      .map((each) => (each.matches(".steps div:first-child") ? ++step + ". " : "") + each.innerText);
    return texts.join("\n").replace(/([.!?؟۔।])\s+/g, "$1\n").match(/\S.{0,180}(?=\s|$)/gm) || [];
  }

  const copied = one("[data-copy]");
  if (copied && navigator.clipboard) {
    const [copy, done] = copied.dataset.copy.split("|"), field = one("#address");
    const press = button(copied, copy, () => navigator.clipboard.writeText(field.value).then(
      () => { press.textContent = done; }, () => field.select()));
    copied.append(press);
  }

  const send = one("[data-send]");
  if (send && navigator.share) {
    button(send, send.dataset.send, () =>
      navigator.share({ title: send.dataset.title, url: one("#address").value }).catch(() => {}));
  }
})();
