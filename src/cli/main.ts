import { parseArgs } from "node:util";
import { InvalidInput } from "../scoring/fault.ts";
import { faultLine, type Language, oneLine } from "../scoring/fault-text.ts";
import { demoCommand, evaluateCommand, exampleCommand, type Options, regulationCommand } from "./commands.ts";
import { systemCode, Unreadable } from "./files.ts";
import { HELP, Usage } from "./usage.ts";

const BROKEN_INPUT = 1;
const WRONG_USE = 2;

function readArguments(args: readonly string[]): { words: string[]; options: Options; language: Language; help: boolean } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: true,
    options: {
      input: { type: "string" },
      xlsx: { type: "string" },
      index: { type: "string" },
      sheet: { type: "string" },
      regulation: { type: "string" },
      seed: { type: "string" },
      explain: { type: "string" },
      lang: { type: "string" },
      database: { type: "string" },
      heads: { type: "string" },
      key: { type: "string" },
      name: { type: "string" },
      witness: { type: "string" },
      copy: { type: "string" },
      since: { type: "string" },
      json: { type: "boolean" },
      canonical: { type: "boolean" },
      pretty: { type: "boolean" },
      table: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const given = Object.fromEntries(Object.entries({ input: values.input, xlsx: values.xlsx, index: values.index, sheet: values.sheet, regulation: values.regulation, seed: values.seed, explain: values.explain, database: values.database, heads: values.heads, key: values.key, name: values.name, witness: values.witness, copy: values.copy, since: values.since }).filter(([, value]) => value !== undefined));
  if (values.lang !== undefined && values.lang !== "vi" && values.lang !== "en") throw new Usage("--lang cần vi hoặc en", "--lang needs vi or en");
  const flags = { json: values.json === true, canonical: values.canonical === true, pretty: values.pretty === true, table: values.table === true };
  return { words: positionals, options: { ...given, ...flags }, language: values.lang ?? "vi", help: values.help === true };
}

function most(words: readonly string[], count: number): void {
  const extra = words[count];
  if (extra !== undefined) throw new Usage(`thừa “${extra}”`, `"${extra}" is not expected`);
}

function run(words: readonly string[], options: Options): string {
  const [command, first, second] = words;
  switch (command) {
    case "evaluate":
      most(words, 1);
      return evaluateCommand(options);
    case "regulation":
      most(words, first === "list" ? 2 : 3);
      return regulationCommand(first, second, options);
    case "example":
      most(words, 2);
      return exampleCommand(first, options);
    case "demo":
      most(words, 1);
      return demoCommand(options);
    case undefined:
      throw new Usage("thiếu lệnh", "a command is missing");
    default:
      throw new Usage(`không có lệnh “${command}”`, `there is no command "${command}"`);
  }
}

/** Says what went wrong on stderr and gives the exit status; unknown errors are not hidden. */
function report(error: unknown, language: Language): number {
  if (error instanceof InvalidInput) {
    for (const fault of error.faults) process.stderr.write(`${faultLine(fault, language)}\n`);
    return BROKEN_INPUT;
  }
  if (error instanceof Unreadable) {
    process.stderr.write(`${oneLine(language === "vi" ? error.vi : error.en)}\n`);
    return WRONG_USE;
  }
  if (error instanceof Error && (error instanceof Usage || systemCode(error)?.startsWith("ERR_PARSE_ARGS") === true)) {
    const message = error instanceof Usage && language === "vi" ? error.vi : `${language === "vi" ? "Tùy chọn không hợp lệ: " : ""}${error.message}`;
    process.stderr.write(`${oneLine(message)}\n\n${HELP[language]}`);
    return WRONG_USE;
  }
  throw error;
}

/** Commands that need the server's rooms, which the others must not wait for; undefined for all others. */
async function runWithRooms(words: readonly string[], options: Options, language: Language): Promise<number | undefined> {
  const [command = "", first] = words;
  switch (command) {
    case "evaluate":
      if (options.xlsx === undefined && options.input?.toLowerCase().endsWith(".xlsx") !== true) return undefined;
      most(words, 1);
      return (await import("./evaluate-workbook.ts")).evaluateWorkbookCommand(options, language);
    case "regulation":
      if (first !== "from-xlsx") return undefined;
      most(words, 3);
      return (await import("./regulation-sheet.ts")).regulationSheetCommand(words[2], options, language);
    case "serve":
      most(words, 1);
      return (await import("./serve.ts")).serveCommand();
    case "verify":
      most(words, 1);
      return (await import("./verify.ts")).verifyCommand({ ...options, lang: language });
    case "ledger":
      most(words, 2);
      return (await import("./ledger.ts")).ledgerCommand(first, options);
    case "rotate-key":
      most(words, 2);
      return (await import("./rotate-key.ts")).rotateKeyCommand(first);
    case "add-administrator":
      most(words, 2);
      return (await import("./add-administrator.ts")).addAdministratorCommand(first, options.name, language);
    case "backup":
      most(words, 2);
      return (await import("./backup.ts")).backupCommand(first);
    default:
      return undefined;
  }
}

/** Runs one command; nothing is written to stdout unless all of it succeeded. */
async function main(args: readonly string[]): Promise<number> {
  // A wrong option must still be reported in the language that was asked for.
  let language: Language = args.some((one, i) => one === "--lang=en" || (one === "--lang" && args[i + 1] === "en")) ? "en" : "vi";
  try {
    const read = readArguments(args);
    ({ language } = read);
    const status = read.help ? undefined : await runWithRooms(read.words, read.options, language);
    if (status !== undefined) return status;
    process.stdout.write(read.help ? HELP[language] : run(read.words, read.options));
    return 0;
  } catch (error) {
    return report(error, language);
  }
}

// A reader that stops early (`| head`) ends the program quietly.
process.stdout.on("error", (error) => {
  if (systemCode(error) !== "EPIPE") throw error;
});
process.exitCode = await main(process.argv.slice(2));
