// Only comfort: the pages work without it. Copies a suggested wording; Ctrl+Enter checks a draft; a facet list opens on wide screens.
"use strict";
document.querySelectorAll(".say b").forEach((wording) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy " + wording.textContent);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(wording.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(wording);
      button.textContent = "Selected";
    }
  });
  wording.after(" ", button);
});
const draft = document.querySelector("form.desk");
if (draft) {
  draft.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) draft.requestSubmit();
  });
  draft.addEventListener("submit", () => {
    document.getElementById("state").textContent = "Checking …";
  });
}
const facets = document.querySelector(".facets details");
if (facets && matchMedia("(min-width: 821px)").matches) facets.open = true;
