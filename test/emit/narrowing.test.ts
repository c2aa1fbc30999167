// Conditions in which one comparison says something of another: what TypeScript concludes, it must not find to be a mistake.
import { expect, test } from "vitest";
import { emitted } from "./modules.ts";

const values = {
  flag: [true, false, null, undefined, "true"],
  status: ["New", "Open", "Done", null, undefined, "no"],
} as const;

const conditions = [
  ".flag and (.flag = .other and .a or .flag != .other and .other)",
  ".flag and (.flag = .other and .a or .flag != .other and not .other)",
  "not .flag and (.other = .flag and .a or .other != .flag and .other)",
  ".flag != .other and .flag and (.other or .a)",
  ".flag and .flag != .other and (.other = .third and .third or .other != .third and (.third or .a))",
  '.status = "New" and (.status = .next and .a or .status != .next and (.next = "New" or .next = "Open"))',
  '.status = "New" and .status != .next and (.next in ["New", "Done"] or .a)',
  '.status in ["New", "Open"] and .status != .next and .next = "New"',
  '.status = "New" and .next != .status and .next != "Open" and (.next = "Done" or .a)',
];

test("what two comparisons say together is no error, and no other decision", async () => {
  const names = conditions.map((_, i) => `P${i}`);
  const module = await emitted(`
class C { flag: boolean  other: boolean  third: boolean  a: boolean  status: "New" | "Open" | "Done"  next: "New" | "Open" | "Done" }
${names.map((name) => `privilege ${name} on C`).join("\n")}
role R { access to C { ${conditions.map((condition, i) => `privilege P${i} when ${condition}`).join("\n")} } }
group G { roles R }
`);
  expect(module.typeErrors).toEqual([]);
  const [written, inMemory] = [module.policy, module.inMemory].map((policy) => policy.requestor({ accessGroup: "G" }));
  let allowed = 0;
  for (const flag of values.flag) {
    for (const other of values.flag) {
      for (const status of values.status) {
        for (const next of values.status) {
          for (const [a, third] of [
            [true, true],
            [false, true],
            [true, false],
          ]) {
            const object = { flag, other, third, a, status, next };
            for (const name of names) {
              const decided = written?.has(name, "C", object);
              expect(decided, `${name} ${JSON.stringify(object)}`).toBe(inMemory?.has(name, "C", object));
              if (decided === true) allowed += 1;
            }
          }
        }
      }
    }
  }
  expect(allowed).toBeGreaterThan(500);
});
