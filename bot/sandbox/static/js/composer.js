// Where one writes: messages as this person, and slash commands with completion.
import { html, useEffect, useRef, useState } from "./dom.js";
import { Icon } from "./icons.js";

const words = (hint) => hint.split("|").map((word) => word.trim()).filter((word) => /^[\w-]+$/.test(word));

// What could follow what was typed: [{text, label, detail}].
export function completions(typed, commands) {
  if (!typed.startsWith("/")) return [];
  const [name, ...rest] = typed.split(" ");
  const command = commands.find((one) => one.command === name);
  if (rest.length === 0) {
    return commands.filter((one) => one.command.startsWith(name))
      .map((one) => ({ text: one.command, label: one.command, detail: one.description, hint: one.usage_hint }));
  }
  if (!command || rest.length > 1) return [];
  return words(command.usage_hint).filter((word) => word.startsWith(rest[0]) && word !== rest[0])
    .map((word) => ({ text: `${name} ${word}`, label: `${name} ${word}`, detail: "" }));
}

// What stands below where nobody can type: Home, and the conversation with an app that takes no messages.
export const NoComposer = ({ app, isHome, onBegin }) => html`<div class="no-composer">
  <p>${!isHome && `Messages to ${app.name} are turned off. `}Commands are typed in any channel, or in the note to yourself.</p>
  <button type="button" class="button" id="composer" onClick=${onBegin}>Type a command</button>
</div>`;

export function Composer({ commands, placeholder, onSay, onCommand }) {
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const [closed, setClosed] = useState(false);
  const input = useRef(null);
  const offered = closed ? [] : completions(typed, commands);
  const hint = commands.find((one) => one.command === typed.split(" ")[0])?.usage_hint;

  useEffect(() => {
    input.current.style.height = "auto";
    input.current.style.height = `${Math.min(input.current.scrollHeight, 160)}px`;
  }, [typed]);

  const change = (text) => {
    setTyped(text);
    setActive(0);
    setClosed(false);
  };
  const take = (option) => {
    change(`${option.text}${option.text.includes(" ") ? "" : " "}`);
    input.current.focus();
  };
  const send = () => {
    const text = typed.trim();
    if (!text) return;
    const [name, ...rest] = text.split(" ");
    if (text.startsWith("/")) onCommand(name, rest.join(" ").trim());
    else onSay(text);
    change("");
  };
  const onKeyDown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const option = offered[active];
    const isWhole = option && option.text === typed.trim();
    if (step && offered.length) {
      event.preventDefault();
      setActive((active + step + offered.length) % offered.length);
    } else if (event.key === "Tab" && !event.shiftKey && option && !isWhole) {
      event.preventDefault();
      take(option);
    } else if (event.key === "Escape" && offered.length) {
      event.preventDefault();
      setClosed(true);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      const isChosen = option && !isWhole && (active > 0 || !/\s$/.test(typed));
      if (isChosen) take(option);
      else send();
    }
  };
  return html`<div class="composer">
    <ul id="completions" role="listbox" aria-label="Commands" class="options up" hidden=${!offered.length}>
      ${offered.map((option, at) => html`<li key=${option.text} id=${`completion-${at}`} role="option"
        aria-selected=${at === active} onMouseDown=${(event) => { event.preventDefault(); take(option); }}>
        <code>${option.label}</code><small>${option.detail}${option.hint && html`<span class="usage">${option.hint}</span>`}</small>
      </li>`)}
    </ul>
    <div class="composer-box">
      <textarea id="composer" ref=${input} rows="1" value=${typed} placeholder=${placeholder} aria-label="Message or command"
        aria-haspopup="listbox" aria-controls="completions" aria-autocomplete="list"
        aria-activedescendant=${offered.length ? `completion-${active}` : null} aria-describedby="composer-hint"
        onInput=${(event) => change(event.target.value)} onKeyDown=${onKeyDown} onBlur=${() => setClosed(true)}
        onFocus=${() => setClosed(false)}></textarea>
      <button type="button" class="button primary send" aria-label="Send" onClick=${send}>
        <${Icon} of="send" /></button>
    </div>
    <p id="composer-hint" class="composer-hint">${hint ? html`<code>${typed.split(" ")[0]}</code> ${hint}`
      : html`<kbd>/</kbd> commands <span class="sep">·</span> <kbd>Enter</kbd> sends <span class="sep">·</span> <kbd>?</kbd> keyboard help`}</p>
  </div>`;
}
