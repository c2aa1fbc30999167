// `npm run demo`: compiles two example policies, verifies them, runs their applications, and prints what they decide.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const small = "examples/ordering/associate-deny.acl";
const large = "examples/human-resources/hr.acl";

// Whoever reads only the beginning (`npm run demo | head`) has seen enough.
process.stdout.on("error", () => process.exit(0));

title(`A policy: ${small}`);
print(firstPart(small));

title("Compiled, and the tables compared with the reference evaluator");
build(small, large);

title("Its application decides: examples/ordering/decisions.ts");
const ordering = await import("./ordering/decisions.ts");
print(ordering.decisions());

title("A larger one: examples/human-resources/decisions.ts");
const humanResources = await import("./human-resources/decisions.ts");
print(humanResources.decisions());

title("Next");
print(`A web application, at http://127.0.0.1:3000/:
  npx tsx examples/service-desk/server.ts
Why an associate manager may not open a large purchase:
  npm run -s aclc -- explain ${large} \\
    --group HR:AssociateManagers --action open --class TGB-HR-Work-Purchase \\
    --object '{"amount":24000,"labels":[]}'`);

function title(text: string): void {
  console.log(`\n=== ${text}\n`);
}

function print(text: string): void {
  console.log(text.trimEnd());
}

/** The file without its tests. */
function firstPart(path: string): string {
  return readFileSync(`${root}/${path}`, "utf8").split("\ntest ")[0] ?? "";
}

/** Runs the command line, and ends the demonstration when it fails. */
function build(...entries: readonly string[]): void {
  const arguments_ = ["dist/cli/main.js", "build", ...entries, "--verify"];
  const { status, stdout } = spawnSync(process.execPath, arguments_, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  for (const line of stdout.trimEnd().split("\n")) print(wrap(line));
  if (status !== 0) process.exit(status ?? 70);
}

/** A line in pieces of at most 80 columns, those after the first indented. */
function wrap(line: string): string {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > 80) {
    const at = Math.max(rest.lastIndexOf(" ", 80), 4);
    lines.push(rest.slice(0, at));
    rest = `  ${rest.slice(at).trimStart()}`;
  }
  return [...lines, rest].join("\n");
}
