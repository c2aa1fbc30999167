// What generated modules and hosts import from `aclc/runtime`.
export type { ExternalAssignmentData } from "./assignment.ts";
export { checksum } from "./checksum.ts";
export { ALLOWED, DENIED, FIRST_CONDITION, FORMAT, NOT_DECLARED, settings } from "./data.ts";
export type { AttributeData, Facts, Known, PackedData, PackedPolicy, PolicyData, PropertyData, RowsData, Setting, Test, TypeData } from "./data.ts";
export type { Decision } from "./decide.ts";
export { AccessDenied, PolicyLoadError, RequestorError } from "./errors.ts";
export type { DenialReason, RequestorErrorCode } from "./errors.ts";
export { isPlain } from "./evaluate.ts";
export type { Condition, Filter } from "./filter/condition.ts";
export { denseTable, otherwise, pagedTable } from "./fast.ts";
export type { Masking, Parts } from "./load.ts";
export { hasSetting, listSettings, menuTable, settingsOneByOne } from "./menu.ts";
export type { SettingSet } from "./menu.ts";
export { classIds } from "./identifiers.ts";
export { createPolicy } from "./policy.ts";
export type { Policy } from "./policy.ts";
export type { Requestor } from "./requestor.ts";
export type {
  Action,
  AnySchema,
  ClassId,
  ClassName,
  Masked,
  MaskedOf,
  ObjectOf,
  PolicyOptions,
  PrivilegeAction,
  PropertyAction,
  RequestorOptions,
  RuleAction,
  Schema,
} from "./schema.ts";
export { unpack, unpacked } from "./unpack.ts";
export {
  clock,
  field,
  illTyped,
  includesAll,
  includesAny,
  instant,
  isBoolean,
  isDate,
  isDecimal,
  isInteger,
  isOneOf,
  isPage,
  isText,
  listOf,
  scalar,
  today,
} from "./values.ts";
