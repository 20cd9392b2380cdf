/** What the map draws: single places and clusters, wide areas and countries that incidents are "somewhere in". */
import Supercluster from "supercluster";

import { precisionOf, type Incident } from "./places";

export interface Spot {
  lon: number;
  lat: number;
  incidents: Incident[];
  /** Set for a cluster that comes apart: the map's zoom at which it does. */
  apart: number | null;
}

export interface Wide {
  lon: number;
  lat: number;
  km: number;
  name: string;
  incidents: Incident[];
}

type Box = [number, number, number, number];
const DEEPEST = 12;

export class Spots {
  private readonly index = new Supercluster<{ at: number }>({ radius: 46, maxZoom: DEEPEST });
  private readonly near: Incident[] = [];
  readonly wide: Wide[];
  readonly countries: Map<string, Incident[]>;

  constructor(incidents: Incident[]) {
    const wide = new Map<string, Wide>();
    this.countries = new Map();
    for (const one of incidents) {
      const precision = precisionOf(one);
      if (precision === "point" || precision === "area") this.near.push(one);
      else if (precision === "country") join(this.countries, one.country ?? "", () => []).push(one);
      else if (precision === "province") {
        const { lon, lat } = one as { lon: number; lat: number };
        const start = () => ({ lon, lat, km: one.radius_km ?? 100, name: one.place ?? "", incidents: [] });
        join(wide, `${lon} ${lat}`, start).incidents.push(one);
      }
    }
    this.wide = [...wide.values()];
    this.index.load(
      this.near.map((one, at) => ({
        type: "Feature",
        properties: { at },
        geometry: { type: "Point", coordinates: [one.lon ?? 0, one.lat ?? 0] },
      })),
    );
  }

  /** The spots in a box at a zoom (of 512-pixel tiles). */
  at(box: Box, zoom: number): Spot[] {
    const level = Math.max(0, Math.min(DEEPEST, Math.floor(zoom)));
    return this.index.getClusters(box, level).map((found) => {
      const [lon = 0, lat = 0] = found.geometry.coordinates;
      const told = found.properties as { at?: number; cluster_id?: number };
      if (told.cluster_id === undefined) return { lon, lat, apart: null, incidents: this.pick([told.at ?? 0]) };
      const leaves = this.index.getLeaves(told.cluster_id, Infinity).map((leaf) => leaf.properties.at);
      const apart = this.index.getClusterExpansionZoom(told.cluster_id);
      return { lon, lat, apart: apart > DEEPEST ? null : apart, incidents: this.pick(leaves) };
    });
  }

  private pick(at: number[]): Incident[] {
    return at.flatMap((index) => this.near[index] ?? []);
  }
}

function join<K, V>(all: Map<K, V>, key: K, start: () => V): V {
  const found = all.get(key) ?? start();
  all.set(key, found);
  return found;
}
