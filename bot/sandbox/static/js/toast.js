// A word about what just happened, until it is closed or the next one comes.
import { html } from "./dom.js";
import { Icon } from "./icons.js";

export function Toast({ toast, look, onSee, onClose }) {
  return html`<div class="toasts" role=${toast?.isTrouble ? "alert" : "status"}>
    ${toast && html`<div class=${toast.isTrouble ? "toast trouble" : "toast"}>
      <span>${toast.words || `${look.app.name} wrote to:`}</span>
      ${toast.people?.map((id) => html`<button type="button" class="button small" key=${id}
        onClick=${() => onSee(id)} aria-label=${`${look.name(id)}: see as`}>${look.name(id)}</button>`)}
      <button type="button" class="button icon quiet" aria-label="Close this note" onClick=${onClose}><${Icon} of="close" /></button>
    </div>`}
  </div>`;
}
