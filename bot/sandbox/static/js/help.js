// The keyboard, explained.
import { Dialog } from "./dialog.js";
import { html } from "./dom.js";
import { Icon } from "./icons.js";

const KEYS = [
  ["Everywhere", [
    [["Ctrl", "K"], "choose a person to see as"],
    [["F6"], "go to the next part of the page"],
    [["?"], "this help"],
    [["Esc"], "close what is on top"],
  ]],
  ["Writing", [
    [["/"], "begin a command; where you can't type, it goes to the note to yourself"],
    [["↑", "↓"], "move among the suggestions"],
    [["Tab"], "take a suggestion"],
    [["Enter"], "send"],
    [["Shift", "Enter"], "a new line"],
  ]],
  ["Forms", [
    [["Tab"], "the next field"],
    [["Space"], "tick a box, press a button"],
    [["Ctrl", "Enter"], "submit the form"],
  ]],
];

export const Help = ({ onClose }) => html`<${Dialog} className="help" label="Keyboard help" onClose=${onClose}>
  <div class="modal-head"><h2>Keyboard help</h2>
    <button type="button" class="button icon quiet" aria-label="Close" onClick=${onClose}><${Icon} of="close" /></button></div>
  <div class="help-body">${KEYS.map(([title, keys]) => html`<section><h3>${title}</h3>
    <dl>${keys.map(([combination, words]) => html`<div>
      <dt>${combination.map((key, at) => html`${at > 0 && " "}<kbd>${key}</kbd>`)}</dt><dd>${words}</dd></div>`)}</dl></section>`)}
  </div>
<//>`;
