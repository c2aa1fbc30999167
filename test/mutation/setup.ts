// A changed program only has to fail: it is not asked for its smallest failure.
import fc from "fast-check";

fc.configureGlobal({ endOnFailure: true });
