// The top: what time it is there, and moving the clock.
import { post } from "./api.js";
import { Lamp } from "./avatar.js";
import { html } from "./dom.js";
import { clockTime, fullDay } from "./time.js";

export function TopBar({ start, moment, onTrouble, onHelp }) {
  const now = new Date(moment.now);
  const zone = start.workspace.zone;
  const moving = moment.progress;
  const move = (name, body) => post(`/ui/time/${name}`, body).catch((error) => onTrouble(error.message));
  const button = (label, spoken, name, body) => html`<button type="button" class="button time" aria-label=${spoken}
    aria-disabled=${moving ? "true" : null} onClick=${() => moving || move(name, body)}>${label}</button>`;
  return html`<header class="topbar">
    <div class="brand"><${Lamp} /><h1>${start.workspace.name}</h1></div>
    <div class="moment"><time datetime=${moment.now}><strong>${clockTime(now, zone)}</strong><span>${fullDay(now, zone)}</span></time></div>
    <div class="clock" id="clock" role="group" aria-label="Move the clock" tabindex="-1">
      ${button("+1 hour", "Move the clock one hour on", "advance", { hours: 1 })}
      ${button("+1 day", "Move the clock one day on", "advance", { hours: 24 })}
      ${button("+1 week", "Move the clock one week on", "advance", { hours: 168 })}
      ${start.knows_next_message && button("Next message", "Move the clock to the next message", "next_message", {})}
      ${button("Run 12 weeks", "Run twelve weeks", "run", { weeks: 12 })}
      ${start.has_crowd && html`<button type="button" role="switch" class="switch" aria-checked=${moment.acting}
        onClick=${() => move("act", { on: !moment.acting })}><span class="switch-track" aria-hidden="true"></span>
        <span>People act<span class="wide"> on their own</span></span></button>`}
      <button type="button" class="button icon quiet" aria-label="Keyboard help" aria-keyshortcuts="?" onClick=${onHelp}>?</button>
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
