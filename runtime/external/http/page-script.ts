// The script of the pages, served as a file of its own: no inline script is ever allowed.

/** Its first statement takes the secret out of the address bar, before the page loads anything else. */
export const pageScript = `"use strict";
let code = location.hash.slice(1);
if (location.hash !== "") history.replaceState(null, "", location.pathname);

const here = new URL(".", document.currentScript.src);
const element = (id) => document.getElementById(id);

addEventListener("hashchange", () => {
  if (location.hash.length < 2) return;
  code = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  if (element("aclx-start") === null) location.replace(new URL("#" + code, here));
  else offer();
});

addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

addEventListener("DOMContentLoaded", () => {
  const start = element("aclx-start");
  const form = element("aclx-form");
  if (start !== null) {
    offer();
    start.addEventListener("submit", (event) => act(event, () => begin(start)));
  }
  if (form !== null) form.addEventListener("submit", (event) => act(event, () => send(form, event.submitter)));
});

// The code's field is shown to those whose link came without it.
function offer() {
  const known = /^aclx1_[\\w-]{66}$/.test(code);
  element("aclx-code").value = known ? code : "";
  element("aclx-code").required = true;
  element("aclx-code-row").hidden = known;
  element("aclx-ready").hidden = !known;
  (known ? element("aclx-proof") ?? element("aclx-go") : element("aclx-code")).focus();
}

let busy = false;
async function act(event, run) {
  event.preventDefault();
  if (busy) return;
  busy = true;
  say("working", []);
  try {
    await run();
  } catch {
    say("unavailable", []);
  }
  busy = false;
}

async function begin(start) {
  const pasted = element("aclx-code").value.replace(/\\s/g, "");
  const proof = element("aclx-proof");
  const answer = await post("start", { token: pasted.slice(pasted.indexOf("#") + 1), answer: proof === null ? undefined : proof.value });
  if (answer.status !== 200) return say(answer.status === 410 ? "refused" : "unavailable", []);
  code = "";
  start.reset();
  location.replace(new URL("w/" + (await answer.json()).link + "/", here));
}

async function send(form, button) {
  const data = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue;
    data[name] = name in data ? [].concat(data[name], value) : value;
  }
  const { "aclx-submission": submission, "aclx-confirm": confirmed, ...rest } = data;
  const perform = button !== null && button.name === "aclx-perform" ? button.value : undefined;
  const answer = await post(location.pathname.slice(new URL(here).pathname.length) + "submit", { submission, perform, confirmed: confirmed === "yes", data: rest });
  if (answer.status === 422) return say("problems", (await answer.json()).problems, form);
  if (answer.status !== 200) return say(answer.status === 410 ? "refused" : "unavailable", []);
  location.replace(location.pathname);
}

function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return fetch(new URL(path, here), { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin", redirect: "error" });
}

function say(what, problems, form) {
  const status = element("aclx-status");
  status.replaceChildren(Object.assign(document.createElement("p"), { textContent: status.dataset[what] }));
  for (const input of form?.elements ?? []) input.removeAttribute("aria-invalid");
  const list = document.createElement("ul");
  for (const { field, message } of problems) {
    const item = document.createElement("li");
    const input = field === undefined ? null : form.elements.namedItem(field);
    const control = input instanceof RadioNodeList ? input[0] : input;
    if (control instanceof HTMLElement && control.id !== "") {
      control.setAttribute("aria-invalid", "true");
      item.append(Object.assign(document.createElement("a"), { href: "#" + control.id, textContent: message }));
      item.firstChild.addEventListener("click", (event) => { event.preventDefault(); control.focus(); });
    } else item.textContent = message;
    list.append(item);
  }
  if (problems.length > 0) status.append(list);
  if (what !== "working") status.focus();
}
`;

export const pageStyle = `:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { max-width: 38rem; margin: 0 auto; padding: 2rem 1rem; }
label, legend { font-weight: 600; }
input:not([type=radio], [type=checkbox]), textarea, select { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; }
button { padding: .6rem 1.4rem; font: inherit; font-weight: 600; cursor: pointer; }
fieldset { border: 1px solid; padding: .5rem 1rem; }
:focus-visible { outline: 3px solid #1a6dd6; outline-offset: 2px; }
[aria-invalid=true] { border: 2px solid #c62828; }
#aclx-status:not(:empty) { border-inline-start: 4px solid #1a6dd6; padding-inline-start: 1rem; }
.hint { font-weight: 400; }
`;
