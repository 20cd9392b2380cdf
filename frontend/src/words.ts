/** What the scripts say, and numbers and days, in the page's language. */
import table from "../words.tsv";

export const language = document.documentElement.lang === "en" ? "en" : "fa";
export const isRightToLeft = document.documentElement.dir === "rtl";

const words = readTable(table, language);
const numbers = new Intl.NumberFormat(language === "fa" ? "fa-IR" : "en-GB");
const calendars = language === "fa" ? ["fa-IR-u-ca-persian", "fa-IR-u-ca-gregory"] : ["en-GB-u-ca-gregory", "en-GB-u-ca-persian"];

function readTable(text: string, column: string): Map<string, string> {
  const [head = "", ...rows] = text.split("\n").filter((line) => line && !line.startsWith("#"));
  const at = head.split("\t").indexOf(column);
  return new Map(rows.map((row) => row.split("\t")).map((cells) => [cells[0] ?? "", cells[at] ?? ""]));
}

/** The words of a key with its slots filled; numbers in the page's digits. Names stand in isolates. */
export function word(key: string, slots: Record<string, string | number> = {}): string {
  const text = words.get(key) ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name] ?? "";
    return typeof value === "number" ? number(value) : `\u2068${value}\u2069`;
  });
}

export function number(value: number): string {
  return numbers.format(value);
}

const dayForms = new Map<string, Intl.DateTimeFormat>();

const WHOLE: Intl.DateTimeFormatOptions = { year: "numeric", month: "long", day: "numeric" };

/** A day in the reader's calendar; `fields` as `Intl.DateTimeFormat` takes them. */
export function day(value: Date, fields = WHOLE): string {
  return written(value, fields, calendars[0]);
}

/** The same day in the other calendar. */
export function otherDay(value: Date): string {
  return written(value, WHOLE, calendars[1]);
}

function written(value: Date, fields: Intl.DateTimeFormatOptions, calendar?: string): string {
  const key = calendar + JSON.stringify(fields);
  let form = dayForms.get(key);
  if (!form) {
    form = new Intl.DateTimeFormat(calendar, { ...fields, timeZone: "UTC" });
    dayForms.set(key, form);
  }
  const parts = form.formatToParts(value).filter((part) => part.type !== "era");
  return parts.map((part) => part.value).join("").trim();
}

const regions = new Intl.DisplayNames([language], { type: "region", fallback: "code" });

/** A country's name by its ISO alpha-2 code. */
export function country(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code;
}

/** The bounds of a count in words; null is open. */
export function range(low: number | null, high: number | null): string {
  if (low === null && high === null) return word("unknown_number");
  if (low === null) return word("at_most", { n: high ?? 0 });
  if (high === null) return word("at_least", { n: low });
  return low === high ? number(low) : word("range", { low, high });
}
