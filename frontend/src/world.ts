/** The countries of the world, from the desk's own file. */
import { feature } from "topojson-client";
import type { Feature, Geometry } from "geojson";
import type { GeometryCollection, Topology } from "topojson-specification";

export type Country = Feature<Geometry>;

export async function countries(): Promise<Country[]> {
  const answer = await fetch(new URL("world.json", import.meta.url));
  if (!answer.ok) throw new Error(`the map's countries cannot be fetched: ${answer.status}`);
  const world = (await answer.json()) as Topology<{ countries: GeometryCollection }>;
  return feature(world, world.objects.countries).features;
}
