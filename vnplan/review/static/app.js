// The page: what is shown now, what the keys do, and how a change is saved.

import { keptSource, liveSource } from "./api.js";
import { element, fill } from "./dom.js";
import { itemOf, isOpen, Panel } from "./panel.js";
import { fieldName, reason, say, speak, table } from "./words.js";
import { area, Viewer } from "./viewer.js";

// How often a window looks whether its record was changed elsewhere, in milliseconds.
const WATCH = 2500;

class App {
  constructor(source) {
    this.source = source;
    this.file = null;
    this.chosen = null;
    this.editing = false;
    this.busy = Promise.resolve();
    this.kept = new Map();
  }

  async start() {
    this.session = await this.source.session();
    speak(this.session.messages);
    this.letters = localStorage.getItem("vnplan-letters") !== "off";
    this.viewer = new Viewer((page) => this.pageSource(page), (page, x, y) => this.pick(page, x, y));
    const bound = (name) => (...given) => this[name](...given);
    const names = ["choose", "accept", "edit", "save", "cancel", "unreadable", "undo", "remove", "add", "check", "drop"];
    this.panel = new Panel(this.viewer, Object.fromEntries(names.map((name) => [name, bound(name)])));
    this.build();
    document.addEventListener("keydown", (event) => this.key(event));
    const { files, total } = await this.source.files(0, "");
    this.total = total;
    const waiting = (await this.source.next(0)).id;
    const wanted = Number(new URLSearchParams(location.hash.split("?")[1]).get("file"));
    const first = wanted || (waiting ?? files[0]?.id);
    if (first) await this.open(first);
    else this.tell(say("texts.noFiles"));
    if (!this.session.readOnly) setInterval(() => this.watch(), WATCH);
  }

  build() {
    const button = (name, sign, key, run) =>
      element("button", { type: "button", class: "plain", title: `${say(`actions.${name}`)} (${key})`, "aria-label": say(`actions.${name}`), onclick: run }, sign);
    this.name = element("button", { type: "button", class: "name", title: `${say("actions.files")} (F)`, onclick: () => this.listFiles() });
    this.left = element("span", { class: "left", role: "status" });
    this.status = element("div", { class: "toast", role: "status", "aria-live": "polite" });
    const live = !this.session.readOnly;
    const header = element("header", {},
      element("strong", { class: "brand" }, "vnplan"),
      element("span", { class: "title" }, live ? (this.session.sample ? say("texts.sample", { share: this.session.sample }) : say("title")) : say("texts.readOnly")),
      live ? button("previousFile", "‹", "[", () => this.step(-1)) : null, this.name,
      live ? button("nextFile", "›", "]", () => this.step(1)) : null,
      element("span", { class: "space" }), this.left,
      live ? element("button", { type: "button", class: "plain words", onclick: () => this.report() }, say("actions.report")) : null,
      element("button", { type: "button", class: "plain words", onclick: () => this.help() }, say("actions.help"), element("kbd", {}, "?")),
      element("span", { class: "who" }, this.session.who));
    this.dialog = element("dialog", {});
    fill(document.body, header, element("main", {}, this.viewer.root, this.panel.root), this.status, this.dialog);
  }

  tell(text, kind = "") {
    this.status.className = `toast shown ${kind}`;
    fill(this.status, text);
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { this.status.className = "toast"; }, kind === "bad" ? 9000 : 2500);
  }

  // --- files ------------------------------------------------------------------------------

  async open(id, choose = true) {
    const file = await this.attempt(() => this.source.file(id));
    if (!file) return;
    const isOther = this.file?.id !== id;
    this.fresh = null;
    this.file = file;
    this.editing = false;
    if (isOther) {
      this.kept.forEach((one) => one.image.then((url) => URL.revokeObjectURL(url), () => null));
      this.kept.clear();
      this.viewer.open(file.pages);
      this.panel.root.scrollTop = 0;
      history.replaceState(null, "", `#${location.hash.slice(1).split("?")[0]}?file=${id}`);
    }
    if (choose || !file.fields.some((field) => field.field === this.chosen)) {
      this.chosen = (this.panel.sequence(file, this.chosen).find(isOpen) ?? this.panel.sequence(file, this.chosen)[0])?.field ?? null;
    }
    await this.draw();
  }

  // Both promises are kept, so that turning back is quick; the next page is fetched ahead.
  pageSource(page) {
    const id = this.file.id;
    const get = (number) => {
      if (!this.kept.has(number)) {
        const drawn = this.file.routes[number - 1] !== "text";
        const image = drawn ? this.source.image(id, number) : Promise.reject(new Error("a text"));
        this.kept.set(number, { image, text: this.source.page(id, number) });
        Object.values(this.kept.get(number)).forEach((promise) => promise.catch(() => null));
      }
      return this.kept.get(number);
    };
    const found = get(page);
    found.text.finally(() => page < this.file.pages && this.file.id === id && get(page + 1)).catch(() => null);
    return found;
  }

  async step(by) {
    const { files } = await this.around();
    const at = files.findIndex((file) => file.id === this.file?.id);
    const next = files[at + by];
    if (next) await this.open(next.id);
  }

  // The portion of the list that holds this file.
  async around() {
    for (let start = 0; ; start += 200) {
      const answer = await this.source.files(start, "");
      const isHere = answer.files.some((file) => file.id === this.file?.id);
      if (isHere || start + 200 >= answer.total) return answer;
    }
  }

  async nextFile() {
    const { id } = (await this.attempt(() => this.source.next(this.file.id))) ?? {};
    if (id && id !== this.file.id) await this.open(id);
    else this.tell(say("texts.allDone"));
  }

  async watch() {
    if (!this.file || document.hidden || this.editing || this.saving) return;
    const id = this.file.id;
    const answer = await this.source.version(id).catch(() => null);
    if (!answer || this.saving || this.file.id !== id || answer.version === this.file.version) return;
    await this.open(id, false);
    this.tell(say("texts.reloaded"));
  }

  // --- fields -----------------------------------------------------------------------------

  get field() {
    return this.file?.fields.find((field) => field.field === this.chosen) ?? null;
  }

  async draw(focus = true) {
    const open = this.file.fields.filter(isOpen).length;
    this.name.textContent = `${this.file.path} ▾`;
    this.left.textContent = open ? say("texts.left", { n: open }) : say("texts.leftNone");
    this.left.classList.toggle("none", open === 0);
    const redraw = () => this.panel.draw(this.file, this.chosen, this.editing, this.session.readOnly);
    redraw();
    if (focus) this.panel.focus();
    const field = this.field;
    const page = field?.page ?? (this.viewer.page || 1);
    const before = this.viewer.page;
    await this.viewer.light(page, field?.box ?? null);
    // The cut-out needs the picture of the page, which is there only now.
    if (before !== this.viewer.page && this.field === field && !this.editing) {
      redraw();
      if (focus) this.panel.focus();
    }
  }

  async choose(name) {
    this.forget();
    this.chosen = name;
    this.editing = false;
    await this.draw();
  }

  move(by) {
    const all = this.panel.sequence(this.file, this.chosen);
    const at = all.findIndex((field) => field.field === this.chosen);
    const next = all[Math.min(Math.max(0, at + by), all.length - 1)];
    if (next) this.choose(next.field);
  }

  // The next or previous open doubt; when none is left in the file, the next file.
  async doubt(by) {
    const all = this.panel.sequence(this.file, this.chosen);
    const at = all.findIndex((field) => field.field === this.chosen);
    const turned = by > 0 ? [...all.slice(at + 1), ...all.slice(0, at + 1)] : [...all.slice(0, at).reverse(), ...all.slice(at).reverse()];
    const next = turned.find(isOpen);
    if (next) await this.choose(next.field);
    else if (by > 0) await this.nextFile();
  }

  pick(page, x, y) {
    const here = this.file.fields.filter((field) => field.page === page && field.box && x >= field.box[0] && x < field.box[2] && y >= field.box[1] && y < field.box[3]);
    here.sort((one, other) => area(one.box) - area(other.box));
    const shown = this.panel.sequence(this.file, this.chosen);
    const found = here.find((field) => shown.includes(field));
    if (found && found.field !== this.chosen) this.choose(found.field);
  }

  // --- changes ----------------------------------------------------------------------------

  // One after the other: each change needs the version that the one before it made.
  change(run, message, then) {
    this.saving = true;
    this.busy = this.busy.then(async () => {
      const file = await this.attempt(run);
      if (file) {
        this.file = file;
        this.editing = false;
        this.panel.draft = null;
        this.tell(say(message));
        await then(file);
      }
    }).finally(() => { this.saving = false; });
    return this.busy;
  }

  sayOf(field, action, after = null) {
    return () => this.source.say(this.file.id, { version: this.file.version, field, action, after });
  }

  async onward() {
    const left = this.panel.sequence(this.file, this.chosen).some(isOpen);
    if (left) await this.doubt(1);
    else {
      await this.draw();
      this.tell(say("texts.done"));
    }
  }

  // Whether something may be said of the chosen field; what was removed can only be taken back.
  get may() {
    return this.field && this.field.state !== "removed" && !this.session.readOnly;
  }

  accept() {
    return this.may && this.change(this.sayOf(this.chosen, "accepted"), "texts.saved", () => this.onward());
  }

  unreadable() {
    if (!this.may || this.field.kind === "lost") return null;
    return this.change(this.sayOf(this.chosen, "unreadable"), "texts.saved", () => this.onward());
  }

  edit() {
    if (!this.may || this.field.kind === "lost") return;
    this.editing = true;
    this.draw();
  }

  cancel() {
    this.forget();
    this.editing = false;
    this.panel.draft = null;
    this.draw();
  }

  save(value) {
    if (!this.may) return null;
    if (this.fresh) return this.saveFresh(value);
    const field = this.field;
    this.panel.draft = { field: field.field, value };
    const same = JSON.stringify(value) === JSON.stringify(field.value);
    const action = same ? "accepted" : "edited";
    return this.change(this.sayOf(field.field, action, value), "texts.saved", () => this.onward());
  }

  undo() {
    if (this.session.readOnly) return null;
    if (!this.file.canUndo) {
      this.tell(say("texts.nothingToUndo"));
      return null;
    }
    return this.change(() => this.source.undo(this.file.id, this.file.version), "texts.undone", async (file) => {
      const touched = file.fields.find((field) => field.field === file.touched || itemOf(field.field) === file.touched);
      if (touched) this.chosen = touched.field;
      await this.draw();
    });
  }

  remove() {
    const item = this.may && itemOf(this.chosen);
    return item && this.change(this.sayOf(item, "removed"), "texts.saved", () => this.draw());
  }

  // A new item stands last. It is there only in this window until it is saved.
  add(list = /^(documents\[\d+\]\.(tasks|other_directives|legal_basis))\[/.exec(this.chosen)?.[1]) {
    if (this.session.readOnly || this.editing || !list) return;
    const [, document, name] = /\[(\d+)\]\.(\w+)$/.exec(list);
    const own = this.file.fields.filter((field) => field.field.startsWith(`${list}[`));
    const taken = own.map((field) => Number(field.field.slice(list.length + 1).split("]")[0]));
    const item = `${list}[${Math.max(-1, ...taken) + 1}]`;
    const bare = { section: null, assignees: [], deadline: null, page: this.file.routes[0] === "text" ? null : this.viewer.page };
    const values = { legal_basis: {}, tasks: { id: 1, heading: null, ...bare }, other_directives: bare };
    const isBasis = name === "legal_basis";
    const last = own.length ? this.file.fields.indexOf(own.at(-1)) : this.file.fields.length - 1;
    this.fresh = { item, bare: values[name], isBasis, from: this.chosen };
    this.chosen = isBasis ? item : `${item}.text`;
    this.file.fields.splice(last + 1, 0, {
      field: this.chosen, document: Number(document), group: item.replace(/^documents\[\d+\]\./, ""), kind: isBasis ? "citation" : "text",
      value: null, machine: null, pieces: [], page: null, box: null, confidence: null, doubts: [], state: null, open: false,
    });
    this.editing = true;
    this.draw();
  }

  // The item that was being written is given up.
  forget() {
    if (!this.fresh) return;
    this.file.fields = this.file.fields.filter((field) => itemOf(field.field) !== this.fresh.item);
    this.chosen = this.fresh.from;
    this.fresh = null;
  }

  saveFresh(value) {
    const { item, bare, isBasis } = this.fresh;
    const whole = isBasis ? value : value.trim() && { ...bare, text: value };
    if (!whole) {
      this.cancel();
      return null;
    }
    return this.change(this.sayOf(item, "added", whole), "texts.saved", () => {
      this.fresh = null;
      return this.draw();
    });
  }

  check(index) {
    if (this.session.readOnly || this.file.documents[index]?.checked) return null;
    return this.change(this.sayOf(`documents[${index}]`, "checked"), "texts.saved", async () => {
      await this.draw();
      this.tell(say("texts.checked", { n: index + 1 }));
      if (this.session.sample && this.file.documents.every((document) => document.checked)) await this.nextFile();
    });
  }

  drop(index) {
    return this.change(() => this.source.drop(this.file.id, this.file.version, index), "texts.saved", () => this.draw());
  }

  // What a request gives; null when it was refused, after the person was told.
  async attempt(run) {
    try {
      return await run();
    } catch (error) {
      if (error.status === 409) {
        const { draft } = this.panel;
        await this.open(this.file.id, false);
        this.panel.draft = draft;
        this.tell(say("texts.conflict"), "bad");
      } else if (error.status === 0) this.tell(say("texts.offline"), "bad");
      else if (error.status === 401) this.tell(say("texts.refused"), "bad");
      else this.tell(reason(error.message) + (error.hint ? ` (${reason(error.hint)})` : ""), "bad");
      return null;
    }
  }

  // --- dialogs ----------------------------------------------------------------------------

  openDialog(title, ...content) {
    fill(this.dialog,
      element("div", { class: "dialog-head" }, element("h2", {}, title),
        element("button", { type: "button", class: "plain", "aria-label": say("actions.close"), onclick: () => this.dialog.close() }, "×")),
      content);
    this.dialog.onclose = () => this.panel.focus();
    if (!this.dialog.open) this.dialog.showModal();
  }

  help() {
    const letters = element("input", { type: "checkbox" });
    letters.checked = this.letters;
    letters.addEventListener("change", () => {
      this.letters = letters.checked;
      localStorage.setItem("vnplan-letters", letters.checked ? "on" : "off");
    });
    this.openDialog(say("actions.help"),
      element("dl", { class: "keys" }, table("help").map(([keys, what]) => [
        element("dt", {}, keys.split(/( \/ |, )/).map((part) => (/^( \/ |, )$/.test(part) ? part : element("kbd", {}, part)))), element("dd", {}, what)])),
      element("label", { class: "letters" }, letters, say("texts.letters")));
  }

  async listFiles() {
    const search = element("input", { type: "search", "aria-label": say("texts.search"), placeholder: say("texts.search") });
    const list = element("div", { class: "files", role: "list" });
    let start = 0;
    const show = async () => {
      const answer = await this.attempt(() => this.source.files(start, search.value));
      if (!answer) return;
      const turn = (to, sign) => element("button", { type: "button", class: "action", onclick: () => { start = to; show(); } }, sign);
      fill(list, answer.files.length ? null : element("p", { class: "note" }, say("texts.noFiles")),
        answer.files.map((file) => this.fileRow(file)),
        answer.start > 0 ? turn(answer.start - 200, "‹") : null,
        answer.start + answer.files.length < answer.total ? turn(answer.start + 200, "›") : null);
    };
    search.addEventListener("input", () => { start = 0; show(); });
    this.openDialog(say("actions.files"), search, list);
    await show();
    search.focus();
  }

  fileRow(file) {
    const state = file.doubts === null ? say("texts.unknownFile") : file.checked ? "✓" : file.doubts ? say("texts.left", { n: file.doubts }) : "";
    return element("div", { role: "listitem" }, element("button", {
      type: "button", class: "file", "aria-current": file.id === this.file?.id ? "true" : null,
      onclick: () => { this.dialog.close(); this.open(file.id); },
    }, element("span", { class: "path" }, file.path), element("span", { class: file.doubts ? "state open" : "state" }, state)));
  }

  async report() {
    const answer = await this.attempt(() => this.source.report());
    if (answer) this.openDialog(say("actions.report"), element("p", {}, say("texts.reportSaved", { files: "" })), answer.files.map((name) => element("p", {}, element("code", {}, name))));
  }

  // --- keys -------------------------------------------------------------------------------

  key(event) {
    if (this.dialog.open || !this.file || event.isComposing) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (typing) {
      if (event.key === "Escape") {
        event.preventDefault();
        this.cancel();
      }
      return;
    }
    const run = this.action(event);
    if (run) {
      event.preventDefault();
      run();
    }
  }

  // What a key does. While a Vietnamese keyboard composes, letters come by their place alone.
  action(event) {
    if (event.altKey || event.metaKey) return null;
    const code = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
    const key = event.key.length === 1 && event.key < "\x7f" ? event.key.toLowerCase() : code ?? event.key;
    if (event.ctrlKey) return key === "z" ? () => this.undo() : null;
    const onButton = event.target.tagName === "BUTTON" && !event.target.classList.contains("head");
    const named = {
      ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1),
      PageDown: () => this.viewer.turn(1), PageUp: () => this.viewer.turn(-1),
      Enter: onButton ? null : () => this.accept(), Escape: () => this.panel.focus(),
    };
    if (event.target === this.viewer.scroll && event.key.startsWith("Arrow")) return null;
    if (event.key in named) return named[event.key];
    if (!this.letters) return null;
    return {
      n: () => this.doubt(1), p: () => this.doubt(-1), j: () => this.move(1), k: () => this.move(-1),
      a: () => this.accept(), e: () => this.edit(), x: () => this.unreadable(), z: () => this.undo(),
      d: () => this.remove(), i: () => this.add(), f: () => this.listFiles(), t: () => this.viewer.show(!this.viewer.asText),
      c: () => this.check(this.field?.document ?? 0), "]": () => this.step(1), "[": () => this.step(-1),
      "+": () => this.viewer.zoomBy(1.25), "=": () => this.viewer.zoomBy(1.25), "-": () => this.viewer.zoomBy(0.8),
      0: () => this.viewer.fit("width"), "?": () => this.help(),
    }[key] ?? null;
  }
}

const kept = document.getElementById("kept");
const source = kept ? keptSource(JSON.parse(kept.textContent)) : liveSource(location.hash.slice(1).split("?")[0]);
const app = new App(source);
app.start().catch((error) => {
  const text = error.status === 401
    ? "Liên kết này không còn dùng được; hãy chạy lại vnplan review. – This link is no longer valid; run vnplan review again."
    : `vnplan review: ${error.message}`;
  fill(document.body, element("p", { class: "fatal", role: "alert" }, text));
});
