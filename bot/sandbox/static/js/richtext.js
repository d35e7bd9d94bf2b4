// rich_text blocks.
import { html } from "./dom.js";
import { emoji } from "./emoji.js";
import { drawn } from "./icons.js";
import { link, mention } from "./mrkdwn.js";
import { dateTokens } from "./time.js";

const INLINE = {
  text: (part) => part.text,
  link: (part) => link(part.url, part.text),
  user: (part, look) => mention(part.user_id, look),
  channel: (part, look) => html`<span class="mention">#${look.channel(part.channel_id) || "channel"}</span>`,
  emoji: (part) => drawn(part.name) || emoji(part.name),
  broadcast: (part) => html`<span class="mention">@${part.range}</span>`,
  date: (part, look) => dateTokens(part.format, part.timestamp, look.zone) || part.fallback,
};

function styled(shown, style = {}) {
  if (style.code) shown = html`<code>${shown}</code>`;
  if (style.strike) shown = html`<s>${shown}</s>`;
  if (style.italic) shown = html`<em>${shown}</em>`;
  return style.bold ? html`<strong>${shown}</strong>` : shown;
}

const parts = (element, look) =>
  (element.elements || []).map((part) => styled(INLINE[part.type]?.(part, look) ?? part.text ?? "", part.style));

const BLOCKS = {
  rich_text_section: (element, look) => html`<p class="lines">${parts(element, look)}</p>`,
  rich_text_quote: (element, look) => html`<blockquote class="lines">${parts(element, look)}</blockquote>`,
  rich_text_preformatted: (element, look) => html`<pre><code>${parts(element, look)}</code></pre>`,
  rich_text_list: (element, look) => {
    const items = element.elements.map((item) => html`<li>${parts(item, look)}</li>`);
    const indent = `indent-${Math.min(element.indent || 0, 4)}`;
    return element.style === "ordered" ? html`<ol class=${indent}>${items}</ol>` : html`<ul class=${indent}>${items}</ul>`;
  },
};

export const richText = (block, look) => (block.elements || []).map((element) => BLOCKS[element.type]?.(element, look));
