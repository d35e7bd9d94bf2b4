// Small pictures for people and for the app.
import { html } from "./dom.js";

const initials = (name) => name.split(/\s+/).map((word) => word[0]).filter(Boolean).slice(0, 2).join("").toUpperCase();

export const Lamp = () => html`<img class="lamp" src="/static/lamp.svg" alt="" />`;

export function Avatar({ person, isApp }) {
  if (isApp) return html`<span class="avatar app" aria-hidden="true"><${Lamp} /></span>`;
  const style = { backgroundColor: person?.color ? `#${person.color}` : "#6b6258" };
  return html`<span class="avatar" style=${style} aria-hidden="true">${initials(person?.name || "?")}</span>`;
}

export const DOING = { asleep: "asleep", on_shift: "on shift", at_work: "at work", off: "off", away: "away" };

export const Doing = ({ kind }) =>
  html`<span class=${`doing ${kind}`}><span class="dot" aria-hidden="true"></span>${DOING[kind] || kind}</span>`;
