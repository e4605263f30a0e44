// The preview of similar papers: Escape goes back to the paper.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("[data-back]").click();
});
