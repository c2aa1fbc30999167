// Class trees.
import type { Random } from "./random.ts";
import type { ClassSpec } from "./workload.ts";

const words = [
  "Order",
  "Claim",
  "Invoice",
  "Payment",
  "Visit",
  "Ticket",
  "Asset",
  "Person",
  "Vendor",
  "Budget",
  "Audit",
  "Route",
  "Shift",
  "Stock",
  "Tax",
  "Note",
];

/** A tree of `count` classes, at most `depth` deep, below one root; a new one hangs anywhere with the same chance. */
export function tree(count: number, depth: number, inheritance: "pattern" | "directed", from: Random): ClassSpec[] {
  const classes: ClassSpec[] = [{ name: inheritance === "pattern" ? "Acme-" : "Work", parent: -1 }];
  const depths = [1];
  const taken = new Set<string>();
  while (classes.length < count) {
    const parent = from.below(classes.length);
    if ((depths[parent] as number) >= depth) continue;
    depths.push((depths[parent] as number) + 1);
    classes.push({
      name: inheritance === "pattern" ? below((classes[parent] as ClassSpec).name, taken, from) : `${from.pick(words)}${classes.length}`,
      parent,
    });
  }
  return classes;
}

function below(parent: string, taken: Set<string>, from: Random): string {
  for (let n = 1; ; n++) {
    const name = `${parent.replace(/-$/, "")}-${from.pick(words)}${n > 8 ? n : ""}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** For each class how many are below it, itself included. */
export function sizes(classes: readonly ClassSpec[]): number[] {
  const size = classes.map(() => 1);
  for (let i = classes.length - 1; i > 0; i--) {
    const { parent } = classes[i] as ClassSpec;
    if (parent >= 0) size[parent] = (size[parent] as number) + (size[i] as number);
  }
  return size;
}
