// Prints what people see: `npx tsx examples/people/main.ts`.
import { decisions } from "./decisions.ts";

process.stdout.write(await decisions());
