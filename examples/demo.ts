// `npm run demo`: compiles an example policy, verifies it, runs its application, and prints what it decides.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const entry = "examples/human-resources/hr.acl";

step(`aclc build ${entry} --verify`);
aclc("build", entry, "--verify");

step("the application: examples/human-resources/decisions.ts");
const { decisions } = await import("./human-resources/decisions.ts");
process.stdout.write(decisions());

console.log(`
Next:
  npx tsx examples/service-desk/server.ts      a web application; open http://127.0.0.1:3000/
  npm run -s aclc -- explain ${entry} \\
    --group HR:AssociateManagers --action open --class TGB-HR-Work-Purchase \\
    --object '{"amount":24000,"labels":[]}'    why an associate manager may not open it`);

function step(title: string): void {
  console.log(`\n=== ${title}\n`);
}

/** Runs the command line, and ends the demonstration when it fails. */
function aclc(...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, ["dist/cli/main.js", ...args], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 70);
}
