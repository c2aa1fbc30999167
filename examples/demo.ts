// `npm run demo`: compiles an example policy, verifies it, runs its application, and prints what it decides.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const entry = "examples/human-resources/hr.acl";

step(`aclc build ${entry} --verify`);
aclc("build", entry, "--verify");

step(`aclc explain ${entry} …: why Sam may not open a large purchase`);
aclc(
  "explain",
  entry,
  "--group",
  "HR:AssociateManagers",
  "--action",
  "open",
  "--class",
  "TGB-HR-Work-Purchase",
  "--object",
  JSON.stringify({ amount: 24_000, labels: [] }),
  "--operator",
  JSON.stringify({ id: "sam", securityLevel: 3 }),
);

step("the application: examples/human-resources/decisions.ts");
const { decisions } = await import("./human-resources/decisions.ts");
process.stdout.write(decisions());

console.log("\nNext: npx tsx examples/service-desk/server.ts, then open http://127.0.0.1:3000/");

function step(title: string): void {
  console.log(`\n=== ${title}\n`);
}

/** Runs the command line; it ends the demonstration when it fails to compile. `explain` of a denial is no failure. */
function aclc(...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, ["dist/cli/main.js", ...args], { cwd: root, stdio: "inherit" });
  if (status !== 0 && args[0] === "build") process.exit(status ?? 70);
}
