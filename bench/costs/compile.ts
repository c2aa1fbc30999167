// How compiling grows: policies like W4 of 100 to 20,000 classes, and of growing numbers of one thing alone.
import { join } from "node:path";
import { aclFiles } from "../workloads/acl.ts";
import { sizeOf, w4 } from "../workloads/large.ts";
import type { Size } from "../workloads/large.ts";
import { root, writeFiles } from "../measure/ground.ts";
import { exponentOf } from "../measure/statistics.ts";
import { child } from "./processes.ts";
import type { Effort } from "./processes.ts";

export interface CompileCosts {
  readonly all: readonly Point[];
  readonly alone: Readonly<Record<"classes" | "roles" | "grants", readonly Point[]>>;
  /** From the last point but one to the last, cost grows as size to the power of this; n log n gives some 1.1 there. */
  readonly exponents: Readonly<Record<"all" | "classes" | "roles" | "grants", { readonly time: number; readonly memory: number }>>;
}

export interface Point extends Size {
  readonly checkMilliseconds: number;
  /** From reading the files to the written module. */
  readonly milliseconds: number;
  readonly peakBytes: number;
  readonly moduleBytes: number;
}

export function compileCosts({ smoke }: Effort): CompileCosts {
  const sizes = smoke ? [100, 200] : [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000];
  const all = sizes.map((classes) => point("all", sizeOf(classes)));
  const middle = sizeOf(smoke ? 100 : 2_000);
  const factors = smoke ? [1] : [1, 2, 4, 8];
  const alone = {
    classes: factors.map((f) => point("classes", { ...middle, classes: middle.classes * f })),
    roles: factors.map((f) => point("roles", { ...middle, roles: middle.roles * f, groups: middle.groups * f })),
    grants: factors.map((f) => point("grants", { ...middle, grants: middle.grants * f })),
  };
  const growth = (points: readonly Point[], of: (point: Point) => number): { time: number; memory: number } => ({
    time: exponentOf(points.slice(-2).map((p) => [of(p), p.milliseconds])),
    memory: exponentOf(points.slice(-2).map((p) => [of(p), p.peakBytes])),
  });
  return {
    all,
    alone,
    exponents: {
      all: growth(all, (p) => p.classes),
      classes: growth(alone.classes, (p) => p.classes),
      roles: growth(alone.roles, (p) => p.roles),
      grants: growth(alone.grants, (p) => p.grants),
    },
  };
}

function point(curve: string, size: Size): Point {
  const folder = join(root, ".tmp/bench/curve", `${curve}-${size.classes}-${size.roles}-${size.grants}`);
  writeFiles(folder, aclFiles(w4(size)));
  const checked = child<{ milliseconds: number }>("check", folder);
  const { milliseconds, peakBytes, bytes } = child<{ milliseconds: number; peakBytes: number; bytes: number }>("compile", folder);
  console.log(
    `  ${curve}: ${size.classes} classes, ${size.roles} roles, ${size.grants} grants: ${milliseconds.toFixed(0)} ms, ${(peakBytes / 1e6).toFixed(0)} MB`,
  );
  return { ...size, checkMilliseconds: checked.milliseconds, milliseconds, peakBytes, moduleBytes: bytes };
}
