// The left side: who one is, and their apps, channels and conversations.
import { Avatar, Doing, Lamp } from "./avatar.js";
import { html } from "./dom.js";
import { Icon } from "./icons.js";

export function Sidebar({ me: self, app, conversations, place, isUnread, onGo, onChoose, onManage, onClose }) {
  const by = (kind) => conversations.filter((one) => one.kind === kind);
  const [dm] = by("im");
  return html`<nav class="sidebar" id="conversations" aria-label="Conversations" tabindex="-1">
    <button type="button" class="see-as" onClick=${onChoose} aria-haspopup="dialog" aria-keyshortcuts="Control+K">
      <${Avatar} person=${self} />
      <span class="see-as-words"><small>See as</small><strong>${self.name}</strong><small>${self.title || "no title"}</small></span>
    </button>
    <p class="see-as-doing"><${Doing} kind=${self.doing} /><kbd aria-hidden="true">Ctrl K</kbd></p>
    <div class="sidebar-lists">
      <${Section} title="Apps">
        <li class="app-name"><${Lamp} /><span>${app.name}</span></li>
        ${app.home_tab && html`<${Row} label="Home" isHere=${place === "home"} onGo=${() => onGo("home")} indent />`}
        ${app.messages_tab && html`<${Row} label="Messages" isHere=${Boolean(dm) && place === dm.id || place === "dm"} indent
          isUnread=${dm && isUnread(dm)} onGo=${() => onGo(dm?.id || "dm")} />`}
        <${Row} label="Manage app" indent onGo=${onManage} />
      <//>
      <${Section} title="Channels" none="No channels">
        ${by("channel").map((one) => html`<${Row} key=${one.id} label=${one.name} sign=${html`<${Icon} of=${one.private ? "lock" : "hash"} />`}
          isHere=${place === one.id} isUnread=${isUnread(one)} onGo=${() => onGo(one.id)} />`)}
      <//>
      <${Section} title="Direct messages">
        ${by("note").map((one) => html`<${Row} key=${one.id} label=${one.name} sign=${html`<${Icon} of="note" />`}
          isHere=${place === one.id} isUnread=${isUnread(one)} onGo=${() => onGo(one.id)} />`)}
        ${by("mpim").map((one) => html`<${Row} key=${one.id} label=${one.name} sign=${String(one.others.length + 1)}
          isHere=${place === one.id} isUnread=${isUnread(one)} onGo=${() => onGo(one.id)} />`)}
      <//>
    </div>
    <button type="button" class="button icon quiet pane-close" aria-label="Close" onClick=${onClose}><${Icon} of="close" /></button>
  </nav>`;
}

function Section({ title, none, children }) {
  const rows = [children].flat().filter((child) => child && (!Array.isArray(child) || child.length));
  return html`<section><h2>${title}</h2>
    <ul>${rows.length ? children : html`<li class="none">${none}</li>`}</ul></section>`;
}

function Row({ label, sign, isHere, isUnread, indent, onGo }) {
  return html`<li><button type="button" class=${`row ${isUnread ? "unread" : ""} ${indent ? "indent" : ""}`}
    aria-current=${isHere ? "page" : null} onClick=${onGo}>
    ${sign && html`<span class="sign" aria-hidden="true">${sign}</span>`}<span class="row-label">${label}</span>
    ${isUnread && html`<span class="unread-dot"><span class="hidden">(unread)</span></span>`}
  </button></li>`;
}
