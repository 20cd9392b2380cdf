/** The card over the map that lists the incidents of one spot. */
import { element } from "./dom";
import type { Incident } from "./places";
import { number, word } from "./words";

const MOST = 50;

export class MapCard {
  readonly node = element("div", { class: "map-card", role: "group", hidden: "" });
  private from: SVGElement | null = null;

  constructor(private readonly giveFocus: () => void) {
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  open(title: string, incidents: Incident[], from: SVGElement): void {
    this.from = from;
    const close = element("button", { type: "button", class: "close", "aria-label": word("close") }, "✕");
    close.addEventListener("click", () => this.close());
    const items = incidents.slice(0, MOST).map((one) => {
      const link = element("a", { href: one.href, class: one.family }, one.title);
      const detail = one.precision_label ? [" ", element("span", { class: "detail" }, one.precision_label)] : [];
      return element("li", {}, link, ...detail);
    });
    if (incidents.length > MOST) items.push(element("li", { class: "quiet" }, `… ${number(incidents.length - MOST)}`));
    this.node.replaceChildren(element("h3", {}, title), close, element("ul", {}, ...items));
    this.node.setAttribute("aria-label", title);
    this.node.hidden = false;
    (this.node.querySelector("a") ?? close).focus({ preventScroll: true });
  }

  close(): void {
    if (this.node.hidden) return;
    const held = this.node.contains(document.activeElement);
    this.node.hidden = true;
    if (!held) return;
    if (this.from?.isConnected) this.from.focus({ preventScroll: true });
    else this.giveFocus();
  }
}
