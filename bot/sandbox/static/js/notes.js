// Which parts of the page a note from the server makes stale.
const MESSAGES = new Set(["message_posted", "message_changed", "message_deleted"]);
const EVERYTHING = ["side", "phone", "page", "modal", "home", "wire"];

// `changed` is [[kind, id], ...]; returns names of parts.
export function stale(changed, { me: viewer, place }) {
  return new Set(changed.flatMap(([kind, id]) => partsOf(kind, id, viewer, place)));
}

function partsOf(kind, id, viewer, place) {
  if (MESSAGES.has(kind)) return id === place ? ["side", "phone", "page"] : ["side", "phone"];
  if (kind === "modal" || kind === "entered") return id === viewer ? ["modal"] : [];
  if (kind === "home") return id === viewer ? ["home"] : [];
  return { channel: ["side"], person: ["people"], clock: ["phone"], wire: ["wire"], everything: EVERYTHING }[kind] || [];
}
