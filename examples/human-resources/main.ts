// Prints the decisions: `npx tsx examples/human-resources/main.ts`.
import { decisions } from "./decisions.ts";

process.stdout.write(decisions());
