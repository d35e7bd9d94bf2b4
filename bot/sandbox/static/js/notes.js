// Which parts of the page a note from the server makes stale.
const MESSAGES = new Set(["message_posted", "message_changed", "message_deleted"]);
const EVERYTHING = ["side", "phone", "page", "modal", "home", "wire"];

// `changed` is [[kind, id], ...]; returns names of parts.
export function stale(changed, { me, place }) {
  return new Set(changed.flatMap(([kind, id]) => partsOf(kind, id, me, place)));
}

function partsOf(kind, id, me, place) {
  if (MESSAGES.has(kind)) return id === place ? ["side", "phone", "page"] : ["side", "phone"];
  if (kind === "modal" || kind === "entered") return id === me ? ["modal"] : [];
  if (kind === "home") return id === me ? ["home"] : [];
  return { channel: ["side"], person: ["people"], clock: ["phone"], wire: ["wire"], everything: EVERYTHING }[kind] || [];
}
