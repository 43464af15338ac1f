// Forms for the values of a field; each gives an element and a function that reads it.

import { element } from "./dom.js";
import { say, shownDate, storedDate, table } from "./words.js";

const DATES = new Set(["date", "due", "from", "to"]);
const PARTS = {
  deadline: ["text", "due", "recurs"],
  period: ["from", "to"],
  citation: ["type", "number", "date", "issuer"],
};

function input(label, value, hint = null) {
  return element("input", { type: "text", value: value ?? "", "aria-label": label, placeholder: hint, autocomplete: "off", spellcheck: "false" });
}

function choice(label, options, value, empty) {
  const made = element("select", { "aria-label": label }, empty ? element("option", { value: "" }, "—") : null,
    Object.entries(options).map(([key, name]) => element("option", { value: key }, name)));
  made.value = value ?? (empty ? "" : Object.keys(options).at(-1));
  return made;
}

function lineForm(label, value) {
  const box = input(label, value);
  return { body: box, read: () => box.value, lines: false };
}

function dateForm(label, value) {
  const box = input(label, shownDate(value), say("texts.dateHint"));
  return { body: box, read: () => storedDate(box.value), lines: false };
}

function textForm(label, value) {
  const box = element("textarea", { "aria-label": label, rows: Math.min(8, Math.ceil((value ?? "").length / 60) + 1), value: value ?? "" });
  return { body: box, read: () => box.value, lines: false };
}

function listForm(label, value) {
  const box = element("textarea", { "aria-label": label, rows: Math.min(9, (value ?? []).length + 1), value: (value ?? []).join("\n"), placeholder: say("texts.listHint") });
  return { body: box, read: () => box.value.split("\n"), lines: true };
}

function assigneesForm(label, value) {
  const body = element("div", { class: "parts", role: "group", "aria-label": label });
  const addRow = (one) => {
    const name = input(say("parts.name"), one?.name);
    const role = choice(say("parts.role"), table("roles"), one?.role, false);
    const row = element("div", { class: "part" }, name, role);
    name.addEventListener("input", () => {
      if (row === body.lastElementChild && name.value) addRow(null);
    });
    body.append(row);
  };
  for (const one of value ?? []) addRow(one);
  addRow(null);
  const read = () =>
    [...body.children]
      .map((row) => ({ name: row.children[0].value.trim(), role: row.children[1].value }))
      .filter((one) => one.name);
  return { body, read, lines: false };
}

function partsForm(label, value, names, required) {
  const body = element("div", { class: "parts", role: "group", "aria-label": label });
  const inputs = names.map((name) => {
    const title = say(`parts.${name}`);
    const own = value?.[name];
    const box = name === "recurs" ? choice(title, table("recurs"), own, true)
      : input(title, DATES.has(name) ? shownDate(own) : own, DATES.has(name) ? say("texts.dateHint") : null);
    body.append(element("label", { class: "part" }, element("span", {}, title), box));
    return [name, box];
  });
  const read = () => {
    const found = inputs.map(([name, box]) => [name, DATES.has(name) ? storedDate(box.value) : box.value.trim() || null]);
    const known = found.some(([name, part]) => part !== null && (!required || name === required));
    return known ? Object.fromEntries(found) : null;
  };
  return { body, read, lines: false };
}

// The form for a field: { body, read(): the value as the record has it, lines: Enter breaks lines }.
export function formFor(kind, label, value, field) {
  if (kind === "date") return dateForm(label, value);
  if (kind === "text") return textForm(label, value);
  if (kind === "list") return listForm(label, value);
  if (kind === "assignees") return assigneesForm(label, value);
  if (kind === "pair") return partsForm(label, value, field.endsWith("received") ? ["number", "date"] : ["signer", "time"], null);
  if (kind in PARTS) return partsForm(label, value, PARTS[kind], kind === "deadline" ? "text" : null);
  return lineForm(label, value);
}
