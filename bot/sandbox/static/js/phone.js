// The right side: this person's lock screen, and their week.
import { DOING, Doing } from "./avatar.js";
import { html } from "./dom.js";
import { Icon } from "./icons.js";
import { wordsOf } from "./mrkdwn.js";
import { clockTime, longDay, shortDay } from "./time.js";

export function Phone({ me, phone, now, look, onGo, onClose }) {
  const zone = me.tz;
  return html`<aside class="phone-pane" id="phone" aria-label=${`${me.name}'s phone`} tabindex="-1">
    <h2 class="hidden">${me.name}'s phone</h2>
    <div class="phone">
      <div class="phone-screen">
        <div class="phone-status" aria-hidden="true"><span>${clockTime(now, zone)}</span><span class="phone-notch"></span><span class="phone-bars"><i></i><i></i><i></i></span></div>
        <p class="phone-clock"><strong>${clockTime(now, zone)}</strong><span>${longDay(now, zone)}</span></p>
        <ol class="notes" tabindex="0" aria-label="Notifications, newest first">
          ${phone?.notifications.map((note) => html`<${Note} key=${note.at + note.channel} note=${note} zone=${zone} now=${now}
            look=${look} onGo=${onGo} />`)}
          ${phone && phone.notifications.length === 0 && html`<li class="quiet-phone">No notifications</li>`}
          ${phone?.older > 0 && html`<li class="quiet-phone">and ${phone.older} older</li>`}
        </ol>
      </div>
    </div>
    <${Week} phone=${phone} me=${me} />
    <button type="button" class="button icon quiet pane-close" aria-label="Close" onClick=${onClose}><${Icon} of="close" /></button>
  </aside>`;
}

function Note({ note, zone, now, look, onGo }) {
  const at = new Date(note.at);
  const isToday = shortDay(at, zone) === shortDay(now, zone);
  return html`<li class="note">
    <button type="button" class="note-card" onClick=${() => onGo(note.channel)}>
      <span class="note-title"><strong>${note.title}</strong>${note.where && html` <small>${note.where}</small>`}</span>
      <span class="note-text">${wordsOf(note.text, look)}</span>
    </button>
    <p class="note-when"><time datetime=${note.at}>${isToday ? "" : `${shortDay(at, zone)}, `}${clockTime(at, zone)}</time>
      <${Doing} kind=${note.doing} /></p>
  </li>`;
}

function Week({ phone, me }) {
  const first = me.name.split(" ")[0];
  return html`<section class="week" aria-label=${`${first}'s week`}>
    <p class="week-head"><strong>${first}'s week</strong>${phone && html`<span>now <${Doing} kind=${phone.doing} /></span>`}</p>
    <ol>${phone?.week.map((day) => html`<${Day} key=${day.date} day=${day} />`)}</ol>
    <p class="week-scale" aria-hidden="true"><span>0</span><span>6</span><span>12</span><span>18</span><span>24</span></p>
    <p class="legend" aria-hidden="true">${kindsIn(phone).map((kind) => html`<${Doing} kind=${kind} />`)}
      <span class="legend-note">message</span></p>
  </section>`;
}

// What the legend explains: those at a desk are not on shift.
const kindsIn = (phone) => {
  const isAtDesk = phone?.week.some((day) => day.blocks.some((block) => block.kind === "at_work"));
  return ["asleep", isAtDesk ? "at_work" : "on_shift", "off"];
};

function Day({ day }) {
  const date = new Date(`${day.date}T12:00:00Z`);
  const came = day.notes.length ? `; ${day.notes.length} ${day.notes.length === 1 ? "message" : "messages"}` : "";
  return html`<li class=${day.is_today ? "today" : ""}>
    <span class="hidden">${longDay(date, "UTC")}${day.is_today ? ", today" : ""}: ${day.words}${came}</span>
    <span class="day-letter" aria-hidden="true">${shortDay(date, "UTC").slice(0, 3)}</span>
    <span class="strip" aria-hidden="true">
      ${day.blocks.map((block) => html`<span class=${`span ${block.kind}`} title=${DOING[block.kind]}
        style=${{ left: `${block.from * 100}%`, width: `${(block.to - block.from) * 100}%` }}></span>`)}
      ${day.notes.map((at) => html`<span class="came" style=${{ left: `${at * 100}%` }}></span>`)}
      ${day.now !== null && html`<span class="now" style=${{ left: `${day.now * 100}%` }}></span>`}
    </span>
  </li>`;
}
