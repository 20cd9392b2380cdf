/** What is counted, by voice: each voice's latest range as a bar, its earlier ones faint, open ends as arrows. */
import { scaleLinear, scaleSqrt } from "d3-scale";

import { dataOf, element, onResize, shape } from "./dom";
import { isRightToLeft, number, range, word } from "./words";

interface Figure {
  low: number | null;
  high: number | null;
}
interface Told extends Figure {
  voice: string;
  earlier?: Figure[];
}
interface Count extends Figure {
  what: string;
  label: string;
  by_voice: Told[];
}

const ROW = 46;
const TOP = 10;
const BELOW = 28;
const SIDE = 16;
/** Past this ratio of largest to smallest, small figures would vanish on an even scale. */
const STEEP = 12;

export function chart(root: HTMLElement): void {
  const counts = dataOf<Count[]>(root).filter((count) => count.by_voice.some(isKnown));
  root.prepend(...counts.map(draw));
}

function draw(count: Count): HTMLElement {
  const told = count.by_voice.filter(isKnown);
  const label = word("chart_label", { label: count.label });
  const svg = shape("svg", { role: "img", "aria-label": `${label}: ${told.map(inWords).join("; ")}` });
  const frame = element("div", { class: "figure-frame chart-frame" }, element("h3", {}, label), svg);
  onResize(frame, (width) => paint(svg, told, width - 8));
  return frame;
}

function inWords(one: Told): string {
  return `${one.voice || word("unknown_voice")} ${range(one.low, one.high)}`;
}

function isKnown(one: Figure): boolean {
  return one.low !== null || one.high !== null;
}

function paint(svg: SVGSVGElement, told: Told[], width: number): void {
  const height = TOP + told.length * ROW + BELOW;
  const ends = told.flatMap((one) => [one, ...(one.earlier ?? [])]).flatMap((one) => [one.low, one.high]);
  const known = ends.filter((end): end is number => end !== null);
  const [least, most] = [Math.min(...known.filter((end) => end > 0), Infinity), Math.max(...known, 1)];
  const across: [number, number] = isRightToLeft ? [width - SIDE, SIDE] : [SIDE, width - SIDE];
  const scale = (most / least > STEEP ? scaleSqrt() : scaleLinear()).domain([0, most * 1.08]).range(across);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const bottom = height - BELOW;
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 90))).filter(Number.isInteger);
  const apart = ticks.filter((tick, at) => at === 0 || Math.abs(scale(tick) - scale(ticks[at - 1] ?? 0)) > 26);
  const grid = apart.flatMap((tick) => [
    shape("line", { class: "chart-grid", x1: scale(tick), x2: scale(tick), y1: TOP, y2: bottom }),
    shape("text", { class: "chart-value", x: scale(tick), y: bottom + 18, "text-anchor": "middle" }, number(tick)),
  ]);
  const rows = told.map((one, at) => row(one, TOP + at * ROW, scale, across));
  svg.replaceChildren(...grid, ...rows);
}

type Scale = (value: number) => number;

function row(one: Told, top: number, scale: Scale, across: [number, number]): SVGElement {
  const y = top + 34;
  const start = across[0];
  const name = shape(
    "text",
    { x: start, y: top + 18, "text-anchor": "start", direction: isRightToLeft ? "rtl" : "ltr" },
    // Spaces, and not only a distance: letters of two words side by side would join.
    `\u2068${one.voice || word("unknown_voice")}\u2069\u00a0\u00a0\u00a0`,
    shape("tspan", { class: "chart-value" }, range(one.low, one.high)),
  );
  const earlier = (one.earlier ?? []).filter(isKnown).map((figure) => span(figure, y, scale, across, "chart-range earlier"));
  return shape("g", {}, shape("title", {}, inWords(one)), ...earlier, span(one, y, scale, across, "chart-range"), name);
}

/** A range: a dot for one number, a bar for two bounds, a bar that ends in an arrow where it is open. */
function span(figure: Figure, y: number, scale: Scale, across: [number, number], name: string): SVGElement {
  const { low, high } = figure;
  const isLatest = !name.includes("earlier");
  if (low !== null && low === high) {
    return isLatest
      ? shape("circle", { class: "chart-dot", cx: scale(low), cy: y, r: 6 })
      : shape("circle", { class: "chart-dot earlier", cx: scale(low), cy: y, r: 3 });
  }
  const from = scale(low ?? 0);
  const to = high === null ? across[1] : scale(high);
  const bar = shape("line", { class: name, x1: from, x2: to, y1: y, y2: y });
  const towards = Math.sign(across[1] - across[0]);
  const arrow = (x: number, way: number) =>
    shape("path", { class: "chart-open", d: `M${x - 7 * way},${y - 6}L${x},${y}L${x - 7 * way},${y + 6}` });
  const ends = isLatest ? [...(high === null ? [arrow(to, towards)] : []), ...(low === null ? [arrow(from, -towards)] : [])] : [];
  return shape("g", {}, bar, ...ends);
}
