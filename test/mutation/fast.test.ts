// The tests that changes of the program are tried with, as one file, so that the program is loaded once; the quickest first.
import "../resolve/feasible.test.ts";
import "../lower/pack.test.ts";
import "../lower/shapes.test.ts";
import "../runtime/answers.test.ts";
import "../runtime/facts.test.ts";
import "../runtime/lookup.test.ts";
import "../runtime/menu.test.ts";
import "../runtime/objects.test.ts";
import "../runtime/sets.test.ts";
import "../runtime/values.test.ts";
import "../runtime/load.test.ts";
import "../resolve/limits.test.ts";
import "../property/tables.test.ts";
import "../filter/equals-can.test.ts";
import "../resolve/diagram.test.ts";
import "../property/large.test.ts";
