// ACL5001: a cell with too many distinctions is an error that names it, never a hang and never a wrong table.
import { expect, it } from "vitest";
import { check, memoryHost } from "../../compiler/index.ts";

async function diagnosticsOf(text: string): Promise<readonly { code: string; message: string; help?: string | undefined }[]> {
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
  const help = "write the conditions that meet in this cell with fewer different comparisons, or split the class";
  expect(tooLarge.map(({ message, help: given }) => [message, given])).toEqual([
    ["the decision on open of `C` for the policies has more than 20000 distinctions", help],
    ["the decision on discover of `C` for the policies has more than 20000 distinctions", help],
  ]);
});

it("ACL5001: says whether it is a role's cell, or a group's, in which roles meet", async () => {
  const pairs = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, i) => `(.a${from + i} = 1 and .b${39 - from - i} = 2)`).join(" or ");
  const properties = Array.from({ length: 40 }, (_, i) => `a${i}: integer, b${i}: integer`).join(", ");
  const policy = (...conditions: readonly string[]): string => `
class C { ${properties} }
privilege P on C
role First { access to C { open when ${Array.from({ length: 40 }, (_, i) => `.a${i} = 1`).join(" or ")} } }
${conditions.map((condition, i) => `role R${i} { access to C { privilege P when ${condition} } }`).join("\n")}
group G { roles ${conditions.map((_, i) => `R${i}`).join(", ")} }
`;
  const messages = async (...conditions: readonly string[]) =>
    (await diagnosticsOf(policy(...conditions))).filter(({ code }) => code === "ACL5001").map(({ message }) => message);
  expect(await messages(pairs(0, 7), pairs(10, 11))).toEqual([]);
  expect(await messages(pairs(0, 20))).toEqual(["the decision on privilege P of `C` for role `R0` has more than 20000 distinctions"]);
  expect(await messages(pairs(0, 7), pairs(7, 14))).toEqual(["the decision on privilege P of `C` for group `G` has more than 20000 distinctions"]);
  const denying = policy(pairs(0, 7))
    .replace("privilege P when", "modify when")
    .replace(/( }\n)(?=group G)/, `  deny access to C { modify when ${pairs(7, 14)} } }\n`);
  const found = (await diagnosticsOf(denying)).filter(({ code }) => code === "ACL5001").map(({ message }) => message);
  expect(found).toEqual(["the decision on modify of `C` for role `R0` has more than 20000 distinctions"]);
});

it("ACL5001: says where it is the view of a property, and where a mask's", async () => {
  const pairs = Array.from({ length: 40 }, (_, i) => `(.a${i} = 1 and .b${39 - i} = 2)`).join(" or ");
  const text = `
class C { ${Array.from({ length: 40 }, (_, i) => `a${i}: integer, b${i}: integer`).join(", ")}  free: text }
policy Pairs on C for property-read of .free masked full { (${Array.from({ length: 40 }, (_, i) => `.a${i} = 1`).join(" or ")}) and (${pairs}) }
`;
  const messages = (await diagnosticsOf(text)).filter(({ code }) => code === "ACL5001").map(({ message }) => message);
  expect([...new Set(messages)]).toEqual(["the decision on seeing .free of `C` for the policies has more than 20000 distinctions"]);
  expect(messages.length).toBe(2);
});

it("keeps a condition of the largest size that the language allows", async () => {
  const operands = Array.from({ length: 256 }, (_, i) => `.a${i} = ${i}`);
  const properties = operands.map((_, i) => `a${i}: integer`).join(", ");
  const nested = "not (".repeat(31) + operands.join(" or ") + ")".repeat(31);
  const found = await diagnosticsOf(`class C { ${properties} }\nrole R { access to C { open when ${nested} } }\ngroup G { roles R }\n`);
  expect(found.map((d) => d.code)).toEqual([]);
});
