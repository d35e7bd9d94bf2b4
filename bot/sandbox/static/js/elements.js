// The things one can use in blocks: buttons, menus and inputs.
import { Dialog } from "./dialog.js";
import { html, useLayoutEffect, useRef, useState } from "./dom.js";
import { Icon } from "./icons.js";
import { plainText, textOf, wordsOf } from "./mrkdwn.js";
import { Picker } from "./picker.js";
import { useSurface } from "./surface.js";

const optionsOf = (element) =>
  [...(element.options || []), ...(element.option_groups || []).flatMap((group) => group.options)];
const asChoice = (option) => ({
  value: option.value, label: plainText(option.text), detail: option.description && plainText(option.description),
});

// Props every input shares. `field` comes from an input block: {label, required, invalid, describedby}.
function common(surface, { block, element, field }) {
  const named = field ? {} : { "aria-label": element.placeholder ? plainText(element.placeholder) : "Choose" };
  return {
    id: surface.idOf(block, element), ...named, "data-focus": element.focus_on_load ? true : null,
    "aria-required": field?.required ? "true" : null, "aria-invalid": field?.invalid ? "true" : null,
    "aria-describedby": field?.describedby || null,
  };
}

export function Element(props) {
  const Kind = KINDS[props.element.type];
  return Kind ? html`<${Kind} ...${props} />` : html`<span class="unknown">[${props.element.type}]</span>`;
}

function Button({ block, element }) {
  const surface = useSurface();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const press = async () => {
    if (element.url && /^https?:/i.test(element.url)) window.open(element.url, "_blank", "noopener,noreferrer");
    setBusy(true);
    await surface.click(block, element, element.value ?? null);
    setBusy(false);
  };
  return html`<button type="button" class=${`button ${element.style || ""}`} data-what=${`${element.action_id} ${element.value ?? ""}`} aria-label=${element.accessibility_label}
      aria-busy=${busy ? "true" : null}
      onClick=${() => (element.confirm ? setAsking(true) : press())}>
      ${plainText(element.text)}${element.url && html` <${Icon} of="out" />`}
    </button>
    ${asking && html`<${Confirm} confirm=${element.confirm} onNo=${() => setAsking(false)}
      onYes=${() => { setAsking(false); press(); }} />`}`;
}

function Confirm({ confirm, onYes, onNo }) {
  const { look } = useSurface();
  return html`<${Dialog} className="confirm" label=${plainText(confirm.title)} onClose=${onNo}>
    <h2>${plainText(confirm.title)}</h2>
    <div class="rich">${textOf(confirm.text, look)}</div>
    <div class="dialog-foot">
      <button type="button" class="button" onClick=${onNo}>${plainText(confirm.deny)}</button>
      <button type="button" class=${`button ${confirm.style || "primary"}`} data-focus onClick=${onYes}>
        ${plainText(confirm.confirm)}</button>
    </div>
  <//>`;
}

function Overflow({ block, element }) {
  const surface = useSurface();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(null);
  const [sides, setSides] = useState("");
  const root = useRef(null);
  const id = surface.idOf(block, element);
  const name = ["More actions", firstLine(block, surface.look)].filter(Boolean).join(": ");
  useLayoutEffect(() => {
    if (!open) return;
    setSides(sidesOf(root.current));
    root.current.querySelector("[role=menuitem]")?.focus();
  }, [open]);
  const shut = () => {
    setOpen(false);
    root.current.querySelector("button").focus();
  };
  const pick = (option) => {
    shut();
    if (option.url && /^https?:/i.test(option.url)) window.open(option.url, "_blank", "noopener,noreferrer");
    if (element.confirm) setAsking(option);
    else surface.click(block, element, option.value);
  };
  const onKeyDown = (event) => {
    const items = [...root.current.querySelectorAll("[role=menuitem]")];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined && open) {
      event.preventDefault();
      items.at(to % items.length).focus();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      setOpen(true);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      shut();
    }
  };
  return html`<span class="overflow" ref=${root} onKeyDown=${onKeyDown}
      onfocusout=${(event) => root.current.contains(event.relatedTarget) || setOpen(false)}>
    <button type="button" class="button icon" data-what=${element.action_id} aria-label=${name} aria-haspopup="menu" aria-expanded=${open}
      aria-controls=${`${id}-menu`} onClick=${() => setOpen(!open)}><${Icon} of="more" /></button>
    <span id=${`${id}-menu`} role="menu" aria-label=${name} class=${`menu ${sides}`} hidden=${!open}>
      ${element.options.map((option) => html`<button type="button" role="menuitem" tabindex="-1" key=${option.value}
        onClick=${() => pick(option)}>${plainText(option.text)}</button>`)}
    </span>
    ${asking && html`<${Confirm} confirm=${element.confirm} onNo=${() => setAsking(null)}
      onYes=${() => { setAsking(null); surface.click(block, element, asking.value); }} />`}
  </span>`;
}

// What a menu beside a section is about, for whoever hears its name alone.
const firstLine = (block, look) => wordsOf(block.type === "section" ? block.text?.text : "", look).split("\n")[0].slice(0, 60);

// To which sides a menu opens, so that it stays inside of what scrolls around it.
function sidesOf(root) {
  const [at, menu] = [root.getBoundingClientRect(), root.querySelector("[role=menu]").getBoundingClientRect()];
  const around = root.closest(".messages, .modal-body").getBoundingClientRect();
  const isUp = at.bottom + menu.height + 8 > around.bottom && at.top - menu.height - 8 > around.top;
  return `${at.right - menu.width < around.left ? "to-right" : ""} ${isUp ? "up" : ""}`;
}

function StaticSelect(props) {
  const { block, element } = props;
  const surface = useSurface();
  const choices = (options) =>
    options.map((option) => html`<option key=${option.value} value=${option.value}>${plainText(option.text)}</option>`);
  return html`<select ...${common(surface, props)} value=${surface.valueOf(block, element) ?? ""}
    onChange=${(event) => surface.enter(block, element, event.target.value || null)}>
    <option value="">${element.placeholder ? plainText(element.placeholder) : "Choose ..."}</option>
    ${element.options ? choices(element.options) : element.option_groups.map((group) => html`
      <optgroup label=${plainText(group.label)}>${choices(group.options)}</optgroup>`)}
  </select>`;
}

// Selects that are searched: people, conversations, and several options at once.
function SearchedSelect(props) {
  const { block, element, field } = props;
  const surface = useSurface();
  const several = element.type.startsWith("multi_");
  return html`<${Picker} id=${surface.idOf(block, element)} options=${offers(element, surface.look)}
    label=${field?.label || (element.placeholder ? plainText(element.placeholder) : "Choose")}
    placeholder=${element.placeholder ? plainText(element.placeholder) : "Type to search"}
    value=${surface.valueOf(block, element)} several=${several} most=${element.max_selected_items}
    required=${field?.required} invalid=${field?.invalid} describedby=${field?.describedby}
    onChange=${(value) => surface.enter(block, element, value)} />`;
}

function offers(element, look) {
  if (element.type.includes("users")) {
    return look.people.map((person) => ({ value: person.id, label: person.name, detail: [person.title, person.mark].filter(Boolean).join(", ") }));
  }
  if (element.type.includes("static")) return optionsOf(element).map(asChoice);
  return element.type.includes("channels")
    ? look.channels.map((one) => ({ value: one.id, label: `#${one.name}` }))
    : look.conversations.filter((one) => isListed(element.filter || {}, one)).map((one) => ({ value: one.id, label: one.kind === "channel" ? `#${one.name}` : one.name }));
}

// What a picker of conversations leaves out; there is no such filter for people.
function isListed(filter, one) {
  return (!filter.include || filter.include.includes(one.kind_in_filter))
    && !(filter.exclude_external_shared_channels && one.shared)
    && !(filter.exclude_bot_users && one.kind === "im");
}

// Radio buttons and checkboxes.
function Ticks(props) {
  const { block, element, field } = props;
  const surface = useSurface();
  const isRadio = element.type === "radio_buttons";
  const value = surface.valueOf(block, element);
  const chosen = isRadio ? [value] : value || [];
  const id = surface.idOf(block, element);
  const toggle = (option, on) => {
    if (isRadio) return surface.enter(block, element, option.value);
    const kept = optionsOf(element).map((one) => one.value).filter((one) => one !== option.value && chosen.includes(one));
    return surface.enter(block, element, on ? [...kept, option.value] : kept);
  };
  return html`<div class="ticks" role=${isRadio ? "radiogroup" : "group"} aria-label=${field?.label || "Choose"}
    aria-required=${isRadio && field?.required ? "true" : null} aria-describedby=${field?.describedby || null}>
    ${element.options.map((option, at) => html`<label key=${option.value} class="tick">
      <input type=${isRadio ? "radio" : "checkbox"} name=${id} id=${at === 0 ? id : `${id}-${at}`}
        checked=${chosen.includes(option.value)} aria-invalid=${field?.invalid ? "true" : null}
        onChange=${(event) => toggle(option, event.target.checked)} />
      <span>${textOf(option.text, surface.look)}
        ${option.description && html`<small>${textOf(option.description, surface.look)}</small>`}</span>
    </label>`)}
  </div>`;
}

const INPUT_TYPES = {
  plain_text_input: { type: "text" },
  number_input: { type: "text", inputmode: "decimal" },
  email_text_input: { type: "email", autocomplete: "off" },
  url_text_input: { type: "url" },
  datepicker: { type: "date" },
  timepicker: { type: "time" },
};

function TextInput(props) {
  const { block, element } = props;
  const surface = useSurface();
  const value = surface.valueOf(block, element) ?? "";
  const isPicked = element.type === "datepicker" || element.type === "timepicker";
  const shared = {
    ...common(surface, props), value, placeholder: element.placeholder && plainText(element.placeholder),
    maxlength: element.max_length,
  };
  const enter = (event) => surface.enter(block, element, event.target.value || null, { tell: isPicked });
  const onKeyDown = (event) => {
    if (event.key === "Enter" && block.dispatch_action) surface.enter(block, element, event.target.value || null);
  };
  return html`${element.multiline
      ? html`<textarea rows="4" ...${shared} onInput=${enter}></textarea>`
      : html`<input ...${INPUT_TYPES[element.type]} ...${shared} onKeyDown=${onKeyDown}
          onInput=${isPicked ? null : enter} onChange=${isPicked ? enter : null} />`}
    ${element.max_length && html`<span class="counter" aria-hidden="true">${String(value).length}/${element.max_length}</span>`}`;
}

function DateTime(props) {
  const { block, element } = props;
  const surface = useSurface();
  const seconds = surface.valueOf(block, element);
  const local = seconds ? new Date(seconds * 1000).toISOString().slice(0, 16) : "";
  return html`<input type="datetime-local" ...${common(surface, props)} value=${local} title="In UTC"
    onChange=${(event) => surface.enter(block, element, event.target.value ? Date.parse(`${event.target.value}Z`) / 1000 : null)} />`;
}

const KINDS = {
  button: Button, overflow: Overflow, static_select: StaticSelect, radio_buttons: Ticks, checkboxes: Ticks,
  datetimepicker: DateTime,
  ...Object.fromEntries(Object.keys(INPUT_TYPES).map((type) => [type, TextInput])),
  ...Object.fromEntries(
    ["multi_static_select", "users_select", "multi_users_select", "conversations_select", "multi_conversations_select",
      "channels_select", "multi_channels_select"].map((type) => [type, SearchedSelect])),
};
