// Getting about: the address of what is shown, and the keyboard.
import { useEffect, useRef, useState } from "./dom.js";

function read(start) {
  const [, person, place] = decodeURIComponent(location.hash).split("/");
  const known = start.people.some((one) => one.id === person);
  return { person: known ? person : start.first, place: (known && place) || "home" };
}

// The address is #/person/place, so that a reload shows the same again.
export function useRoute(start) {
  const [route, setRoute] = useState(() => read(start));
  useEffect(() => {
    const follow = () => setRoute(read(start));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const go = (person, place) => {
    history.pushState(null, "", `#/${person}/${place}`);
    setRoute({ person, place });
  };
  return [route, go];
}

const PARTS = ["clock", "tour", "conversations", "place", "composer", "phone", "wire"];
const isTyping = (target) => target.matches?.("input, textarea, select, [contenteditable]");

// Puts the focus on the part with this id, or on the first thing in it that can be used.
export function focusPart(id) {
  const part = document.getElementById(id);
  (part.querySelector("button, [tabindex='0']") || part).focus();
}

function nextPart(backwards) {
  const parts = PARTS.filter((id) => document.getElementById(id)?.offsetParent);
  const at = parts.findIndex((id) => document.getElementById(id).contains(document.activeElement));
  focusPart(parts[(at + (backwards ? -1 : 1) + parts.length) % parts.length]);
}

export function useKeys(ways) {
  const latest = useRef(ways);
  latest.current = ways;
  useEffect(() => {
    const onKeyDown = (event) => {
      const deed = !latest.current.isBlocked && deedOf(event, latest.current);
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

// Which part lies over the page where it is too narrow for it: "conversations", "phone" or "". It takes the
// focus when it opens, and gives it back to its button.
export function usePane() {
  const [pane, setPane] = useState("");
  const shut = () => {
    setPane("");
    document.querySelector(`[data-opens=${pane}]`)?.focus();
  };
  useEffect(() => {
    if (!pane) return undefined;
    if (isOver(pane)) focusPart(pane);
    const onKeyDown = (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && isOver(pane)) shut();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [pane]);
  return [pane, setPane, shut];
}

const isOver = (id) => getComputedStyle(document.getElementById(id)).position === "fixed";

function deedOf(event, { choose, help, begin }) {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.key.toLowerCase() === "k") return choose;
  if (event.key === "F6") return () => nextPart(event.shiftKey);
  if (isCommand || event.altKey || isTyping(event.target)) return null;
  return { "?": help, "/": begin }[event.key];
}

// Whether there is a composer to begin in.
export function beginCommand() {
  const composer = document.querySelector("textarea#composer");
  if (!composer) return false;
  composer.focus();
  if (composer.value === "") {
    composer.value = "/";
    composer.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return true;
}
