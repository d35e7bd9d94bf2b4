// Where the page begins: with little to load, so that it shows at once how far its workspace is.
import { get } from "./api.js";
import { html, render } from "./dom.js";
import { Opening } from "./opening.js";

const root = document.getElementById("page");
const empty = () => { render(null, root); root.textContent = ""; };
const say = (words) => { empty(); root.textContent = words; };

// The rest is fetched shortly before, so that it is there when it is wanted.
const load = () => import("./page.js");

// Again when a workspace that was being made has opened.
async function begin(greeting = "") {
  const start = await get("/ui/start");
  const { Page } = start.opening ? {} : await load();
  empty();
  document.title = start.workspace.name;
  if (start.opening) {
    render(html`<${Opening} start=${start} onNear=${() => load().catch(() => {})}
      onOpen=${() => begun(`${start.workspace.name} is open.`)} />`, root);
  } else if (start.people.length) render(html`<${Page} start=${start} greeting=${greeting} />`, root);
  else say("No one is in this workspace yet. Add a person and reload.");
}

const begun = (greeting) => begin(greeting).catch((error) => say(error.message));
begun();
