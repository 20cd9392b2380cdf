/** Draws incidents on the map: a sign for a point, a circle for an area, hatching for "somewhere in". */
import { geoBounds, geoCentroid, geoCircle, type GeoPath } from "d3-geo";
import type { ZoomTransform } from "d3-zoom";

import { element, press, shape } from "./dom";
import { precisionOf, type Incident } from "./places";
import type { Spot, Spots, Wide } from "./spots";
import { country, number, word } from "./words";
import type { Country } from "./world";

export type Opened = Pick<Spot, "incidents" | "apart" | "lon" | "lat"> & { title: string };

/** The families' signs, as paths around the origin: never told apart by colour alone. */
const SIGNS: Record<string, string> = {
  violence: "M0,-8L7.5,5.5L-7.5,5.5Z",
  control: "M-5.5,-5.5H5.5V5.5H-5.5Z",
  politics: "M-6.2,0A6.2,6.2 0 1,1 6.2,0A6.2,6.2 0 1,1 -6.2,0Z",
};
const KM_PER_DEGREE = 111.195;

export class Marks {
  readonly below = shape("g");
  readonly above = shape("g");
  readonly patterns = shape("defs", {}, hatch());
  private readonly places = new Map<string, { shape: Country; centre: [number, number] }>();
  private readonly drawn = new Map<string, SVGElement>();

  constructor(
    private readonly path: GeoPath,
    world: Country[],
    private readonly open: (spot: Opened, from: SVGElement) => void,
  ) {
    for (const one of world) this.places.set(String(one.id), { shape: one, centre: centreOf(one) });
  }

  /** Corners of a country's main land. */
  readonly boxOf = (one: Country): [number, number][] => {
    const [west, east] = geoBounds(largest(one));
    return [west, east];
  };

  draw(found: Spot[], spots: Spots, view: ZoomTransform): void {
    this.below.setAttribute("transform", view.toString());
    const areas = found.filter((spot) => spot.incidents.length === 1).flatMap((spot) => this.area(spot));
    this.below.replaceChildren(
      ...[...spots.countries.keys()].flatMap((code) => this.hatched(code)),
      ...spots.wide.map((one) => this.circle(one, "vague")),
      ...areas,
    );
    const wanted = [
      ...[...spots.countries].flatMap(([code, all]) => this.named(code, all)),
      ...spots.wide.map((one) => this.somewhere(one, one.name, one.incidents)),
      ...found.map((spot) => this.spot(spot)),
    ];
    this.keep(wanted, view);
  }

  /** Keep the nodes that are there already, so that focus stays while the map moves. */
  private keep(wanted: [string, [number, number], () => SVGElement][], view: ZoomTransform): void {
    const keys = new Set(wanted.map(([key]) => key));
    for (const [key, node] of this.drawn) {
      if (keys.has(key)) continue;
      node.remove();
      this.drawn.delete(key);
    }
    for (const [key, at, make] of wanted) {
      let node = this.drawn.get(key);
      if (!node) {
        node = make();
        this.drawn.set(key, node);
        this.above.append(node);
      }
      const [x, y] = view.apply(this.project(at));
      node.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
    }
  }

  private project(at: [number, number]): [number, number] {
    return this.path.centroid({ type: "Point", coordinates: at });
  }

  private spot(spot: Spot): [string, [number, number], () => SVGElement] {
    const [one] = spot.incidents;
    const key = spot.incidents.map((each) => each.id).join(" ");
    if (spot.incidents.length > 1) return [key, [spot.lon, spot.lat], () => this.bubble(spot)];
    return [key, [spot.lon, spot.lat], () => this.single(spot, one as Incident)];
  }

  private single(spot: Spot, one: Incident): SVGElement {
    const isExact = precisionOf(one) === "point";
    const sign = shape("path", { class: isExact ? "dot" : "dot open", d: SIGNS[one.family] ?? SIGNS["politics"] ?? "" });
    const node = shape("g", { class: `spot ${one.family}` }, shape("title", {}, one.title), target(), sign);
    const label = one.precision_label ? `${one.title}, ${one.precision_label}` : one.title;
    press(node, label, () => this.open({ ...spot, title: one.precision_label ?? one.place ?? one.title }, node));
    return node;
  }

  private bubble(spot: Spot): SVGElement {
    const count = spot.incidents.length;
    const names = new Set(spot.incidents.map((one) => one.place));
    const [place] = names;
    const title = word("cluster", { n: count }) + (names.size === 1 && place ? ` · ${place}` : "");
    const node = shape(
      "g",
      { class: "spot cluster" },
      shape("title", {}, title),
      shape("circle", { class: "bubble dot", r: Math.min(26, 11 + 4 * Math.log2(count)) }),
      shape("text", { class: "bubble-number" }, number(count)),
    );
    press(node, title, () => this.open({ ...spot, title }, node));
    return node;
  }

  private area(spot: Spot): SVGElement[] {
    const [one] = spot.incidents;
    if (!one || precisionOf(one) !== "area" || !one.radius_km) return [];
    return [this.circle({ lon: spot.lon, lat: spot.lat, km: one.radius_km }, `area ${one.family}`)];
  }

  private circle(one: Pick<Wide, "lon" | "lat" | "km">, name: string): SVGElement {
    const outline = geoCircle().center([one.lon, one.lat]).radius(one.km / KM_PER_DEGREE)();
    const fill: Record<string, string> = name === "vague" ? { fill: "url(#hatch)" } : {};
    return shape("path", { class: name, d: this.path(outline) ?? "", "vector-effect": "non-scaling-stroke", ...fill });
  }

  private hatched(code: string): SVGElement[] {
    const found = this.places.get(code);
    return found ? [shape("path", { class: "vague", d: this.path(found.shape) ?? "", fill: "url(#hatch)" })] : [];
  }

  private named(code: string, incidents: Incident[]): [string, [number, number], () => SVGElement][] {
    const found = this.places.get(code);
    if (!found) return [];
    return [this.somewhere({ lon: found.centre[0], lat: found.centre[1] }, country(code), incidents)];
  }

  /** A label, in place of a point that nobody knows. */
  private somewhere(
    at: { lon: number; lat: number },
    place: string,
    incidents: Incident[],
  ): [string, [number, number], () => SVGElement] {
    const count = incidents.length;
    const title = count > 1 ? word("somewhere_count", { place, n: count }) : word("somewhere", { place });
    const make = () => {
      const node = shape("g", { class: "spot" }, shape("title", {}, title), target(), shape("text", { class: "map-name", dy: 4 }, title));
      press(node, title, () => this.open({ ...at, apart: null, incidents, title }, node));
      return node;
    };
    return [`somewhere ${place} ${incidents.map((one) => one.id).join(" ")}`, [at.lon, at.lat], make];
  }

  /** What the signs mean: those that this map has. */
  legend(incidents: Incident[]): HTMLElement {
    const here = new Set(incidents.map(precisionOf));
    const box = { viewBox: "-11 -9 22 18", "aria-hidden": "true" };
    const families = new Set(incidents.map((one) => one.family));
    const items: [boolean, string, SVGElement][] = [
      ...Object.entries(SIGNS).map(([family, d]): [boolean, string, SVGElement] => {
        return [families.has(family), `family_${family}`, shape("path", { class: `dot ${family}`, d })];
      }),
      [here.has("area"), "legend_area", shape("circle", { class: "area violence", r: 8 })],
      [here.has("province") || here.has("country"), "legend_country", shape("circle", { class: "vague", r: 8, fill: "url(#hatch)" })],
    ];
    const shown = items.filter(([has]) => has);
    const nodes = shown.map(([, key, sign]) => element("span", {}, shape("svg", box, sign), word(key)));
    return element("p", { class: "map-legend" }, ...nodes);
  }
}

function hatch(): SVGPatternElement {
  const line = shape("line", { x1: 0, y1: 0, x2: 0, y2: 7 });
  const units = { patternUnits: "userSpaceOnUse", width: 7, height: 7, patternTransform: "rotate(45)" };
  return shape("pattern", { id: "hatch", class: "hatch", ...units }, line);
}

/** Room to be pressed with a finger. */
function target(): SVGElement {
  return shape("circle", { r: 13, fill: "transparent" });
}

function centreOf(one: Country): [number, number] {
  return geoCentroid(largest(one));
}

/** A country's largest piece of land: a label in the sea between islands says nothing. */
function largest(one: Country): Country {
  if (one.geometry.type !== "MultiPolygon") return one;
  const size = (ring: number[][][]) => {
    const [[w, s], [e, n]] = geoBounds({ type: "Polygon", coordinates: ring });
    return Math.abs((e < w ? e + 360 - w : e - w) * (n - s));
  };
  const [first] = [...one.geometry.coordinates].sort((a, b) => size(b) - size(a));
  return first ? { ...one, geometry: { type: "Polygon", coordinates: first } } : one;
}
