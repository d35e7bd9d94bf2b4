// The middle's head, and the Home tab.
import { Blocks } from "./blocks.js";
import { html } from "./dom.js";

export const titleOf = (channel) => (!channel ? "" : channel.kind === "channel" ? `#${channel.name}` : channel.name);

function detailOf(channel, app) {
  if (!channel) return "";
  if (channel.kind === "im") return "App";
  if (channel.kind === "note") return "Only you are here: for notes, and for commands";
  return `${channel.members} members${channel.app_is_here ? "" : `, without ${app.name}`}`;
}

export const PlaceHead = ({ title, channel, isHome, app }) => html`<div class="place-head">
  <h2 id="place" tabindex="-1">${title}${isHome && html`<span class="tab">Home</span>`}</h2>
  <p>${isHome ? app.about : detailOf(channel, app)}</p></div>`;

export const Home = ({ view, look, onTrouble }) => html`<div class="messages home" tabindex="0" role="region" aria-label="Home tab">
  ${view ? html`<${Blocks} key=${view.id} look=${look} place=${{ view: view.id }} blocks=${view.blocks} state=${view.state}
      onTrouble=${onTrouble} />`
    : html`<p class="empty">${look.app.name} hasn't shown this person a Home tab yet.</p>`}
</div>`;
