// Prints the decisions: `npx tsx examples/platform/main.ts`.
import { decisions } from "./decisions.ts";

process.stdout.write(decisions());
