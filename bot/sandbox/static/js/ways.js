// Getting about: the address of what is shown, and the keyboard.
import { useEffect, useState } from "./dom.js";

function read(start) {
  const [, person, place] = decodeURIComponent(location.hash).split("/");
  const known = start.people.some((one) => one.id === person);
  return { person: known ? person : start.people[0].id, place: (known && place) || "home" };
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

const PARTS = ["clock", "conversations", "place", "composer", "phone", "wire"];
const isTyping = (target) => target.matches?.("input, textarea, select, [contenteditable]");

function nextPart(backwards) {
  const parts = PARTS.map((id) => document.getElementById(id)).filter((part) => part?.offsetParent);
  const at = parts.findIndex((part) => part === document.activeElement || part.contains(document.activeElement));
  parts[(at + (backwards ? -1 : 1) + parts.length) % parts.length]?.focus();
}

export function useKeys({ choose, help, isBlocked }) {
  useEffect(() => {
    const onKeyDown = (event) => {
      if (isBlocked) return;
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      const deed = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" ? choose
        : event.key === "F6" ? () => nextPart(event.shiftKey)
        : isPlain && event.key === "?" ? help
        : isPlain && event.key === "/" ? beginCommand : null;
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  });
}

function beginCommand() {
  const composer = document.getElementById("composer");
  composer.focus();
  if (composer.value === "") {
    composer.value = "/";
    composer.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
