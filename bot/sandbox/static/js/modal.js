// The modal on top, as the person has it.
import { as, post } from "./api.js";
import { Blocks } from "./blocks.js";
import { Dialog } from "./dialog.js";
import { html, useLayoutEffect, useRef, useState } from "./dom.js";
import { Icon } from "./icons.js";
import { plainText } from "./mrkdwn.js";

export function Modal({ view, look, onTrouble }) {
  const surface = useRef(null);
  const form = useRef(null);
  const [isSending, setSending] = useState(false);
  const wrong = Object.keys(view.errors).length;
  const title = view.title ? plainText(view.title) : "Form";

  const isTurning = useRef(true);

  useLayoutEffect(() => {
    if (!wrong) return;
    isTurning.current = false;
    form.current.querySelector("[aria-invalid=true]")?.focus();
    form.current.querySelector(".error")?.scrollIntoView({ block: "nearest" });
  }, [wrong, view.errors]);
  useLayoutEffect(() => {
    if (!form.current) return; // closed while it was being drawn
    // A new page starts at its top; one that changed under the reader's hands leaves the focus where it was.
    if (isTurning.current || !form.current.contains(document.activeElement)) {
      form.current.querySelector(".modal-body").scrollTop = 0;
      (form.current.querySelector(".modal-body :is(input, select, textarea)") || form.current.querySelector("h2")).focus();
    }
    isTurning.current = false;
  }, [view.id, view.hash]);

  const run = async (deed, body) => {
    if (isSending) return;
    setSending(true);
    try {
      await post(as(look.me, deed), body);
    } catch (error) {
      onTrouble(error.message);
    } finally {
      setSending(false);
    }
  };
  const submit = () => {
    isTurning.current = true;
    run("submit", { view: view.id, values: surface.current.typed() });
  };
  const close = () => run("close", {});
  const onKeyDown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (view.submit) submit();
    }
  };
  return html`<${Dialog} className="modal" label=${title} onClose=${close}>
    <form ref=${form} noValidate onKeyDown=${onKeyDown} aria-busy=${isSending}
      onSubmit=${(event) => { event.preventDefault(); if (view.submit) submit(); }}>
      <div class="modal-head">
        <h2 tabindex="-1">${title}</h2>
        <button type="button" class="button icon quiet" aria-label="Close" onClick=${close}><${Icon} of="close" /></button>
      </div>
      <div class="modal-body">
        ${view.errors[""] && html`<p class="error whole" role="alert">${view.errors[""]}</p>`}
        <${Blocks} key=${view.id} tellSurface=${surface} look=${look} place=${{ view: view.id }} blocks=${view.blocks}
          state=${view.state} errors=${view.errors} onTrouble=${onTrouble} />
        <p class="hidden" role="alert">${wrong ? `${wrong} ${wrong === 1 ? "answer needs" : "answers need"} another look.` : ""}</p>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick=${close}>${view.close ? plainText(view.close) : "Cancel"}</button>
        ${view.submit && html`<button type="submit" class="button primary">${plainText(view.submit)}</button>`}
      </div>
    </form>
  <//>`;
}
