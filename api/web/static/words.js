// A click on a word of the page puts it into the field that was used last; with Shift it is added.
const FIELDS = "#fields input[type=text], #f-new_name, #f-new_uscc, #pick";
let last = null;

function target() {
  if (last?.isConnected) return last;
  return document.querySelector("#fields .doubt input[type=text]") ?? document.querySelector("#fields input[type=text]");
}

document.addEventListener("focusin", (event) => {
  if (event.target.matches(FIELDS)) last = event.target;
});

// The field keeps the focus, so that the next key goes on in it.
document.addEventListener("mousedown", (event) => {
  if (event.target.matches?.(".viewer .word")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const word = event.target.closest?.(".viewer .word");
  const field = word && target();
  if (!field || word.closest(".port").dataset.panned === "yes") return;
  const text = word.dataset.word;
  field.value = event.shiftKey && field.value ? `${field.value}${text}` : text;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
