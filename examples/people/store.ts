// People in an SQLite database, through Kysely. IBAN and salary are stored sealed, with a hash beside the IBAN to find it by.
import { DatabaseSync } from "@photostructure/sqlite";
import { createEncryption, type KeySource, type Key, type Sealed } from "aclc/encryption";
import { Kysely, SqliteDialect, type SqliteDatabase } from "kysely";
import { policy } from "./people.acl.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly iban?: string | null | undefined;
  readonly salary?: number | null | undefined;
  readonly born: string;
}

/** What the table holds: texts where the policy says so, that nobody reads without the key. */
interface PersonTable {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly iban: Sealed | null;
  readonly ibanIndex: string | null;
  readonly salary: Sealed | null;
  readonly born: string;
}

const PERSON = "Data-Person";

/** Opens the database at `path`, a file or `:memory:`. `report` hears of values that cannot be read. */
export async function openPeople(path: string, keys: KeySource, indexKey: Key, report: (message: string) => void) {
  const database = new DatabaseSync(path);
  const people = new Kysely<{ person: PersonTable }>({ dialect: new SqliteDialect({ database: forKysely(database) }) });
  const encryption = createEncryption(policy, { keys, indexKey, tenant: "example" });
  await people.schema
    .createTable("person")
    .ifNotExists()
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text")
    .addColumn("department", "text")
    .addColumn("iban", "text")
    .addColumn("ibanIndex", "text")
    .addColumn("salary", "text")
    .addColumn("born", "text")
    .execute();

  /** Values that cannot be read are masked in the record, and reported without a word of them. */
  async function open({ ibanIndex: _, ...row }: PersonTable): Promise<Person> {
    const { record, failures } = await encryption.decrypt(PERSON, row, row.id);
    for (const { code, property } of failures) report(`${code}: ${PERSON} ${row.id} ${property}`);
    return record;
  }

  return {
    async save(person: Person): Promise<void> {
      const { iban, salary, ...rest } = await encryption.encrypt(PERSON, person, person.id);
      const ibanIndex = typeof person.iban !== "string" ? null : await encryption.index(PERSON, "iban", withoutBlanks(person.iban));
      const row: PersonTable = { ...rest, iban: iban ?? null, salary: salary ?? null, ibanIndex };
      await people.replaceInto("person").values(row).execute();
    },
    async all(): Promise<readonly Person[]> {
      return Promise.all((await people.selectFrom("person").selectAll().orderBy("id").execute()).map(open));
    },
    async findByIban(iban: string): Promise<Person | undefined> {
      const hash = await encryption.index(PERSON, "iban", withoutBlanks(iban));
      const row = await people.selectFrom("person").selectAll().where("ibanIndex", "=", hash).executeTakeFirst();
      return row === undefined ? undefined : open(row);
    },
    close: () => people.destroy(),
  };
}

/** Two ways to write an IBAN are found alike. The stored value stays as it was written. */
function withoutBlanks(iban: string): string {
  return iban.replaceAll(" ", "").toUpperCase();
}

/** What Kysely expects of a driver. */
function forKysely(database: InstanceType<typeof DatabaseSync>): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        reader: /^\s*select\b/i.test(sql),
        all: (parameters) => statement.all(...(parameters as never[])) as unknown[],
        run: (parameters) => statement.run(...(parameters as never[])) as { changes: number; lastInsertRowid: number },
        iterate: (parameters) => statement.iterate(...(parameters as never[])) as IterableIterator<unknown>,
      };
    },
  };
}
