// Choosing whose eyes to see with.
import { get } from "./api.js";
import { Avatar, Doing } from "./avatar.js";
import { Dialog } from "./dialog.js";
import { html, useEffect, useState } from "./dom.js";

export function Chooser({ people, me: self, onPick, onClose }) {
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const [known, setKnown] = useState(people);
  useEffect(() => { get("/ui/people").then((body) => setKnown(body.people), () => {}); }, []);
  useEffect(() => document.getElementById(`person-${active}`)?.scrollIntoView({ block: "nearest" }), [active]);

  const wanted = typed.trim().toLowerCase().split(/\s+/);
  const shown = known.filter((person) => person.mark !== "app" &&
    wanted.every((word) => `${person.name} ${person.title} ${person.mark}`.toLowerCase().includes(word)));
  const onKeyDown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step && shown.length) {
      event.preventDefault();
      const next = Math.abs(step) === 1 ? (active + step + shown.length) % shown.length : active + step;
      setActive(Math.max(0, Math.min(shown.length - 1, next)));
    } else if (event.key === "Enter" && shown[active]) {
      event.preventDefault();
      onPick(shown[active].id);
    }
  };
  return html`<${Dialog} className="chooser" label="See as" onClose=${onClose}>
    <h2 class="hidden">See as</h2>
    <input type="text" role="combobox" data-focus autocomplete="off" placeholder="See as ... a name or a title" value=${typed}
      aria-label="See as: search by name or title" aria-expanded="true" aria-controls="people" aria-autocomplete="list"
      aria-activedescendant=${shown.length ? `person-${active}` : null} onKeyDown=${onKeyDown}
      onInput=${(event) => { setTyped(event.target.value); setActive(0); }} />
    <ul id="people" role="listbox" aria-label="People" class="people">
      ${shown.map((person, at) => html`<li key=${person.id} id=${`person-${at}`} role="option" aria-selected=${at === active}
        onClick=${() => onPick(person.id)}>
        <${Avatar} person=${person} />
        <span class="person-words"><strong>${person.name}${person.id === self && html`<span class="tag">you now</span>`}${person.mark
            && html`<span class="tag">${person.mark}</span>`}</strong>
          <small>${person.title}</small></span>
        <${Doing} kind=${person.doing} /></li>`)}
    </ul>
    <p class="chooser-foot" role="status">${shown.length === 1 ? "1 person" : `${shown.length} people`}
      <span><kbd>↑</kbd> <kbd>↓</kbd> to move, <kbd>Enter</kbd> to choose</span></p>
  <//>`;
}
