// The phone's page: a photo is sent as soon as it is taken, and its verdict is shown before the next one.
const form = document.querySelector("[data-phone]");
const photo = form.querySelector("#photo");
const said = form.querySelector("[data-said]");
const keep = form.querySelector("[data-keep]");
const shoot = form.querySelector("label[for=photo]");
let last = null;

form.querySelectorAll("[data-plain]").forEach((one) => one.remove());
form.classList.add("live");
photo.addEventListener("change", () => { if (photo.files.length) send(photo.files[0], false); });
keep.addEventListener("click", () => { if (last) send(last, true); });
form.addEventListener("submit", (event) => event.preventDefault());

async function send(file, anyway) {
  last = file;
  keep.hidden = true;
  photo.disabled = true;
  shoot.setAttribute("aria-disabled", "true");
  tell(form.dataset.sending);
  const body = new FormData();
  body.append("csrf", form.querySelector("[name=csrf]").value);
  body.append("photo", file, file.name);
  if (anyway) body.append("anyway", "true");
  try {
    const answer = await fetch(location.href, { method: "POST", body, headers: { "HX-Request": "true" } });
    said.innerHTML = await answer.text();
    const verdict = said.querySelector("[data-taken]");
    keep.hidden = !verdict?.hasAttribute("data-may-keep");
    if (verdict?.dataset.taken === "yes") {
      const count = form.querySelector("[data-count]");
      count.textContent = Number(count.textContent) + 1;
      last = null;
    }
  } catch {
    tell(form.dataset.gone);
  }
  photo.value = "";
  photo.disabled = false;
  shoot.removeAttribute("aria-disabled");
}

function tell(words) {
  said.textContent = words;
}
