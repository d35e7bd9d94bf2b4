// A searchable list to pick one or several from: people, conversations, options.
import { html, useEffect, useRef, useState } from "./dom.js";
import { Icon } from "./icons.js";

const MOST_SHOWN = 60;
const matches = (option, typed) =>
  `${option.label} ${option.detail || ""}`.toLowerCase().includes(typed.trim().toLowerCase());

// options: [{value, label, detail}]; value: a value or null, or a list of values when `several`.
export function Picker({ id, label, options, value, several, most, placeholder, required, invalid, describedby, onChange }) {
  const [typed, setTyped] = useState(null);
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef(null);
  const chosen = several ? value || [] : value ? [value] : [];
  const labelOf = (one) => options.find((option) => option.value === one)?.label || one;
  const isFull = several && most && chosen.length >= most;
  const free = several ? options.filter((option) => !chosen.includes(option.value)) : options;
  const shown = isFull ? [] : free.filter((option) => matches(option, typed ?? "")).slice(0, MOST_SHOWN);
  const list = `${id}-list`;

  useEffect(() => {
    if (open) document.getElementById(`${list}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, open]);

  const settle = () => {
    setOpen(false);
    setTyped(null);
    setActive(0);
  };
  const pick = (option) => {
    onChange(several ? [...chosen, option.value] : option.value);
    settle();
  };
  const drop = (one) => {
    onChange(several ? chosen.filter((other) => other !== one) : null);
    input.current.focus();
  };
  const onKeyDown = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (open) setActive((shown.length + active + step) % (shown.length || 1));
      setOpen(true);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && open && shown[active]) {
      event.preventDefault();
      pick(shown[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      settle();
    } else if (event.key === "Backspace" && several && !typed && chosen.length) {
      drop(chosen.at(-1));
    }
  };
  return html`<div class="picker">
    ${several && html`<ul class="chips" aria-label=${`Chosen for ${label}`}>
      ${chosen.map((one) => html`<li key=${one}><button type="button" class="chip" onClick=${() => drop(one)}
        aria-label=${`${labelOf(one)}: remove`}>${labelOf(one)} <${Icon} of="close" /></button></li>`)}
    </ul>`}
    <input ref=${input} id=${id} type="text" role="combobox" autocomplete="off" aria-label=${label}
      aria-expanded=${open} aria-controls=${list} aria-autocomplete="list" aria-required=${required ? "true" : null}
      aria-invalid=${invalid ? "true" : null} aria-describedby=${describedby}
      aria-activedescendant=${open && shown[active] ? `${list}-${active}` : null}
      placeholder=${isFull ? `That is all ${most}` : placeholder}
      value=${typed ?? (several || !value ? "" : labelOf(value))}
      onInput=${(event) => { setTyped(event.target.value); setActive(0); setOpen(true); }}
      onClick=${() => setOpen(true)} onBlur=${settle} onKeyDown=${onKeyDown} />
    ${!several && value && html`<button type="button" class="clear" aria-label=${`Clear ${label}`}
      onClick=${() => drop(value)}><${Icon} of="close" /></button>`}
    <ul id=${list} role="listbox" aria-label=${`Choices for ${label}`} class="options" hidden=${!open}>
      ${shown.map((option, at) => html`<li key=${option.value} id=${`${list}-${at}`} role="option"
        aria-selected=${at === active} onMouseDown=${(event) => { event.preventDefault(); pick(option); }}>
        <span>${option.label}</span>${option.detail && html`<small>${option.detail}</small>`}</li>`)}
      ${open && shown.length === 0 && html`<li class="nothing" role="option" aria-disabled="true" aria-selected="false">
        ${isFull ? "No more can be chosen." : "Nothing matches."}</li>`}
    </ul>
  </div>`;
}
