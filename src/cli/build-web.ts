import { webFolder } from "./web-build.ts";

/** `npm run build`: for an image or a package that is started without the tools of development. */
process.stdout.write(`${await webFolder((line) => process.stdout.write(`${line}\n`))}\n`);
