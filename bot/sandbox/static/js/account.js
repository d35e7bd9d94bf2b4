// What came of a run of the clock: numbers, each with a button that goes where it can be seen. It stands where the
// first steps stand, until it is closed.
import { html, useLayoutEffect, useRef } from "./dom.js";
import { Icon } from "./icons.js";
import { focusPart } from "./ways.js";

export function Account({ account, onSee, onClose }) {
  const region = useRef(null);
  useLayoutEffect(() => {
    // Where a step began the run, its button has just gone.
    if (account && document.getElementById("tour")?.contains(document.activeElement)) region.current.focus();
  }, [account]);
  const close = () => {
    onClose();
    requestAnimationFrame(() => focusPart(document.getElementById("tour") ? "tour" : "place"));
  };
  return html`<div class="account-place" role="status">
    ${account && html`<section class="account" ref=${region} aria-label="What happened" tabindex="-1">
      <div class="account-head"><h2>${account.title}</h2>
        <button type="button" class="button icon quiet" aria-label="Close what happened" onClick=${close}><${Icon} of="close" /></button></div>
      <ul>${account.lines.map((line) => html`<li key=${line.words}><span>${line.words}</span>
        ${line.person && html`<button type="button" class="button small" onClick=${() => onSee(line.person, line.place, line.pane)}>
          ${line.label}</button>`}</li>`)}</ul>
    </section>`}
  </div>`;
}
