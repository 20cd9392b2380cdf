/** Draws under a stretch of text one thin band for each claim that uses it, every claim in a lane of its own. */

const MOST = 4;
const THICK = 2;
const STEP = 3;

export interface Stretch {
  node: HTMLElement;
  claims: number[];
  /** The claims whose trigger this is: their bands are whole, the others' dotted. */
  triggers: Set<number>;
}

/** Give claims lanes so that two that share words never share a lane while there are lanes enough. */
export function lanes(stretches: Stretch[]): Map<number, number> {
  const rivals = new Map<number, Set<number>>();
  for (const { claims } of stretches) {
    for (const one of claims) {
      const met = rivals.get(one) ?? new Set<number>();
      for (const other of claims) if (other !== one) met.add(other);
      rivals.set(one, met);
    }
  }
  const given = new Map<number, number>();
  for (const one of [...rivals.keys()].sort((a, b) => a - b)) {
    const taken = new Set([...(rivals.get(one) ?? [])].map((other) => given.get(other)));
    const free = [...Array(MOST).keys()].find((lane) => !taken.has(lane));
    given.set(one, free ?? one % MOST);
  }
  return given;
}

/** Paint the bands; `tone` gives a claim's colour as a CSS value. */
export function paint(stretches: Stretch[], tone: (claim: number) => string): void {
  const lane = lanes(stretches);
  for (const { node, claims, triggers } of stretches) {
    const layers = claims.map((claim) => {
      const colour = tone(claim);
      const image = triggers.has(claim)
        ? `linear-gradient(${colour} 0 0)`
        : `repeating-linear-gradient(90deg, ${colour} 0 2px, transparent 2px 5px)`;
      return { image, offset: (lane.get(claim) ?? 0) * STEP };
    });
    node.dataset["lanes"] = String(claims.length);
    node.style.backgroundImage = layers.map((layer) => layer.image).join(", ");
    node.style.backgroundSize = `100% ${THICK}px`;
    node.style.backgroundPosition = layers.map((layer) => `0 calc(100% - ${layer.offset}px)`).join(", ");
  }
}
