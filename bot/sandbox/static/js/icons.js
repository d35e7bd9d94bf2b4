// Small drawings, in the colour of the words beside them. Each stands beside a word or in a button that has a name.
import { html } from "./dom.js";

const PATHS = {
  close: "M4 4l8 8M12 4l-8 8",
  more: "M3 8h.01M8 8h.01M13 8h.01",
  menu: "M2 4h12M2 8h12M2 12h12",
  phone: "M5 1.5h6a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM7 12.5h2",
  hash: "M6.5 2l-2 12M11.5 2l-2 12M3 6h11M2 10h11",
  lock: "M4 7h8v6.5H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  note: "M3 13l.8-3.2L11 2.6l2.4 2.4-7.2 7.2zM9.6 4l2.4 2.4",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z",
  clip: "M13 7.5l-5.3 5.2a3 3 0 0 1-4.3-4.3l5.8-5.8a2 2 0 0 1 2.9 2.9l-5.5 5.4a1 1 0 0 1-1.5-1.4l4.8-4.8",
  out: "M6 3H3v10h10v-3M9 2.5h4.5V7M13 3L7.5 8.5",
  send: "M8 13.5v-11M3.5 7L8 2.5 12.5 7",
  right: "M6 3.5L10.5 8 6 12.5",
  down: "M3.5 6L8 10.5 12.5 6",
  up: "M3.5 10L8 5.5l4.5 4.5",
  tick: "M3 8.5l3.3 3.3L13 4.5",
  people: "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.4 2.4 0 0 1 0 4.4M12 9.8c1.6.5 2.5 1.8 2.5 3.7",
  warning: "M8 2L15 14H1zM8 6.5v3.5M8 12h.01",
  crescent_moon: "M13 9.6A5.6 5.6 0 1 1 6.4 3a4.6 4.6 0 0 0 6.6 6.6z",
};
// Emoji of the app's messages that are drawn here: many a machine has no font for them.
const DRAWN = { warning: "Warning", crescent_moon: "Moon" };

export const drawn = (name) => DRAWN[name] && html`<span class=${`drawn ${name}`} role="img" aria-label=${DRAWN[name]}>
  <${Icon} of=${name} /></span>`;

export const Icon = ({ of }) => html`<svg class=${`svg svg-${of}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
  <path d=${PATHS[of]} /></svg>`;
