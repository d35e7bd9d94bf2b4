// Block Kit: one component for each kind of block.
import { html } from "./dom.js";
import { Element } from "./elements.js";
import { markdown, plainText, textOf } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { SurfaceProvider, makeSurface, useDrafts, useSurface } from "./surface.js";

// Blocks with the things typed in them. `tellSurface` hands the surface to whoever submits it.
export function Blocks({ tellSurface, ...rest }) {
  const surface = makeSurface({ ...rest, ...useDrafts() });
  if (tellSurface) tellSurface.current = surface;
  return html`<${SurfaceProvider} value=${surface}>
    <div class="blocks">${rest.blocks.map((block, at) => html`<${Block} key=${block.block_id || at} block=${block} />`)}</div>
  <//>`;
}

function Block({ block }) {
  const Kind = KINDS[block.type];
  return Kind ? html`<${Kind} block=${block} />` : html`<p class="unknown">[A ${block.type} block]</p>`;
}

function Section({ block }) {
  const { look } = useSurface();
  return html`<div class="section">
    <div class="section-words rich">
      ${block.text && textOf(block.text, look)}
      ${block.fields && html`<div class="fields">
        ${block.fields.map((field) => html`<div class="rich">${textOf(field, look)}</div>`)}</div>`}
    </div>
    ${block.accessory && html`<div class="accessory"><${Accessory} block=${block} element=${block.accessory} /></div>`}
  </div>`;
}

const Accessory = ({ block, element }) =>
  element.type === "image" ? html`<${Picture} of=${element} />` : html`<${Element} block=${block} element=${element} />`;

const isVisible = (element, me) => !element.visible_to_user_ids || element.visible_to_user_ids.includes(me);

function Actions({ block }) {
  const { look } = useSurface();
  const shown = block.elements.filter((element) => isVisible(element, look.me));
  return html`<div class="actions">
    ${shown.map((element) => html`<${Element} key=${element.action_id} block=${block} element=${element} />`)}</div>`;
}

function Context({ block }) {
  const { look } = useSurface();
  return html`<div class="context rich">${block.elements.map((element) =>
    element.type === "image" ? html`<${Picture} of=${element} small />` : html`<div>${textOf(element, look)}</div>`)}</div>`;
}

const fileId = (file) => file.id || (String(file.url).match(/\/files\/(\w+)/) || [])[1];
const addressOf = (image) =>
  image.slack_file ? `/files/${encodeURIComponent(fileId(image.slack_file) || "")}/picture` : image.image_url;

const Picture = ({ of, small }) =>
  html`<img class=${small ? "small" : "picture"} src=${addressOf(of)} alt=${of.alt_text || ""} loading="lazy" />`;

const ImageBlock = ({ block }) => html`<figure class="image">
  ${block.title && html`<figcaption>${plainText(block.title)}</figcaption>`}<${Picture} of=${block} /></figure>`;

// Radio buttons, checkboxes and searched lists carry their label themselves.
const GROUPS = new Set(["radio_buttons", "checkboxes"]);

function Input({ block }) {
  const surface = useSurface();
  const id = surface.idOf(block, block.element);
  const error = surface.errors[block.block_id];
  const label = plainText(block.label);
  const describedby = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ");
  const field = { label, required: !block.optional, invalid: Boolean(error), describedby };
  const shown = html`${label}${block.optional
    ? html` <span class="optional">(optional)</span>` : html`<span class="required" aria-hidden="true"> *</span>`}`;
  return html`<div class=${error ? "field wrong" : "field"}>
    ${GROUPS.has(block.element.type)
      ? html`<div class="label" aria-hidden="true">${shown}</div>` : html`<label class="label" for=${id}>${shown}</label>`}
    <${Element} block=${block} element=${block.element} field=${field} />
    ${block.hint && html`<p class="hint" id=${`${id}-hint`}>${plainText(block.hint)}</p>`}
    ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
  </div>`;
}

function Table({ block }) {
  const { look } = useSurface();
  const cell = (one) => (one.type === "rich_text" ? richText(one, look) : String(one.text ?? one.value ?? ""));
  return html`<table>${block.rows.map((row) => html`<tr>${row.map((one) => html`<td>${cell(one)}</td>`)}</tr>`)}</table>`;
}

// Bars, whatever kind of chart it is: what is in it can be read, the drawing is Slack's.
function DataVisualization({ block }) {
  const { chart } = block;
  const series = chart.series || [{ name: block.title, data: chart.segments || [] }];
  const highest = Math.max(1, ...series.flatMap((one) => one.data.map((point) => point.value)));
  return html`<figure class="chart"><figcaption>${block.title}</figcaption>
    ${series.map((one) => html`<table aria-label=${one.name}>${one.data.map((point) => html`<tr>
      <th scope="row">${point.label}</th>
      <td><span class="bar" style=${`width: ${Math.max(0, (100 * point.value) / highest)}%`}></span></td>
      <td>${point.value}</td></tr>`)}</table>`)}</figure>`;
}

const KINDS = {
  data_visualization: DataVisualization,
  section: Section,
  actions: Actions,
  context: Context,
  image: ImageBlock,
  input: Input,
  table: Table,
  header: ({ block }) => html`<h3 class="header">${plainText(block.text)}</h3>`,
  divider: () => html`<hr />`,
  rich_text: ({ block }) => html`<div class="rich">${richText(block, useSurface().look)}</div>`,
  markdown: ({ block }) => html`<div class="rich">${markdown(block.text, useSurface().look)}</div>`,
};
