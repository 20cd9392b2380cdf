/** Incidents as the map and the timeline get them, and how exactly their place is known. */

export interface Incident {
  id: string;
  href: string;
  title: string;
  type?: string;
  family: string;
  grade?: string;
  status?: string;
  place: string | null;
  kind?: string;
  lat: number | null;
  lon: number | null;
  radius_km: number | null;
  country: string | null;
  precision?: string;
  precision_label?: string | null;
  from: string | null;
  to: string | null;
}

export type Precision = "point" | "area" | "province" | "country" | "none";

const POINTS = new Set(["site", "quarter", "village", "city"]);
const WIDE = 100;

/** What may honestly be drawn: a point, a circle, "somewhere in" a wide area or a country, or nothing. */
export function precisionOf(one: Incident): Precision {
  if (one.lat === null || one.lon === null) return one.country ? "country" : "none";
  if (one.precision === "point" || one.precision === "area" || one.precision === "province") return one.precision;
  if (POINTS.has(one.kind ?? "")) return "point";
  return (one.radius_km ?? 0) >= WIDE ? "province" : "area";
}

/** The days an incident may lie in, as times; null where none is known. */
export function daysOf(one: Incident): [number, number] | null {
  const [from, to] = [one.from ?? one.to, one.to ?? one.from];
  return from && to ? [Date.parse(from), Date.parse(to)] : null;
}

/** A range of time that the timeline chose; null is all. It is told to the maps that show the same data. */
export interface Range {
  source: string;
  days: [number, number] | null;
}

const EVENT = "ravi:range";

export function tellRange(range: Range): void {
  document.dispatchEvent(new CustomEvent<Range>(EVENT, { detail: range }));
}

export function hearRange(source: string, act: (days: Range["days"]) => void): void {
  document.addEventListener(EVENT, (event) => {
    const told = (event as CustomEvent<Range>).detail;
    if (told.source === source) act(told.days);
  });
}

/** Say whether an incident may lie in a range; one without a day lies in none but all. */
export function isWithin(one: Incident, days: Range["days"]): boolean {
  if (!days) return true;
  const own = daysOf(one);
  return own !== null && own[0] <= days[1] && own[1] >= days[0];
}
