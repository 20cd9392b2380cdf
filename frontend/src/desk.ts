/** Finds what the templates mark with `data-ravi` and improves it; each hook's module is loaded where it is used. */
import { drop } from "./drop";
import { filters } from "./filters";
import { progress } from "./progress";
import { theme } from "./theme";

type Mount = (root: HTMLElement) => void | Promise<void>;

const mounts: Record<string, () => Mount | Promise<Mount>> = {
  theme: () => theme,
  filters: () => filters,
  drop: () => drop,
  progress: () => progress,
  reader: async () => (await import("./reader")).reader,
  chart: async () => (await import("./chart")).chart,
  timeline: async () => (await import("./timeline")).timeline,
  map: async () => (await import("./map")).map,
  graph: async () => (await import("./graph")).graph,
};

async function start(): Promise<void> {
  for (const root of document.querySelectorAll<HTMLElement>("[data-ravi]")) {
    const mount = mounts[root.dataset["ravi"] ?? ""];
    if (!mount) continue;
    try {
      await (await mount())(root);
      root.dataset["ready"] = "";
    } catch (error) {
      // The page stands without the module: say so to whoever looks, and go on with the others.
      console.error(error);
    }
  }
  document.documentElement.dataset["ready"] = "";
}

void start();
