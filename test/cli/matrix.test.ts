// `aclc matrix`: text, CSV, JSON, and that the page holds nothing that is not escaped.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aclc, folder, policy } from "./support.ts";

test("text: a sign for each setting", async () => {
  const root = folder({ "p.acl": `${policy}class Order-Big extends Order {}\n` });
  expect(await aclc(root, ["matrix", "p.acl"])).toEqual({
    exitCode: 0,
    stderr: "",
    stdout: `level 5; a sign each for open, modify, delete, run-reports, execute-activities, open-rules, modify-rules, delete-rules, execute-rules, discover:
+ full, ? by a condition, - none  (--format csv, json and html have privileges, rules and conditions too)

class        Managers    Users
Order        +?-------+  ----------
  Order-Big  +?-------+  ----------
`,
  });
  expect((await aclc(root, ["matrix", "p.acl", "-l", "3"])).stdout).toContain("Order        +?-------+  +--------+\n");
});

test("CSV: conditions, and nothing that a spreadsheet would run", async () => {
  const root = folder({ "p.acl": `${policy.replace(".amount <= 100", '.owner = "a, b"')}class \`=cmd|'x'\` {}\nclass \`a"b\` {}\n` });
  const { stdout } = await aclc(root, ["matrix", "p.acl", "-f", "csv"]);
  const lines = stdout.split("\r\n");
  expect(lines[0]).toBe(
    "class,group,open,modify,delete,run-reports,execute-activities,open-rules,modify-rules,delete-rules,execute-rules,discover,privilege Approve,perform ApproveOrder",
  );
  expect(lines).toContain(
    'Order,Managers,full,when .owner = operator.id,none,none,none,none,none,none,none,full,"when .owner = ""a, b""","when .owner = ""a, b"""',
  );
  expect(stdout).toContain(`\r\n'=cmd|'x',Users,none,`);
  expect(stdout).toContain(`\r\n"a""b",Users,none,`);
  expect(lines).toHaveLength(1 + 3 * 2 + 1);
});

test("JSON", async () => {
  const { stdout } = await aclc(folder({ "p.acl": policy }), ["matrix", "p.acl", "-f", "json"]);
  const data = JSON.parse(stdout) as { rows: number[][]; cells: number[][]; conditions: string[]; actions: string[]; firstCondition: number };
  expect(data).toMatchObject({ level: 5, classes: ["Order"], groups: ["Managers", "Users"] });
  const row = data.rows[data.cells[0]?.[0] ?? -1] ?? [];
  expect(row[0]).toBe(1);
  expect(data.conditions[(row[1] ?? 0) - data.firstCondition]).toBe(".owner = operator.id");
});

test("--out writes a page: its script and style are named by hash, and what users wrote cannot leave its place", async () => {
  const hostile = "/// </script><script>alert(1)</script> --> */ ]]> <!--\n";
  const root = folder({ "p.acl": `${hostile}class \`</script><img src=x onerror=alert(1)>\` {}\n${policy}` });
  const ran = await aclc(root, ["matrix", "p.acl", "-f", "html", "-o", "matrix.html", "-l", "2"]);
  expect(ran).toEqual({ exitCode: 0, stdout: "", stderr: "wrote matrix.html\n" });
  const html = readFileSync(join(root, "matrix.html"), "utf8");
  const [, csp = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? "");
  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text ?? "");
  expect(csp).toBe(`default-src 'none'; style-src '${hash(styles[0])}'; script-src '${hash(scripts[0])}'; base-uri 'none'; form-action 'none'`);
  expect([scripts.length, styles.length]).toEqual([1, 1]);
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html).not.toMatch(/<img|<!--|https?:\/\//);
  expect(scripts[0]).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(|XMLHttp/);
  expect((await aclc(root, ["matrix", "p.acl", "-f", "html", "-o", "matrix.html", "-l", "2"])).stderr).toBe("matrix.html is up to date\n");
});

test("a file name stays a relative link", async () => {
  const root = folder({ "javascript:alert(1).acl": policy, "out/x": "" });
  await aclc(root, ["matrix", "javascript:alert(1).acl", "-f", "html", "-o", "out/m.html"]);
  expect(readFileSync(join(root, "out/m.html"), "utf8")).toContain('["javascript:alert(1).acl","./../javascript%3Aalert(1).acl"]');
});

test("what is wrong is said, and nothing is written", async () => {
  const root = folder({ "p.acl": "class" });
  expect((await aclc(root, ["matrix", "p.acl", "-f", "html", "-o", "m.html"])).exitCode).toBe(1);
  expect((await aclc(root, ["matrix", "p.acl", "-f", "pdf"])).exitCode).toBe(2);
  expect(() => readFileSync(join(root, "m.html"))).toThrow();
});

function hash(text = ""): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
