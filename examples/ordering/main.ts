// Prints the decisions: `npx tsx examples/ordering/main.ts`.
import { decisions } from "./decisions.ts";

process.stdout.write(decisions());
