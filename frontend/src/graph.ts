/** Who relays whom: those who only tell on one side, those who are only relayed on the other. */
import { forceCollide, forceLink, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";

import { dataOf, element, onResize, press, shape } from "./dom";
import { isRightToLeft, word } from "./words";

interface Voice {
  id: string;
  name: string;
  kind: string;
  claims: number;
  href?: string;
}
interface Link {
  source: string;
  target: string;
  count: number;
}
interface Node extends Voice, SimulationNodeDatum {
  layer: number;
  x: number;
  y: number;
}

const MOST = 60;
const LONGEST = 26;

export function graph(root: HTMLElement): void {
  const all = dataOf<{ nodes: Voice[]; links: Link[] }>(root);
  if (!all.links.length) return;
  const { nodes, links } = mostConnected(all.nodes, all.links);
  const svg = shape("svg", { role: "group", "aria-label": word("graph_label", { n: nodes.length, m: links.length }) });
  const frame = element("div", { class: "figure-frame graph-frame" }, svg);
  const note = nodes.length < all.nodes.length
    ? [element("p", { class: "detail" }, word("graph_more", { n: nodes.length, all: all.nodes.length }))]
    : [];
  root.prepend(frame, ...note);
  const layers = layersOf(nodes, links);
  const widest = Math.max(...[...layers.values()].map((layer) => [...layers.values()].filter((one) => one === layer).length));
  frame.style.blockSize = `${Math.max(320, Math.min(900, widest * 34 + 60))}px`;
  onResize(frame, (width, height) => draw(frame, svg, nodes, links, layers, width, height));
}

/** The voices with the most relaying between them, and the links that join them. */
function mostConnected(nodes: Voice[], links: Link[]): { nodes: Voice[]; links: Link[] } {
  const weight = new Map<string, number>();
  for (const link of links) {
    for (const end of [link.source, link.target]) weight.set(end, (weight.get(end) ?? 0) + link.count);
  }
  const ranked = [...nodes].sort((a, b) => (weight.get(b.id) ?? 0) - (weight.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1));
  const kept = ranked.slice(0, MOST);
  const names = new Set(kept.map((one) => one.id));
  return { nodes: kept, links: links.filter((link) => names.has(link.source) && names.has(link.target)) };
}

/** How far each voice stands from those who only tell: 0, 1 or 2. */
function layersOf(nodes: Voice[], links: Link[]): Map<string, number> {
  const tells = new Set(links.map((link) => link.source));
  const relayed = new Set(links.map((link) => link.target));
  return new Map(nodes.map(({ id }) => [id, !relayed.has(id) ? 0 : tells.has(id) ? 1 : 2]));
}

function draw(
  frame: HTMLElement,
  svg: SVGSVGElement,
  voices: Voice[],
  links: Link[],
  layers: Map<string, number>,
  width: number,
  height: number,
): void {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const nodes = place(voices, links, layers, width, height);
  const at = new Map(nodes.map((node) => [node.id, node]));
  const lines = links.flatMap((link) => line(link, at));
  const signs = nodes.map((node) => sign(node, width));
  svg.replaceChildren(shape("defs", {}, arrow()), ...lines.map((one) => one.node), ...signs);
  nodes.forEach((node, index) => choose(frame, signs[index], node, lines, signs, nodes));
}

/** Lay the voices out: their layer fixes one axis, forces part them on the other. Deterministic. */
function place(voices: Voice[], links: Link[], layers: Map<string, number>, width: number, height: number): Node[] {
  const edge = Math.min(170, width * 0.24);
  const across = (layer: number) => edge + ((width - 2 * edge) * layer) / 2;
  const x = (layer: number) => (isRightToLeft ? width - across(layer) : across(layer));
  const sizes = [0, 0, 0];
  for (const layer of layers.values()) sizes[layer] = (sizes[layer] ?? 0) + 1;
  const seen = [0, 0, 0];
  const nodes = voices.map((voice): Node => {
    const layer = layers.get(voice.id) ?? 0;
    const rank = (seen[layer] = (seen[layer] ?? 0) + 1);
    return { ...voice, layer, x: x(layer), y: (height * rank) / ((sizes[layer] ?? 1) + 1) };
  });
  const joined = links.map((link) => ({ source: link.source, target: link.target }));
  forceSimulation<Node>(nodes)
    .force("x", forceX<Node>((node) => x(node.layer)).strength(2))
    .force("y", forceY<Node>(height / 2).strength(0.02))
    .force("apart", forceCollide<Node>(17).strength(1).iterations(3))
    .force("links", forceLink<Node, { source: string; target: string }>(joined).id((node) => node.id).strength(0.04).distance(40))
    .stop()
    .tick(200);
  for (const node of nodes) node.y = Math.max(22, Math.min(height - 22, node.y));
  return spread(nodes, height, x);
}

/** Put each layer's voices on even rows in the order the forces found, so that no two names touch. */
function spread(nodes: Node[], height: number, x: (layer: number) => number): Node[] {
  for (const layer of [0, 1, 2]) {
    const here = nodes.filter((node) => node.layer === layer).sort((a, b) => a.y - b.y);
    const step = Math.min(52, (height - 40) / Math.max(1, here.length));
    const top = (height - step * (here.length - 1)) / 2;
    here.forEach((node, rank) => Object.assign(node, { x: x(layer), y: top + rank * step }));
  }
  return nodes;
}

interface Line {
  node: SVGPathElement;
  link: Link;
}

function line(link: Link, at: Map<string, Node>): Line[] {
  const [from, to] = [at.get(link.source), at.get(link.target)];
  if (!from || !to) return [];
  const way = Math.sign(to.x - from.x) || 1;
  const bend = from.layer === to.layer ? 60 : Math.abs(to.x - from.x) / 2;
  const [startX, endX] = [from.x + 10 * way, to.x - 12 * (from.layer === to.layer ? -way : way)];
  const turn = from.layer === to.layer ? endX + bend * way : endX - bend * way;
  const d = `M${startX},${from.y}C${startX + bend * way},${from.y} ${turn},${to.y} ${endX},${to.y}`;
  const title = shape("title", {}, word("relays", { a: from.name, b: to.name, n: link.count }));
  const width = 1 + Math.min(5, Math.log2(link.count + 1));
  return [{ link, node: shape("path", { class: "graph-link", d, "stroke-width": width, "marker-end": "url(#relay)" }, title) }];
}

function arrow(): SVGMarkerElement {
  const size = { viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse" };
  return shape("marker", { id: "relay", orient: "auto", ...size }, shape("path", { class: "graph-arrow", d: "M0,0L8,4L0,8Z" }));
}

function sign(node: Node, width: number): SVGGElement {
  const isPublisher = node.kind === "publisher" || node.kind === "media";
  const drawn = isPublisher
    ? shape("rect", { x: -8, y: -7, width: 16, height: 14, rx: 2 })
    : shape("circle", { r: 7.5 });
  // Names stand outside at the edges and above in the middle, where lines come from both sides.
  const outward = node.layer === 0 ? -1 : 1;
  const turned = isRightToLeft ? -outward : outward;
  const isMiddle = node.layer === 1;
  const place = isMiddle ? { x: 0, y: -13, "text-anchor": "middle" } : { x: 14 * turned, y: 4, "text-anchor": anchor(turned) };
  const room = isMiddle ? LONGEST : Math.floor((Math.min(170, width * 0.24) - 14) / 6.4);
  const name = shape("text", place, isolate(short(node.name, Math.min(LONGEST, room))));
  const made = shape("g", { class: `graph-node kind-${node.kind.replace(/\W/g, "")}`, transform: `translate(${node.x},${node.y})` });
  made.append(shape("title", {}, word("node", { name: node.name, n: node.claims })), drawn, name);
  return made;
}

function anchor(way: number): string {
  return way > 0 ? "start" : "end";
}

/** A name in a direction of its own, whatever stands around it. */
function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}

/** The first words of a name that has no room: whole words, so that what is seen is part of what is said. */
function short(name: string, most: number): string {
  if (name.length <= most) return name;
  const words = name.split(" ");
  let kept = words[0] ?? "";
  for (const next of words.slice(1)) {
    if (kept.length + next.length + 1 >= most) break;
    kept += ` ${next}`;
  }
  return kept === name ? name : `${kept} …`;
}

/** Pointing at a voice, or focus on it, leaves only its own links; pressing it opens its incidents. */
function choose(frame: HTMLElement, sign: SVGGElement | undefined, node: Node, lines: Line[], signs: SVGGElement[], nodes: Node[]): void {
  if (!sign) return;
  const show = (on: boolean) => {
    const near = new Set([node.id]);
    for (const { node: path, link } of lines) {
      const isNear = on && (link.source === node.id || link.target === node.id);
      path.classList.toggle("near", isNear);
      if (isNear) near.add(link.source).add(link.target);
    }
    signs.forEach((other, index) => other.classList.toggle("near", on && near.has(nodes[index]?.id ?? "")));
    frame.classList.toggle("choosing", on);
  };
  press(sign, word("node", { name: node.name, n: node.claims }), () => {
    if (node.href) location.assign(new URL(node.href, location.href));
  });
  if (node.href) sign.setAttribute("role", "link");
  for (const [kind, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]] as const) {
    sign.addEventListener(kind, () => show(on));
  }
}
