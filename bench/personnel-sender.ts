import { createReadStream } from "node:fs";
import { request } from "node:http";
import { pipeline } from "node:stream/promises";
import { READ_BYTES } from "./personnel-rows.ts";

// The task system: a process of its own that sends a file through the bulk door. Arguments: port, path, file. Prints the answer.

const [port = "", path = "", file = ""] = process.argv.slice(2);
const sent = request({ host: "127.0.0.1", port: Number(port), method: "PATCH", path, headers: { authorization: "Bearer igate", "content-type": "application/x-ndjson" } });
const answered = new Promise<string>((resolve, reject) => {
  sent.on("error", reject);
  sent.on("response", (answer) => {
    let text = `${String(answer.statusCode)} `;
    answer.setEncoding("utf8");
    answer.on("data", (part: string) => {
      text += part;
    });
    answer.on("end", () => {
      resolve(text);
    });
  });
});
await pipeline(createReadStream(file, { highWaterMark: READ_BYTES }), sent);
process.stdout.write(await answered);
