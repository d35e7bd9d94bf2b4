/* For a part of a page that asks for itself again. It rests while nobody looks, or while somebody is at it;
   once the answer is no page any more, the page is loaded anew and says why. */
document.addEventListener("htmx:beforeRequest", (event) => {
  const part = event.target;
  if (!part.matches("[data-live]")) return;
  const inUse = part.contains(document.activeElement) || part.querySelector("details[open]");
  if (document.hidden || inUse) event.preventDefault();
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.target.matches("[data-live]") && event.detail.xhr.status < 500) location.reload();
});
for (const words of document.querySelectorAll("[data-live-words]")) words.hidden = false;
