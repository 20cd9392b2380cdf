/** The map: incidents by place, no more exactly than they are known; follows the timeline of its page. */
import { geoMercator, geoPath, type GeoPath, type GeoProjection } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior, type ZoomTransform } from "d3-zoom";

import { dataOf, element, onResize, shape } from "./dom";
import { MapCard } from "./map-card";
import { Marks } from "./map-marks";
import { hearRange, isWithin, precisionOf, type Incident } from "./places";
import { Spots, type Spot } from "./spots";
import { word } from "./words";
import { countries, type Country } from "./world";

const DEEPEST = 400;
/** The least the map shows at first, in degrees: a lone village is seen with its country around it. */
const LEAST = 5;

export async function map(root: HTMLElement): Promise<void> {
  const incidents = dataOf<Incident[]>(root);
  if (!incidents.some((one) => precisionOf(one) !== "none")) return;
  const made = new WorldMap(root, incidents, await countries());
  hearRange(root.dataset["source"] ?? "", (days) => made.show(incidents.filter((one) => isWithin(one, days))));
}

class WorldMap {
  private readonly frame = element("div", { class: "figure-frame map-frame" });
  private readonly svg = shape("svg", { role: "group", tabindex: "0" });
  private readonly land = shape("g");
  private readonly projection: GeoProjection = geoMercator();
  private readonly path: GeoPath = geoPath(this.projection).digits(4);
  private readonly behaviour: ZoomBehavior<SVGSVGElement, unknown>;
  private readonly marks: Marks;
  private readonly card: MapCard;
  private transform: ZoomTransform = zoomIdentity;
  private spots: Spots;
  private lands: { node: SVGPathElement; box: [[number, number], [number, number]] }[] = [];
  private size: [number, number] = [0, 0];
  private waiting = 0;

  constructor(
    root: HTMLElement,
    private readonly incidents: Incident[],
    private readonly world: Country[],
  ) {
    this.spots = new Spots(incidents);
    this.card = new MapCard(() => this.svg.focus({ preventScroll: true }));
    this.marks = new Marks(this.path, world, (spot, from) => this.open(spot, from));
    if (root.closest(".incident")) this.frame.classList.add("small");
    this.svg.append(this.marks.patterns, this.land, this.marks.below, this.marks.above);
    this.frame.append(this.svg, this.buttons(), this.card.node);
    root.prepend(this.frame, this.marks.legend(incidents));
    this.behaviour = zoom<SVGSVGElement, unknown>()
      .scaleExtent([1, DEEPEST])
      .clickDistance(4)
      .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => this.move(event.transform));
    select(this.svg).call(this.behaviour).on("dblclick.zoom", null);
    this.svg.addEventListener("keydown", (event) => this.key(event));
    this.svg.addEventListener("click", () => this.card.close());
    this.label(incidents.length);
    onResize(this.frame, (width, height) => this.resize(width, height));
  }

  /** Show these incidents and no others; the view stays. */
  show(incidents: Incident[]): void {
    this.spots = new Spots(incidents);
    this.card.close();
    this.label(incidents.length);
    this.later();
  }

  private label(n: number): void {
    this.svg.setAttribute("aria-label", `${word("map_label", { n })} ${word("map_keys")}`);
    this.frame.dataset["shown"] = String(n);
  }

  private resize(width: number, height: number): void {
    if (width === this.size[0] && height === this.size[1]) return;
    this.size = [width, height];
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.projection.scale(width / (2 * Math.PI)).translate([width / 2, height / 2]);
    this.lands = this.world.map((one) => ({
      node: shape("path", { class: "land", d: this.path(one) ?? "" }),
      box: this.path.bounds(one),
    }));
    this.land.replaceChildren(...this.lands.map((one) => one.node));
    this.behaviour.extent([[0, 0], [width, height]]).translateExtent([[0, -width], [width, height + width]]);
    this.fit();
  }

  /** Show everything. */
  private fit(): void {
    const [width, height] = this.size;
    const corners = this.corners().map(([lon, lat]) => this.projection([lon, lat]) ?? [0, 0]);
    if (!corners.length) return this.go(zoomIdentity);
    const xs = corners.map(([x = 0]) => x);
    const ys = corners.map(([, y = 0]) => y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.min(DEEPEST, (0.86 * width) / (right - left || 1), (0.8 * height) / (bottom - top || 1));
    const scaled = zoomIdentity.translate(width / 2, height / 2).scale(Math.max(1, k));
    this.go(scaled.translate(-(left + right) / 2, -(top + bottom) / 2));
  }

  private corners(): [number, number][] {
    const known = this.incidents.flatMap((one): [number, number][] => {
      if (one.lon === null || one.lat === null) return [];
      const reach = Math.max(LEAST / 2, ((one.radius_km ?? 0) / 111) * 1.3);
      return [[one.lon - reach, one.lat - reach], [one.lon + reach, one.lat + reach]];
    });
    const named = new Set(this.incidents.filter((one) => precisionOf(one) === "country").map((one) => one.country));
    return [...known, ...this.world.filter((one) => named.has(String(one.id))).flatMap(this.marks.boxOf)];
  }

  private go(to: ZoomTransform): void {
    select(this.svg).call(this.behaviour.transform, to);
  }

  private move(to: ZoomTransform): void {
    this.transform = to;
    this.land.setAttribute("transform", to.toString());
    this.later();
  }

  /** Draw once before the next paint, however often the view or the range changed. */
  private later(): void {
    this.waiting ||= requestAnimationFrame(() => {
      this.waiting = 0;
      this.draw();
    });
  }

  /** Countries out of sight are not painted: at a close zoom that is nearly all of them. */
  private cull(): void {
    const [width, height] = this.size;
    const [[left, top], [right, bottom]] = [this.transform.invert([0, 0]), this.transform.invert([width, height])];
    for (const { node, box } of this.lands) {
      const isSeen = box[0][0] < right && box[1][0] > left && box[0][1] < bottom && box[1][1] > top;
      if (isSeen) node.removeAttribute("display");
      else node.setAttribute("display", "none");
    }
  }

  private draw(): void {
    const [width, height] = this.size;
    if (!width) return;
    this.cull();
    const [west, north] = this.place(0, 0);
    const [east, south] = this.place(width, height);
    const level = Math.log2((width * this.transform.k) / 512);
    const found = this.spots.at([west, south, east, north], level);
    this.marks.draw(found, this.spots, this.transform);
  }

  private place(x: number, y: number): [number, number] {
    return this.projection.invert?.(this.transform.invert([x, y])) ?? [0, 0];
  }

  /** Open what stands at a spot: a cluster comes apart while it can, else a card lists its incidents. */
  private open(spot: Pick<Spot, "incidents" | "apart" | "lon" | "lat"> & { title: string }, from: SVGElement): void {
    if (spot.apart === null) return this.card.open(spot.title, spot.incidents, from);
    const [width, height] = this.size;
    const [x = 0, y = 0] = this.projection([spot.lon, spot.lat]) ?? [];
    const k = Math.min(DEEPEST, (512 * 2 ** (spot.apart + 0.4)) / width);
    this.go(zoomIdentity.translate(width / 2, height / 2).scale(k).translate(-x, -y));
    this.svg.focus({ preventScroll: true });
  }

  private key(event: KeyboardEvent): void {
    const step = 60;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step],
    };
    const move = moves[event.key];
    if (event.key === "Escape") this.card.close();
    else if (event.key === "+" || event.key === "=") this.scale(1.6);
    else if (event.key === "-") this.scale(1 / 1.6);
    else if (event.key === "0") this.fit();
    else if (move) {
      select(this.svg).call(this.behaviour.translateBy, move[0] / this.transform.k, move[1] / this.transform.k);
    } else return;
    event.preventDefault();
  }

  private scale(by: number): void {
    select(this.svg).call(this.behaviour.scaleBy, by);
  }

  private buttons(): HTMLElement {
    const made: [string, string, () => void][] = [
      ["zoom_in", "+", () => this.scale(1.6)],
      ["zoom_out", "−", () => this.scale(1 / 1.6)],
      ["zoom_all", "⤢", () => this.fit()],
    ];
    const nodes = made.map(([key, sign, act]) => {
      const button = element("button", { type: "button", "aria-label": word(key), title: word(key) }, sign);
      button.addEventListener("click", act);
      return button;
    });
    return element("div", { class: "map-buttons" }, ...nodes);
  }
}
