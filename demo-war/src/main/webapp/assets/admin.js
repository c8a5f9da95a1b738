// SPDX-License-Identifier: Apache-2.0
// The administrators' page: lists, searches and edits accounts through the REST API, which decides
// what is allowed. All values are inserted as text, never as markup.

const PAGE_SIZE = 25;
const LOCAL_GROUP = "administrator";

const $ = (id) => document.getElementById(id);
const { login, caller, byPassword, api: apiPath } = $("administration").dataset;
/** Without name and password before the host: browsers reject such addresses in fetch. */
const api = location.origin + apiPath;
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const number = new Intl.NumberFormat();

/** The current view: the tab, the search text and the page, from 0. */
const view = { tab: "users", query: "", page: 0, total: 0 };
/** The accounts of the current page. */
let accounts = [];
/** The account in the dialog; null for a new one. */
let edited = null;
/** The latest opening of the dialog: a new object each time. */
let opened = { name: "" };
/** Cancels a request for a list that is no longer needed. */
let listing = new AbortController();

// Calls of the API.

/** A rejected or failed call. The page shows its message. */
class Rejection extends Error {}

/** The time of the latest reload after the proxy required a login, if any. */
const RELOADED = "gatepass-reloaded";
const RELOAD_AGAIN_AFTER = 60_000;
const NEVER = new Promise(() => {}); // The page is about to be replaced.
let isLeaving = false;

/**
 * Reloads the page: the proxy redirects a page to the login and back, but not a call of the API.
 * A second reload within a minute is an error, so that the page can't reload for ever.
 */
function reload() {
  if (isLeaving) {
    return NEVER;
  }
  const last = Number(sessionStorage.getItem(RELOADED));
  if (Date.now() - last < RELOAD_AGAIN_AFTER) {
    throw new Rejection("The gateway requires a login after each reload.");
  }
  sessionStorage.setItem(RELOADED, Date.now());
  isLeaving = true;
  location.reload();
  return NEVER;
}

async function call(method, path, body, signal) {
  let response;
  try {
    response = await fetch(api + path, {
      method,
      signal,
      redirect: "manual", // The API never redirects: the proxy does, to its login page.
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Rejection("The server does not answer.");
  }
  if (response.type === "opaqueredirect" || (response.status === 401 && byPassword !== "true")) {
    return reload();
  }
  if (response.status === 401) {
    const here = location.pathname + location.search + location.hash;
    location.assign(`${login}?next=${encodeURIComponent(here)}`);
    return NEVER;
  }
  sessionStorage.removeItem(RELOADED);
  if (!response.ok) {
    throw new Rejection(sentence(await reason(response)));
  }
  return response;
}

async function reason(response) {
  try {
    return (await response.json()).reason ?? `status ${response.status}`;
  } catch {
    return `the server answered with status ${response.status}`;
  }
}

function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const userPath = (name) => `/users/${encodeURIComponent(name)}`;

// Building the page.

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) {
      made[key] = value;
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

function cell(label, ...content) {
  return element("td", { role: "cell", "data-label": label }, ...content);
}

function chips(names) {
  return element(
    "ul",
    { className: "chips", role: "list" },
    ...names.map((name) => element("li", { className: "chip" }, name)),
  );
}

const isLocalAdministrator = (account) => account.local && account.groups.includes(LOCAL_GROUP);
const isGuarded = (account) => isLocalAdministrator(account) && byPassword !== "true";

function row(account) {
  const { name } = account;
  const about = [account.displayName, account.email].filter((text) => text !== null).join(" · ");
  const ways = [account.loginByHeader && "header", account.local && "password"].filter(Boolean);
  const edit = element(
    "button",
    { type: "button", className: "button quiet small", "data-edit": name },
    isGuarded(account) ? "View" : "Edit",
    element("span", { className: "unseen" }, ` ${name}`),
  );
  edit.addEventListener("click", () => openAccount(account));
  const toggle = element(
    "button",
    {
      type: "button",
      className: "button quiet small",
      "data-toggle": name,
      disabled: isGuarded(account),
    },
    account.active ? "Deactivate" : "Activate",
    element("span", { className: "unseen" }, ` ${name}`),
  );
  toggle.addEventListener("click", () => toggleActive(account));
  const title = element("strong", { className: "code" }, name);
  const marks = [];
  if (name === caller) {
    marks.push(element("span", { className: "mark" }, "you"));
  }
  if (isLocalAdministrator(account)) {
    marks.push(element("span", { className: "mark" }, "local administrator"));
  }
  return element(
    "tr",
    { role: "row", className: account.active ? "" : "inactive" },
    element(
      "th",
      { role: "rowheader", scope: "row" },
      title,
      ...marks,
      element("span", { className: "about" }, about),
    ),
    cell("Groups", account.groups.length === 0 ? dash() : chips(account.groups)),
    cell("Login by", ways.length === 0 ? dash() : ways.join(", ")),
    cell("Last login", lastLogin(account.lastLogin)),
    cell("State", element("span", { className: "state" }, account.active ? "active" : "inactive")),
    element("td", { role: "cell", className: "actions" }, edit, toggle),
  );
}

const dash = () => element("span", { className: "muted" }, "none");

function lastLogin(time) {
  return time === null
    ? element("span", { className: "muted" }, "never")
    : element("time", { dateTime: time }, dateTime.format(new Date(time)));
}

function show(node, text) {
  node.textContent = text;
  node.hidden = text === "";
}

/** Shows what was done, also to screen readers. */
function tell(text) {
  $("done").textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => ($("done").textContent = ""), 8000);
}

// The list.

/** Marks the list as loading or loaded. */
function setBusy(busy) {
  $("list").setAttribute("aria-busy", String(busy));
}

async function list() {
  setBusy(true);
  listing.abort();
  listing = new AbortController();
  const { signal } = listing;
  const parameters = new URLSearchParams({ q: view.query, page: view.page, size: PAGE_SIZE });
  if (view.tab === "administrators") {
    parameters.set("localAdministrators", "true");
  }
  try {
    const response = await call("GET", `/users?${parameters}`, undefined, signal);
    const found = await response.json();
    const total = Number(response.headers.get("X-Total-Count"));
    const last = Math.max(Math.ceil(total / PAGE_SIZE) - 1, 0);
    if (view.page > last) {
      view.page = last;
      await list();
      return;
    }
    view.total = total;
    accounts = found;
    show($("list-error"), "");
    render(last);
  } catch (failure) {
    if (failure.name === "AbortError") {
      return;
    }
    if (!(failure instanceof Rejection)) {
      throw failure;
    }
    show($("list-error"), failure.message);
    setBusy(false);
  }
}

function render(last) {
  $("rows").replaceChildren(...accounts.map(row));
  $("previous").disabled = view.page === 0;
  $("next").disabled = view.page === last;
  $("page").value = view.page + 1;
  $("page").max = last + 1;
  $("page-count").textContent = number.format(last + 1);
  $("pages").hidden = last === 0;
  $("found").textContent = found();
  setBusy(false);
}

function found() {
  const what = view.tab === "users" ? "account" : "local administrator";
  if (view.total === 0) {
    return `No ${what}s found`;
  }
  const first = view.page * PAGE_SIZE + 1;
  const range = `${number.format(first)}–${number.format(first + accounts.length - 1)} of `;
  const all = `${number.format(view.total)} ${what}${view.total === 1 ? "" : "s"}`;
  return accounts.length === view.total ? all : range + all;
}

async function goTo(page) {
  view.page = page;
  await list();
}

/** A disabled button would lose the focus. */
async function turn(button, by) {
  await goTo(view.page + by);
  if (button.disabled) {
    $("page").focus();
  }
}

async function toggleActive({ name, active }) {
  try {
    await call("PATCH", userPath(name), { active: !active });
    tell(`${name} is ${active ? "inactive" : "active"} now.`);
    await list();
    focusRow(name, "toggle");
  } catch (failure) {
    report(failure, $("list-error"));
  }
}

/** Each list replaces the rows: the focus returns to the button of the same account. */
function focusRow(name, button) {
  const buttons = [...document.querySelectorAll(`[data-${button}]`)];
  const same = buttons.find((each) => each.dataset[button] === name);
  (same ?? $("query")).focus();
}

// The account dialog.

const FIELDS = ["name", "displayName", "email", "stableId", "groups", "password", "active", "loginByHeader"];
const field = (name) => $(`account-${name}`);

function openAccount(account) {
  edited = account;
  const isNew = account === null;
  opened = { name: isNew ? "The new account" : account.name };
  const guarded = !isNew && isGuarded(account);
  const administrators = view.tab === "administrators";
  $("account-title").textContent = isNew
    ? administrators ? "New administrator" : "New user"
    : account.name;
  $("name-field").hidden = !isNew;
  $("password-field").hidden = !isNew;
  $("account-note").hidden = !guarded;
  $("account-fields").disabled = guarded;
  $("save").hidden = guarded;
  $("save").textContent = isNew ? "Create" : "Save";
  $("cancel").textContent = guarded ? "Close" : "Cancel";
  $("delete").hidden = isNew || guarded;
  $("rename-form").hidden = isNew || guarded;
  $("password-form").hidden = isNew || guarded;
  $("account-form").reset();
  $("rename-form").reset();
  $("password-form").reset();
  field("name").value = account?.name ?? "";
  field("displayName").value = account?.displayName ?? "";
  field("email").value = account?.email ?? "";
  field("stableId").value = account?.stableId ?? "";
  field("groups").value = (account?.groups ?? (administrators ? [LOCAL_GROUP] : ["user"])).join("\n");
  field("active").checked = account?.active ?? true;
  field("loginByHeader").checked = account?.loginByHeader ?? !administrators;
  showPasswordState();
  clearErrors();
  $("account").showModal();
  $("account").scrollTop = 0; // The dialog keeps the position of its last opening.
  (isNew ? field("name") : guarded ? $("cancel") : field("displayName")).focus();
}

function showPasswordState() {
  $("password-state").textContent = edited?.local
    ? "This account has a password."
    : "This account has no password.";
  $("change-required").checked = edited?.passwordChangeRequired ?? false;
  $("remove-password").hidden = !edited?.local;
}

function formContent() {
  const text = (name) => field(name).value.trim() || null;
  const groups = field("groups").value.split("\n").map((group) => group.trim());
  return {
    email: text("email"),
    displayName: text("displayName"),
    stableId: text("stableId"),
    groups: [...new Set(groups.filter(Boolean))].sort(),
    active: field("active").checked,
    loginByHeader: field("loginByHeader").checked,
  };
}

/** The members that the person has changed: another administrator may have changed the rest. */
function changes(account) {
  return Object.fromEntries(
    Object.entries(formContent()).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(account[name]),
    ),
  );
}

/**
 * Changes the account in the dialog. Meanwhile the person may cancel, and open the dialog for
 * another account: the result of the change is then shown above the list, and that dialog stays.
 */
async function change(action, place, prefix) {
  clearErrors();
  const at = opened;
  const isOpen = () => at === opened && $("account").open;
  try {
    const { name, said } = await action(edited);
    await done(name, said, isOpen());
  } catch (failure) {
    if (isOpen()) {
      const asked = place !== $("confirmation-error") || $("confirmation").open;
      report(failure, asked ? place : $("account-error"), prefix);
    } else {
      reportLate(failure, at.name);
    }
  }
}

const save = () =>
  change(
    async (account) => {
      if (account === null) {
        const password = field("password").value || null;
        const created = { name: field("name").value, ...formContent(), password };
        await call("POST", "/users", created);
        return { name: created.name, said: `Created ${created.name}.` };
      }
      await call("PATCH", userPath(account.name), changes(account));
      return { name: account.name, said: `Saved ${account.name}.` };
    },
    $("account-error"),
    "account-",
  );

const rename = () =>
  change(
    async ({ name }) => {
      const response = await call("PUT", `${userPath(name)}/name`, { name: $("new-name").value.trim() });
      const renamed = (await response.json()).name;
      return { name: renamed, said: `${name} is ${renamed} now.` };
    },
    $("rename-error"),
    "new-",
  );

const setPassword = () =>
  change(
    async ({ name }) => {
      await call("PUT", `${userPath(name)}/password`, {
        password: $("new-password").value,
        passwordChangeRequired: $("change-required").checked,
      });
      return { name, said: `${name} has a new password.` };
    },
    $("password-error"),
    "new-",
  );

const removePassword = () =>
  change(
    async ({ name }) => {
      await call("PATCH", userPath(name), { password: null });
      return { name, said: `${name} has no password now.` };
    },
    $("password-error"),
  );

/** Shows the result in the list, and closes the dialog if it is still the same one. */
async function done(name, said, closing) {
  if (closing) {
    $("confirmation").close();
    $("account").close();
  }
  tell(said);
  await list();
  if (closing) {
    focusRow(name, "edit");
  }
}

/** Shows a failure above the list, when its dialog has been closed. */
function reportLate(failure, name) {
  if (!(failure instanceof Rejection)) {
    throw failure;
  }
  show($("list-error"), `${name}: ${failure.message}`);
}

function clearErrors() {
  for (const id of ["account-error", "rename-error", "password-error", "confirmation-error", "list-error"]) {
    show($(id), "");
  }
  document.querySelectorAll("[aria-invalid]").forEach((input) => {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-errormessage");
  });
}

/** Shows why a change failed, and focuses the field that the reason begins with, if any. */
function report(failure, place, prefix) {
  if (!(failure instanceof Rejection)) {
    throw failure;
  }
  const named = /^"(\w+)"/.exec(failure.message)?.[1];
  const input = prefix && FIELDS.includes(named) ? $(prefix + named) : null;
  const label = input && document.querySelector(`label[for="${input.id}"]`)?.textContent;
  show(place, label ? failure.message.replace(`"${named}"`, label) : failure.message);
  if (input) {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-errormessage", place.id);
    input.focus();
  }
}

// Deletion.

function askToDelete() {
  clearErrors();
  $("confirmation-text").textContent =
    `${edited.name} will be deleted, with its groups and its password. This can’t be undone.`;
  $("confirmation").showModal();
  $("keep").focus();
}

const deleteAccount = () =>
  change(
    async ({ name }) => {
      await call("DELETE", userPath(name));
      return { name, said: `Deleted ${name}.` };
    },
    $("confirmation-error"),
  );

// Diagnostics: the response of the API as nested lists of names and values.

async function findDiagnostics() {
  const response = await fetch(`${api}/diagnostics`, { redirect: "manual" }).catch(() => null);
  $("diagnostics-tab").hidden = !response?.ok;
}

async function showDiagnostics() {
  const panel = $("diagnostics");
  try {
    const response = await call("GET", "/diagnostics");
    const { text, ...facts } = await response.json();
    panel.replaceChildren(copyable(text), described(facts)); // The list of settings is long.
  } catch (failure) {
    const message = element("p", { className: "message", role: "alert" });
    panel.replaceChildren(message);
    report(failure, message);
  }
}

/** The report as text, without secrets, with a button that copies it. */
function copyable(text) {
  const area = element("textarea", { id: "report", readOnly: true, rows: 12, value: text, spellcheck: false });
  const button = element("button", { type: "button", className: "button" }, "Copy");
  button.addEventListener("click", async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(text); // Available only over HTTPS, and on localhost.
      tell("The report is in the clipboard.");
    } catch {
      tell("Copy the selected text.");
    }
  });
  return element("div", { className: "field" },
    element("label", { htmlFor: "report" }, "Report without secrets"), area,
    element("div", { className: "toolbar" }, button));
}

function described(value) {
  if (Array.isArray(value)) {
    const items = value.map((item) => element("li", {}, described(item)));
    return items.length === 0 ? dash() : element("ul", { className: "plain" }, ...items);
  }
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value).map(([name, member]) =>
      element("div", {}, element("dt", {}, words(name)), element("dd", {}, described(member))),
    );
    return members.length === 0 ? dash() : element("dl", { className: "facts" }, ...members);
  }
  return value === null ? dash() : element("span", { className: "code" }, String(value));
}

/** "clientAddress" as "Client address"; names of settings and headers stay unchanged. */
function words(name) {
  return /^[a-z]+([A-Z][a-z]+)*$/.test(name)
    ? name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)
    : name;
}

// Tabs, as in the ARIA Authoring Practices: only the selected tab is in the tab order, and the
// arrow keys go from one to the next.

const tabs = () => [...document.querySelectorAll("[role=tab]")].filter((tab) => !tab.hidden);

async function select(id) {
  const chosen = tabs().find((tab) => tab.id === `${id}-tab`) ?? $("users-tab");
  view.tab = chosen.id.replace(/-tab$/, "");
  for (const tab of document.querySelectorAll("[role=tab]")) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
  }
  history.replaceState(null, "", view.tab === "users" ? location.pathname : `#${view.tab}`);
  const diagnostics = view.tab === "diagnostics";
  $("accounts").hidden = diagnostics;
  $("diagnostics").hidden = !diagnostics;
  if (diagnostics) {
    await showDiagnostics();
    return;
  }
  const administrators = view.tab === "administrators";
  $("accounts").setAttribute("aria-labelledby", chosen.id);
  $("guarded-note").hidden = !administrators || byPassword === "true";
  $("create").hidden = administrators && byPassword !== "true";
  $("create").textContent = administrators ? "New administrator" : "New user";
  $("query").value = "";
  view.query = "";
  $("rows").replaceChildren();
  await goTo(0);
}

$("administration").querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const all = tabs();
  const at = all.indexOf(event.target);
  const to = {
    ArrowRight: (at + 1) % all.length,
    ArrowLeft: (at + all.length - 1) % all.length,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all[to].focus();
    all[to].click();
  }
});
document.querySelectorAll("[role=tab]").forEach((tab) =>
  tab.addEventListener("click", () => select(tab.id.replace(/-tab$/, ""))),
);

// The rest of the page.

function onSubmit(form, action) {
  $(form).addEventListener("submit", (event) => {
    event.preventDefault();
    action();
  });
}

let typing;
$("query").addEventListener("input", () => {
  setBusy(true);
  listing.abort();
  clearTimeout(typing);
  typing = setTimeout(search, 250);
});
function search() {
  clearTimeout(typing);
  view.query = $("query").value.trim();
  goTo(0);
}
onSubmit("search", search);
onSubmit("pages", () => goTo($("page").valueAsNumber - 1));
$("page").addEventListener("change", () => {
  if ($("page").reportValidity()) {
    goTo($("page").valueAsNumber - 1);
  }
});
$("previous").addEventListener("click", (event) => turn(event.target, -1));
$("next").addEventListener("click", (event) => turn(event.target, 1));

$("create").addEventListener("click", () => openAccount(null));
onSubmit("account-form", save);
onSubmit("rename-form", rename);
onSubmit("password-form", setPassword);
$("cancel").addEventListener("click", () => $("account").close());
$("remove-password").addEventListener("click", removePassword);
$("delete").addEventListener("click", askToDelete);
$("keep").addEventListener("click", () => $("confirmation").close());
$("confirm").addEventListener("click", deleteAccount);

await findDiagnostics();
await select(location.hash.slice(1));
