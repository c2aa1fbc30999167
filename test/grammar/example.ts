// A policy with every kind of declaration, for the tests that parse, damage and measure it.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const example = readFileSync(join(import.meta.dirname, "first-look.acl"), "utf8");
