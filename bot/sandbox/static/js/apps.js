// Managing the app, as the person one is: in Slack, any member may remove it unless admins restrict that.
import { as, get, post } from "./api.js";
import { Dialog } from "./dialog.js";
import { html, useEffect, useState } from "./dom.js";
import { Icon } from "./icons.js";

export function Apps({ me, app, onClose, onTrouble }) {
  const [held, setHeld] = useState(null);
  const show = (asked) => asked.then(setHeld, (error) => onTrouble(error.message));
  const move = (name, body) => show(post(as(me.id, `app/${name}`), body));
  useEffect(() => { show(get(as(me.id, "app"))); }, []);
  return html`<${Dialog} className="apps" label=${`Manage ${app.name}`} onClose=${onClose}>
    <div class="modal-head"><h2>Manage ${app.name}</h2>
      <button type="button" class="button icon quiet" aria-label="Close" onClick=${onClose}><${Icon} of="close" /></button></div>
    ${held && html`<div class="apps-body">
      <p role="status"><strong>${held.is_in ? `${app.name} is installed.` : `${app.name} is removed.`}</strong> ${sentence(held, me)}</p>
      ${held.is_in
        ? html`<button type="button" class="button danger" disabled=${!held.may} onClick=${() => move("remove")}>Remove App</button>`
        : html`<button type="button" class="button primary" disabled=${!held.may} onClick=${() => move("install")}>Install again</button>`}
      <label><input type="checkbox" checked=${held.needs_approval} disabled=${!held.is_admin}
        onChange=${(event) => move("approve", { on: event.target.checked })} /> App approval: only admins manage apps</label>
      <p class="hint">${held.is_admin ? "You are an admin here." : admins(held)}</p>
    </div>`}
  <//>`;
}

function sentence({ is_in, may }, me) {
  if (!may) return `Only admins can change this, and ${me.name} isn't one.`;
  if (is_in) return "Removing it stops it at once. What it keeps is deleted after seven days without it.";
  return "Within seven days of its removal, everything it kept comes back with it.";
}

const admins = ({ admins }) => (admins.length ? `Admins here: ${admins.join(", ")}.` : "No one here is an admin.");
