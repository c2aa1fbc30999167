// ACL5001: a cell with too many distinctions is an error that names it, never a hang and never a wrong table.
import { expect, it } from "vitest";
import { check, memoryHost } from "../../compiler/index.ts";

async function diagnosticsOf(text: string): Promise<readonly { code: string; message: string }[]> {
  return (await check(["p.acl"], memoryHost(new Map([["p.acl", text]])))).diagnostics;
}

it("ACL5001: names the cell whose conditions meet in too many ways", async () => {
  const pairs = Array.from({ length: 40 }, (_, i) => i);
  const properties = pairs.map((i) => `a${i}: integer, b${i}: integer`).join(", ");
  const firsts = pairs.map((i) => `.a${i} = 0`).join(" or ");
  const text = `
class C { ${properties} }
access when Firsts on C { ${firsts} }
role R { access to C { open when Firsts and (${pairs
    .map((i) => `.a${i} = 1 and .b${i} = 1`)
    .map((pair) => `(${pair})`)
    .join(" or ")}) } }
group G { roles R }
policy Pairs on C for read { ${pairs.map((i) => `(.a${i} = 1 and .b${39 - i} = 2)`).join(" or ")} }
`;
  const started = performance.now();
  const found = await diagnosticsOf(text);
  expect(performance.now() - started).toBeLessThan(10_000);
  const tooLarge = found.filter((d) => d.code === "ACL5001");
  expect(tooLarge.length).toBeGreaterThan(0);
  expect(tooLarge[0]?.message).toMatch(/open of `C`/);
});

it("keeps a condition of the largest size that the language allows", async () => {
  const operands = Array.from({ length: 256 }, (_, i) => `.a${i} = ${i}`);
  const properties = operands.map((_, i) => `a${i}: integer`).join(", ");
  const nested = "not (".repeat(31) + operands.join(" or ") + ")".repeat(31);
  const found = await diagnosticsOf(`class C { ${properties} }\nrole R { access to C { open when ${nested} } }\ngroup G { roles R }\n`);
  expect(found.map((d) => d.code)).toEqual([]);
});
