// The top: what time it is there, moving the clock, and what there is no room for beside it.
import { post } from "./api.js";
import { Lamp } from "./avatar.js";
import { html } from "./dom.js";
import { Icon } from "./icons.js";
import { clockTime, fullDay } from "./time.js";

// `pane` is which of "conversations" and "phone" lies over the page where it is narrow.
export function TopBar({ start, moment, pane, onPane, onTrouble, onHelp }) {
  const now = new Date(moment.now);
  const zone = start.workspace.zone;
  const moving = moment.progress;
  const move = (name, body) => post(`/ui/time/${name}`, body).catch((error) => onTrouble(error.message));
  const button = (label, more, name, body) => html`<button type="button" class="button time"
    aria-disabled=${moving ? "true" : null} aria-label=${`${label}: ${more}`} onClick=${() => moving || move(name, body)}>${label}</button>`;
  const opener = (id, icon, label) => html`<button type="button" class=${`button opener to-${id}`} aria-expanded=${pane === id}
    aria-controls=${id} data-opens=${id} onClick=${() => onPane(pane === id ? "" : id)}><${Icon} of=${icon} /><span>${label}</span></button>`;
  return html`<header class="topbar">
    ${opener("conversations", "menu", "People")}
    <div class="brand"><${Lamp} /><h1>${start.workspace.name}</h1></div>
    <div class="moment"><time datetime=${moment.now}><strong>${clockTime(now, zone)}</strong><span>${fullDay(now, zone)}</span></time></div>
    ${opener("phone", "phone", "Phone")}
    <div class="clock" id="clock" role="group" aria-label="Move the clock" tabindex="-1">
      ${button("+1 hour", "move the clock", "advance", { hours: 1 })}
      ${button("+1 day", "move the clock", "advance", { hours: 24 })}
      ${button("+1 week", "move the clock", "advance", { hours: 168 })}
      ${start.knows_next_message && button("Next message", "move the clock there", "next_message", {})}
      ${button("Run 12 weeks", "move the clock", "run", { weeks: 12 })}
      ${start.has_crowd && html`<button type="button" role="switch" class="switch" aria-checked=${moment.acting}
        onClick=${() => move("act", { on: !moment.acting })}><span class="switch-track" aria-hidden="true"></span>
        <span>People act<span class="wide"> on their own</span></span></button>`}
      <button type="button" class="button icon quiet" aria-label="? Keyboard help" aria-keyshortcuts="?" onClick=${onHelp}>?</button>
    </div>
    ${moving && html`<div class="moving">
      ${moving.total
        ? html`<progress key="known" aria-label="Time passing" max="1" value=${moving.done / moving.total}></progress>`
        : html`<progress key="unknown" aria-label="Time passing"></progress>`}
      <span class="hidden" role="status">${moving.week}</span>
      <span class="moving-label">${moving.week && html`<strong>${moving.week}</strong>`}<span>${moving.label}</span></span>
      <button type="button" class="button time" onClick=${() => move("stop", {})}>Stop</button>
    </div>`}
  </header>`;
}
