// A modal dialog: focus goes in, stays in, and goes back to where it was.
import { html, useLayoutEffect, useRef } from "./dom.js";

const STOPS = "a[href], button, input, select, textarea, summary, [tabindex='0']";
const stops = (root) => [...root.querySelectorAll(STOPS)].filter((stop) => !stop.disabled && stop.offsetParent !== null);

function keepInside(event, root) {
  const all = stops(root);
  if (event.key !== "Tab" || all.length === 0) return;
  const [first, last] = [all[0], all.at(-1)];
  const at = document.activeElement;
  const isAtEdge = event.shiftKey ? at === first || !all.includes(at) : at === last || !root.contains(at);
  if (isAtEdge) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

function focusFirst(root) {
  (root.querySelector("[data-focus]") || stops(root)[0] || root).focus();
}

export function focusPlace() {
  document.getElementById("place")?.focus();
}

// What had the focus, or what took its place when its surroundings were drawn again.
function sameAs(before, what) {
  if (before?.isConnected) return before === document.body ? null : before;
  return what ? document.querySelector(`.messages [data-what="${CSS.escape(what)}"]`) : null;
}

export function Dialog({ label, className = "", onClose, children }) {
  const ref = useRef(null);
  useLayoutEffect(() => {
    const root = ref.current;
    const before = document.activeElement;
    const what = before?.dataset.what;
    root.showModal();
    focusFirst(root);
    return () => {
      root.close();
      document.activeElement?.blur(); // closing put the focus back by itself, and there Chromium takes no typing
      sameAs(before, what)?.focus();
      if (document.activeElement === document.body) focusPlace();
    };
  }, []);
  const onKeyDown = (event) => {
    keepInside(event, event.currentTarget);
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  return html`<dialog ref=${ref} class=${`dialog ${className}`} aria-label=${label} onKeyDown=${onKeyDown}
    onCancel=${(event) => event.preventDefault()}
    onMouseDown=${(event) => event.target === ref.current && onClose()}>
    <div class="dialog-inside">${children}</div>
  </dialog>`;
}
