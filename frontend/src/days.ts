/** Days in form fields, written and taken back as `src/ravi/web/days.py` does: Solar Hijri in Persian, ISO in English. */
import { element } from "./dom";
import { language, otherDay, word } from "./words";

const DAY = 86_400_000;
/** Years before it are Solar Hijri. */
const EARLIEST = 1800;
const WRITTEN = /^(\d{4})\s?([-/.\u060d])\s?(\d{1,2})\s?\2\s?(\d{1,2})$/;
const DIRECTIONS = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g;
const solar = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  timeZone: "UTC",
});

export function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** The day in a field, as a time: null for nothing, NaN for what is no day of its calendar. */
export function readDay(input: HTMLInputElement): number | null {
  if (input.type === "date") return input.value ? input.valueAsNumber : null;
  const plain = input.value.replace(DIRECTIONS, "").replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 15)).trim();
  if (!plain) return null;
  const [, year, , month, day] = (WRITTEN.exec(plain) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return NaN;
  return year < EARLIEST ? fromSolar(year, month, day) : fromGregorian(year, month, day);
}

/** A day as a field shows it. */
export function writeDay(time: number): string {
  if (language !== "fa") return isoDay(time);
  const [year, month, day] = toSolar(time);
  const written = `${pad(year, 4)}/${pad(month, 2)}/${pad(day, 2)}`;
  return written.replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[Number(digit)] ?? digit);
}

/** A field for a day; the browser's own in English, for it knows no other calendar. */
export function dayInput(help: string, [min, max]: [number, number]): HTMLInputElement {
  if (language !== "fa") return element("input", { class: "day", type: "date", min: isoDay(min), max: isoDay(max) });
  return element("input", {
    class: "day",
    dir: "ltr",
    size: 12,
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 40,
    placeholder: writeDay(max),
    "aria-describedby": help,
  });
}

/** Put a day, or none, into a field; the other calendar's day shows on hover. */
export function putDay(input: HTMLInputElement, time: number | null): void {
  input.value = time === null ? "" : writeDay(time);
  input.removeAttribute("aria-invalid");
  if (time === null) input.removeAttribute("title");
  else input.title = otherDay(new Date(time));
}

/** Say what is wrong with a field; the words are for the page to show. */
export function wrongDay(input: HTMLInputElement): string {
  input.setAttribute("aria-invalid", "true");
  input.removeAttribute("title");
  return word("day_wrong", { value: input.value.slice(0, 40) });
}

function fromGregorian(year: number, month: number, day: number): number {
  const time = Date.UTC(year, month - 1, day);
  return isoDay(time) === `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` ? time : NaN;
}

/** The calendar tells each time's day, not each day's time: the day is looked for where it must lie. */
function fromSolar(year: number, month: number, day: number): number {
  const before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  const near = Date.UTC(year + 621, 2, 21) + (before + day - 1) * DAY;
  const found = [0, -1, 1, -2, 2].map((shift) => near + shift * DAY);
  return found.find((time) => toSolar(time).join() === [year, month, day].join()) ?? NaN;
}

function toSolar(time: number): [number, number, number] {
  const parts = solar.formatToParts(time);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return [of("year"), of("month"), of("day")];
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
