// What is shown until the workspace opens: how far it is, and what has happened there so far.
import { listen } from "./api.js";
import { Lamp } from "./avatar.js";
import { html, useEffect, useState } from "./dom.js";
import { shortDay } from "./time.js";

const LOST = "The line to the workspace is down. Is it still running? We keep trying to reach it.";

export function Opening({ start, onNear, onOpen }) {
  const [opening, setOpening] = useState(start.opening);
  const [isLost, setLost] = useState(false);
  const name = start.workspace.name;
  useEffect(() => {
    const stop = listen((note) => {
      if (note.run !== start.run) return location.reload(); // the workspace has been started anew
      if (note.opening) return setOpening(note.opening);
      stop();
      return onOpen();
    }, (isOpen) => setLost(!isOpen));
    return stop;
  }, []);

  const isNear = opening.done >= 0.75;
  useEffect(() => { if (isNear) onNear(); }, [isNear]);
  const percent = Math.floor(opening.done * 100);
  const now = opening.chapters.at(-1);
  const trouble = opening.trouble || (isLost && LOST);
  useEffect(() => { document.title = trouble ? `${name} isn't open` : `${percent}% of ${name}`; }, [percent, trouble]);
  return html`<main class=${trouble ? "opening stuck" : "opening"}>
    <div class="opening-head">
      <${Lamp} />
      <h1>${name}</h1>
      ${!trouble && html`<p>An invented hospital is coming to life: people, programs and weeks of mentoring, none of it
        real. It opens here automatically.</p>`}
    </div>
    <div class="opening-bar">
      <div role="progressbar" class="bar" aria-label=${`${name} opens`} aria-valuemin="0" aria-valuemax="100"
        aria-valuenow=${percent} aria-valuetext=${`${percent} percent, ${now?.title || ""}`}>
        <div style=${{ width: `${opening.done * 100}%` }}></div></div>
      <span aria-hidden="true">${percent}%</span>
    </div>
    <p class="hidden" role="status">${now?.title}</p>
    <p class="opening-trouble" role="alert" hidden=${!trouble}>${trouble}</p>
    <h2 class="hidden">So far, newest first</h2>
    <ol class="diary">${opening.chapters.map((one, at) => html`<${Chapter} key=${at} chapter=${one} zone=${start.workspace.zone}
      isNow=${one === now} />`).reverse()}</ol>
  </main>`;
}

const Chapter = ({ chapter, zone, isNow }) => html`<li aria-current=${isNow ? "step" : null}>
  <time datetime=${chapter.at}>${shortDay(new Date(chapter.at), zone)}</time>
  <span class="diary-words"><strong>${chapter.title}</strong>${chapter.so_far && html`<span>${chapter.so_far}</span>`}</span></li>`;
