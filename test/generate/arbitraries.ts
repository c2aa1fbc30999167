// Random policies and requests for fast-check.
import type fc from "fast-check";
import { policyPlan, requestPlan } from "./plan.ts";
import { policyOf } from "./policy.ts";
import type { RandomPolicy } from "./policy.ts";
import { properties } from "./pools.ts";
import { request } from "./request.ts";
import type { RandomRequest } from "./request.ts";

export const randomPolicy: fc.Arbitrary<RandomPolicy> = policyPlan.map(policyOf);
export const randomRequest: fc.Arbitrary<RandomRequest> = requestPlan.map((plan) => request(plan, properties));
