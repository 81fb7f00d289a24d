import { startJobs } from "../../src/server/platform/index.ts";

/** A process that takes a job and never ends it, to be killed: `node hanging-runner.ts SOCKET DATABASE`. */
const [host = "", database = ""] = process.argv.slice(2);

await startJobs({
  connection: { host, database, user: "postgres" },
  tasks: {
    "test.hang": async () => {
      process.stdout.write("begun\n");
      await Promise.withResolvers<undefined>().promise;
    },
  },
  recurring: [],
  onFailure: (message) => process.stderr.write(`${message}\n`),
});
