// One conversation: its messages by day, the newest in view.
import { as, get } from "./api.js";
import { Avatar } from "./avatar.js";
import { Blocks } from "./blocks.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "./dom.js";
import { Icon } from "./icons.js";
import { mrkdwn, wordsOf } from "./mrkdwn.js";
import { clockTime, format, fullDay, longDay, ofTs } from "./time.js";

const TOGETHER = 5 * 60;

export function Conversation({ channel, page, look, onTrouble }) {
  const [earlier, setEarlier] = useState({ messages: [], more: null });
  const scroller = useRef(null);
  const atEnd = useRef(true);
  const messages = [...earlier.messages, ...(page?.messages || [])];
  const more = earlier.more ?? page?.earlier;
  const newest = messages.at(-1)?.ts;

  // Once earlier messages are shown, those that new ones push off the newest page are kept with them.
  const before = useRef(page);
  useEffect(() => {
    const [first] = page?.messages || [];
    const pushed = (before.current?.messages || []).filter((message) => first && message.ts < first.ts);
    before.current = page;
    if (earlier.messages.length && pushed.length) setEarlier({ ...earlier, messages: [...earlier.messages, ...pushed] });
  }, [page]);
  useLayoutEffect(() => {
    if (atEnd.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  });
  useEffect(() => {
    const box = scroller.current;
    const settle = () => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    };
    box.addEventListener("load", settle, true); // pictures grow after they were laid out
    return () => box.removeEventListener("load", settle, true);
  }, []);
  const onScroll = ({ target }) => {
    atEnd.current = target.scrollHeight - target.scrollTop - target.clientHeight < 60;
  };
  const showEarlier = async () => {
    const height = scroller.current.scrollHeight;
    try {
      const older = await get(as(look.me, `messages/${channel.id}?before=${messages[0].ts}`));
      atEnd.current = false;
      setEarlier({ messages: [...older.messages, ...earlier.messages], more: older.earlier });
      requestAnimationFrame(() => { scroller.current.scrollTop = scroller.current.scrollHeight - height; });
    } catch (error) {
      onTrouble(error.message);
    }
  };
  return html`<div class="messages" ref=${scroller} onScroll=${onScroll} tabindex="0" role="region" aria-label="Messages"
      data-newest=${newest || ""}>
    ${more && html`<button type="button" class="button quiet earlier" onClick=${showEarlier}>Show earlier messages</button>`}
    ${page && messages.length === 0 && html`<${Empty} channel=${channel} look=${look} />`}
    ${days(messages, look.zone).map(([day, said]) => html`<section key=${day} class="day" aria-label=${day}>
      <div class="day-name"><span>${day}</span></div>
      ${said.map((message, at) => html`<${Message} key=${message.ts} message=${message} channel=${channel} look=${look}
        follows=${follows(said[at - 1], message)} onTrouble=${onTrouble} />`)}
    </section>`)}
  </div>`;
}

function days(messages, zone) {
  const found = new Map();
  for (const message of messages) {
    const day = fullDay(ofTs(message.ts), zone);
    found.set(day, [...(found.get(day) || []), message]);
  }
  return [...found];
}

const follows = (before, message) =>
  before && before.author === message.author && before.private === message.private && message.ts - before.ts < TOGETHER;

function Empty({ channel, look }) {
  const words = {
    im: `${look.app.name} hasn't written to you yet.`,
    note: `Only you can read this. Type / below to see what you can ask ${look.app.name}.`,
  };
  return html`<p class="empty">${words[channel.kind] || "Nothing has been said here yet."}</p>`;
}

function Message({ message, channel, look, follows: goesOn, onTrouble }) {
  const isApp = message.author === look.app.id;
  const person = look.person(message.author);
  const at = ofTs(message.ts);
  const name = look.name(message.author);
  const place = { channel: channel.id, ts: message.ts };
  const classes = ["message", goesOn && "goes-on", message.private && "private"].filter(Boolean).join(" ");
  return html`<article class=${classes} data-ts=${message.ts} aria-label=${`${name}, ${clockTime(at, look.zone)}`}>
    ${message.private && html`<p class="only-you"><${Icon} of="eye" /> Only visible to you</p>`}
    ${goesOn ? html`<time class="beside">${clockTime(at, look.zone)}</time>` : html`<${Avatar} person=${person} isApp=${isApp} />`}
    <div class="message-body">
      ${!goesOn && html`<p class="byline"><strong>${name}</strong>${isApp && html`<span class="tag">App</span>`}
        ${!isApp && person?.title && html`<span class="job">${person.title}</span>`}
        <time datetime=${at.toISOString()} title=${`${longDay(at, look.zone)}, ${clockTime(at, look.zone)}`}>
          ${format(at, look.zone, { hour: "2-digit", minute: "2-digit" })}</time></p>`}
      ${message.blocks.length
        ? html`<${Blocks} look=${look} place=${place} blocks=${message.blocks} state=${message.state} onTrouble=${onTrouble} />`
        : message.text && html`<div class="rich">${mrkdwn(message.text, look)}</div>`}
      ${message.files.map((file) => html`<${File} key=${file.id} file=${file} />`)}
      ${message.edited && html`<span class="edited">(edited)</span>`}
    </div>
  </article>`;
}

const PICTURE = /\.(png|jpe?g|gif|svg|webp)$/i;

function File({ file }) {
  const address = `/files/${encodeURIComponent(file.id)}/${encodeURIComponent(file.name)}`;
  if (PICTURE.test(file.name)) {
    return html`<figure class="image"><figcaption>${file.title}</figcaption>
      <img class="picture" src=${address} alt=${file.alt || file.title} /></figure>`;
  }
  return html`<a class="file" href=${address} download=${file.name}><${Icon} of="clip" />
    <span>${file.title}<small>${file.name}, ${Math.max(1, Math.round(file.size / 1024))} KB</small></span></a>`;
}

// What a screen reader hears of a message that just came.
export const spoken = (message, look) =>
  `${look.name(message.author)}: ${wordsOf(message.text, look) || "a message"}${message.private ? " (only visible to you)" : ""}`;
