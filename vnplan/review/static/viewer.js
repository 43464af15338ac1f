// The left side: the picture of a page with zoom, or its text as read beside its restored text.

import { comparison, differs, element, fill } from "./dom.js";
import { reason, say } from "./words.js";

const STEP = 1.25;
const MOST_ZOOM = 3;
// Pixels that the mouse may move between press and release of a click.
const STILL = 4;

export function area(box) {
  return (box[2] - box[0]) * (box[3] - box[1]);
}

// The line under the point, or the nearest one within half its height.
export function lineAt(lines, x, y) {
  const away = ({ box }) => Math.max(box[1] - y, y - box[3], 0) + Math.max(box[0] - x, x - box[2], 0);
  return lines
    .filter((line) => line.box && away(line) <= (line.box[3] - line.box[1]) / 2)
    .sort((one, other) => away(one) - away(other) || area(one.box) - area(other.box))[0];
}

export class Viewer {
  // `source(page)` gives { text, image }, both promises; `onPick(page, x, y)` hears of clicks.
  constructor(source, onPick) {
    this.source = source;
    this.onPick = onPick;
    this.page = 0;
    this.count = 0;
    this.size = null;
    this.zoom = null;
    this.box = null;
    this.asText = false;
    this.text = null;
    this.url = null;
    this.build();
  }

  build() {
    const button = (label, sign, run, key = null) =>
      element("button", { type: "button", class: "tool", title: key ? `${label} (${key})` : label, "aria-label": label, onclick: run }, sign);
    this.number = element("span", { class: "number" });
    this.percent = element("span", { class: "number" });
    this.tabs = [false, true].map((asText) =>
      element("button", { type: "button", class: "tab", role: "tab", onclick: () => this.show(asText) }, say(asText ? "viewer.text" : "viewer.image")));
    this.zoomTools = element("span", { class: "tools" },
      button(say("viewer.out"), "−", () => this.zoomBy(1 / STEP), "−"), this.percent,
      button(say("viewer.in"), "+", () => this.zoomBy(STEP), "+"),
      button(say("viewer.width"), "↔", () => this.fit("width"), "0"),
      button(say("viewer.whole"), "↕", () => this.fit("whole")));
    this.bar = element("div", { class: "bar" },
      element("span", { class: "tools" },
        button(say("viewer.previous"), "‹", () => this.turn(-1), "PageUp"), this.number,
        button(say("viewer.next"), "›", () => this.turn(1), "PageDown")),
      element("span", { class: "tabs", role: "tablist" }, this.tabs), this.zoomTools);
    this.image = element("img", { alt: "", draggable: "false" });
    this.mark = element("div", { class: "mark", hidden: true });
    this.spot = element("div", { class: "spot", hidden: true });
    this.stage = element("div", { class: "stage" }, this.image, this.spot, this.mark);
    this.lines = element("div", { class: "lines", hidden: true });
    this.waiting = element("p", { class: "note", hidden: true }, say("viewer.loading"));
    this.scroll = element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say("viewer.region") }, this.waiting, this.stage, this.lines);
    this.strip = element("div", { class: "strip", role: "status", hidden: true });
    this.root = element("section", { class: "viewer", "aria-label": say("viewer.image") }, this.bar, this.scroll, this.strip);
    this.listen();
  }

  listen() {
    let start = null;
    this.stage.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      start = { x: event.clientX, y: event.clientY, left: this.scroll.scrollLeft, top: this.scroll.scrollTop, moved: false };
      this.stage.setPointerCapture(event.pointerId);
    });
    this.stage.addEventListener("pointermove", (event) => {
      if (!start) return;
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      start.moved ||= Math.hypot(dx, dy) > STILL;
      if (start.moved) this.scroll.scrollTo(start.left - dx, start.top - dy);
    });
    this.stage.addEventListener("pointerup", (event) => {
      if (start && !start.moved) this.pickAt(event.clientX, event.clientY);
      start = null;
    });
    this.scroll.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? STEP : 1 / STEP);
    }, { passive: false });
    addEventListener("resize", () => this.fitted && this.fit(this.fitted));
  }

  // A new file: nothing of the old one stays.
  open(count) {
    [this.count, this.page, this.box, this.text] = [count, 0, null, null];
    this.strip.hidden = true;
  }

  turn(step) {
    const page = Math.min(Math.max(1, this.page + step), this.count);
    if (page !== this.page) this.go(page);
  }

  // Show a page, and light a box on it.
  async light(page, box) {
    this.box = box;
    if (page && page !== this.page) await this.go(page, box);
    else this.place();
  }

  async go(page, box = null) {
    this.page = page;
    this.box = box;
    this.text = null;
    this.size = null;
    this.strip.hidden = true;
    this.number.textContent = `${page} / ${this.count}`;
    this.image.hidden = true;
    this.waiting.hidden = false;
    this.mark.hidden = this.spot.hidden = true;
    fill(this.lines, element("p", { class: "note" }, say("viewer.reading")));
    const { text, image } = this.source(page);
    const url = await image.catch(() => null);
    if (page !== this.page) return;
    this.url = url;
    if (url) {
      this.image.src = url;
      await this.image.decode().catch(() => null);
      if (page !== this.page) return;
      this.image.hidden = false;
    }
    const read = await text.catch((error) => ({ width: 0, height: 0, lines: [], problem: error.message, failed: true }));
    if (page !== this.page) return;
    this.text = read;
    this.waiting.hidden = true;
    this.size = read.width ? [read.width, read.height] : url ? [this.image.naturalWidth, this.image.naturalHeight] : null;
    this.showLines();
    this.show(this.asText || !url);
    this.fit(this.fitted ?? "width");
  }

  show(asText) {
    const only = !this.url;
    this.asText = only ? this.asText : asText;
    const text = asText || only;
    this.stage.hidden = text;
    this.lines.hidden = !text;
    this.zoomTools.hidden = text;
    this.tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String((index === 1) === text));
      tab.disabled = only && index === 0;
    });
    this.place();
  }

  showLines() {
    const { lines, problem } = this.text;
    const rows = lines.map((line) =>
      element("div", { class: differs(line.pieces) ? "line changed" : "line", onclick: () => this.tell(line) },
        element("span", {}, comparison(line.pieces, 0)), element("span", {}, comparison(line.pieces, 1))));
    fill(this.lines,
      problem ? element("p", { class: "note" }, reason(problem)) : null,
      rows.length ? element("div", { class: "line titles" }, element("span", {}, say("viewer.raw")), element("span", {}, say("viewer.restored"))) : null,
      rows.length || problem ? null : element("p", { class: "note" }, say("viewer.empty")),
      rows);
  }

  fit(how) {
    if (!this.size) return;
    const [width, height] = this.size;
    const room = [this.scroll.clientWidth - 2, this.scroll.clientHeight - 2];
    this.fitted = how;
    this.zoom = how === "width" ? room[0] / width : Math.min(room[0] / width, room[1] / height);
    this.resize();
  }

  zoomBy(factor) {
    if (!this.size || this.stage.hidden) return;
    const most = (MOST_ZOOM * 1200) / this.size[0];
    const [across, down] = [this.scroll.scrollLeft + this.scroll.clientWidth / 2, this.scroll.scrollTop + this.scroll.clientHeight / 2];
    const before = this.zoom;
    this.zoom = Math.min(Math.max(0.05, this.zoom * factor), most);
    this.fitted = null;
    this.resize();
    const grown = this.zoom / before;
    this.scroll.scrollTo(across * grown - this.scroll.clientWidth / 2, down * grown - this.scroll.clientHeight / 2);
  }

  resize() {
    this.stage.style.width = `${Math.round(this.size[0] * this.zoom)}px`;
    this.stage.style.height = `${Math.round(this.size[1] * this.zoom)}px`;
    this.percent.textContent = `${Math.round((this.size[0] * this.zoom * 100) / 800)} %`;
    this.place();
  }

  // Put the frame where the box is, and bring it into view.
  place() {
    this.put(this.mark, this.box);
    if (this.stage.hidden || !this.box || !this.size) return;
    const middle = ((this.box[1] + this.box[3]) / 2) * this.zoom;
    const centre = ((this.box[0] + this.box[2]) / 2) * this.zoom;
    const tall = (this.box[3] - this.box[1]) * this.zoom;
    const top = tall > this.scroll.clientHeight * 0.8 ? this.box[1] * this.zoom - 20 : middle - this.scroll.clientHeight / 2;
    const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    this.scroll.scrollTo({ top, left: centre - this.scroll.clientWidth / 2, behavior: smooth });
  }

  put(frame, box) {
    frame.hidden = !box || !this.size;
    if (frame.hidden) return;
    const [width, height] = this.size;
    const margin = 0.004 * width;
    frame.style.left = `${(100 * (box[0] - margin)) / width}%`;
    frame.style.top = `${(100 * (box[1] - margin)) / height}%`;
    frame.style.width = `${(100 * (box[2] - box[0] + 2 * margin)) / width}%`;
    frame.style.height = `${(100 * (box[3] - box[1] + 2 * margin)) / height}%`;
  }

  pickAt(clientX, clientY) {
    if (!this.size || !this.text) return;
    const frame = this.stage.getBoundingClientRect();
    const x = ((clientX - frame.left) / frame.width) * this.size[0];
    const y = ((clientY - frame.top) / frame.height) * this.size[1];
    this.onPick(this.page, x, y);
    this.tell(lineAt(this.text.lines, x, y));
  }

  // Below the page: what was read in a line, and what it became.
  tell(line) {
    this.put(this.spot, line?.box ?? null);
    this.strip.hidden = false;
    if (!line) {
      fill(this.strip, say("viewer.nothing"));
      return;
    }
    fill(this.strip,
      element("div", { class: "read" }, element("b", {}, say("viewer.raw")), element("span", {}, comparison(line.pieces, 0))),
      differs(line.pieces) ? element("div", { class: "read" }, element("b", {}, say("viewer.restored")), element("span", {}, comparison(line.pieces, 1))) : null);
  }

  // A cut-out of the shown page, for beside a value; null when it would not be small.
  cutOut(page, box, width) {
    if (page !== this.page || !this.url || !this.size || !box || this.image.hidden) return null;
    const [full, tall] = this.size;
    const margin = 0.006 * full;
    const [left, top] = [Math.max(0, box[0] - margin), Math.max(0, box[1] - margin)];
    const scale = Math.min(width / (box[2] - box[0] + 2 * margin), 1600 / full);
    const height = (box[3] - box[1] + 2 * margin) * scale;
    if (height > 150) return null;
    const made = element("div", { class: "cut", role: "img", "aria-label": say("viewer.image") });
    made.style.width = `${(box[2] - box[0] + 2 * margin) * scale}px`;
    made.style.height = `${height}px`;
    made.style.backgroundImage = `url("${this.url}")`;
    made.style.backgroundSize = `${full * scale}px ${tall * scale}px`;
    made.style.backgroundPosition = `${-left * scale}px ${-top * scale}px`;
    return made;
  }
}
