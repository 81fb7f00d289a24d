/**
 * What a respondent's own browser may do besides: keep a draft, hold a form back while there is no network and send it
 * later, do the work that open participation asks for. Each function goes to the browser as it stands here, so it knows
 * only the others and the browser itself. Without any of it every page works.
 */

/** Lines of words that were kept under a name; nothing where there are none or somebody wrote something else there. */
function kept(name: string): string[][] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(`khao-sat:${name}`) ?? "[]");
    return Array.isArray(read) ? read.filter((one): one is string[] => Array.isArray(one) && one.every((each) => typeof each === "string")) : [];
  } catch {
    return [];
  }
}

function keep(name: string, lines: readonly (readonly string[])[]): void {
  try {
    if (lines.length === 0) localStorage.removeItem(`khao-sat:${name}`);
    else localStorage.setItem(`khao-sat:${name}`, JSON.stringify(lines));
  } catch {
    // Nothing is kept where the browser does not want to; the form works all the same.
  }
}

function fieldsOf(form: HTMLFormElement, submitter: HTMLElement | null): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  if (submitter instanceof HTMLButtonElement && submitter.name !== "") fields.set(submitter.name, submitter.value);
  return fields;
}

function tell(key: string, html: (box: HTMLElement) => void): void {
  const known = document.querySelector<HTMLElement>(`#ks-${key}`);
  const box = known ?? document.createElement("div");
  if (known === null) {
    box.id = `ks-${key}`;
    box.className = "note";
    box.setAttribute("role", "status");
    document.querySelector("main")?.prepend(box);
  }
  box.replaceChildren();
  html(box);
}

function line(box: HTMLElement, text: string): void {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  box.append(paragraph);
}

function words(name: string): string {
  return document.body.dataset[name] ?? "";
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  if (!/^[cu]\./.test(name)) return;
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) field.checked ||= field.value === value;
    else if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== "hidden")) field.value = value;
  }
}

function restore(form: HTMLFormElement, ma: string): void {
  const [at, ...fields] = kept(`nhap:${ma}`);
  const THREE_DAYS = 259_200_000;
  // What the server kept is newer than any draft.
  if (at === undefined || form.dataset["moi"] === undefined) return;
  if (Date.now() - Number(at[0]) > THREE_DAYS) {
    keep(`nhap:${ma}`, []);
    return;
  }
  for (const [name = "", value = ""] of fields) fill(form, name, value);
  tell("nhap", (box) => {
    line(box, words("nhap"));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "second";
    button.textContent = words("xoa");
    button.addEventListener("click", () => {
      keep(`nhap:${ma}`, []);
      form.reset();
      box.remove();
    });
    box.append(button);
  });
}

/** Work for open participation: a number that makes the hash of ticket and number begin with so many zero bits. */
async function work(form: HTMLFormElement, ticket: string, bits: number): Promise<void> {
  const field = form.querySelector<HTMLInputElement>('input[name="cm"]');
  // Browsers compute it only over a line that nobody reads along.
  if (!isSecureContext || field === null) return;
  const encoder = new TextEncoder();
  const AT_ONCE = 256;
  for (let from = 0; from < 2 ** 26; from += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, async (_, i) => {
      const hash = await crypto.subtle.digest("SHA-256", encoder.encode(`${ticket}:${String(from + i)}`));
      return new DataView(hash).getUint32(0) < 2 ** (32 - bits) ? from + i : -1;
    });
    const found = (await Promise.all(tries)).find((one) => one >= 0);
    if (found !== undefined) {
      field.value = String(found);
      return;
    }
  }
}

function showQueue(): void {
  const waiting = kept("cho");
  const sent = kept("gui");
  if (waiting.length === 0 && sent.length === 0) {
    document.querySelector("#ks-cho")?.remove();
    return;
  }
  tell("cho", (box) => {
    if (waiting.length > 0) line(box, words("cho").replace("{n}", String(waiting.length)));
    for (const [, receipt = ""] of sent) line(box, `${words("dagui")} ${receipt}`);
  });
  for (const item of document.querySelectorAll<HTMLElement>("[data-phieu]")) {
    const state = item.querySelector<HTMLElement>("[data-trang-thai]");
    const own = (item.dataset["phieu"] ?? "").replaceAll("-", "");
    if (state === null) continue;
    if (waiting.some(([ma]) => ma?.replaceAll("-", "") === own)) state.textContent = words("dangcho");
    else if (sent.some(([ma]) => ma?.replaceAll("-", "") === own)) state.textContent = words("xong");
  }
}

async function post(body: string): Promise<{ status: number; html: string }> {
  const answer = await fetch("/khao-sat/nop", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body });
  return { status: answer.status, html: await answer.text() };
}

const receiptIn = (html: string): string | undefined => /class="receipt">([^<]+)</.exec(html)?.[1];

/** Sends what waits, one after the other; the same form twice counts once, so trying again is safe. */
async function flush(): Promise<void> {
  const [first] = kept("cho");
  const [ma = "", body] = first ?? [];
  if (body === undefined) {
    showQueue();
    return;
  }
  const answer = await post(body).catch(() => undefined);
  if (answer === undefined || answer.status >= 500 || answer.status === 429) {
    showQueue();
    return;
  }
  keep("cho", kept("cho").filter((one) => one[1] !== body));
  const receipt = receiptIn(answer.html);
  const LAST = -50;
  keep("gui", [...kept("gui"), [ma, receipt ?? words("khonggui")]].slice(LAST));
  if (receipt !== undefined) keep(`nhap:${ma}`, []);
  await flush();
}

function holdBack(form: HTMLFormElement, ma: string, body: string): void {
  keep("cho", [...kept("cho").filter((one) => one[0] !== ma), [ma, body]]);
  showQueue();
  form.hidden = true;
  document.querySelector("#ks-cho")?.scrollIntoView();
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null, began: number): Promise<void> {
  const fields = fieldsOf(form, submitter);
  const ma = fields.get("ma") ?? "";
  fields.set("giay", String(Math.round((Date.now() - began) / 1000)));
  const body = fields.toString();
  const answer = navigator.onLine ? await post(body).catch(() => undefined) : undefined;
  if (answer === undefined) {
    if (fields.get("lam") === "gui") holdBack(form, ma, body);
    else tell("mang", (box) => { line(box, words("mang")); });
    return;
  }
  if (receiptIn(answer.html) !== undefined) keep(`nhap:${ma}`, []);
  const next = new DOMParser().parseFromString(answer.html, "text/html");
  document.title = next.title;
  document.body.replaceWith(next.body);
  scrollTo(0, 0);
  begin();
}

function watch(form: HTMLFormElement): void {
  const began = Date.now();
  const ma = form.querySelector<HTMLInputElement>('input[name="ma"]')?.value ?? "";
  restore(form, ma);
  form.addEventListener("input", () => {
    keep(`nhap:${ma}`, [[String(Date.now())], ...fieldsOf(form, null)]);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form, event.submitter, began);
  });
  const bits = Number(form.dataset["cong"] ?? 0);
  if (bits > 0) void work(form, ma, bits);
}

async function keepOnDevice(addresses: readonly string[]): Promise<void> {
  await navigator.serviceWorker.register("/khao-sat/ngoai-tuyen.js", { scope: "/khao-sat/" });
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage(addresses, []);
}

/** An interviewer's list: its forms are kept on the device, so that they open where there is no network. */
function prepare(list: HTMLElement): void {
  const links = [...list.querySelectorAll<HTMLAnchorElement>("a[href]")].map((one) => one.href);
  if (!("serviceWorker" in navigator)) return;
  void keepOnDevice([location.href, ...links, ...[...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map((one) => one.href), ...[...document.querySelectorAll<HTMLScriptElement>("script[src]")].map((one) => one.src)]);
  navigator.serviceWorker.addEventListener("message", () => {
    list.dataset["san"] = "1";
    tell("san", (box) => {
      line(box, words("san"));
    });
  });
}

function begin(): void {
  const form = document.querySelector<HTMLFormElement>('form[action="/khao-sat/nop"]');
  if (form !== null) watch(form);
  const list = document.querySelector<HTMLElement>("[data-dieu-tra]");
  if (list !== null) prepare(list);
  showQueue();
}

function start(): void {
  begin();
  if (navigator.onLine) void flush();
  addEventListener("online", () => {
    void flush();
  });
}

export const FORM_SCRIPT = `"use strict";(()=>{${[kept, keep, fieldsOf, tell, line, words, fill, restore, work, showQueue, post, flush, holdBack, send, watch, keepOnDevice, prepare, begin, start].map(String).join("\n")}\nconst receiptIn=${String(receiptIn)};start();})();`;
