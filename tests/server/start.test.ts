import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startServer } from "../../src/server/main.ts";
import { readConfig, StartFailure } from "../../src/server/platform/index.ts";
import { newestMigration } from "../../src/server/platform/migrate.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";
import { dataFolder, freePort, makeFurnishedProgram, offerFurnished, type Program, tryStart } from "./process.ts";

const SLOW = 180_000;
const folders: string[] = [];
const mounts: string[] = [];
const servers: Server[] = [];
let test: TestDatabase;

beforeAll(async () => {
  test = await freshDatabase();
});
afterAll(async () => {
  for (const mount of mounts) execFileSync("umount", ["--lazy", mount]);
  for (const place of folders) rmSync(place, { recursive: true, force: true });
  for (const server of servers) server.close();
  await test.close();
});

function folder(): string {
  const made = dataFolder();
  folders.push(made);
  return made;
}

/** A file system of its own with so much room; not everybody may make one. */
function smallDisk(options: string): string {
  const place = folder();
  execFileSync("mount", ["-t", "tmpfs", "-o", `mode=755,${options}`, "none", place]);
  mounts.push(place);
  return place;
}
const mayMount = (() => {
  try {
    smallDisk("size=1m");
    return true;
  } catch {
    return false;
  } finally {
    for (const mount of mounts.splice(0)) execFileSync("umount", ["--lazy", mount]);
  }
})();

/** All that is in a folder, to see that a start changed nothing. */
const contents = (place: string) => globSync("**/*", { cwd: place }).toSorted().map((name) => `${name} ${statSync(join(place, name)).isFile() ? createHash("sha256").update(readFileSync(join(place, name))).digest("hex") : ""}`);

/** What the program would do in a process of its own: why it did not start, or where its newest migration is once it has. */
async function startHere(variables: Readonly<Record<string, string>>): Promise<{ readonly refused: string } | { readonly migration: number | undefined }> {
  try {
    const running = await startServer(readConfig({ CONGTAM_DATA: folder(), PORT: String(await freePort()), ...variables }), async () => undefined);
    const pulse = await running.database.pulse();
    await running.stop();
    return { migration: pulse?.migration };
  } catch (error) {
    if (error instanceof StartFailure) return { refused: error.message };
    throw error;
  }
}

/** One line of Vietnamese that says what to do. */
function expectHelp(said: string, words: RegExp): void {
  expect(said).toMatch(words);
  expect(said).toMatch(/^[^\n]* [Hh]ãy [^.\n]+\.?[^\n]*$/);
  expect(said).not.toContain("mat-khau-bi-mat");
}

async function expectRefusal(variables: Readonly<Record<string, string>>, words: RegExp): Promise<void> {
  const started = await startHere(variables);
  expect(started).toHaveProperty("refused");
  if ("refused" in started) expectHelp(started.refused, words);
}

/** In a process of its own: status 1 and that line alone. */
async function expectEnd(variables: Readonly<Record<string, string>>, words: RegExp): Promise<void> {
  const { status, said } = await tryStart({ CONGTAM_DATA: folder(), ...variables });
  expect({ status, lines: said.split("\n").length }).toEqual({ status: 1, lines: 2 });
  expectHelp(said.trimEnd(), words);
}

it("of two first starts at once on one folder exactly one runs", { timeout: SLOW }, async () => {
  const place = folder();
  await offerFurnished(place, async () => {
    const ends = await Promise.all([tryStart({ CONGTAM_DATA: place }), tryStart({ CONGTAM_DATA: place })]);
    expect(new Set(ends.map(({ status }) => status))).toEqual(new Set([0, 1]));
    expect(ends.find(({ status }) => status === 1)?.said).toContain("đang được một chương trình Công Tâm khác dùng");
  });
});

/** A server that answers the first message with these bytes and then each further one with what is asked of it. */
async function fakeServer(answer: (sent: Buffer) => Buffer | undefined): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (sent) => {
      const bytes = answer(sent);
      if (bytes === undefined || /^[EH]/.test(bytes.toString("latin1", 0, 1))) socket.end(bytes ?? "");
      else socket.write(bytes);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return `postgresql://ai-do:mat-khau-bi-mat@127.0.0.1:${String((server.address() as AddressInfo).port)}/congtam`;
}

/** A message of PostgreSQL's protocol. */
function message(type: string, ...parts: (string | number)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from([part >>> 24, part >>> 16, part >>> 8, part].map((one) => one % 256)))));
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}
const failure = (code: string, words: string) => message("E", `SFATAL\0VFATAL\0C${code}\0M${words}\0\0`);
const READY = message("Z", "I");
const short = (value: number) => String.fromCharCode(Math.floor(value / 256), value % 256);
const oneRow = (value: string) => Buffer.concat([message("T", short(1), "server_version_num\0", 0, short(0), 25, short(0), 0, short(0)), message("D", short(1), value.length, value), message("C", "SHOW\0"), READY]);

describe("what the environment says", () => {
  it("ends the program with status 1 and one line", { timeout: SLOW }, async () => {
    await expectEnd({ PORT: "70000" }, /^Biến môi trường PORT không hợp lệ; cần số cổng từ 1 đến 65535\./);
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ["a scheme of another database", { DATABASE_URL: "mysql://u:mat-khau-bi-mat@h/d" }, /^Biến môi trường DATABASE_URL không hợp lệ; cần địa chỉ dạng postgresql:/],
    ["no address at all", { DATABASE_URL: "congtam" }, /^Biến môi trường DATABASE_URL không hợp lệ/],
    ["a token that is too short", { METRICS_TOKEN: "x" }, /^Biến môi trường METRICS_TOKEN không hợp lệ/],
    ["an address that this machine has not", { HOST: "192.0.2.1", DATABASE_URL: "here" }, /^Máy này không có địa chỉ 192\.0\.2\.1\. Hãy sửa HOST/],
  ])("%s", { timeout: SLOW }, async (_name, variables, words) => {
    await expectRefusal(variables["DATABASE_URL"] === "here" ? { ...variables, DATABASE_URL: urlTo(test) } : variables, words);
  });
});

/** The tests' own PostgreSQL as an address; a socket's folder goes into the query. */
const urlTo = ({ connection }: TestDatabase, user = "postgres") => `postgresql://${user}@localhost/${connection.database ?? ""}?host=${encodeURIComponent(inject("socket"))}`;

describe("a database server of the authority", () => {
  it.concurrent("that does not answer", { timeout: SLOW }, async () => {
    await expectRefusal({ DATABASE_URL: `postgresql://ai-do:mat-khau-bi-mat@127.0.0.1:${String(await freePort())}/congtam` }, /^Máy chủ 127\.0\.0\.1:\d+\/congtam không trả lời \(.*ECONNREFUSED.*\)\. Hãy kiểm tra DATABASE_URL/);
  });

  it.concurrent("that has no such name", { timeout: SLOW }, async () => {
    await expectRefusal({ DATABASE_URL: "postgresql://u:mat-khau-bi-mat@khong-co.invalid/d" }, /^Máy chủ khong-co\.invalid\/d không trả lời/);
  });

  it.concurrent("that is no PostgreSQL", { timeout: SLOW }, async () => {
    await expectRefusal({ DATABASE_URL: await fakeServer(() => Buffer.from("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) }, /^Máy chủ 127\.0\.0\.1:\d+\/congtam không trả lời/);
  });

  it.concurrent("that refuses the password", { timeout: SLOW }, async () => {
    await expectRefusal({ DATABASE_URL: await fakeServer(() => failure("28P01", 'password authentication failed for user "ai-do"')) }, /^Máy chủ PostgreSQL 127\.0\.0\.1:\d+\/congtam từ chối tài khoản \(password authentication failed.*\)\. Hãy sửa tên và mật khẩu/);
  });

  it.concurrent("that is too old", { timeout: SLOW }, async () => {
    const url = await fakeServer((sent) => {
      if (sent[0] === 0x58) return undefined;
      return sent[0] === 0x51 ? oneRow("140012") : Buffer.concat([message("R", 0), READY]);
    });
    await expectRefusal({ DATABASE_URL: url }, /^Máy chủ là PostgreSQL 14; cần PostgreSQL 15 trở lên/);
  });

  it("that has no such database", { timeout: SLOW }, async () => {
    await expectRefusal({ DATABASE_URL: urlTo(test).replace(/congtam_test_\w+/, "khong_co") }, /^Máy chủ PostgreSQL không có cơ sở dữ liệu này: localhost\/khong_co\. Hãy tạo/);
  });

  it("whose database belongs to a newer program, which stays as it is", { timeout: SLOW }, async () => {
    await test.superuser.query("insert into congtam.migration (number, name) values ($1, 'from the future')", [newestMigration() + 1]);
    await expectRefusal({ DATABASE_URL: urlTo(test) }, new RegExp(`^Cơ sở dữ liệu ở phiên bản ${String(newestMigration() + 1)}, mới hơn chương trình này \\(${String(newestMigration())}\\)\\. Hãy dùng`));
    const { rowCount } = await test.superuser.query("delete from congtam.migration where number > $1", [newestMigration()]);
    expect(rowCount).toBe(1);
  });

  it("whose account may not do enough", { timeout: SLOW }, async () => {
    await test.superuser.query("create role plain_start login");
    try {
      await expectRefusal({ DATABASE_URL: urlTo(test, "plain_start") }, /^Tài khoản của DATABASE_OWNER_URL không đủ quyền .* Hãy cấp/);
      await expectRefusal({ DATABASE_URL: urlTo(test, "plain_start"), DATABASE_OWNER_URL: urlTo(test) }, /^Tài khoản của DATABASE_URL chưa được cấp vai trò congtam_app .* Hãy chạy: GRANT congtam_app TO/);
    } finally {
      await test.superuser.query("drop role plain_start");
    }
  });

  it("that only lets read", { timeout: SLOW }, async () => {
    await expectRefusal({ DATABASE_URL: `${urlTo(test)}&options=${encodeURIComponent("-c default_transaction_read_only=on")}` }, /^Máy chủ PostgreSQL chỉ cho đọc .* Hãy trỏ DATABASE_URL tới máy chủ chính/);
  });
});

describe("a data folder", () => {
  const OTHER = { PG_VERSION: "15\n", "global/pg_control": "bytes", "base/1/1259": "somebody's table" };

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ["of another PostgreSQL", OTHER, /^Dữ liệu trong .*\/data thuộc PostgreSQL 15, chương trình này dùng PostgreSQL 18\. Hãy sao lưu bằng bản cũ/],
    ["that is half made", { PG_VERSION: "18\n" }, /^Thư mục .*\/data có tệp nhưng không phải dữ liệu PostgreSQL đầy đủ\. Hãy khôi phục/],
    ["whose version is lost", { "global/pg_control": "bytes", "base/1/1259": "somebody's table" }, /^Thư mục .*\/data có tệp nhưng không phải dữ liệu PostgreSQL đầy đủ/],
    ["that is broken", { ...OTHER, PG_VERSION: "18\n" }, /^PostgreSQL không khởi động được \(.+\)\. Hãy xem .*postgresql\.log/],
  ])("%s is left as it is", { timeout: SLOW }, async (_name, files, words) => {
    const place = folder();
    const data = join(place, "demonstration", "data");
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(data, name, ".."), { recursive: true });
      writeFileSync(join(data, name), text);
    }
    if (process.getuid?.() === 0) execFileSync("chown", ["-R", "65534:65534", join(place, "demonstration")]);
    execFileSync("chmod", ["-R", "go=", data]);
    const before = contents(data);
    await expectRefusal({ CONGTAM_DATA: place }, words);
    expect(contents(data)).toEqual(before);
  });

  it("with a path too long for a socket", { timeout: SLOW }, async () => {
    await expectRefusal({ CONGTAM_DATA: join(folder(), "x".repeat(90)) }, /quá dài cho PostgreSQL\. Hãy đặt CONGTAM_DATA/);
  });

  it("that cannot be one", { timeout: SLOW }, async () => {
    const place = folder();
    writeFileSync(join(place, "file"), "");
    await expectRefusal({ CONGTAM_DATA: join(place, "file") }, /^Không ghi được vào .*file.* Hãy đặt CONGTAM_DATA/);
  });

  it("with a key that is none", { timeout: SLOW }, async () => {
    const place = folder();
    writeFileSync(join(place, "short"), "abc", { mode: 0o600 });
    await expectRefusal({ DATABASE_URL: urlTo(test), CONGTAM_DATA: place, SECOND_FACTOR_KEY_FILE: join(place, "short") }, /^Tệp khóa .*short không đúng 32 byte\. Hãy khôi phục/);
    await expectRefusal({ DATABASE_URL: urlTo(test), CONGTAM_DATA: place, SECOND_FACTOR_KEY_FILE: place }, /^Không đọc được tệp khóa .* Hãy kiểm tra/);
    await expectRefusal({ DATABASE_URL: urlTo(test), CONGTAM_DATA: place, AUDIT_KEY_FILE: join(place, "short") }, /tệp khóa .*short/);
  });
});

describe.runIf(mayMount)("a disk", () => {
  it("with too little room is left alone", { timeout: SLOW }, async () => {
    const place = smallDisk("size=100m");
    await expectRefusal({ CONGTAM_DATA: place }, /còn dưới 200 MB trống\. Hãy giải phóng chỗ/);
    expect(existsSync(join(place, "demonstration", "data"))).toBe(false);
  });

  it.each([["while the cluster is made", 300], ["while the database is made", 1250]])("that is full %s leaves nothing half made, and a start after that succeeds", { timeout: SLOW }, async (_name, files) => {
    const place = smallDisk(`size=600m,nr_inodes=${String(files)}`);
    await expectRefusal({ CONGTAM_DATA: place }, /(?:chỗ trống|giải phóng chỗ)/);
    execFileSync("mount", ["-o", "remount,nr_inodes=20000", place]);
    expect(await startHere({ CONGTAM_DATA: place })).toEqual({ migration: newestMigration() });
  });

  it("that cannot be written", { timeout: SLOW }, async () => {
    const place = smallDisk("size=300m,ro");
    await expectRefusal({ CONGTAM_DATA: place }, /^Không ghi được vào .* Hãy đặt CONGTAM_DATA/);
  });
});

describe("a second start", () => {
  let program: Program;
  beforeAll(async () => {
    program = await makeFurnishedProgram();
    await program.start();
  }, SLOW);
  afterAll(() => program.dispose(), SLOW);

  it("on the same data is refused and disturbs nobody; on the same port, too", { timeout: SLOW }, async () => {
    const database = program.databasePid();
    const { port } = new URL(program.url);
    for (const [refuse, variables] of [[expectRefusal, {}], [expectEnd, { PORT: port }]] as const) await refuse({ ...variables, CONGTAM_DATA: program.data }, new RegExp(`^Dữ liệu trong .* đang được một chương trình Công Tâm khác dùng \\(tiến trình ${String(program.pid())}\\)\\. Hãy dừng`));
    await expectRefusal({ PORT: port }, new RegExp(`^Cổng ${port} đang được chương trình khác dùng\\. Hãy dừng`));
    expect([(await fetch(`${program.url}/readyz`)).status, program.databasePid()]).toEqual([200, database]);
    expect((await fetch(`${program.url}/api/v1/session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ username: "quantri", password: "congtam-demo" }) })).status).toBe(201);
  });

  it("after a kill takes over what was left running", { timeout: SLOW }, async () => {
    const database = program.databasePid();
    await program.kill("SIGKILL");
    await program.start();
    expect(program.databasePid()).toBe(database);
  });
});
