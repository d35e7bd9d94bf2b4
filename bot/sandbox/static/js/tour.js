// The strip with the first steps: what to do, what to look at, and a button that takes you there.
import { get, post } from "./api.js";
import { html, useEffect, useState } from "./dom.js";
import { Icon } from "./icons.js";

const KEY = "tour";
const LOW = 560; // pixels; below that the strip would leave no room for the page

// What is done and whether the strip is folded, kept in this browser as long as the hospital is the same one.
function useKept(start) {
  const read = () => {
    const held = JSON.parse(localStorage.getItem(KEY) || "null");
    const isOurs = held && (held.run === start.run || !start.is_fresh);
    return { done: isOurs ? held.done : [], isFolded: innerHeight < LOW || Boolean(isOurs && held.isFolded) };
  };
  const [kept, setKept] = useState(read);
  useEffect(() => localStorage.setItem(KEY, JSON.stringify({ ...kept, run: start.run })), [kept]);
  return [kept, (changes) => setKept((before) => ({ ...before, ...changes(before) }))];
}

export function Tour({ isHidden, start, count, isMoving, onSee, onTrouble }) {
  const [steps, setSteps] = useState([]);
  const [{ done, isFolded }, keep] = useKept(start);
  useEffect(() => { get("/ui/tour").then((body) => setSteps(body.steps), () => {}); }, [count]);
  if (!steps.length) return null;
  const take = async (step) => {
    if (step.move && isMoving) return;
    keep((before) => ({ done: [...new Set([...before.done, step.id])] }));
    if (step.person) onSee(step.person, step.place, step.pane);
    if (step.move) await post(`/ui/time/${step.move}`, step.how).catch((error) => onTrouble(error.message));
  };
  const taken = steps.filter((step) => done.includes(step.id)).length;
  const next = steps.find((step) => !done.includes(step.id));
  return html`<section class=${isFolded ? "tour folded" : "tour"} id="tour" aria-label="First steps" tabindex="-1" hidden=${isHidden}>
    <div class="tour-head">
      <h2>First steps</h2><p>${taken === steps.length ? "All done" : `${taken} of ${steps.length} done`}</p>
      <button type="button" class="button small quiet" aria-expanded=${!isFolded} aria-controls="tour-steps"
        onClick=${() => keep((before) => ({ isFolded: !before.isFolded }))}>
        ${isFolded ? "Show" : "Hide"}<span class="hidden"> the first steps</span> <${Icon} of=${isFolded ? "down" : "up"} /></button>
    </div>
    <ol id="tour-steps" class="tour-steps" hidden=${isFolded}>
      ${steps.map((step, at) => html`<li key=${step.id} class=${done.includes(step.id) ? "done" : ""}
          aria-current=${step === next ? "step" : null}>
        <h3><span class="tour-number">${done.includes(step.id) ? html`<${Icon} of="tick" /><span class="hidden">Done: </span>` : at + 1}</span>${step.title}</h3>
        <p>${step.words}</p>
        <button type="button" class=${step === next ? "button small primary" : "button small"}
          aria-disabled=${step.move && isMoving ? "true" : null} onClick=${() => take(step)}>${step.button}</button>
      </li>`)}
    </ol>
  </section>`;
}
