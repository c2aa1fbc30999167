// Compares what databases find with what the check says, condition by condition and row by row.
import type { Filter, Requestor } from "../../runtime/index.ts";
import { predicate } from "../../runtime/sql/index.ts";
import { seed } from "../generate/seed.ts";
import { corpus } from "./conditions.ts";
import { elements, kinds, now, operators, randomOf } from "./rows.ts";
import type { Row } from "./rows.ts";

/** Rows in one table, by one adapter. */
export interface Subject {
  readonly name: string;
  /** As the application reads them, by id. */
  readonly objects: readonly Row[];
  /** Only every so many conditions: where the SQL is another adapter's, written otherwise. */
  readonly every?: number;
  /** Undefined: the adapter refuses. */
  ids(filter: Filter): ReadonlySet<number> | undefined | Promise<ReadonlySet<number> | undefined>;
}

export const plainColumns = Object.fromEntries([...Object.keys(kinds), ...Object.keys(elements), "customer"].map((name) => [name, name])) as Readonly<
  Record<string, string>
>;
/** Everything in one JSON column. */
export const jsonColumns = Object.fromEntries(Object.keys(plainColumns).map((name) => [name, { column: "data", json: [name] }])) as unknown as Readonly<
  Record<string, string>
>;

/** Throws at the first difference; says how many rows were compared. */
export async function compareAll(database: string, subjects: readonly Subject[]): Promise<number> {
  console.log(`filters on ${database}: ACLC_SEED=${seed}`);
  const { policy, conditions } = await corpus(120, randomOf(seed));
  const requestors = operators.map((operator) => policy.with({ now: () => now }).requestor({ accessGroup: "G", operator }));
  let total = 0;
  for (const subject of subjects) {
    let compared = 0;
    let met = 0;
    for (const [i, condition] of conditions.entries()) {
      const requestor = requestors[Math.floor(i / 2) % requestors.length] as Requestor;
      if (i % (subject.every ?? 1) !== 0) continue;
      const privilege = `C${i}`;
      const filter = requestor.filter({ privilege }, "Row");
      const fits = predicate(filter);
      // One that was sent is walked.
      const walked = predicate(structuredClone(filter));
      const found = await subject.ids(filter);
      if (found === undefined) continue;
      for (const [id, object] of subject.objects.entries()) {
        const allowed = requestor.has(privilege, "Row", object);
        compared += 1;
        if (allowed) met += 1;
        if (found.has(id) === allowed && fits(object) === allowed && walked(object) === allowed) continue;
        throw new Error(
          `${database}, ${subject.name}: ${condition}\nthe check says ${allowed}, the database ${found.has(id)}, memory ${fits(object)}, sent ${walked(object)} of\n${JSON.stringify(object)}\n${JSON.stringify(filter)}`,
        );
      }
    }
    console.log(`filters on ${database}, ${subject.name}: ${compared} rows compared, ${met} allowed, 0 differences`);
    total += compared;
  }
  return total;
}
