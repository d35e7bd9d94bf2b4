// Slack's text markup, turned into elements. Everything that is not markup stays text.
import { html } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";
import { drawn } from "./icons.js";
import { dateTokens } from "./time.js";

const INLINE = new RegExp(
  [
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    "(?<![\\w*])\\*(?=\\S)([^*\\n]+?)(?<=\\S)\\*(?![\\w*])",
    "(?<!\\w)_(?=\\S)([^\\n]+?)(?<=\\S)_(?!\\w)",
    "(?<![\\w~])~(?=\\S)([^~\\n]+?)(?<=\\S)~(?![\\w~])",
    ":([a-z0-9_+-]+):",
  ].join("|"),
  "g",
);
const QUOTE = /^(?:>|&gt;) ?/;
const BULLET = /^\s*[•◦-] +/;
const SAFE = /^(https?:|mailto:)/i;

const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export function mrkdwn(text, look) {
  const parts = String(text ?? "").split(/```\n?([\s\S]*?)\n?```/);
  return parts.map((part, at) => (at % 2 ? html`<pre><code>${plain(part)}</code></pre>` : paragraphs(part, look)));
}

export function plainText(object) {
  const text = String(object?.text ?? "");
  return object?.emoji === false ? text : withEmoji(text);
}

// A text object of Block Kit.
export const textOf = (object, look) =>
  object?.type === "mrkdwn" ? mrkdwn(object.text, look) : html`<span class="lines">${plainText(object)}</span>`;

// Markup flattened to words, for announcements and tooltips.
export function wordsOf(text, look) {
  return withEmoji(plain(String(text ?? "")
    .replace(/<([^<>]+)>/g, (_, inside) => entityWords(inside, look))
    .replace(/[*_~`]/g, "")));
}

function entityWords(inside, look) {
  const [target, label] = inside.split("|");
  if (target[0] === "@") return `@${look.name(target.slice(1))}`;
  if (target[0] === "#") return `#${look.channel(target.slice(1)) || label || "a channel"}`;
  return label || target.replace(/^!/, "");
}

const kindOf = (line) => (QUOTE.test(line) ? "quote" : BULLET.test(line) ? "list" : line.trim() ? "text" : "gap");

function paragraphs(text, look) {
  const groups = [];
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const kind = kindOf(line);
    if (groups.at(-1)?.kind === kind) groups.at(-1).lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups.map(({ kind, lines }) => PARAGRAPHS[kind](lines, look));
}

const broken = (lines, look) => lines.map((line, at) => [at > 0 && html`<br />`, inline(line, look)]);
const PARAGRAPHS = {
  gap: () => null,
  text: (lines, look) => html`<p>${broken(lines, look)}</p>`,
  quote: (lines, look) => html`<blockquote>${broken(lines.map((line) => line.replace(QUOTE, "")), look)}</blockquote>`,
  list: (lines, look) => html`<ul>${lines.map((line) => html`<li>${inline(line.replace(BULLET, ""), look)}</li>`)}</ul>`,
};

export function inline(text, look) {
  const pieces = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    pieces.push(plain(text.slice(from, found.index)), element(found, look));
    from = found.index + found[0].length;
  }
  pieces.push(plain(text.slice(from)));
  return pieces;
}

function element([, code, entity, bold, italic, struck, sign], look) {
  if (code !== undefined) return html`<code>${plain(code)}</code>`;
  if (entity !== undefined) return entityElement(entity, look);
  if (bold !== undefined) return html`<strong>${inline(bold, look)}</strong>`;
  if (italic !== undefined) return html`<em>${inline(italic, look)}</em>`;
  if (struck !== undefined) return html`<s>${inline(struck, look)}</s>`;
  return drawn(sign) || emoji(sign);
}

function entityElement(inside, look) {
  const cut = inside.indexOf("|");
  const [target, label] = cut < 0 ? [inside, ""] : [inside.slice(0, cut), plain(inside.slice(cut + 1))];
  if (target[0] === "@") return mention(target.slice(1), look);
  if (target[0] === "#") return html`<span class="mention">#${look.channel(target.slice(1)) || label || "channel"}</span>`;
  if (target.startsWith("!date^")) return date(target, label, look);
  if (target[0] === "!") return html`<span class="mention">@${label || target.slice(1)}</span>`;
  return link(plain(target), label);
}

export const mention = (id, look) =>
  html`<span class=${id === look.me ? "mention is-me" : "mention"}>@${look.name(id)}</span>`;

export function link(address, label) {
  if (!SAFE.test(address)) return label || `<${address}>`;
  return html`<a href=${address} target="_blank" rel="noopener noreferrer">${label || address.replace(/^mailto:/, "")}</a>`;
}

function date(target, fallback, look) {
  const [, seconds, pattern, address] = target.split("^");
  if (!/^\d+$/.test(seconds) || !pattern) return fallback;
  const words = dateTokens(pattern, Number(seconds), look.zone);
  const shown = html`<time datetime=${new Date(seconds * 1000).toISOString()}>${words}</time>`;
  return address && SAFE.test(address) ? link(address, shown) : shown;
}

// The "markdown" block: enough of Markdown to read it.
export function markdown(text, look) {
  return String(text).split(/\n(?=#{1,6} )|(?<=^#{1,6} .*)\n/m).map((part) => {
    const heading = part.match(/^#{1,6} (.*)$/);
    if (heading) return html`<p class="markdown-heading">${inline(asMrkdwn(heading[1]), look)}</p>`;
    return mrkdwn(asMrkdwn(part), look);
  });
}

const asMrkdwn = (text) =>
  text.replace(/\*\*(.+?)\*\*/g, "*$1*").replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, "<$2|$1>").replace(/^\* /gm, "- ");
