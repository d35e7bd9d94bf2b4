// Talking to the workspace's server. What goes wrong arrives as an Error whose message is a sentence.

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The workspace doesn't answer. Is it still running?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `The workspace answered with ${response.status}.`);
  return body;
}

export const get = (path) => call(path);

export const post = (path, body = {}) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const as = (person, what) => `/ui/as/${encodeURIComponent(person)}/${what}`;

// Calls `onNote` with each note of what changed, and `onState` with whether the line is open.
export function listen(onNote, onState) {
  const source = new EventSource("/ui/events");
  source.onmessage = (event) => onNote(JSON.parse(event.data));
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  return () => source.close();
}
