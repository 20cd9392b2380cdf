/** When incidents were, as bars; a stretch of time that is brushed, or given as two days, is told to the map. */
import { brushX, type BrushBehavior, type D3BrushEvent } from "d3-brush";
import { scaleUtc } from "d3-scale";
import { select } from "d3-selection";

import { dayInput, isoDay, putDay, readDay, wrongDay } from "./days";
import { dataOf, element, onResize, shape } from "./dom";
import { daysOf, tellRange, type Incident } from "./places";
import { day, isRightToLeft, language, otherDay, word } from "./words";

const DAY = 86_400_000;
/** The widths of a bar, in days: the first that needs no more than `MOST` bars is taken. */
const WIDTHS = [1, 7, 30, 91, 365, 3652];
const MOST = 80;
const BELOW = 22;
const HELP = "timeline-day-form";

export function timeline(root: HTMLElement): void {
  const incidents = dataOf<Incident[]>(root);
  const dated = incidents.flatMap((one) => daysOf(one) ?? []);
  if (!dated.length) return;
  new Timeline(root, incidents, [Math.min(...dated), Math.max(...dated) + DAY]);
}

interface Bin {
  from: number;
  to: number;
  count: number;
}

class Timeline {
  private readonly frame = element("div", { class: "figure-frame timeline-frame" });
  private readonly svg = shape("svg", { role: "img" });
  private readonly bars = shape("g");
  private readonly axis = shape("g", { class: "axis" });
  private readonly brushed = shape("g", { class: "brush" });
  private readonly brush: BrushBehavior<unknown> = brushX();
  private readonly scale = scaleUtc();
  private readonly inputs: [HTMLInputElement, HTMLInputElement];
  private readonly said = element("output");
  private readonly bins: Bin[];
  private range: [number, number] | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly incidents: Incident[],
    private readonly whole: [number, number],
  ) {
    this.bins = bins(incidents, whole);
    this.svg.append(this.axis, this.bars, this.brushed);
    this.inputs = [this.input(), this.input()];
    this.frame.append(this.svg);
    root.prepend(this.frame, this.controls());
    const [from, to] = [day(new Date(whole[0])), day(new Date(whole[1] - DAY))];
    this.svg.setAttribute("aria-label", word("timeline_label", { n: incidents.length, from, to }));
    this.brush.on("brush end", (event: D3BrushEvent<unknown>) => {
      if (event.sourceEvent) this.take(event.selection as [number, number] | null);
    });
    onResize(this.frame, (width, height) => this.draw(width, height));
    this.tell();
  }

  private input(): HTMLInputElement {
    const made = dayInput(HELP, [this.whole[0], this.whole[1] - DAY]);
    made.addEventListener("change", () => this.typed());
    return made;
  }

  private controls(): HTMLElement {
    const [from, to] = this.inputs;
    const all = element("button", { type: "button" }, word("timeline_all"));
    all.addEventListener("click", () => this.choose(null));
    const field = (key: string, input: HTMLInputElement) => element("label", {}, element("span", {}, word(key)), input);
    const fields = [field("timeline_from", from), field("timeline_to", to)];
    const help = language === "fa" ? [element("span", { class: "visually-hidden", id: HELP }, word("day_form"))] : [];
    return element("div", { class: "timeline-controls" }, ...fields, ...help, all, this.said);
  }

  /** What was brushed, to whole days. */
  private take(selection: [number, number] | null): void {
    if (!selection) return this.set(null);
    const ends = selection.map((x) => this.scale.invert(x).getTime()).sort((a, b) => a - b) as [number, number];
    const from = Math.round(ends[0] / DAY) * DAY;
    this.set([from, Math.max(from, Math.round(ends[1] / DAY) * DAY - DAY)]);
  }

  private typed(): void {
    const given = this.inputs.map(readDay);
    const wrong = this.inputs.filter((_, at) => Number.isNaN(given[at]));
    if (wrong.length) return this.say(wrong.map(wrongDay).join(" "));
    const ends: [number, number] = [given[0] ?? this.whole[0], given[1] ?? this.whole[1] - DAY];
    if (ends[0] > ends[1]) return this.say(word("days_backwards"));
    this.choose(given.some((time) => time !== null) ? ends : null);
  }

  /** Say what is wrong with what was typed; the range and the map stay. */
  private say(words: string): void {
    this.said.classList.add("error");
    this.said.textContent = words;
  }

  private choose(range: [number, number] | null): void {
    this.set(range);
    this.showBrush();
  }

  private set(range: [number, number] | null): void {
    this.range = range;
    putDay(this.inputs[0], range && range[0]);
    putDay(this.inputs[1], range && range[1]);
    this.mark();
    this.tell();
    tellRange({ source: this.root.dataset["source"] ?? "", days: range });
  }

  private tell(): void {
    const shown = this.incidents.filter((one) => {
      const own = daysOf(one);
      return !this.range || (own && own[0] <= this.range[1] && own[1] >= this.range[0]);
    });
    const words = word("timeline_shown", { n: shown.length, all: this.incidents.length });
    const days = [...new Set(this.range ?? [])].map((end) =>
      element("time", { datetime: isoDay(end), title: otherDay(new Date(end)) }, day(new Date(end))),
    );
    this.said.classList.remove("error");
    this.said.replaceChildren(words, ...days.flatMap((one, at) => [at ? " – " : ": ", one]));
  }

  private mark(): void {
    [...this.bars.children].forEach((bar, at) => {
      const bin = this.bins[at];
      const isIn = !this.range || (bin && bin.from <= this.range[1] && bin.to > this.range[0]);
      bar.classList.toggle("chosen", Boolean(isIn));
    });
  }

  private draw(width: number, height: number): void {
    const base = height - BELOW;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.scale.domain(this.whole).range(isRightToLeft ? [width - 8, 8] : [8, width - 8]);
    const most = Math.max(...this.bins.map((bin) => bin.count));
    this.bars.replaceChildren(...this.bins.map((bin) => this.bar(bin, base, most)));
    this.axis.replaceChildren(...this.ticks(width, base));
    this.brush.extent([[8, 2], [width - 8, base]]);
    select(this.brushed).call(this.brush);
    this.mark();
    this.showBrush();
  }

  private showBrush(): void {
    const ends = this.range && [this.scale(this.range[0]), this.scale(this.range[1] + DAY)].sort((a, b) => a - b);
    select(this.brushed).call(this.brush.move, ends as [number, number] | null);
  }

  private bar(bin: Bin, base: number, most: number): SVGElement {
    const ends = [this.scale(bin.from), this.scale(bin.to)].sort((a, b) => a - b);
    const tall = bin.count ? Math.max(3, (bin.count / most) * (base - 10)) : 0;
    const [x = 0, end = 0] = ends;
    const made = shape("rect", { class: "bar", x: x + 0.5, y: base - tall, width: Math.max(1, end - x - 1), height: tall });
    const [from, to] = [day(new Date(bin.from)), day(new Date(bin.to - DAY))];
    made.append(shape("title", {}, word("bin", { n: bin.count, from, to })));
    return made;
  }

  private ticks(width: number, base: number): SVGElement[] {
    const days = (this.whole[1] - this.whole[0]) / DAY;
    const fields: Intl.DateTimeFormatOptions =
      days > 1500 ? { year: "numeric" } : days > 60 ? { year: "numeric", month: "short" } : { month: "short", day: "numeric" };
    const line = shape("line", { x1: 0, x2: width, y1: base, y2: base });
    const labels = new Set<string>();
    const made = this.scale.ticks(Math.max(2, Math.floor(width / 120))).flatMap((tick) => {
      const words = day(tick, fields);
      const x = this.scale(tick);
      if (labels.has(words) || x < 40 || x > width - 40) return [];
      labels.add(words);
      return [shape("line", { x1: x, x2: x, y1: base, y2: base + 5 }), shape("text", { x, y: base + 17 }, words)];
    });
    return [line, ...made];
  }
}

/** Count the incidents of each stretch of days; one that may lie in several is counted in each. */
function bins(incidents: Incident[], [first, end]: [number, number]): Bin[] {
  const days = (end - first) / DAY;
  const wide = (WIDTHS.find((width) => days / width <= MOST) ?? 3652) * DAY;
  const made = [...Array(Math.ceil((end - first) / wide)).keys()].map((at) => ({
    from: first + at * wide,
    to: Math.min(end, first + (at + 1) * wide),
    count: 0,
  }));
  for (const own of incidents.map(daysOf)) {
    if (!own) continue;
    for (let at = Math.floor((own[0] - first) / wide); at <= Math.floor((own[1] - first) / wide); at++) {
      const bin = made[at];
      if (bin) bin.count++;
    }
  }
  return made;
}
