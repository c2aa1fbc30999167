// The types of objects, operator and context, in the forms that generated code needs.
import { identifiersOf } from "../../runtime/identifiers.ts";
import type { AttributeData, TypeData } from "../../runtime/data.ts";
import type { ClassOrder } from "../resolve/class-order.ts";
import type { ValueType } from "../condition.ts";
import type { Attribute, ClassModel } from "../model.ts";
import type { FieldShape, ObjectShape } from "../tables.ts";

/** One shape a class, by class id; a class extends those of its search order that no other of these extends. */
export function objectShapes(classes: readonly ClassModel[], order: ClassOrder): ObjectShape[] {
  const identifiers = identifiersOf(classes.map((cls) => cls.name));
  return classes.map((cls, id) => {
    const nearest = nearestClasses(cls);
    const inherited = new Set(nearest.flatMap((other) => [...other.properties.keys()]));
    return {
      name: cls.name,
      identifier: identifiers[id] ?? cls.name,
      documentation: cls.documentation,
      extends: nearest.map((other) => order.idOf.get(other) ?? 0),
      fields: [...cls.properties.values()]
        .filter((property) => !inherited.has(property.name))
        .map(({ name, type, documentation }) => ({ name, type, documentation })),
    };
  });
}

/** What a requestor's declared attributes must be, by flat path; the runtime knows those that are built in. */
export function attributeData(attributes: readonly Attribute[]): AttributeData[] {
  return attributes
    .filter((attribute) => !attribute.builtIn)
    .map(({ path, type, default: value }) => {
      const name = path.join(".");
      if (value === undefined) return [name, typeData(type)];
      return [name, typeData(type), value.kind === "list" ? value.values : value.value];
    });
}

/** The attributes that a host sets, pages nested. */
export function attributeShapes(attributes: readonly Attribute[]): FieldShape[] {
  return attributes
    .filter(({ path, builtIn }) => path.length === 1 && !(builtIn && path[0] !== "id"))
    .map(({ path, type, documentation }) => ({ name: path[0] ?? "", type, documentation }));
}

/** The classes of the search order that are in no other's: usually one. */
function nearestClasses(cls: ClassModel): ClassModel[] {
  const above = cls.searchOrder.filter((other) => other !== cls && other.index >= 0);
  const covered = new Set<ClassModel>();
  const nearest: ClassModel[] = [];
  for (const other of above) {
    if (covered.has(other)) continue;
    nearest.push(other);
    for (const further of other.searchOrder) if (further !== other) covered.add(further);
  }
  return nearest.filter((other) => !covered.has(other));
}

export function typeData(type: ValueType): TypeData {
  switch (type.kind) {
    case "scalar":
      return type.name;
    case "list":
      return ["list", type.element];
    case "union":
      return ["union", ...type.members];
    case "page":
      return ["page"];
  }
}
