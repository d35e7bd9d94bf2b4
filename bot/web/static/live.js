/* For parts of a page that ask for themselves again (data-live). They rest while nobody looks, reads on or
   types there, and once the answer is no page any more the page is loaded anew and says why. */
document.addEventListener("htmx:beforeRequest", (event) => {
  const part = event.target;
  if (!part.matches("[data-live]")) return;
  const inUse = part.contains(document.activeElement) || part.querySelector("details[open]");
  if (document.hidden || inUse) event.preventDefault();
});
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (event.target.matches("[data-live]") && [401, 403, 404].includes(status)) location.reload();
});
