// Single keys for the list of matches: only while the focus is in it, and only what its own buttons do.
"use strict";
(() => {
  const hint = document.getElementById("keys");
  if (hint) hint.hidden = false;
  const list = document.querySelector("#matches[data-keys]");
  if (!list) return;

  const beside = (match, step) => {
    const all = [...list.querySelectorAll(".match")];
    return all[all.indexOf(match) + step];
  };

  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const match = event.target.closest(".match");
    if (!match) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      const next = beside(match, key === "j" ? 1 : -1);
      if (!next) return;
      next.focus();
    } else if (key === "x") {
      match.querySelector("input[type=checkbox]").click();
    } else {
      const move = match.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!move || event.repeat) return;
      move.click();
    }
    event.preventDefault();
  });
})();
