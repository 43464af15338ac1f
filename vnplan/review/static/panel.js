// The right side: the fields of a file, doubts first; the chosen one is open.

import { comparison, differs, element, fill } from "./dom.js";
import { formFor } from "./editor.js";
import { fieldName, reason, say, shownTime, shownValue } from "./words.js";

// Optional fields that are rarely on the paper: left out of the list while they are empty.
const RARE = /(marks\.\w+|parent_issuer|period|addressees|\.heading|\.section|\.deadline|\.assignees)$/;
const ITEM = /^(documents\[\d+\]\.(tasks|other_directives|legal_basis)\[\d+\])/;

export function itemOf(field) {
  return ITEM.exec(field)?.[1] ?? null;
}

export function isOpen(field) {
  return field.open;
}

// What a person would most likely type: a reading that was not trusted, the symbol of a number.
export function suggestion(field, all) {
  const read = field.doubts.map((text) => /(?:read as|đọc được) (.+?)(?: \([\d,.]+\))?$/.exec(text)?.[1]).find(Boolean);
  const name = field.field.replace(/^documents\[\d+\]\./, "");
  if (name === "number" && !field.value) {
    const symbol = all.find((other) => other.field === field.field.replace(/number$/, "symbol"))?.value;
    const serial = (read ?? "").split(/[\/\s-]/)[0];
    return symbol ? `${serial}${symbol.includes("/") ? "-" : "/"}${symbol}` : (read ?? "");
  }
  return name === "signer.name" ? (read ?? "") : "";
}

function sectionOf(field) {
  return field.group.replace(/\[\d+\]$/, "");
}

// A heading or section number is shown where it changes, and with the item that is looked at.
function isRepeated(field, fields, chosen) {
  if (!/\.(heading|section)$/.test(field.field) || field.state) return false;
  const item = itemOf(field.field);
  if (chosen && itemOf(chosen) === item) return false;
  const at = Number(/\[(\d+)\]$/.exec(item)[1]);
  const before = field.field.replace(/\[\d+\](\.\w+)$/, `[${at - 1}]$1`);
  return fields.some((other) => other.field === before && other.value === field.value);
}

// The fields in the order in which they are shown: first what is in doubt or was, then the rest.
export function ordered(fields, chosen) {
  const shown = fields.filter((field) => field.state === null || field.state !== "removed" || field.kind === "citation" || field.field.endsWith(".text"));
  const doubtful = shown.filter((field) => field.doubts.length > 0);
  const rest = shown.filter((field) => field.doubts.length === 0 && (shownValue(field.kind, field.value) || field.state || !RARE.test(field.field)) && !isRepeated(field, fields, chosen));
  return { doubtful, rest };
}

export class Panel {
  // `actions`: choose, accept, edit, save, cancel, unreadable, undo, remove, add, check, drop.
  constructor(viewer, actions) {
    this.viewer = viewer;
    this.actions = actions;
    this.root = element("section", { class: "panel", "aria-label": say("sections.head") });
    this.form = null;
  }

  // The fields in the order of the arrow keys.
  sequence(file, chosen) {
    const { doubtful, rest } = ordered(file.fields, chosen);
    return [...doubtful, ...rest];
  }

  draw(file, chosen, editing, readOnly) {
    this.form = null;
    const { doubtful, rest } = ordered(file.fields, chosen);
    const row = (field) => this.row(file, field, field.field === chosen, editing, readOnly);
    const parts = [this.notice(file)];
    if (doubtful.length) parts.push(this.section(doubtful.some(isOpen) ? "doubts" : "settled", this.byDocument(file, doubtful, row), doubtful.filter(isOpen).length));
    file.documents.forEach((document, index) => parts.push(...this.document(file, document, index, rest, row, readOnly)));
    if (file.stale.length) parts.push(this.section("stale", file.stale.map((said) => this.stale(said, readOnly)), file.stale.length));
    const top = this.root.scrollTop;
    fill(this.root, parts);
    this.root.scrollTop = top;
  }

  notice(file) {
    if (file.original === "here") return null;
    return element("p", { class: "warning", role: "alert" }, say(`texts.${file.original}`, { path: file.source }));
  }

  section(name, rows, count = null, add = null) {
    const plus = add && element("button", { type: "button", class: "plus", title: `${say("actions.add")} (I)`, "aria-label": `${say("actions.add")}: ${say(`sections.${name}`)}`, onclick: add }, "+");
    return element("section", { class: `group of-${name}` },
      element("h2", {}, say(`sections.${name}`), plus, count === null ? null : element("span", { class: "count" }, count || name !== "settled" ? String(count) : "✓")),
      element("div", { role: "list" }, rows));
  }

  // Doubts of several documents, each under the name of its own.
  byDocument(file, fields, row) {
    return fields.map((field, at) => {
      const starts = file.documents.length > 1 && fields[at - 1]?.document !== field.document;
      return [starts ? element("p", { class: "whose" }, this.title(file.documents[field.document], field.document)) : null, row(field)];
    });
  }

  title(document, index) {
    const [first, last] = document.pages ?? [];
    const pages = !first ? "" : first === last ? ` · ${say("texts.page", { first })}` : ` · ${say("texts.pages", { first, last })}`;
    return say("texts.document", { n: index + 1 }) + pages;
  }

  document(file, document, index, rest, row, readOnly) {
    const own = rest.filter((field) => field.document === index);
    const made = [];
    if (file.documents.length > 1) made.push(element("h1", { class: "document" }, this.title(document, index)));
    for (const name of ["head", "legal_basis", "tasks", "other_directives", "foot"]) {
      const fields = own.filter((field) => sectionOf(field) === name);
      const ofItems = name !== "head" && name !== "foot";
      const items = new Set(fields.map((field) => itemOf(field.field))).size;
      const add = ofItems && !readOnly ? () => this.actions.add(`documents[${index}].${name}`) : null;
      if (fields.length || add) made.push(this.section(name, fields.map(row), ofItems ? items : null, add));
    }
    if (!readOnly) {
      made.push(document.checked
        ? element("p", { class: "done" }, `✓ ${say("texts.checked", { n: index + 1 })}`)
        : element("button", { type: "button", class: "wide", onclick: () => this.actions.check(index) }, say("actions.check"), element("kbd", {}, "C")));
    }
    return made;
  }

  row(file, field, chosen, editing, readOnly) {
    const state = field.state ?? (field.doubts.length ? "doubt" : "");
    const value = shownValue(field.kind, field.state === "removed" ? field.machine : field.value);
    const signs = { doubt: "!", accepted: "✓", edited: "✎", unreadable: "∅", added: "+", removed: "−" };
    const first = itemOf(field.field) && (field.field.endsWith(".text") || field.kind === "citation");
    const number = first ? ` ${Number(/\[(\d+)\](\.text)?$/.exec(field.field)[1]) + 1}` : "";
    const label = fieldName(field.field) + number;
    const spoken = `${label}: ${value || say("texts.none")}${state ? `, ${say(`states.${state}`)}` : ""}`;
    const head = element("button", {
      type: "button", class: "head", "data-field": field.field, "aria-expanded": String(chosen),
      "aria-label": spoken, tabindex: chosen ? 0 : -1, onclick: () => this.actions.choose(field.field),
    },
    element("span", { class: "sign", "aria-hidden": "true" }, signs[state] ?? ""),
    element("span", { class: "label" }, label),
    element("span", { class: value ? "value" : "value none" }, value || (field.kind === "lost" ? "" : say("texts.none"))));
    return element("div", { class: `field ${state} as-${field.kind}${chosen ? " chosen" : ""}${first ? " first" : ""}${itemOf(field.field) && !first ? " part-of" : ""}`, role: "listitem" },
      head, chosen ? this.detail(file, field, editing, readOnly) : null);
  }

  detail(file, field, editing, readOnly) {
    const width = Math.max(200, this.root.clientWidth - 60);
    const cut = this.viewer.cutOut(field.page, field.box, width);
    const parts = [
      field.doubts.map((text) => element("p", { class: "why" }, reason(text))),
      cut,
      editing ? this.editor(file, field) : this.comparison(field, cut !== null),
      this.history(field),
      readOnly || editing ? null : this.buttons(field),
    ];
    return element("div", { class: "detail" }, parts);
  }

  // What was read, and what it became; nothing when the picture says the same already.
  comparison(field, pictured) {
    const changed = differs(field.pieces);
    if (!field.pieces.length || (pictured && !changed)) return null;
    const line = (name, side) => element("div", { class: "read" }, element("b", {}, say(name)), element("span", {}, comparison(field.pieces, side)));
    return changed ? [line("viewer.raw", 0), line("viewer.restored", 1)] : line("viewer.raw", 0);
  }

  history(field) {
    if (!field.state) return field.confidence === null ? null : element("p", { class: "said" }, say("texts.confidence", { n: Math.round(field.confidence * 100) }));
    const machine = shownValue(field.kind, field.machine);
    const was = field.state !== "accepted" && machine ? `${say("texts.was")}: ${machine}` : null;
    return element("p", { class: "said" }, `${say(`states.${field.state}`)} · ${field.who} · ${shownTime(field.when)}`, was ? element("br") : null, was);
  }

  buttons(field) {
    const action = (name, key, run, kind = "") =>
      element("button", { type: "button", class: `action ${kind}`, onclick: run }, say(`actions.${name}`), element("kbd", {}, key));
    const { actions } = this;
    if (field.state === "removed") return element("div", { class: "buttons" }, action("undo", "Z", actions.undo));
    return element("div", { class: "buttons" },
      action("accept", "A", actions.accept, "main"),
      field.kind === "lost" ? null : [action("edit", "E", actions.edit), action("unreadable", "X", actions.unreadable)],
      field.state ? action("undo", "Z", actions.undo) : null,
      itemOf(field.field) ? [action("remove", "D", actions.remove), action("add", "I", () => actions.add())] : null);
  }

  editor(file, field) {
    const drafted = this.draft?.field === field.field ? this.draft.value : null;
    const guess = drafted ?? (shownValue(field.kind, field.value) ? field.value : suggestion(field, file.fields) || field.value);
    const form = formFor(field.kind, fieldName(field.field), guess, field.field);
    this.form = form;
    const body = element("form", { class: "editor", onsubmit: (event) => { event.preventDefault(); this.actions.save(form.read()); } },
      form.body,
      element("p", { class: "keys" }, say(form.lines ? "texts.ctrlEnterSaves" : "texts.enterSaves")),
      element("div", { class: "buttons" },
        element("button", { type: "submit", class: "action main" }, say("actions.save")),
        element("button", { type: "button", class: "action", onclick: this.actions.cancel }, say("actions.cancel"))));
    body.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const breaks = form.lines && !event.ctrlKey;
      if (event.key === "Enter" && event.target.tagName !== "BUTTON" && !breaks && !event.shiftKey) {
        event.preventDefault();
        event.stopPropagation();
        this.actions.save(form.read());
      }
    });
    return body;
  }

  stale(said, readOnly) {
    const after = typeof said.after === "string" ? said.after : JSON.stringify(said.after);
    return element("div", { class: "field stale", role: "listitem" }, element("div", { class: "detail" },
      element("p", { class: "why" }, say("texts.staleHint")),
      element("div", { class: "read" }, element("b", {}, fieldName(said.field)), element("span", {}, after ?? say("texts.none"))),
      element("p", { class: "said" }, `${say(`states.${said.action}`)} · ${said.who} · ${shownTime(said.when)}`),
      readOnly ? null : element("div", { class: "buttons" },
        element("button", { type: "button", class: "action", onclick: () => this.actions.drop(said.index) }, say("actions.drop")))));
  }

  // Give the keyboard to the chosen row, or to its form.
  focus() {
    const chosen = this.root.querySelector(".field.chosen");
    if (!chosen) return;
    const input = chosen.querySelector(".editor input, .editor textarea, .editor select");
    const target = input ?? chosen.querySelector(".head");
    target.focus({ preventScroll: true });
    // The serial is typed in front of its symbol; anything else takes the place of what is there.
    if (input?.tagName === "INPUT") input.setSelectionRange(0, /^[/-]/.test(input.value) ? 0 : input.value.length);
    chosen.scrollIntoView({ block: "nearest" });
  }
}
