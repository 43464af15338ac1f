// The words of the page, and values as people write them.

let messages = null;

export function speak(chosen) {
  messages = chosen;
  document.documentElement.lang = chosen.language;
  document.title = chosen.title;
}

// say("texts.left", { n: 3 })
export function say(path, values = {}) {
  let found = messages;
  for (const key of path.split(".")) found = found?.[key];
  if (typeof found !== "string") return path;
  return found.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function table(name) {
  return messages[name];
}

// "documents[0].tasks[2].deadline" is called by the name of "tasks.deadline".
export function fieldName(field) {
  const plain = field.replace(/\[\d+\]/g, "").replace(/^documents\./, "");
  return messages.fields[plain] ?? messages.fields[`${plain}.text`] ?? plain;
}

// A reason of the parser or a message of vnplan, in the language of the page where it is known.
export function reason(text) {
  for (const [written, own] of messages.reasons) {
    const parts = written.split("{}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const match = new RegExp(`^${parts.join("(.*)")}$`).exec(text);
    if (match) return match.slice(1).reduce((filled, part) => filled.replace("{}", () => part), own);
  }
  return text;
}

// "2024-03-05" as "05/03/2024", "2024-03" as "03/2024".
export function shownDate(iso) {
  return iso ? iso.split("-").reverse().join("/") : "";
}

// The inverse; day and month may have one digit. What is no date is given back as it is.
export function storedDate(text) {
  const parts = text.trim().split(/\s*[/.-]\s*/).filter(Boolean);
  if (parts.length === 0) return null;
  if (parts.length > 3 || parts.some((part) => !/^\d+$/.test(part))) return text.trim();
  if (parts[0].length !== 4) parts.reverse();
  return parts.map((part) => part.padStart(2, "0")).join("-");
}

export function shownTime(iso) {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(iso ?? "");
  return match ? `${match[3]}/${match[2]}/${match[1]} ${match[4]}` : (iso ?? "");
}

const shown = {
  date: shownDate,
  list: (values) => values.join("; "),
  assignees: (values) => values.map((one) => `${one.name} (${say(`roles.${one.role}`)})`).join("; "),
  deadline: (value) =>
    value.text + (value.due ? ` → ${shownDate(value.due)}` : "") + (value.recurs ? ` (${say(`recurs.${value.recurs}`)})` : ""),
  period: (value) => [shownDate(value.from), shownDate(value.to)].join(" – "),
  citation: (value) =>
    [value.type, value.number, value.date && shownDate(value.date), value.issuer].filter(Boolean).join(" · "),
  pair: (value) => Object.entries(value).map(([, part]) => part && (/^\d{4}-\d\d/.test(part) ? (shownTime(part) === part ? shownDate(part) : shownTime(part)) : part)).filter(Boolean).join(" · "),
};

// A value of a field of that kind on one line; "" when there is none.
export function shownValue(kind, value) {
  if (value === null || value === undefined || value.length === 0) return "";
  return shown[kind] ? shown[kind](value) : String(value);
}
