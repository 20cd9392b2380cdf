// The world's countries as one small topology: Natural Earth 1:50m by world-atlas, simplified, filed by ISO alpha-2.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { quantize } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

// Square degrees: a triangle smaller than this is not seen at the closest zoom of the map.
const SMALLEST = 0.012;

export function world(modules, countries) {
  const atlas = JSON.parse(readFileSync(join(modules, "world-atlas", "countries-50m.json"), "utf-8"));
  const codes = alpha2(countries);
  const simple = quantize(simplify(presimplify(atlas), SMALLEST), 1e5);
  const geometries = simple.objects.countries.geometries.map((shape) => ({
    type: shape.type,
    id: codes.get(shape.id) ?? "",
    arcs: shape.arcs,
  }));
  return { ...simple, objects: { countries: { type: "GeometryCollection", geometries } } };
}

// ISO numeric codes to alpha-2, by the package's own table.
function alpha2(path) {
  const [head, ...rows] = readFileSync(path, "utf-8").split("\n").filter((line) => line && !line.startsWith("#"));
  const fields = head.split("\t");
  const [two, number] = [fields.indexOf("iso2"), fields.indexOf("iso")];
  return new Map(rows.map((row) => row.split("\t")).map((cells) => [cells[number], cells[two]]));
}
