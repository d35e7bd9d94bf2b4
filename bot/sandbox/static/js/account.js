// What came of a run of the clock: numbers, each with a button that goes where it can be seen.
import { html } from "./dom.js";
import { Icon } from "./icons.js";

export function Account({ account, onSee, onClose }) {
  return html`<div class="account-place" role="status">
    ${account && html`<section class="account" aria-label="What happened">
      <div class="account-head"><h2>${account.title}</h2>
        <button type="button" class="button icon quiet" aria-label="Close what happened" onClick=${onClose}><${Icon} of="close" /></button></div>
      <ul>${account.lines.map((line) => html`<li key=${line.words}><span>${line.words}</span>
        ${line.person && html`<button type="button" class="button small" onClick=${() => onSee(line.person, line.place, line.pane)}>
          ${line.label}</button>`}</li>`)}</ul>
    </section>`}
  </div>`;
}
