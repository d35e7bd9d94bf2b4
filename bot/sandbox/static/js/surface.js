// Where blocks stand (a message, Home, a modal): what was typed there, and what using an element does.
import { as, post } from "./api.js";
import { createContext, useContext, useRef, useState } from "./dom.js";

const SurfaceContext = createContext(null);
export const SurfaceProvider = SurfaceContext.Provider;
export const useSurface = () => useContext(SurfaceContext);

const keyOf = (block, element) => `${block.block_id} ${element.action_id}`;

// The value in an entry of Slack's state: text, an option's value, an id, or a list of them.
function bare(entry) {
  const field = entry && Object.keys(entry).find((key) => key !== "type");
  const held = field ? entry[field] : null;
  if (Array.isArray(held)) return held.map((one) => one?.value ?? one);
  return held !== null && typeof held === "object" ? (held.value ?? held) : held;
}

export function elementsOf(blocks) {
  return blocks.flatMap((block) =>
    [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])]
      .filter((element) => element?.action_id)
      .map((element) => ({ block, element })));
}

// `place` is {view} or {channel, ts}; `onTrouble` gets a sentence.
export function makeSurface({ look, place, blocks, state, errors, onTrouble, drafts, setDrafts, busy }) {
  const do_ = async (deed, body) => {
    const key = `${body.block_id} ${body.action_id} ${body.value}`;
    if (busy.current.has(key)) return;
    busy.current.add(key);
    try {
      const outcome = await post(as(look.me, deed), { ...place, values: typed(), ...body });
      if (outcome.trouble) onTrouble(outcome.trouble);
    } catch (error) {
      onTrouble(error.message);
    } finally {
      busy.current.delete(key);
    }
  };
  const typed = () =>
    elementsOf(blocks).flatMap(({ block, element }) => {
      const draft = drafts.current[keyOf(block, element)];
      return draft && draft.type === element.type
        ? [{ block_id: block.block_id, action_id: element.action_id, value: draft.value }] : [];
    });
  return {
    look, errors: errors || {}, typed,
    idOf: (block, element) => `field-${place.view || place.ts}-${block.block_id}-${element.action_id}`.replace(/\W/g, "-"),
    valueOf: (block, element) => {
      const draft = drafts.current[keyOf(block, element)];
      return draft && draft.type === element.type ? draft.value : bare(state?.[block.block_id]?.[element.action_id]);
    },
    enter: (block, element, value, { tell = true } = {}) => {
      setDrafts({ ...drafts.current, [keyOf(block, element)]: { type: element.type, value } });
      const isTold = block.type !== "input" || block.dispatch_action;
      if (isTold && tell) do_("choose", { block_id: block.block_id, action_id: element.action_id, value });
    },
    click: (block, element, value) =>
      do_("click", { block_id: block.block_id, action_id: element.action_id, value }),
  };
}

export function useDrafts() {
  const drafts = useRef({});
  const busy = useRef(new Set());
  const [, redraw] = useState(0);
  const setDrafts = (next) => {
    drafts.current = next;
    redraw((count) => count + 1);
  };
  return { drafts, setDrafts, busy };
}
