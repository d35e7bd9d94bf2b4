// The drawer at the bottom: requests and answers, both ways.
import { get } from "./api.js";
import { html, useEffect, useRef, useState } from "./dom.js";
import { Icon } from "./icons.js";
import { clockTime } from "./time.js";

const KEPT = 600;

export function Inspector({ zone, count, isOpen, onToggle, onTrouble }) {
  const [lines, setLines] = useState([]);
  const [filter, setFilter] = useState("");
  const [way, setWay] = useState("both");
  const busy = useRef(false);
  const newest = useRef(0);
  const fetchNew = async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      const { lines: more } = await get(`/ui/wire?after=${newest.current}`);
      newest.current = more.at(-1)?.number ?? newest.current;
      if (more.length) setLines((before) => [...before, ...more].slice(-KEPT));
    } catch (error) {
      onTrouble(error.message);
    } finally {
      busy.current = false;
    }
  };
  useEffect(() => { if (isOpen) fetchNew(); }, [isOpen, count]);
  const shown = lines.filter((line) => (way === "both" || line.direction === way)
    && `${line.what} ${line.error} ${line.status}`.toLowerCase().includes(filter.toLowerCase())).reverse();
  return html`<section class=${isOpen ? "inspector open" : "inspector"} id="wire" aria-label="Over the wire" tabindex="-1">
    <div class="inspector-bar">
      <h2><button type="button" class="drawer-button" aria-expanded=${isOpen} aria-controls="wire-lines" onClick=${onToggle}>
        <${Icon} of=${isOpen ? "down" : "right"} />Over the wire</button></h2>
      ${isOpen && html`
        <input type="search" placeholder="Filter" aria-label="Filter requests" value=${filter}
          onInput=${(event) => setFilter(event.target.value)} />
        <select aria-label="Direction" value=${way} onChange=${(event) => setWay(event.target.value)}>
          <option value="both">Both ways</option><option value="to_app">To the app</option>
          <option value="from_app">From the app</option></select>
        <span class="inspector-count">${shown.length} shown</span>`}
    </div>
    <ol id="wire-lines" class="wire-lines" hidden=${!isOpen} tabindex="0" aria-label="Requests, newest first">
      ${isOpen && shown.map((line) => html`<${Line} key=${line.number} line=${line} zone=${zone} />`)}
      ${isOpen && shown.length === 0 && html`<li class="none">Nothing yet. Click something, or run a command.</li>`}
    </ol>
  </section>`;
}

function Line({ line, zone }) {
  const [whole, setWhole] = useState(null);
  const isBad = line.error || line.status >= 400 || line.status === 0;
  const onToggle = (event) => {
    if (!event.target.open || whole) return;
    get(`/ui/wire/${line.number}`).then(setWhole, (error) => setWhole({ request: error.message, response: null }));
  };
  return html`<li><details onToggle=${onToggle}>
    <summary>
      <time>${clockTime(new Date(line.at), zone)}</time>
      <span class=${`way ${line.direction}`}>${line.direction === "to_app" ? "to app" : "from app"}</span>
      <code>${line.what}</code>
      <span class=${isBad ? "status bad" : "status"}>${line.status || "no answer"}${line.error && ` ${line.error}`}</span>
      <span class="ms">${line.ms} ms</span>
    </summary>
    ${whole && html`<div class="both">
      <div><h3>Request</h3><pre tabindex="0">${JSON.stringify(whole.request, null, 2)}</pre></div>
      <div><h3>Answer</h3><pre tabindex="0">${JSON.stringify(whole.response, null, 2)}</pre></div>
    </div>`}
  </details></li>`;
}
