/** Elements, and the data that a page brings. Text goes in as text: nothing here parses markup. */
const SVG = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string | number>;
type Child = Node | string;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function shape<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill<E extends Element>(made: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** The JSON that `data-source` names, or the first JSON script inside. */
export function dataOf<T>(root: HTMLElement): T {
  const named = root.dataset["source"];
  const script = named
    ? document.getElementById(named)
    : root.querySelector<HTMLScriptElement>('script[type="application/json"]');
  if (!script?.textContent) throw new Error(`no data for ${root.dataset["ravi"]} (${named ?? "inside it"})`);
  return JSON.parse(script.textContent) as T;
}

export function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Call `draw` with the size of `frame`, now and whenever it changes. */
export function onResize(frame: Element, draw: (width: number, height: number) => void): void {
  new ResizeObserver(([entry]) => {
    const box = entry?.contentRect;
    if (box && box.width > 0) draw(box.width, box.height);
  }).observe(frame);
}

/** Make an SVG group act as a button: pointer, Enter and space. */
export function press(node: SVGElement, label: string, act: () => void): void {
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  node.setAttribute("aria-label", label);
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    act();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}
